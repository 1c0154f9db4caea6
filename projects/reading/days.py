"""Reading a date in three languages."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterator
from datetime import date

from .languages import MONTHS, YEAR_WORDS
from .results import DayReading, DayResult, Problem
from .tokens import UnreadableError, cleaned

DAY: tuple[str, ...] = ("day",)

_YEAR_FIRST = re.compile(r"([0-9]{4}) ?([-./]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})")
_POINTS = re.compile(r"([0-9]{1,2}) ?\. ?([0-9]{1,2}) ?\. ?([0-9]{4})")
_EITHER = re.compile(r"([0-9]{1,2}) ?([-/]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2}) ?[./] ?([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4}) ?[-./] ?([0-9]{1,2})")
_YEAR = re.compile(r"[0-9]{4}")
_SHORT_YEAR = re.compile(r"[0-9]{1,2} ?([-./]) ?[0-9]{1,2} ?\1 ?[0-9]{2}")
_PART = re.compile(
    r"(?P<number>[0-9]+)(?:st|nd|rd|th)?(?![^\W_])|(?P<word>[^\W\d_]+)|(?P<between>[ .,/-]+)|(?P<other>.)"
)


def read_day(text: str, precisions: Collection[str] = DAY, *, order: str = "") -> DayResult:
    """Reads a date; never raises.

    ``precisions`` are the allowed ones: with ``day`` alone a bare month or year is a problem. ``05/06/2024`` has two
    readings, the one with the day first comes first. ``order`` is that of the parts, where it is known: ``dmy``,
    ``mdy`` or ``ymd``. It decides such a date, and refuses 12/31/2024 where the day comes first.
    """
    try:
        readings = tuple(dict.fromkeys(_readings(_without_year_words(cleaned(text)), order)))
    except UnreadableError as error:
        return DayResult(text, problem=error.problem, detail=error.detail)
    if any(reading.precision not in precisions for reading in readings):
        return DayResult(text, problem=Problem.DAY_NEEDED, detail=readings[0].precision)
    return DayResult(text, readings)


def _without_year_words(text: str) -> str:
    """The text without “г.”, “ж.”, “of”."""
    remaining = re.sub(
        r"[^\W\d_]+\.?", lambda match: "" if match.group().rstrip(".") in YEAR_WORDS else match.group(), text
    )
    return re.sub(r"\s+", " ", remaining).strip(" ,")


def _readings(text: str, order: str) -> Iterator[DayReading]:
    if match := _YEAR_FIRST.fullmatch(text):
        yield _day(match[1], match[3], match[4])
    elif match := _POINTS.fullmatch(text):
        yield _day(match[3], match[2], match[1])
    elif match := _EITHER.fullmatch(text):
        yield from _either(match[1], match[3], match[4], order, text)
    elif match := _MONTH_YEAR.fullmatch(text):
        yield _month(match[2], int(match[1]))
    elif match := _YEAR_MONTH.fullmatch(text):
        yield _month(match[1], int(match[2]))
    elif _YEAR.fullmatch(text):
        year = _year(text)
        yield DayReading(date(year, 1, 1), date(year, 12, 31), "year")
    elif _SHORT_YEAR.fullmatch(text):
        raise UnreadableError(Problem.SHORT_YEAR, text)
    else:
        yield _in_words(text)


def _either(first: str, second: str, year: str, order: str, text: str) -> Iterator[DayReading]:
    """Day and month, or month and day, or both readings if both exist and the order is not known."""
    if int(first) > 12 and int(second) > 12:
        raise UnreadableError(Problem.NO_SUCH_MONTH, second)
    is_day_first, is_month_first = int(second) <= 12, int(first) <= 12
    if (order == "dmy" and not is_day_first) or (order == "mdy" and not is_month_first) or order == "ymd":
        raise UnreadableError(Problem.OTHER_ORDER, text)
    if is_day_first and order != "mdy":
        yield _day(year, second, first)
    if is_month_first and order != "dmy":
        yield _day(year, first, second)


def _in_words(text: str) -> DayReading:
    """A month in words with its year and perhaps a day, in any order."""
    months: list[int] = []
    years: list[str] = []
    days: list[str] = []
    for match in _PART.finditer(text):
        part = match.group()
        if match.lastgroup == "word":
            if part not in MONTHS:
                raise UnreadableError(Problem.NOT_A_DATE, part)
            months.append(MONTHS[part])
        elif match.lastgroup == "number":
            (years if len(match["number"]) > 2 else days).append(match["number"])
        elif match.lastgroup == "other":
            raise UnreadableError(Problem.NOT_A_DATE, part)
    if len(months) == 1 and not years and len(days) == 2:
        raise UnreadableError(Problem.SHORT_YEAR, days[1])
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        raise UnreadableError(Problem.NOT_A_DATE)
    return _day(years[0], str(months[0]), days[0]) if days else _month(years[0], months[0])


def _day(year: str, month: str, day: str) -> DayReading:
    last = _month(year, int(month)).last
    if not 1 <= int(day) <= last.day:
        raise UnreadableError(Problem.NO_SUCH_DAY, str(last.day))
    on = last.replace(day=int(day))
    return DayReading(on, on)


def _month(year: str, month: int) -> DayReading:
    if not 1 <= month <= 12:
        raise UnreadableError(Problem.NO_SUCH_MONTH, str(month))
    number = _year(year)
    last = calendar.monthrange(number, month)[1]
    return DayReading(date(number, month, 1), date(number, month, last), "month")


def _year(text: str) -> int:
    if len(text) != 4 or text.startswith("0"):
        raise UnreadableError(Problem.SHORT_YEAR, text)
    return int(text)
