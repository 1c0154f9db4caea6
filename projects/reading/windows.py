"""Reading the time of a promise: “in 2027”, “до конца 2027 года”, “2025–2027 жылдары”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from .days import read_day
from .languages import PARTS, WINDOWS
from .results import DayReading, Problem
from .tokens import UnreadableError, cleaned

# ``bare``: a date alone says when it ends, and not whether it counts from its beginning.
WindowKind: TypeAlias = Literal["bare", "within", "by", "range"]
PRECISIONS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class WindowReading:
    """One way to read a time: its last day, and its first one where the words name it."""

    first: date | None
    last: date
    kind: WindowKind


@dataclass(frozen=True, slots=True)
class WindowResult:
    """One reading, two to ask about (“до 2027 года”), or none with the ``problem``."""

    text: str
    readings: tuple[WindowReading, ...] = ()
    problem: Problem | None = None
    detail: str = ""

    @property
    def reading(self) -> WindowReading | None:
        """The only reading, if there is only one."""
        return self.readings[0] if len(self.readings) == 1 else None


def read_window(text: str) -> WindowResult:
    """Reads the time of a promise; never raises.

    A year or a month counts to its last day, as “by 2027” does. Where a language leaves open whether the named year
    itself counts there are two readings, the later one first.
    """
    try:
        plain = cleaned(text).strip(" .,;")
    except UnreadableError as error:
        return WindowResult(text, problem=error.problem, detail=error.detail)
    for pattern, kind in _PATTERNS:
        match = pattern.fullmatch(plain)
        if match and (readings := tuple(_readings(kind, [tuple(_dates(part)) for part in match.groups()]))):
            return WindowResult(text, readings)
    if dates := tuple(_dates(plain)):
        return WindowResult(text, tuple(WindowReading(None, day.last, "bare") for day in dates))
    result = read_day(text, PRECISIONS)
    problem = result.problem or Problem.NOT_A_DATE
    return WindowResult(text, problem=problem, detail=result.detail)


def names_within(text: str, year: int) -> bool:
    """Whether a sentence says that something is for a year as a whole: “In 2027 the ministry will build”."""
    phrases = (phrase for phrase, kind in WINDOWS.items() if kind == "within")
    return any(_pattern(phrase, str(year), r"(?<!\w){}(?![\w-])").search(text.casefold()) for phrase in phrases)


def _readings(kind: str, dates: list[tuple[DayReading, ...]]) -> Iterator[WindowReading]:
    """No readings where a part is no date."""
    if not all(dates):
        return
    if kind == "range":
        starts, ends = dates
        if len(starts) == len(ends) == 1 and starts[0].first <= ends[0].last:
            yield WindowReading(starts[0].first, ends[0].last, "range")
        return
    for day in dates[0]:
        if kind == "within":
            yield WindowReading(day.first, day.last, "within")
        if kind in {"by", "either"}:
            yield WindowReading(None, day.last, "by")
        if kind == "before" or (kind == "either" and day.precision != "day"):
            yield WindowReading(None, day.first - timedelta(days=1), "by")


def _dates(text: str) -> Iterator[DayReading]:
    """The dates that a text can mean, quarters and halves of a year among them; none if it is no date."""
    result = read_day(text, PRECISIONS)
    yield from result.readings
    if not result.readings and (match := _PART.search(text)):
        year = read_day(f"{text[: match.start()]} {text[match.end() :]}", ("year",)).reading
        number, parts = map(int, PARTS[match.group()].split("/"))
        if year is not None and number <= parts:
            months = 12 // parts
            first = year.first.replace(month=(number - 1) * months + 1)
            after = date(first.year + (number == parts), number * months % 12 + 1, 1)
            yield DayReading(first, after - timedelta(days=1), "month")


def _pattern(phrase: str, date_in_it: str, whole: str = "{}") -> re.Pattern[str]:
    return re.compile(whole.format(re.escape(phrase).replace(r"\#", date_in_it)))


_PART = re.compile(r"(?<!\w)(?:{})(?!\w)".format("|".join(map(re.escape, sorted(PARTS, key=len, reverse=True)))))
# The longer phrase first: “до конца #” before “до #”. A dash between spaces parts “2027-01-01 - 2027-12-31”.
_PATTERNS = [
    (_pattern(phrase, "(.+?)"), kind)
    for phrase, kind in sorted(WINDOWS.items(), key=lambda item: (item[0] == "#-#", -len(item[0])))
]
