"""The calendar: which promise falls due in which month."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from projects.models.record_version import Version
from projects.reports.paging import paginate
from projects.reports.targets.target_entry import TargetEntry
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts.verdict_lookup import Verdict
from projects.reports.version_cache import cached_for_version

from .snapshot import Snapshot, snapshot_at_hand, take_snapshot, verdict_entries

IN_A_MONTH = 10  # of each month of a year
ON_A_PAGE = 50  # of one month
ON_A_DAY = 3  # in the sheet of a month
MOST_YEARS = 40  # of links to other years: the nearest to the one shown


@dataclass(frozen=True, slots=True)
class Month:
    """A month with the first targets whose deadline lies in it, or a page of them; ``count`` is of all."""

    first_day: date
    entries: tuple[TargetEntry, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month's sheet with the first targets due on it, of ``count``.

    Blank ones (not ``inside``) fill the sheet's first and last week.
    """

    on: date
    inside: bool
    entries: tuple[TargetEntry, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class DueDates:
    """The months of one year, or one of them as a sheet of weeks, and how many targets have no date at all.

    ``counts`` are the deadlines of each month of the year; ``before`` and ``after`` the months beside the sheet;
    ``page`` and ``pages`` are those of the month's list.
    """

    year: int
    years: tuple[int, ...]
    months: tuple[Month, ...]
    undated: int
    counts: tuple[tuple[date, int], ...] = ()
    month: int | None = None
    weeks: tuple[tuple[Day, ...], ...] = ()
    page: int = 1
    pages: int = 1

    @property
    def first_day(self) -> date:
        """Of the month that is shown, or of the year."""
        return date(self.year, self.month or 1, 1)

    @property
    def last_day(self) -> date:
        """Of the same."""
        month = self.month or 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

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
class _Due:
    """The first promises that are due in a month or on a day, of ``count``."""

    on: date
    earliest: tuple[Verdict, ...]
    count: int


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a page shows, without its entries: those are read for each request. ``days`` are those of a sheet."""

    about: DueDates
    months: tuple[_Due, ...]
    days: tuple[_Due, ...] = ()


def due_dates(
    as_of: date,
    year: int | None = None,
    month: int | None = None,
    page: int = 1,
    *,
    territory: str | None = None,
    version: Version | None = None,
) -> DueDates:
    """The deadlines of a year, or of a month in it: the one asked for, else that of the next deadline ahead.

    Of everything, or of what is for a place and its parts. All deadlines are gone through once for a ``version`` of the
    record.
    """
    query = TargetQuery(territory=territory)
    shown = cached_for_version(
        version,
        lambda: _shown(snapshot_at_hand(query, as_of, version) or take_snapshot(as_of, query), year, month, page),
        "due dates",
        *(as_of, year, month, page, territory),
    )
    entries = verdict_entries((verdict for due in (*shown.months, *shown.days) for verdict in due.earliest), as_of)

    def entries_due(due: _Due) -> tuple[TargetEntry, ...]:
        return tuple(entries[verdict.first] for verdict in due.earliest)

    months = tuple(Month(due.on, entries_due(due), due.count) for due in shown.months)
    days = [Day(due.on, True, entries_due(due), due.count) for due in shown.days]
    return replace(shown.about, months=months, weeks=_weeks(days))


def _shown(snapshot: Snapshot, year: int | None, month: int | None, page: int) -> _Shown:
    dated = [
        (deadline, verdict) for verdict in snapshot.verdicts if (deadline := snapshot.deadline(verdict)) is not None
    ]
    years = sorted({deadline.year for deadline, _verdict in dated})
    following = min((deadline for deadline, _verdict in dated if deadline >= snapshot.as_of), default=None)
    shown = year or (following.year if following else years[-1] if years else snapshot.as_of.year)
    in_year = sorted(
        ((deadline, verdict) for deadline, verdict in dated if deadline.year == shown),
        key=lambda pair: (pair[0], pair[1].target),
    )
    often = Counter(deadline.month for deadline, _verdict in in_year)
    about = DueDates(
        year=shown,
        years=tuple(sorted(sorted(years, key=lambda other: abs(other - shown))[:MOST_YEARS])),
        months=(),
        undated=len(snapshot.verdicts) - len(dated),
        counts=tuple((date(shown, number, 1), often[number]) for number in range(1, 13)),
        month=month,
    )
    if month is None:
        return _Shown(about, _months(in_year))
    return _sheet(about, [pair for pair in in_year if pair[0].month == month], page)


def _months(dated: list[tuple[date, Verdict]]) -> tuple[_Due, ...]:
    groups = ((first, list(group)) for first, group in groupby(dated, key=lambda pair: pair[0].replace(day=1)))
    return tuple(
        _Due(first, tuple(verdict for _on, verdict in group[:IN_A_MONTH]), len(group)) for first, group in groups
    )


def _sheet(about: DueDates, dated: list[tuple[date, Verdict]], page: int) -> _Shown:
    """A month's sheet of days, and a page of its list."""
    due: dict[date, list[Verdict]] = defaultdict(list)
    for on, verdict in dated:
        due[on].append(verdict)
    listed = paginate([verdict for _on, verdict in dated], page, ON_A_PAGE)
    first = date(about.year, about.month or 1, 1)
    days = [first + timedelta(days=number) for number in range(calendar.monthrange(first.year, first.month)[1])]
    return _Shown(
        replace(about, page=listed.page, pages=listed.pages),
        (_Due(first, listed.rows, len(dated)),) if dated else (),
        tuple(_Due(on, tuple(due[on][:ON_A_DAY]), len(due[on])) for on in days),
    )


def _weeks(days: list[Day]) -> tuple[tuple[Day, ...], ...]:
    """The days of a month in weeks, with blank ones before the first and after the last."""
    if not days:
        return ()
    lead = [Day(days[0].on, False)] * days[0].on.weekday()
    sheet = [*lead, *days, *[Day(days[-1].on, False)] * (-(len(lead) + len(days)) % 7)]
    return tuple(tuple(sheet[start : start + 7]) for start in range(0, len(sheet), 7))
