"""What a figure is: a target, an outcome or neither, and whether it is absolute, a multiple or a change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .candidates import Candidate
from .dates import Time
from .figure import FigureBasis, FigureKind
from .sentence import Sentence, Signal, is_conjunction
from .text import Token
from .words import DURATIONS

_PERCENT = ("percent", "percentage_points")
_BY = frozenset({"by", "на"})
_TO = frozenset(
    {"to", "до", "at", "reached", "составила", "составил", "составило", "составит", "достигла", "достигнет"}
)
_REACHED = frozenset({"to", "до", "reach", "reached", "reaches"})
_ALMOST = frozenset({"about", "nearly", "almost", "over", "около", "почти"})
_AFTER_LEVEL = frozenset({"салыстырғанда", "қарағанда", "than", "чем", "earlier", "ранее"})
_RATE_BEFORE = frozenset({"at", "под"})
_PLACE_BEFORE = frozenset({"in", "across", "в", "во", "по"})
_MORE = frozenset(
    {"больше", "меньше", "выше", "ниже", "превышает", "above", "below", "көп", "артық", "кем", "аз", "жоғары"}
)


def basis_of(sentence: Sentence, figure: Candidate) -> FigureBasis:
    """Whether a figure is a multiple or a change of an earlier one."""
    if figure.unit == "times":
        return "multiple"
    if figure.unit not in _PERCENT:
        return "absolute"
    if is_progress(sentence, figure) or _is_compared(sentence, figure):
        return "absolute"
    if _is_level(sentence.parts, figure):
        return "multiple" if figure.value > 100 else "absolute"
    is_growth = figure.sign == "+" or _is_change(sentence, figure)
    if figure.value > 100 and not _says_by(sentence.parts, figure):
        return "multiple"
    if any(True for _ in sentence.of_kind("index")) and 70 <= figure.value <= 100 and not is_growth:
        return "multiple"
    return "percent_change" if is_growth else "absolute"


def _is_reached(parts: Sequence[Token], figure: Candidate) -> bool:
    """A share that grows to a level is no share of what was said before: “доля достигнет 95 %”."""
    before = [token.text for token in parts[max(0, figure.first - 2) : figure.first]]
    is_said = any(text in _REACHED or text.startswith("достиг") for text in before)
    return is_said or any(token.text.startswith("жет") for token in parts[figure.last : figure.end + 3])


def _is_level(parts: Sequence[Token], figure: Candidate) -> bool:
    """“rose to 60 %”, “до 60 %”, “60 %-ға жетті”: where a change leads."""
    before = [token.text for token in parts[max(0, figure.first - 2) : figure.first]]
    if before and (before[-1] in _TO or (before[0] in _TO and before[-1] in _ALMOST)):
        return True
    after = [token.text for token in parts[figure.last : figure.end + 3]]
    return any(text.startswith(("жет", "дейін")) for text in after)


def _is_change(sentence: Sentence, figure: Candidate) -> bool:
    if _says_by(sentence.parts, figure):
        return True
    if sentence.right_after(figure, "difference", 1):
        return True
    return sentence.near(figure, "growth", 7) or sentence.near(figure, "decline", 7)


def is_progress(sentence: Sentence, figure: Candidate) -> bool:
    """Whether a percentage says how far a plan is fulfilled."""
    return sentence.right_before(figure, "progress", 2) or sentence.right_after(figure, "progress", 2)


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


def is_other(sentence: Sentence, figure: Candidate, basis: FigureBasis) -> bool:
    """Whether a figure is neither promised nor reported: a share, a duration, a level for comparison."""
    parts = sentence.parts
    if figure.unit in DURATIONS or "compared" in figure.notes:
        return True
    if figure.unit == "regions" or (figure.unit == "settlements" and _stands_in(parts, figure)):
        return True
    if _is_stage(parts, figure):
        return True
    if figure.unit in _PERCENT and (is_progress(sentence, figure) or sentence.near(figure, "other", 4)):
        return True
    if figure.upper is None and _is_compared(sentence, figure):
        return True
    if figure.unit in _PERCENT and basis == "absolute" and "reached" not in figure.notes:
        if _is_reached(parts, figure):
            return False
        if figure.first and parts[figure.first - 1].text in _RATE_BEFORE:
            return True
        return sentence.near(figure, "share", 6) or sentence.near(figure, "rate", 5)
    if basis == "absolute" and _is_difference(sentence, figure):
        return True
    if sentence.right_before(figure, "plan_level", 2) and not _reports(sentence):
        return True
    if figure.upper is None and basis == "absolute" and sentence.right_before(figure, "compare", 1):
        return True
    if (
        figure.unit in _PERCENT
        and sentence.right_after(figure, "difference", 0)
        and sentence.right_after(figure, "share", 2)
    ):
        return True
    return figure.unit not in _PERCENT and _is_capacity(sentence, figure)


def _reports(sentence: Sentence) -> bool:
    return any(True for _ in sentence.of_kind("outcome")) and not any(True for _ in sentence.of_kind("target"))


def _is_compared(sentence: Sentence, figure: Candidate) -> bool:
    """“against 26 %”, “from 26 %”."""
    return any(
        signal.last == figure.first and sentence.parts[signal.first].text not in _AFTER_LEVEL
        for signal in sentence.of_kind("compare")
    )


def _is_stage(parts: Sequence[Token], figure: Candidate) -> bool:
    """“in three stages”."""
    return any(
        token.text.startswith(("stage", "phase", "этап", "кезең", "очеред"))
        for token in parts[figure.last : figure.end]
    )


def _stands_in(parts: Sequence[Token], figure: Candidate) -> bool:
    last = parts[figure.end - 1].text
    if figure.first and parts[figure.first - 1].text in _PLACE_BEFORE:
        return parts[figure.first - 1].text in ("in", "across") or last.endswith(("ах", "ях", "ам", "ям", "тах"))
    return last.endswith(("да", "де", "та", "те"))


def _is_difference(sentence: Sentence, figure: Candidate) -> bool:
    parts = sentence.parts
    after = [token.text for token in parts[figure.end : figure.end + 2]]
    before = [token.text for token in parts[max(0, figure.first - 2) : figure.first]]
    if "на" in before and any(text in _MORE for text in after):
        return True
    if sentence.right_after(figure, "difference", 1) and not figure.qualifier:
        return "than" not in before
    return parts[figure.end - 1].text.endswith(("ға", "ге", "қа", "ке")) and any(text in _MORE for text in after)


def _is_capacity(sentence: Sentence, figure: Candidate) -> bool:
    return any(
        signal.last <= figure.first
        and figure.first - signal.last <= 3
        and sentence.clause[signal.first] == sentence.clause[figure.first]
        for signal in sentence.of_kind("capacity")
    )


def kind_of(
    sentence: Sentence, figure: Candidate, time: Time | None, published: date | None, carried: FigureKind | None
) -> FigureKind:
    """Target or outcome: by the words of its clause, its time, the words of its sentence, the sentence before."""
    if sentence.right_before(figure, "plan_level", 2):
        return "target"
    kind, is_weak = _by_clause(sentence, figure)
    by_time = _by_time(time, published)
    if kind is not None and not (is_weak and by_time is not None and by_time != kind):
        return kind
    if by_time is not None:
        return by_time
    nearest, is_nearest_weak, place = _nearest(sentence, figure)
    if nearest is not None and not (is_nearest_weak and carried):
        if time is not None and place < time.start <= sentence.parts[figure.first].start and time.first is not None:
            return _by_open_time(time) or nearest  # “113 were built in 2025, in 2026 another 47”
        return nearest
    if carried or kind:
        return carried or kind or "outcome"
    if any(signal.kind == "outcome" and signal.first >= figure.end for signal in sentence.signals):
        return "outcome"
    return _by_open_time(time) or "outcome"


def _by_time(time: Time | None, published: date | None) -> FigureKind | None:
    """A time that has ended tells an outcome, one that has not begun a target."""
    if time is None or published is None or time.is_compared:
        return None
    if time.last is not None and time.last <= published:
        return "outcome"
    if time.first is not None and time.first > published:
        return "target"
    return "target" if time.is_deadline or time.last is None or time.last.year > published.year else None


def _by_open_time(time: Time | None) -> FigureKind | None:
    return None if time is None or time.last is None else "target"


def _by_clause(sentence: Sentence, figure: Candidate) -> tuple[FigureKind | None, bool]:
    """The kind that the words of the clause give, and whether only a verb's form gives it."""
    clause = sentence.clause[figure.first]
    options = [s for s in sentence.signals if s.kind in ("target", "outcome", "neutral", "growth", "decline")]
    signals = [s for s in options if sentence.clause[s.first] == clause and not _is_participle(sentence, s, figure)]
    first, last = _part(sentence, figure)
    if own := [s for s in signals if first <= s.first < last]:
        return _strongest(own)
    return _strongest(signals)[0], True


