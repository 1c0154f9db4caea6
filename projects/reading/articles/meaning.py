"""What a figure means: its kind and its period, by its sentence and those before it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .candidates import Candidate
from .dates import Time
from .figure import ArticleFigure, FigureBasis, FigureKind
from .kinds import kind_of
from .memory import Memory
from .others import is_other, is_plain_share
from .parts import is_part, is_whole
from .periods import compared_time, fits, inherited, nearest_year, time_of
from .sentence import Sentence

_AND = frozenset({"and", "or", "и", "или", "және", "немесе"})


class Meaning(NamedTuple):
    """The kind of a figure and the first and last day of its period. ``is_undated``: no word says that last day."""

    kind: FigureKind
    first: date | None = None
    last: date | None = None
    is_undated: bool = False


def meaning_of(
    sentence: Sentence, figure: Candidate, basis: FigureBasis, memory: Memory, published: date | None
) -> Meaning:
    """A figure that is reported without a time is of the day of publication at the latest."""
    compared = compared_time(sentence, figure) or _earlier_level(sentence, figure, memory, published)
    if compared is not None:
        return Meaning("other", compared.first, compared.last)
    if is_other(sentence, figure, basis) or _continues_other(sentence, figure, memory):
        return Meaning("other")
    time = time_of(sentence, figure)
    is_yearly = sentence.in_clause(figure, "yearly")
    if is_yearly and time is not None and not sentence.same_clause(figure, time.start):
        time = None
    kind = kind_of(sentence, figure, time, published, memory.kind)
    is_level = sentence.right_before(figure, "plan_level", 2)
    last = memory.figures[-1] if memory.figures else None
    if last is not None and last.kind != "other" and _shares_kind(sentence, figure, last):
        kind = last.kind
    is_told = any(True for _ in sentence.of_kind("target")) or any(True for _ in sentence.of_kind("neutral"))
    if kind == "outcome" and is_whole(sentence.parts, figure):
        return Meaning("other")
    if (kind == "outcome" or not is_told) and is_plain_share(sentence, figure, basis):
        return Meaning("other")
    time = _time_of_kind(sentence, figure, time, kind, memory, published, is_yearly=is_yearly)
    if not is_level and not sentence.in_clause(figure, "neutral"):
        memory.kind = kind  # a plan beside a result does not make the next figures plans
    if time is not None and not (time.is_unknown and time.is_count and kind == "outcome"):
        is_open = kind == "outcome" and time.last is None  # since 2020
        return Meaning(kind, time.first, published if is_open else time.last)
    if kind != "outcome" or published is None:
        return Meaning(kind)
    return Meaning(kind, None, published, is_undated=True)


def _time_of_kind(
    sentence: Sentence,
    figure: Candidate,
    time: Time | None,
    kind: FigureKind,
    memory: Memory,
    published: date | None,
    *,
    is_yearly: bool,
) -> Time | None:
    """The time of a figure whose kind is known: that of its sentence if it fits, else the one that goes on."""
    is_level = sentence.right_before(figure, "plan_level", 2)
    if time is not None and time.is_bare and published is not None and not is_level:
        time = nearest_year(time, kind, published)
    if time is not None and not fits(time, kind, published):
        if not time.is_plan:
            return None
        time = None  # “from 190 that were planned for the year”
    if time is not None:
        if not (time.is_unknown and time.is_count) and not (is_part(sentence.parts, figure) and kind in memory.times):
            memory.times[kind] = time
        return time
    if is_yearly or not _inherits(sentence, kind):
        return None
    source: FigureKind = "outcome" if is_level else kind
    return inherited(memory.times.get(source), source, published)


def _earlier_level(sentence: Sentence, figure: Candidate, memory: Memory, published: date | None) -> Time | None:
    """The time of a level that is only compared with the figure before it: “… to 43 %; it was 57 % in 2022”."""
    is_told = sentence.right_before(figure, "level", 1) or sentence.right_after(figure, "level", 2)
    last = memory.figures[-1] if memory.figures else None
    if _is_present_level(sentence, figure, last):
        return Time(0, 0, None, None)
    if last is None or not is_told or last.unit != figure.unit or last.start < sentence.parts[0].start:
        return None
    time = time_of(sentence, figure)
    if time is None or (time.is_unknown and time.offset >= 0):
        return None
    is_past = time.is_unknown or (time.last is not None and (published is None or time.last < published))
    is_earlier = last.period_end is None or time.last is None or time.last.year < last.period_end.year
    return time if is_past and is_earlier else None


def _shares_kind(sentence: Sentence, figure: Candidate, last: ArticleFigure) -> bool:
    """Whether a figure in a bracket, or a part, has no word of its own that tells its kind."""
    if sentence.is_bracketed(figure, last.end):
        return True
    has_words = any(
        s.kind in ("target", "outcome", "neutral") and sentence.clause[s.first] == sentence.clause[figure.first]
        for s in sentence.signals
    )
    is_joined = is_part(sentence.parts, figure) or sentence.right_before(figure, "cost", 1)
    return last.start >= sentence.parts[0].start and is_joined and not has_words


def _is_present_level(sentence: Sentence, figure: Candidate, last: ArticleFigure | None) -> bool:
    """“… to climb to 55 %; at present it is 43 %”: the level that a promised one is compared with."""
    if last is None or figure.unit != "percent" or last.unit != "percent" or last.kind != "target":
        return False
    is_same = last.start >= sentence.parts[0].start and figure.value != last.value
    return is_same and "reached" not in figure.notes and sentence.in_clause(figure, "now")


def _inherits(sentence: Sentence, kind: FigureKind) -> bool:
    """Whether the report of the sentence before goes on: not with “already”, nor with work under way."""
    if kind == "target":
        return not sentence.starts_paragraph and not any(True for _ in sentence.of_kind("ongoing"))
    return not any(True for _ in sentence.of_kind("now"))


def _continues_other(sentence: Sentence, figure: Candidate, memory: Memory) -> bool:
    """“with a capacity of 100 units, parts - 150 units”, “at 2 % and 5 %”: the list goes on."""
    if memory.figures and figure.unit == "percent" and memory.figures[-1].unit == "percent":
        between = [token.text for token in sentence.parts[: figure.first] if token.start >= memory.figures[-1].end]
        if len(between) == 1 and between[0] in _AND and memory.figures[-1].kind == "other":
            return True
    if not any(True for _ in sentence.of_kind("capacity")) or not memory.figures:
        return False
    last = memory.figures[-1]
    return last.kind == "other" and last.unit == figure.unit and last.start >= sentence.parts[0].start
