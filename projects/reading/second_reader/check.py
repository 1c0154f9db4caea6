"""What of an answer is believed: figures that stand in the text and that we read as the value claimed.

No character of the answer goes further: the text of a figure is the article's, its value is our own reading, the kind
is one of three codes, the period two days.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from .figure import SecondFigure
from .numbered_lines import Line, as_sent
from .own_reading import is_cut, is_year, own_readings

MAX_CLAIMS = 500  # of one piece; a page of 8,000 characters has some 200 figures at most
MAX_FIGURE = 120  # characters of the text of a figure
MAX_VALUE = 70  # characters of a value
MAX_COUNT = 1_000_000  # more than any article has of lines or characters
_VALUE = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_KINDS = frozenset({"target", "outcome", "other"})


class _Discarded(Exception):
    """A claim that is thrown away; ``reason`` is one of DISCARDED."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class CheckedAnswer:
    """The figures in the order of the text, and how many claims were thrown away for which reason."""

    figures: list[SecondFigure] = field(default_factory=list)
    discarded: Counter[str] = field(default_factory=Counter)


def check_claims(text: str, piece: Sequence[Line], claims: Sequence[Any], language: str) -> CheckedAnswer:
    """Checks the claims about a piece of an article; never raises.

    ``text`` is the whole article, ``piece`` the lines that were sent.
    """
    checked = CheckedAnswer()
    sent = as_sent(text)
    for claim in claims[:MAX_CLAIMS]:
        try:
            figure = _figure(sent, piece, claim, language)
            if any(figure.start < other.end and other.start < figure.end for other in checked.figures):
                raise _Discarded("repeated")
        except _Discarded as discarded:
            checked.discarded[discarded.reason] += 1
        else:
            checked.figures.append(figure)
    if len(claims) > MAX_CLAIMS:
        checked.discarded["too_many"] += len(claims) - MAX_CLAIMS
    checked.figures.sort(key=lambda figure: figure.start)
    return checked


def _figure(sent: str, piece: Sequence[Line], claim: Any, language: str) -> SecondFigure:
    if not isinstance(claim, dict):
        raise _Discarded("malformed")
    wording, value, upper = claim.get("text"), _number(claim.get("value")), _number(claim.get("upper_value"))
    if not isinstance(wording, str) or not wording.strip() or len(wording) > MAX_FIGURE or value is None:
        raise _Discarded("malformed")
    start, end = _place(sent, piece, claim, as_sent(wording).strip())
    readings = own_readings(sent[start:end], language)
    if is_cut(sent, start, end, readings, language):
        raise _Discarded("cut")
    if is_year(sent, start, end):
        raise _Discarded("year")
    reading = next((own for own in readings if own == (value, upper)), None)
    if reading is None:
        raise _Discarded("value")
    first, last = _day(claim.get("period_start")), _day(claim.get("period_end"))
    if first is not None and last is not None and first > last:
        first = last = None
    kind = claim.get("kind")
    code = kind if isinstance(kind, str) and kind in _KINDS else ""
    return SecondFigure(start, end, reading[0], reading[1], code, first, last)


# --- The place -----------------------------------------------------------------------------------------------------


def _place(sent: str, piece: Sequence[Line], claim: dict[str, Any], wording: str) -> tuple[int, int]:
    """The place of a claim, which must name it or be the only one. Raises _Discarded."""
    lines = _lines(piece, claim.get("line"))
    if claim.get("start") is None and claim.get("end") is None:
        return _named(sent, lines, claim, wording)
    start, end = _count(claim.get("start")), _count(claim.get("end"))
    is_sent = any(line.start <= start < end <= line.end for line in lines)
    if not is_sent or sent[start:end] != wording:
        raise _Discarded("elsewhere")
    return start, end


def _lines(piece: Sequence[Line], number: Any) -> Sequence[Line]:
    """The line that is named, or all."""
    if number is None:
        return piece
    lines = [line for line in piece if isinstance(number, Decimal | str) and str(number) == str(line.number)]
    if not lines:
        raise _Discarded("elsewhere")
    return lines


def _named(sent: str, lines: Sequence[Line], claim: dict[str, Any], wording: str) -> tuple[int, int]:
    """The only place in the lines, or the ``nth``. A part of a longer word or number is no place of its own."""
    places: list[tuple[int, int]] = []
    for line in lines:
        start = sent.find(wording, line.start, line.end)
        while start >= 0:
            places.append((start, start + len(wording)))
            start = sent.find(wording, start + len(wording), line.end)
    whole = [place for place in places if _is_whole(sent, *place)]
    if not whole:
        raise _Discarded("cut" if places else "elsewhere")
    if len(whole) == 1:
        return whole[0]
    if 1 <= (nth := _count(claim.get("nth"))) <= len(whole):
        return whole[nth - 1]
    raise _Discarded("ambiguous")


def _is_whole(sent: str, start: int, end: int) -> bool:
    before, after = sent[max(0, start - 1) : start], sent[end : end + 1]
    return not (before.isalnum() and sent[start].isalnum()) and not (after.isalnum() and sent[end - 1].isalnum())


# --- Numbers and days ----------------------------------------------------------------------------------------------


def _number(claimed: Any) -> Decimal | None:
    if isinstance(claimed, Decimal):
        return claimed
    if isinstance(claimed, str) and len(claimed) <= MAX_VALUE and _VALUE.fullmatch(claimed):
        return Decimal(claimed)
    return None


def _count(claimed: Any) -> int:
    """A whole number from 0; -1 for anything else."""
    if not isinstance(claimed, Decimal) or not 0 <= claimed < MAX_COUNT or claimed % 1:
        return -1
    return int(claimed)


def _day(claimed: Any) -> date | None:
    if not isinstance(claimed, str) or not _DAY.fullmatch(claimed):
        return None
    try:
        return date.fromisoformat(claimed)
    except ValueError:
        return None
