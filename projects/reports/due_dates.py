"""The calendar: which promise falls due in which month."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Max

from projects.models import StatusChange

from .standing import Standing, standing
from .target_entry import TargetEntry
from .verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Month:
    """A month with the targets whose deadline lies in it, earliest first."""

    first_day: date
    entries: tuple[TargetEntry, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month's sheet; blank ones (not ``inside``) fill its first and last week."""

    on: date
    inside: bool
    entries: tuple[TargetEntry, ...]


@dataclass(frozen=True, slots=True)
class DueDates:
    """The months of one year, or one of them as a sheet of weeks, and how many targets have no date at all.

    ``counts`` are the deadlines of each month of the year; ``before`` and ``after`` the months beside the sheet.
    """

    year: int
    years: tuple[int, ...]
    months: tuple[Month, ...]
    undated: int
    counts: tuple[tuple[date, int], ...] = ()
    month: int | None = None
    weeks: tuple[tuple[Day, ...], ...] = ()

    @property
    def before(self) -> date | None:
        return self._beside(-1)

    @property
    def after(self) -> date | None:
        return self._beside(1)

    def _beside(self, step: int) -> date | None:
        place = self.year * 12 + (self.month or 1) - 1 + step
        year, month = divmod(place, 12)
        return date(year, month + 1, 1) if date.min.year <= year <= date.max.year else None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline of a chain, known by its ``first`` link. ``changed_on``: the last day that said something new."""

    first: str
    on: date
    changed_on: date
    entry: TargetEntry


def due_dates(as_of: date, year: int | None = None, month: int | None = None) -> DueDates:
    """The deadlines of a year, or of a month in it: the one asked for, else that of the next deadline ahead."""
    now = standing(as_of)
    dated = sorted(
        ((deadline, verdict) for verdict in now.verdicts if (deadline := now.deadline(verdict)) is not None),
        key=lambda pair: (pair[0], pair[1].target),
    )
    years = tuple(sorted({deadline.year for deadline, _verdict in dated}))
    ahead = [deadline.year for deadline, _verdict in dated if deadline >= as_of]
    shown = year or (ahead[0] if ahead else years[-1] if years else as_of.year)
    in_year = [(deadline, verdict) for deadline, verdict in dated if deadline.year == shown]
    often = Counter(deadline.month for deadline, _verdict in in_year)
    chosen = [pair for pair in in_year if month in (None, pair[0].month)]
    months = _months(now, chosen)
    return DueDates(
        year=shown,
        years=years,
        months=months,
        undated=len(now.verdicts) - len(dated),
        counts=tuple((date(shown, each, 1), often[each]) for each in range(1, 13)),
        month=month,
        weeks=_weeks(shown, month, months) if month else (),
    )


def _weeks(year: int, month: int, months: tuple[Month, ...]) -> tuple[tuple[Day, ...], ...]:
    due: dict[date, list[TargetEntry]] = defaultdict(list)
    for entry in (entry for each in months for entry in each.entries):
        if entry.deadline is not None:
            due[entry.deadline].append(entry)
    first = date(year, month, 1)
    days = [first + timedelta(days=number) for number in range(calendar.monthrange(year, month)[1])]
    filled = [Day(on, True, tuple(due[on])) for on in days]
    lead = [Day(first, False, ())] * first.weekday()
    sheet = [*lead, *filled, *[Day(days[-1], False, ())] * (-(len(lead) + len(filled)) % 7)]
    return tuple(tuple(sheet[start : start + 7]) for start in range(0, len(sheet), 7))


def deadlines(as_of: date) -> tuple[Deadline, ...]:
    """Every deadline there is, earliest first. A constant number of queries."""
    now = standing(as_of)
    dated = [(on, verdict) for verdict in now.verdicts if (on := now.deadline(verdict)) is not None]
    entries = now.entries(verdict for _on, verdict in dated)
    changes = StatusChange.objects.filter(on__lte=as_of).order_by().values_list("first_id").annotate(Max("on"))
    turned = dict(changes)
    found = [
        Deadline(verdict.first, on, max(entry.announced, turned.get(verdict.first, entry.announced)), entry)
        for on, verdict in dated
        if (entry := entries[verdict.first])
    ]
    return tuple(sorted(found, key=lambda deadline: (deadline.on, deadline.first)))


def _months(now: Standing, chosen: list[tuple[date, Verdict]]) -> tuple[Month, ...]:
    entries = now.entries(verdict for _deadline, verdict in chosen)
    return tuple(
        Month(first_day, tuple(entries[verdict.first] for _deadline, verdict in group))
        for first_day, group in groupby(chosen, key=lambda pair: pair[0].replace(day=1))
    )
