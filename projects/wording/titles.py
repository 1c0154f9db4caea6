"""What a promise is called: ``160,000 vehicles in 2024``, ``Solar power installed: 215 GW by 2030``.

A title says how much of what, and by when. A unit that is a thing says what by itself, where the indicator's name adds
no more than “made” or “sold”. Any other figure (money, a share, tonnes, jobs) gets the indicator's name before it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from .amounts import Figure
from .claims import on_starting_level, qualified, ratio_or_change
from .dates import by, compared_period, day, during
from .isolation import isolated
from .kazakh import in_case
from .languages import Phrase, language
from .named_units import is_named, says_what


class PromiseTitle(NamedTuple):
    """What a promise is called. ``indicator`` is the indicator's name where the title does not have it, else ""."""

    text: str
    indicator: str


class TitledPromise(NamedTuple):
    """What a title is made of. Figures are in base units, as decimal text or numbers; absent is None or "".

    ``name`` is the indicator's in the language of the title; ``english`` says whether the unit says as much.
    ``place`` names the part of the programme's territory that the promise is for. ``is_ceiling``: it must not be
    exceeded (R11.3).
    """

    name: str
    english: str
    unit: str
    basis: str
    qualifier: str
    value: Figure | None
    upper_value: Figure | None
    window_start: date | None
    deadline: date | None
    timing: str
    baseline_start: date | None = None
    baseline_end: date | None = None
    place: str = ""
    is_ceiling: bool = False
    is_interim: bool = False
    withdrawn: bool = False


_BY_YEAR = Phrase("by {}", "к {} году", "{} жылға қарай")
_BY_YEAR_END = Phrase("by the end of {}", "до конца {} года", "{} жылдың соңына дейін")
_BY_DAY_IN_KAZAKH = "{} дейін"
_IN_YEAR = Phrase("in {}", "в {} году", "{} жылы")
_IN_YEARS = Phrase("in {}", "в {} годах", "{} жылдары")
# A figure and its time; in Kazakh the time comes first, in Russian before a comparison: «к 2030 году +11 % к 2023 г.»
_TIMED = Phrase("{} {}", "{} {}", "{1} {0}")
_TIMED_COMPARISON = Phrase("{} {}", "{1} {0}", "{1} {0}")
_UNDATED = Phrase("{}, no date named", "{}, срок не назван", "{}, мерзімі аталмаған")
_WITHDRAWN = Phrase("{} (withdrawn)", "{} (отозвано)", "{} (кері қайтарылған)")
_ONLY_WITHDRAWN = Phrase("withdrawn", "обещание отозвано", "уәде кері қайтарылды")
_INTERIM = Phrase("{} (interim target)", "{} (промежуточная цель)", "{} (аралық мақсат)")
_TWICE = Phrase("twice", "вдвое", "2 есе")
_TIMES_PERIOD = Phrase("{} the {} level", "{} к {}", "{1} салыстырғанда {0}")
_ABOVE_YEAR = "{} выше уровня {}"
_CHANGE_ON_PERIOD = Phrase("{} on {}", "{} к {}", "{1} салыстырғанда {0}")


@lru_cache(maxsize=20_000)
def promise_title(promise: TitledPromise, lang: str) -> PromiseTitle:
    """What a promise is called in a language, and the indicator's name where that is not in it."""
    code = language(lang)
    name = isolated(promise.name)
    if promise.basis == "done" or (promise.withdrawn and promise.value in (None, "")):
        return PromiseTitle(_noted(_milestone(promise, name, code), promise, code), "")
    if promise.value not in (None, "") and says_what(promise.unit, promise.english):
        text = _placed(_figure(promise, promise.unit, code), promise)
        return PromiseTitle(_noted(text[0].upper() + text[1:], promise, code), name)
    unit = "" if is_named(promise.unit, promise.name, code) else promise.unit
    text = _named(_placed(name, promise), _figure(promise, unit, code))
    return PromiseTitle(_noted(text, promise, code), "")


def _milestone(promise: TitledPromise, name: str, code: str) -> str:
    """A thing to be done, with its day; or a promise given up, of which no figure is left."""
    placed = _placed(name, promise)
    if promise.basis != "done":
        return _named(placed, _ONLY_WITHDRAWN.text(code))
    when = _when(promise, code)
    if not when:
        return _UNDATED.text(code, placed)
    return _named(placed, when) if code == "kk" else f"{placed} {when}"


def _figure(promise: TitledPromise, unit: str, code: str) -> str:
    """How much, and by when."""
    figure, when = _amount(promise, unit, code), _when(promise, code)
    if not when:
        return _UNDATED.text(code, figure)
    return (_TIMED if promise.basis == "absolute" else _TIMED_COMPARISON).text(code, figure, when)


def _amount(promise: TitledPromise, unit: str, code: str) -> str:
    value, upper = promise.value, promise.upper_value
    qualifier = "at_most" if promise.is_ceiling and promise.qualifier == "exactly" else promise.qualifier
    if promise.basis == "absolute" or value is None or value == "":
        return qualified(qualifier, value, upper, unit, code)
    return _compared(promise, Decimal(value), code)


def _compared(promise: TitledPromise, value: Decimal, code: str) -> str:
    """A multiple or a change, with what it is compared with: ``+11% on 2024``, ``twice the starting level``."""
    is_multiple = promise.basis == "multiple"
    if is_multiple and promise.qualifier == "exactly" and value == 2:  # twice
        text = _TWICE.text(code)
    else:
        text = ratio_or_change(promise.basis, promise.qualifier, value, promise.upper_value, code)
    if promise.baseline_end is None:
        return on_starting_level(promise.basis, value, text, code)
    earlier = compared_period(promise.baseline_start, promise.baseline_end, code)
    if is_multiple and value > 1 and code == "ru" and promise.baseline_start and earlier[:4].isdecimal():
        return _ABOVE_YEAR.format(text, earlier)
    return (_TIMES_PERIOD if is_multiple else _CHANGE_ON_PERIOD).text(code, text, earlier)


def _when(promise: TitledPromise, code: str) -> str:
    """``in 2024``, ``by 2030``, ``by 31 October 2020``; "" without a deadline."""
    start, end = promise.window_start, promise.deadline
    if end is None:
        return ""
    ends_year = (end.month, end.day) == (12, 31)
    if promise.timing == "within_period" and start is not None:
        if not ends_year or (start.month, start.day) != (1, 1):
            return during(start, end, code)
        years = str(end.year) if start.year == end.year else f"{start.year}–{end.year}"
        return (_IN_YEAR if start.year == end.year else _IN_YEARS).text(code, years)
    if ends_year:
        return (_BY_YEAR_END if promise.basis == "done" else _BY_YEAR).text(code, end.year)
    return _BY_DAY_IN_KAZAKH.format(in_case(day(end, code), "dative")) if code == "kk" else by(end, code)


def _placed(text: str, promise: TitledPromise) -> str:
    """The text with the place, where it does not name it."""
    place = promise.place
    return text if not place or place.casefold() in text.casefold() else f"{text} ({isolated(place)})"


def _named(name: str, figure: str) -> str:
    """A figure after a name; a name that has a colon gets a dash."""
    return f"{name} – {figure}" if ": " in name else f"{name}: {figure}"


def _noted(text: str, promise: TitledPromise, code: str) -> str:
    if promise.is_interim:
        text = _INTERIM.text(code, text)
    if promise.withdrawn and promise.basis != "done" and promise.value in (None, ""):
        return text
    return _WITHDRAWN.text(code, text) if promise.withdrawn else text
