"""Times that a text names: “in January–June”, “к 2027 году”, “9 айда”, relative to the day of publication."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .date_patterns import DatePatterns, patterns_of, spaced

_NAME_AFTER = re.compile(r"\s[A-Z][a-z]+")  # “at the 2024 Agriculture Forum”
_LAST_MONTH_OF_RESULTS = 3  # until March “the results of the year” are those of the year before
_OPENING, _CLOSING = tuple('«"“„'), tuple('»"”')
_BARE_MONTHS = frozenset(
    {"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша"}
    | {"желтоқсан"}
)
_YEAR_AGO = ("a year ago", "a year earlier", "год назад", "год тому назад", "бір жыл бұрын")
_FROM_MONTH = ("ардан", "ыздан", "еден", "аннан", "айдан", "ырдан", "ымнан", "уірден", "ектен", "шадан")
_DAYS = ("day", "iso", "daymonth", "monthday")


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a text, half-open places.

    ``is_compared``: something is only compared with it. ``is_count``: it is told as a number of months or years, which
    is a figure, too. ``is_bare``: a month without a year. ``is_unknown``: without a day of publication nobody knows
    which days are meant; ``offset`` are the years from that of publication. ``is_plan``: a year
    that is named for what is planned in it.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    is_compared: bool = False
    is_day: bool = False
    is_deadline: bool = False
    is_count: bool = False
    is_bare: bool = False
    is_unknown: bool = False
    offset: int = 0
    is_plan: bool = False

    def moved(self, years: int) -> Time:
        """The same months of another year."""
        return replace(self, first=_in_year(self.first, years), last=_in_year(self.last, years))


def _in_year(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    last = calendar.monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, last if is_last else min(day.day, last))


@dataclass(slots=True)
class Calendar:
    """What relative times mean: the day of publication, if it is known, and the year last named."""

    published: date | None
    year: int | None = None

    def year_of(self, month: int, *, ahead: bool = False) -> int | None:
        """The year of a month without one: the year named last, else the one around the day of publication."""
        if self.published is None:
            return self.year
        year = self.published.year
        if not ahead and month > self.published.month + 1:
            return year - 1
        return year + 1 if ahead and month < self.published.month else year

    def offset(self, meaning: str) -> int:
        """The years from that of publication; ``results`` of a year are told after it, its ``plan`` in it."""
        if meaning == "plan":
            return 0
        if meaning != "results":
            return int(meaning)
        return -1 if self.published is not None and self.published.month <= _LAST_MONTH_OF_RESULTS else 0


def find_times(language: str, lower: str, text: str, start: int, end: int, years: Calendar) -> list[Time]:
    """The times in a part of a text in their order; a year that they name is kept in the calendar."""
    patterns = patterns_of(language)
    chosen: list[tuple[int, re.Match[str], str]] = []
    taken: list[tuple[int, int]] = []
    for kind in patterns.patterns:
        for match in kind.pattern.finditer(lower, start, end):
            if any(match.start() < last and first < match.end() for first, last in taken):
                continue
            if "may" in match.group(0).split() and "May" not in text[match.start() : match.end()]:
                continue
            if kind.name == "month" and _is_no_month(language, lower, match):
                continue
            taken.append((match.start(), match.end()))
            if not (kind.name == "year" and _is_name(lower, text, match)):
                chosen.append((match.start(), match, kind.name))
    times = [
        _time(patterns, lower, match, name, years, start, end) for _place, match, name in sorted(chosen, key=_first)
    ]
    return [time for time in times if time is not None]


def _first(item: tuple[int, re.Match[str], str]) -> int:
    return item[0]


def _is_no_month(language: str, lower: str, match: re.Match[str]) -> bool:
    """Whether a month is the name of a programme («Наурыз»): in quotes, in Kazakh without an ending or a year."""
    if (
        lower[max(0, match.start() - 1) : match.start()] in _OPENING
        and lower[match.end() : match.end() + 1] in _CLOSING
    ):
        return True
    has_year = any(match.groupdict().get(key) for key in ("year", "relative"))
    is_bare = match.group() in _BARE_MONTHS and not has_year
    return language == "kk" and is_bare and not lower.startswith(" ай", match.end())


def _is_name(lower: str, text: str, match: re.Match[str]) -> bool:
    """Whether a year belongs to the name of an event."""
    return lower[: match.start()].endswith("the ") and _NAME_AFTER.match(text, match.end()) is not None


def _time(
    patterns: DatePatterns, lower: str, match: re.Match[str], name: str, years: Calendar, start: int, end: int
) -> Time | None:
    before = lower[max(start, match.start() - 50) : match.start()]
    after = lower[match.end() : min(end, match.end() + 50)]
    if name in ("lately", "ahead", "during"):
        offset = {"lately": -1, "ahead": 1, "during": 0}[name]
        return Time(match.start(), match.end(), None, None, is_count=True, is_unknown=True, offset=offset)
    is_compared = _is_compared(patterns, match, before, after) and not (name in _DAYS and before.endswith("on "))
    is_deadline = patterns.deadline_before.search(before) is not None or (
        patterns.deadline_after.match(after) is not None
    )
    try:
        bounds = _bounds(patterns, match, name, years, is_deadline)
    except ValueError:  # 31 February
        return None
    if bounds is None:
        meaning = patterns.years.get(spaced(match.groupdict().get("relative") or ""), "0")
        return Time(
            match.start(), match.end(), None, None, is_compared,
            is_count=name == "count", is_unknown=True, offset=years.offset(meaning),
        )  # fmt: skip
    first, last = bounds
    if patterns.index_before.search(before) and years.published is not None and last < years.published:
        is_compared = True  # 104 % to 2024: an index; 15 % by 2030: a deadline
    groups = match.groupdict()
    if (named_year := groups.get("year")) and not is_compared:
        years.year = int(named_year)
    time = Time(match.start(), match.end(), first, last, is_compared)
    if name == "years":
        return time
    is_end = match.group().startswith(("the end", "end", "the year", "year"))
    if (patterns.strictly_before.search(before) and not is_end) or patterns.strictly_after.match(after):
        return replace(time, first=None, last=first - timedelta(days=1), is_deadline=True)
    if not is_compared and name not in ("since", "months") and patterns.from_before.search(before):
        return replace(time, last=None)
    if is_deadline and not is_compared and name not in ("since", "count", "months"):
        return replace(time, first=None, is_deadline=True)
    is_bare = name in ("month", "months", "part") and not any(
        groups.get(key) for key in ("year", "year2", "relative", "rel2")
    )
    if patterns.years.get(spaced(groups.get("relative") or "")) == "plan":
        return replace(time, is_plan=True)
    return replace(time, is_day=name in _DAYS, is_count=name == "count", is_bare=is_bare)


def _is_compared(patterns: DatePatterns, match: re.Match[str], before: str, after: str) -> bool:
    if patterns.compared_before.search(before) or patterns.compared_after.match(after):
        return True
    if match.group() in _YEAR_AGO:
        return True
    is_from = match.group().endswith(("ғыдан", "ғыден", "жылдан", "жылмен", *_FROM_MONTH))
    return is_from and not patterns.from_after.match(after)


def _bounds(
    patterns: DatePatterns, match: re.Match[str], name: str, years: Calendar, is_deadline: bool
) -> tuple[date, date] | None:
    if name in ("day", "iso", "years", "since", "year"):
        return _fixed(match, name, years)
    groups = match.groupdict()
    year = _named_year(patterns, groups, years)
    if name == "relative":
        return None if year is None else (date(year, 1, 1), date(year, 12, 31))
    if name in ("part", "count"):
        return _part(patterns, groups, name, year, years, is_deadline)
    month = patterns.months[groups["month"]]
    last = patterns.months[groups["to"]] if name == "months" else month
    year = year or years.year_of(last, ahead=is_deadline)
    if year is None:
        return None
    if name in ("daymonth", "monthday"):
        day = date(year, month, int(groups["d"]))
        return day, day
    if last < month:
        return _months(year - 1, month, 12)[0], _months(year, 1, last)[1]
    return _months(year, month, last)


def _fixed(match: re.Match[str], name: str, years: Calendar) -> tuple[date, date] | None:
    """A time that names its year, or begins with the year of publication."""
    groups = match.groupdict()
    if name in ("day", "iso"):
        day = date(int(groups["y"]), int(groups["m"]), int(groups["d"]))
        return day, day
    if name == "years":
        low, high = sorted(int(year) for year in match.groups()[:2])
        return date(low, 1, 1), date(high, 12, 31)
    if name == "since":
        if years.published is None:
            return None
        return date(years.published.year, 1, 1), years.published
    return date(int(groups["year"]), 1, 1), date(int(groups["year"]), 12, 31)


def _part(
    patterns: DatePatterns, groups: dict[str, str], name: str, year: int | None, years: Calendar, is_deadline: bool
) -> tuple[date, date] | None:
    """A quarter, a half, or the first months of a year; part 0 is the one of the day of publication."""
    if name == "part":
        number, of = map(int, patterns.parts[spaced(groups["part"])].split("/"))
        if number > of:
            return None
        length = 12 // of
        if number == 0:
            if years.published is None:
                return None
            number = (years.published.month - 1) // length + 1
        year = year or years.year_of(number * length, ahead=is_deadline)
        return None if year is None else _months(year, (number - 1) * length + 1, number * length)
    count = int(groups["n"]) if groups["n"].isdigit() else int(float(patterns.numerals[groups["n"]]))
    if not 1 <= count <= 12:
        return None
    year = year or years.year_of(count)
    return None if year is None else _months(year, 1, count)


def _named_year(patterns: DatePatterns, groups: dict[str, str | None], years: Calendar) -> int | None:
    for name in ("year", "year2"):
        if text := groups.get(name):
            return int(text)
    for name in ("relative", "rel2"):
        if text := groups.get(name):
            if years.published is None:
                return None
            return years.published.year + years.offset(patterns.years[spaced(text)])
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