def _strongest(signals: Sequence[Signal]) -> tuple[FigureKind | None, bool]:
    """A target's word before an outcome's: “is planned to be built”; a word before the form of a verb."""
    if any(s.kind in ("target", "neutral") and not s.is_weak for s in signals):
        has_outcome = any(s.kind == "outcome" for s in signals)
        return "target", has_outcome and not any(s.kind == "neutral" for s in signals)
    if any(s.kind == "outcome" and not s.is_weak for s in signals):
        return "outcome", False
    if any(s.kind == "target" for s in signals):
        return "target", True
    if any(s.kind == "outcome" for s in signals):
        return "outcome", True
    return None, False


def _is_participle(sentence: Sentence, signal: object, figure: Candidate) -> bool:
    """An English form in -ed behind its noun may be a participle: “650 billion tenge attracted”."""
    return bool(
        getattr(signal, "is_weak", False)
        and getattr(signal, "kind", "") == "outcome"
        and sentence.parts[getattr(signal, "first", 0)].text.endswith("ed")
        and getattr(signal, "first", 0) >= figure.end
    )


def _part(sentence: Sentence, figure: Candidate) -> tuple[int, int]:
    """The part of the clause between conjunctions."""
    clause, first, last = sentence.clause[figure.first], figure.first, figure.end
    while first and sentence.clause[first - 1] == clause and not is_conjunction(sentence.parts[first - 1]):
        first -= 1
    while last < len(sentence.parts) and sentence.clause[last] == clause and not is_conjunction(sentence.parts[last]):
        last += 1
    return first, last


def _nearest(sentence: Sentence, figure: Candidate) -> tuple[FigureKind | None, bool, int]:
    """The kind of the nearest signal of the sentence."""
    best: tuple[int, FigureKind, bool, int] | None = None
    end = next(
        (i for i in range(figure.end, len(sentence.parts)) if sentence.parts[i].text == ";"), len(sentence.parts)
    )
    for signal in sentence.signals:
        if signal.kind not in ("target", "neutral", "outcome") or _is_participle(sentence, signal, figure):
            continue
        if signal.first > end:
            continue
        gap = sentence.distance(signal.first, figure.first) + (4 if signal.is_weak else 0)
        if signal.kind == "outcome":
            gap += 2
        if best is None or gap < best[0]:
            best = (
                gap,
                "outcome" if signal.kind == "outcome" else "target",
                signal.is_weak,
                sentence.parts[signal.first].start,
            )
    return (best[1], best[2], best[3]) if best else (None, False, 0)
