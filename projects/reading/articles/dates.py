"""Times that a text names: “in January–June”, “к 2027 году”, “9 айда”, relative to the day of publication."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from projects.reading.languages import BY_CODE
from projects.reading.languages.vocabulary import Vocabulary

_YEAR = r"(?:19|20|21)\d\d"
_LEAST_LETTERS = 4  # of the name of a month that needs no year beside it


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a text, half-open places. ``is_compared``: something is only compared with it."""

    start: int
    end: int
    first: date | None
    last: date | None
    is_compared: bool = False
    is_day: bool = False
    is_deadline: bool = False
    is_count: bool = False


@dataclass(slots=True)
class Calendar:
    """What relative times mean: the day of publication, if it is years, and the year last named."""

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


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    pattern: re.Pattern[str]


class DatePatterns:
    """The patterns of one language, compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.articles
        self.code = vocabulary.code
        self.months = {
            name: number
            for name, number in vocabulary.months.items()
            if len(name) >= _LEAST_LETTERS or name in ("may", "май", "мая", "мае")
        }
        self.parts = {**vocabulary.parts, **words.parts}
        self.years = words.years
        month = _any(self.months)
        year_word = rf"(?:\s?-?(?:й|го|м|му|х|ші|шы)?\s?(?:{_any(vocabulary.year_words - {'the', 'of'})})\b\.?)"
        year = rf"(?<![\d.,$€₸-])(?P<year>{_YEAR})(?![\d%]|[.,]\d|-\d){year_word}?"
        relative = rf"(?P<relative>{_any(words.years)})(?!\w)"
        of_year = rf"(?:,?\s?(?:of\s)?(?:{year}|{relative}))?"
        first_year = of_year.replace("?P<year>", "?P<year2>").replace("?P<relative>", "?P<rel2>")
        before = rf"(?:(?:{year}|{relative})\s)?" if vocabulary.code == "kk" else ""
        after = "" if vocabulary.code == "kk" else of_year
        names = rf"\b(?P<month>{month})(?!\w)"
        self.patterns = [
            _Pattern("day", _compiled(rf"\b(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>{_YEAR})\b")),
            _Pattern("iso", _compiled(rf"\b(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)\b")),
            _Pattern("since", _compiled(rf"(?:{words.since})(?!\w)")),
            _Pattern(
                "months",
                _compiled(
                    rf"{before}(?:\bс\s|\bfrom\s|\bbetween\s)?{names}{first_year if vocabulary.code == 'en' else ''}"
                    rf"\s?(?:{words.month_joint})\s?(?P<to>{month})(?!\w){after}"
                ),
            ),
            _Pattern(
                "monthday",
                _compiled(
                    rf"\b(?P<month>{month})\s(?P<d>[0-3]?\d)(?![\d%]|[.,]\d|\s?(?:million|billion|trillion))(?:st|nd|rd|th)?(?!\w)(?:,?\s(?P<year>{_YEAR})\b)?"
                ),
            )
            if vocabulary.code == "en"
            else _Pattern(
                "daymonth", _compiled(rf"{before}\b(?P<d>[0-3]?\d)(?:-?(?:го|ші|шы))?\s(?P<month>{month})(?!\w){after}")
            ),
            _Pattern(
                "daymonth",
                _compiled(rf"{before}\b(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{month})(?!\w){after}"),
            ),
            _Pattern("part", _compiled(rf"{before}(?:the\s)?\b(?P<part>{_any(self.parts)})(?!\w){after}")),
            _Pattern(
                "count",
                _compiled(
                    rf"{before}(?:the\sfirst\s|first\s|первые\s|первых\s|алғашқы\s)?(?<![\d.,-])\b(?P<n>1[0-2]|[1-9]|{_any(words.numerals)})[\s-](?:{words.months_word})(?!\w){after}"
                ),
            ),
            _Pattern("years", _compiled(words.year_range)),
            _Pattern(
                "years",
                _compiled(rf"(?:\bfrom\s|\bbetween\s)(?P<a>{_YEAR})\s(?:to|through|until|and)\s(?P<b>{_YEAR})\b"),
            ),
            _Pattern("years", _compiled(rf"(?<![\d.,-])(?P<a>{_YEAR})\s?[-/]\s?(?P<b>{_YEAR})(?![\d]){year_word}?")),
            _Pattern("month", _compiled(rf"{before}{names}{after}")),
            _Pattern("year", _compiled(year)),
            _Pattern("relative", _compiled(rf"(?<!\w){relative}")),
        ]
        befores, afters = _deadlines(vocabulary)
        self.deadline_before = re.compile(rf"(?<!\w)(?:{words.deadline_before}|{befores})$".replace("|)", ")"))
        self.deadline_after = re.compile(rf"(?:{words.deadline_after}|{afters})(?!\w)".replace("|)", ")"))
        self.strictly_before = re.compile(r"(?<!\w)(?:before |ahead of |до начала |к началу )(?:the )?$")
        self.strictly_after = re.compile(r"\s?(?:басына|бұрын)(?!\w)")
        self.from_before = re.compile(r"(?<!\w)(?:starting (?:from|in) |from |since |начиная с |с )$")
        self.from_after = re.compile(r"\s?(?:бастап|бері)(?!\w)")
        self.compared_before = re.compile(rf"(?<![^\W\d])(?:{words.compared_before})$")
        self.index_before = re.compile(words.index_before + "$")
        self.compared_after = re.compile(words.compared_after)
        self.numerals = words.numerals


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _any(phrases: object) -> str:
    listed = sorted((str(phrase) for phrase in phrases), key=len, reverse=True)  # type: ignore[attr-defined]
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in listed) or r"(?!)"


def _deadlines(vocabulary: Vocabulary) -> tuple[str, str]:
    """What stands before and behind the date of a deadline, from the windows that people type."""
    befores, afters = [], []
    for phrase, kind in vocabulary.windows.items():
        if kind in ("by", "either"):
            before, _, after = phrase.partition("#")
            if before and not after:
                befores.append(before)
            elif after and not before:
                afters.append(after.strip())
    return _any([text for text in befores if text.strip() not in ("on",)]), r"\s?(?:" + _any(afters) + ")"


@lru_cache(maxsize=8)
def patterns_of(language: str) -> DatePatterns:
    """The patterns of a language by its code."""
    return DatePatterns(BY_CODE[language])


def find_times(language: str, lower: str, text: str, start: int, end: int, years: Calendar) -> list[Time]:
    """The times in a part of a text in their order; a year that they name is kept in the calendar."""
    patterns = patterns_of(language)
    times: list[Time] = []
    chosen: list[tuple[int, re.Match[str], str]] = []
    taken: list[tuple[int, int]] = []
    for kind in patterns.patterns:
        for match in kind.pattern.finditer(lower, start, end):
            if any(match.start() < last and first < match.end() for first, last in taken):
                continue
            if "may" in match.group(0).split() and "May" not in text[match.start() : match.end()]:
                continue
            taken.append((match.start(), match.end()))
            chosen.append((match.start(), match, kind.name))
    for _place, match, name in sorted(chosen, key=lambda item: item[0]):
        time = _time(patterns, lower, match, name, years, start, end)
        if time is not None:
            times.append(time)
    return times


def _time(
    patterns: DatePatterns, lower: str, match: re.Match[str], name: str, years: Calendar, start: int, end: int
) -> Time | None:
    before, after = (
        lower[max(start, match.start() - 50) : match.start()],
        lower[match.end() : min(end, match.end() + 50)],
    )
    is_compared = (
        patterns.compared_before.search(before) is not None
        or patterns.compared_after.match(lower[match.end() : end][:50]) is not None
    )
    if match.group().endswith(("ғыдан", "ғыден", "жылдан", "жылмен")) and not patterns.from_after.match(after):
        is_compared = True
    is_deadline = patterns.deadline_before.search(before) is not None or (
        patterns.deadline_after.match(after) is not None
    )
    try:
        bounds = _bounds(patterns, match, name, years, is_deadline)
    except ValueError:  # 31 February
        return None
    if bounds is None:
        return Time(match.start(), match.end(), None, None, True, is_count=name == "count")
    first, last = bounds
    if patterns.index_before.search(before) and years.published is not None and last < years.published:
        is_compared = True  # 104 % to 2024: an index; 15 % by 2030: a deadline
    named_year = match.groupdict().get("year")
    if named_year and not is_compared:
        years.year = int(named_year)
    is_day = name in ("day", "iso", "daymonth", "monthday")
    is_end = match.group().startswith(("the end", "end"))
    if (patterns.strictly_before.search(before) and not is_end) or patterns.strictly_after.match(after):
        return Time(match.start(), match.end(), None, first - timedelta(days=1), is_compared, is_deadline=True)
    if name == "years":
        return Time(match.start(), match.end(), first, last, is_compared)
    if name != "since" and patterns.from_before.search(before) and not is_compared and name != "months":
        return Time(match.start(), match.end(), first, None, is_compared)
    if is_deadline and not is_compared and name not in ("since", "count", "months"):
        return Time(match.start(), match.end(), None, last, is_compared, is_deadline=True)
    return Time(match.start(), match.end(), first, last, is_compared, is_day, is_count=name == "count")


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
    """A quarter, a half, or the first months of a year."""
    if name == "part":
        number, of = map(int, patterns.parts[_spaced(groups["part"])].split("/"))
        if number > of:
            return None
        length = 12 // of
        year = year or years.year_of(number * length, ahead=is_deadline)
        return None if year is None else _months(year, (number - 1) * length + 1, number * length)
    count = int(groups["n"]) if groups["n"].isdigit() else int(float(patterns.numerals[groups["n"]]))
    if not 1 <= count <= 12:
        return None
    year = year or years.year_of(count)
    return None if year is None else _months(year, 1, count)


def _spaced(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _named_year(patterns: DatePatterns, groups: dict[str, str | None], years: Calendar) -> int | None:
    for name in ("year", "year2"):
        if text := groups.get(name):
            return int(text)
    for name in ("relative", "rel2"):
        if text := groups.get(name):
            return None if years.published is None else years.published.year + int(patterns.years[_spaced(text)])
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
