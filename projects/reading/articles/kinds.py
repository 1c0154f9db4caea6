"""Whether a figure is a target or an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .candidates import Candidate
from .dates import Time
from .figure import FigureKind
from .sentence import Sentence, Signal, is_conjunction

_HALF = 6  # months


def kind_of(
    sentence: Sentence, figure: Candidate, time: Time | None, published: date | None, carried: FigureKind | None
) -> FigureKind:
    """Target or outcome: by the words of its clause, its time, the words of its sentence, the sentence before."""
    if sentence.right_before(figure, "plan_level", 2):
        return "target"
    if _is_to_come(sentence, figure, time, published):
        return "target"
    if any(s.kind == "target" and sentence.attached.get(s.first) == figure.first for s in sentence.signals):
        return "target"
    kind, is_weak = _by_clause(sentence, figure)
    by_time = kind_of_time(time, published)
    is_ahead = kind == "target" and time is not None and time.is_bare  # “will open in September”: the next one
    if kind is not None and (is_ahead or not (is_weak and by_time is not None and by_time != kind)):
        return kind
    if by_time is not None:
        return by_time
    if kind is None and sentence.is_verb_last and (verb := _verb_behind(sentence, figure)) is not None:
        return verb
    nearest, is_nearest_weak, place = _nearest(sentence, figure)
    if nearest is not None and not (is_nearest_weak and carried):
        if time is not None and _begins_anew(sentence, figure, time, place):
            by_open_time = _by_open_time(time) if published else None
            return by_open_time or nearest  # “113 were built in 2025, in 2026 another 47”
        return nearest
    if nearest is None and kind is None and _is_early(time, published):
        return "target"
    if carried or kind:
        return carried or kind or "outcome"
    if any(signal.kind == "outcome" and signal.first >= figure.end for signal in sentence.signals):
        return "outcome"
    is_telling = published is not None or (time is not None and time.is_deadline)
    return (_by_open_time(time) if is_telling else None) or "outcome"


def kind_of_time(time: Time | None, published: date | None) -> FigureKind | None:
    """A time that has ended tells an outcome, one that has not begun a target."""
    if time is not None and time.offset and time.is_unknown:
        return "outcome" if time.offset < 0 else "target"
    if time is None or published is None or time.is_compared or time.is_unknown:
        return None
    if time.last is None and time.first is not None and time.first <= published:
        return "outcome" if time.first.year < published.year else None  # “since 2020”
    if time.last is not None and time.last <= published:
        return "outcome"
    if time.first is not None and time.first > published:
        return "target"
    return "target" if time.is_deadline or time.last is None or time.last.year > published.year else None


def _verb_behind(sentence: Sentence, figure: Candidate) -> FigureKind | None:
    """What the next verb says where it tells of everything before it: “36 жобаны қаржыландырып, 211 млрд бөлді”."""
    for signal in sentence.signals:
        if signal.first < figure.end or signal.kind not in ("target", "neutral", "outcome"):
            continue
        if signal.first in sentence.attached:
            continue
        if any(sentence.parts[index].text == ";" for index in range(figure.end, signal.first)):
            return None
        return "outcome" if signal.kind == "outcome" else "target"
    return None


def _is_to_come(sentence: Sentence, figure: Candidate, time: Time | None, published: date | None) -> bool:
    """Whether the time of the figure, in its own clause, begins after the day of publication."""
    if time is None or published is None or time.first is None or time.is_bare or time.first <= published:
        return False
    return sentence.same_clause(figure, time.start)


def _begins_anew(sentence: Sentence, figure: Candidate, time: Time, place: int) -> bool:
    """Whether the time of a figure begins a clause of its own behind the signal at a place."""
    if time.first is None or not place < time.start <= sentence.parts[figure.first].start:
        return False
    signal, own = sentence.index_at(place), sentence.index_at(time.start)
    return sentence.clause[signal] != sentence.clause[own]


def _is_early(time: Time | None, published: date | None) -> bool:
    """Whether a year is told of in its first half: without other words that is what shall happen in it."""
    if time is None or published is None or time.first is None or time.last is None:
        return False
    return time.last.year == published.year and time.first.month == 1 and published.month <= _HALF < time.last.month


def _by_open_time(time: Time | None) -> FigureKind | None:
    return None if time is None or time.last is None else "target"


def _by_clause(sentence: Sentence, figure: Candidate) -> tuple[FigureKind | None, bool]:
    """The kind that the words of the clause give, and whether only a verb's form gives it."""
    clause = sentence.clause[figure.first]
    options = [s for s in sentence.signals if s.kind in ("target", "outcome", "neutral", "growth", "decline")]
    options = [s for s in options if sentence.attached.get(s.first, figure.first) == figure.first]
    signals = [s for s in options if sentence.clause[s.first] == clause and not _is_participle(sentence, s, figure)]
    if sentence.in_clause(figure, "ongoing"):
        return "target", False  # “is being built now”
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
        if signal.first > end or sentence.attached.get(signal.first, figure.first) != figure.first:
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
