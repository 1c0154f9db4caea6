"""What else a number is spelt with: “12 thousand 500”, “two and a half million”, “3.2m homes”, “minus 12 million”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from .text import Token
from .words import CURRENCIES, MEASURES, Words

if TYPE_CHECKING:
    from .candidates import Candidate

_MINUS = frozenset({"minus", "минус"})
_PLUS = frozenset({"plus", "плюс", "-"})
_AND_A_HALF = ("and", "a", "half")
_HUNDREDS = re.compile("[1-9][0-9]{0,2}")


def is_minus(parts: Sequence[Token], index: int) -> bool:
    """Whether the word before a number is its sign; of “plus or minus” it is none."""
    if not index or parts[index - 1].text not in _MINUS:
        return False
    return index < 2 or (parts[index - 2].text not in _PLUS and parts[index - 2].text not in ("or", "или"))


def add_half(parts: Sequence[Token], candidate: Candidate) -> None:
    """“two and a half million”."""
    if candidate.other_value is None and says_and_a_half(parts, candidate.last):
        candidate.value += Decimal("0.5")
        candidate.last += 3


def says_and_a_half(parts: Sequence[Token], index: int) -> bool:
    """Whether “and a half” stands there."""
    return tuple(token.text for token in parts[index : index + 3]) == _AND_A_HALF


def half_before(parts: Sequence[Token], index: int) -> int:
    """The number of tokens of the half before a scale: “half a million”, “half-million”; 0 where there is none."""
    length = 2 if index > 1 and parts[index - 1].text in ("a", "-") else 1
    start = index - length
    is_half = start >= 0 and parts[start].text == "half" and (not start or parts[start - 1].text != "a")
    return length if is_half else 0


def add_rest(words: Words, parts: Sequence[Token], candidate: Candidate, taken: set[int]) -> None:
    """“12 thousand 500 homes”: the hundreds behind the thousands."""
    index = candidate.last
    if candidate.power != 3 or index in taken or index + 1 >= len(parts) or candidate.value % 1000:
        return
    token, after = parts[index], parts[index + 1]
    is_rest = token.kind == "number" and _HUNDREDS.fullmatch(token.text) is not None and after.kind == "word"
    if not is_rest or words.scales.at(parts, index + 1) is not None:
        return
    candidate.value += Decimal(token.text)
    candidate.power, candidate.last = 0, index + 1


def add_millions(words: Words, parts: Sequence[Token], candidate: Candidate) -> None:
    """“3.2m homes”, “$3.2m”: a glued m is a million of what is counted; a length stays one."""
    index = candidate.last
    if words.code != "en" or candidate.power or not index or index + 1 >= len(parts):
        return
    if parts[index].text != "m" or parts[index].start != parts[index - 1].end:
        return
    before = words.units.at(parts, candidate.first - 1) if candidate.first else None
    is_money = before is not None and before[1] in CURRENCIES
    noun = words.nouns.at(parts, index + 1) if parts[index + 1].kind == "word" else None
    if not is_money and (noun is None or (noun[1].partition(":")[0] in MEASURES and noun[1] != "tonnes")):
        return
    candidate.value *= 1_000_000
    candidate.power, candidate.last = 6, index + 1
