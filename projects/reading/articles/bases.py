"""Whether a figure is absolute, a multiple or a change."""

from __future__ import annotations

from collections.abc import Sequence

from .candidates import Candidate
from .figure import FigureBasis
from .sentence import Sentence
from .text import Token

PERCENT = ("percent", "percentage_points")
_BY = frozenset({"by", "на"})
_TO = frozenset(
    {"to", "до", "at", "reached", "составила", "составил", "составило", "составит", "достигла", "достигнет"}
)
_COPULAS = frozenset({"was", "is", "were", "at", "составил", "составила", "составило", "составит", "-"})
_ALMOST = frozenset({"about", "nearly", "almost", "over", "около", "почти"})
_AFTER_LEVEL = frozenset({"салыстырғанда", "қарағанда", "than", "чем", "earlier", "ранее"})
_BEFORE_LEVEL = frozenset(
    {
        "the",
        "about",
        "nearly",
        "some",
        "over",
        "почти",
        "около",
        "прежних",
        "плановых",
        "нынешних",
        "нынешнего",
        "текущих",
        "прошлогодних",
        "current",
        "present",
        "қазіргі",
    }
)


def basis_of(sentence: Sentence, figure: Candidate) -> FigureBasis:
    """Whether a figure is a multiple or a change of an earlier one."""
    if figure.unit == "times":
        return "multiple"
    if figure.unit not in PERCENT or "compared" in figure.notes or "reached" in figure.notes:
        return "absolute"
    if is_progress(sentence, figure) or is_compared(sentence, figure) or is_compared(sentence, figure, 1):
        return "absolute"
    if _is_level(sentence.parts, figure) and not _is_size_of_change(sentence, figure):
        return "multiple" if figure.value > 100 else "absolute"
    is_growth = figure.sign in ("+", "-") or _is_change(sentence, figure)
    if figure.value > 100 and not _says_by(sentence.parts, figure):
        return "multiple"
    if any(True for _ in sentence.of_kind("index")) and 70 <= figure.value <= 100 and not is_growth:
        return "multiple"
    return "percent_change" if is_growth else "absolute"


def _is_level(parts: Sequence[Token], figure: Candidate) -> bool:
    """“rose to 60 %”, “до 60 %”, “60 %-ға жетті”: where a change leads."""
    before = [token.text for token in parts[max(0, figure.first - 2) : figure.first]]
    if before and (before[-1] in _TO or (before[0] in _TO and before[-1] in _ALMOST)):
        return True
    after = [token.text for token in parts[figure.last : figure.end + 3]]
    return any(text.startswith(("жет", "дейін")) for text in after)


def _is_size_of_change(sentence: Sentence, figure: Candidate) -> bool:
    """“рост составил 7,2 %”, “growth in 2025 was 6.3 %”: the change is the subject."""
    if not figure.first or sentence.parts[figure.first - 1].text not in _COPULAS:
        return False
    return any(
        signal.last <= figure.first and sentence.clause[signal.first] == sentence.clause[figure.first]
        for kind in ("growth", "decline")
        for signal in sentence.of_kind(kind)
    )


def _is_change(sentence: Sentence, figure: Candidate) -> bool:
    if _says_by(sentence.parts, figure) or _is_size_of_change(sentence, figure):
        return True
    if sentence.right_after(figure, "difference", 1):
        return True
    return sentence.near(figure, "growth", 7) or sentence.near(figure, "decline", 7)


def is_progress(sentence: Sentence, figure: Candidate) -> bool:
    """Whether a percentage says how far a plan is fulfilled."""
    return sentence.right_before(figure, "progress", 2) or sentence.right_after(figure, "progress", 2)


def is_compared(sentence: Sentence, figure: Candidate, steps: int = 0) -> bool:
    """“against 26 %”, “from 26 %”; “from 16 million hectares” only where something changes or goes to another level."""
    return any(
        0 <= figure.first - steps - signal.last <= (1 if steps else 0)
        and sentence.parts[signal.first].text not in _AFTER_LEVEL
        and (sentence.parts[signal.first].text != "from" or _goes_on(sentence, signal.first, figure))
        and (not steps or all(token.text in _BEFORE_LEVEL for token in sentence.parts[signal.last : figure.first]))
        for signal in sentence.of_kind("compare")
    )


def _goes_on(sentence: Sentence, index: int, figure: Candidate) -> bool:
    if any(token.text == "to" for token in sentence.parts[figure.last : figure.end + 4]):
        return True
    return any(signal.first < index for kind in ("growth", "decline") for signal in sentence.of_kind(kind))


def _says_by(parts: Sequence[Token], figure: Candidate) -> bool:
    """“by 5 %”, “на 5 %”, “5 %-ға”."""
    before = {parts[index].text for index in range(max(0, figure.first - 3), figure.first)}
    if before & _BY:
        return True
    after = [parts[index].text for index in range(figure.last, min(len(parts), figure.end + 2))]
    return any(text in ("ға", "ге", "қа", "ке", "пайызға", "процентке", "пайызды") for text in after)


def is_decline(sentence: Sentence, figure: Candidate) -> bool:
    """Whether a change is a fall."""
    if figure.sign == "+":
        return False
    nearest: tuple[int, bool] | None = None
    for kind in ("growth", "decline"):
        for signal in sentence.of_kind(kind):
            gap = min(sentence.distance(signal.first, figure.first), sentence.distance(signal.last, figure.end))
            if nearest is None or gap < nearest[0]:
                nearest = gap, kind == "decline"
    return nearest is not None and nearest[1]
