"""Which of the times of a sentence a figure has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from .bases import is_compared
from .candidates import Candidate
from .dates import Time
from .figure import FigureKind
from .sentence import Sentence

_OF_WHICH = frozenset({"which", "которых", "оның", "них"})
_FIRST = 4  # tokens that may stand before the time which a sentence begins with
_CONTRAST = frozenset({"while", "whereas", "but", "тогда", "но", "однако", "ал", "бірақ"})
_FAR = 6
_CONTINUED = frozenset({"to", "due"})
_ADDED = frozenset({"by", "until", "до", "к"})  # “…, to be delivered by 2033”
_STOOD = frozenset({"were", "was", "stood", "totalled", "totaled", "amounted", "составляли", "составлял", "составляла"})
_JOINED = frozenset({"and", "и", "а", "және", *_CONTRAST})


def time_of(sentence: Sentence, figure: Candidate) -> Time | None:
    """The time of a figure: one before it governs what follows, one behind it its own clause."""
    place_first = sentence.parts[figure.first].start
    usable = [time for time in sentence.times if not time.is_compared and not time.is_day]
    usable = [time for time in usable if "compared" in figure.notes or not _is_of_level(sentence, time)]
    before = [time for time in usable if time.start <= place_first]
    after = [time for time in usable if time.start > place_first and not _is_bracketed(sentence, figure, time)]
    left = before[-1] if before else None
    right = after[0] if after else None
    if left is None and right is None:
        return _day_behind(sentence, figure)
    if left is None or right is None:
        return left or (right if right is not None and _reaches(sentence, figure, right) else None)
    index = figure.first
    if not _reaches(sentence, figure, right):
        return left
    return right if _gap(sentence, index, right) < _gap(sentence, index, left) else left


def _is_of_level(sentence: Sentence, time: Time) -> bool:
    """Whether a year only says when the level held from which something changed: “from 270 in 2021 to 94”."""
    place = sentence.index_at(time.start)
    return any(
        0 <= place - other.end <= 1 and ("compared" in other.notes or is_compared(sentence, other))
        for other in sentence.figures
    )


def _is_bracketed(sentence: Sentence, figure: Candidate, time: Time) -> bool:
    """Whether a time behind a figure is that of another one in brackets: “120 homes (2023: 100)”."""
    place = sentence.index_at(time.start)
    between = [token.text for token in sentence.parts[figure.end : place]]
    if between.count("(") <= between.count(")"):
        return False
    opening = figure.end + len(between) - 1 - between[::-1].index("(")
    closing = next((index for index in range(place, len(sentence.parts)) if sentence.parts[index].text == ")"), place)
    return any(opening < other.first < closing and other.unit in ("", figure.unit) for other in sentence.figures)


def _day_behind(sentence: Sentence, figure: Candidate) -> Time | None:
    """The day that stands right behind a level: “stood at $2.3 billion on June 30”."""
    for time in sentence.times:
        after = sentence.index_at(time.end)
        if time.is_day and after < figure.first and sentence.parts[after].text in _STOOD:
            return replace(time, first=None)
        if time.is_day and not time.is_compared and 0 <= sentence.index_at(time.start) - figure.end <= 1:
            return replace(time, first=None)
    return None


def _gap(sentence: Sentence, index: int, time: Time) -> float:
    """The signs between a figure and a time: a comma is a step, a semicolon many; brackets are none."""
    place = sentence.index_at(time.start)
    index = _outside(sentence, index, place)
    low, high = sorted((index, place))
    signs: list[str] = []
    depth = 0
    for token in sentence.parts[low:high]:
        depth += (token.text == "(") - (token.text == ")")
        if depth <= 0:
            signs.append(token.text)
    gap = signs.count(",") * 2 + signs.count(";") * 6 + signs.count("-") * 2
    gap += sum(sign in _JOINED for sign in signs)
    return gap + (1 if place > index and gap else 0)


def _outside(sentence: Sentence, index: int, place: int) -> int:
    """The bracket in which the figure stands, if the time stands outside of it."""
    depth = 0
    for position in range(index, -1, -1):
        text = sentence.parts[position].text
        if text == ")":
            depth += 1
        if text == "(":
            depth -= 1
            if depth < 0:
                closing = next((k for k in range(index, len(sentence.parts)) if sentence.parts[k].text == ")"), index)
                return index if position < place < closing else (closing if place > closing else position)
    return index


def compared_time(sentence: Sentence, figure: Candidate) -> Time | None:
    """The time that is only compared with, right before a figure: “compared to 2022 (20.7 trillion)”."""
    start = sentence.parts[figure.first].start
    for time in sentence.times:
        if time.is_compared and time.first is not None and time.end <= start:
            between = [token.text for token in sentence.parts[: figure.first] if token.start >= time.end]
            starts = sentence.index_at(time.start) <= _FIRST
            if len(between) <= 3 and ("(" in between or (starts and "," not in between and figure.unit != "percent")):
                return time
    return None


def _reaches(sentence: Sentence, figure: Candidate, time: Time) -> bool:
    """A time behind the figure does not reach back over a semicolon, nor into a clause with its own verb."""
    place = sentence.index_at(time.start)
    between = [token.text for token in sentence.parts[figure.end : place]]
    if ";" in between or any(text in _CONTRAST for text in between) or any(text in _OF_WHICH for text in between[2:]):
        return False
    clause = sentence.clause[figure.first]
    has_verb = any(
        signal.kind in ("target", "outcome") and sentence.clause[signal.first] == clause for signal in sentence.signals
    )
    if not has_verb or "," not in between or sentence.clause[place] == clause:
        return True
    start = sentence.clause.index(sentence.clause[place])
    first = sentence.parts[start + 1].text if sentence.parts[start].text == "," else sentence.parts[start].text
    clause = sentence.clause[place]
    has_verb = any(s.kind in ("target", "outcome") and sentence.clause[s.first] == clause for s in sentence.signals)
    return place - start <= _FAR and (first in _CONTINUED or (first in _ADDED and not has_verb))


def nearest_year(time: Time, kind: FigureKind, published: date) -> Time:
    """A month without a year: what is promised in it is still to come, what is reported has been."""
    if kind == "target" and time.last is not None and time.last < published:
        return time.moved(1)
    if kind == "outcome" and time.first is not None and time.first > published:
        return time.moved(-1)
    return time


def fits(time: Time, kind: FigureKind, published: date | None) -> bool:
    """Whether an outcome's time has begun: a deadline that is to come is that of a target beside it."""
    if kind == "target" or published is None:
        return True
    if time.first is not None and time.first > published:
        return False
    return not ((time.is_deadline or time.is_plan) and time.last is not None and time.last > published)


def inherited(time: Time | None, kind: FigureKind, published: date | None) -> Time | None:
    """The time of a sentence before: outcomes keep one that has begun, targets one that has not ended."""
    if time is None:
        return None
    if published is None:
        return time
    if kind == "target":
        return time if time.last is None or time.last >= published else None
    return time if time.first is None or time.first <= published else None
