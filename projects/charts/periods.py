"""The columns of a timeline: months, quarters, years or more, as many as fit; the as-of day splits its column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from projects import wording

YEAR = 12
STEPS = (1, 3, YEAR, 60, 120, 240, 600, 1200, 12_000, 120_000)  # months in a column


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both counted. ``ahead``: not before the as-of day."""

    start: date
    end: date
    label: str
    ahead: bool


def periods(days: Sequence[date], as_of: date, lang: str, most: int) -> tuple[Period, ...]:
    """At most ``most`` columns of equal length that hold all the days and the as-of day."""
    first, last = min(*days, as_of), max(*days, as_of)
    step = next(months for months in STEPS if _count(first, last, months) + 1 <= most or months == STEPS[-1])
    if step < YEAR and last.year - first.year >= 2 and _groups(days, step) == _groups(days, YEAR):
        step = YEAR  # deadlines at the end of each year need no quarters
    begin = _month(first) // step * step
    columns: list[Period] = []
    for month in range(begin, _month(last) + 1, step):
        start, end = _first_day(month), _first_day(month + step) - timedelta(days=1)
        if month + step > _month(date.max):
            end = date.max
        label = _label(start, end, step, lang)
        if start <= as_of <= end:  # a deadline on the day is still ahead
            columns += [Period(start, as_of - timedelta(days=1), label, False)] if start < as_of else []
            columns.append(Period(as_of, end, label, True))
        else:
            columns.append(Period(start, end, label, start >= as_of))
    return tuple(columns)


def _groups(days: Sequence[date], step: int) -> int:
    return len({_month(on) // step for on in days})


def _label(start: date, end: date, step: int, lang: str) -> str:
    if step < 12:
        return wording.tick(start, lang, yearly=False)
    return str(start.year) if step == 12 else f"{start.year}–{end.year}"


def _count(first: date, last: date, step: int) -> int:
    return _month(last) // step - _month(first) // step + 1


def _month(on: date) -> int:
    return on.year * 12 + on.month - 1


def _first_day(month: int) -> date:
    year, place = divmod(month, 12)
    if year < 1:
        return date.min
    return date(year, place + 1, 1) if year <= date.max.year else date.max
