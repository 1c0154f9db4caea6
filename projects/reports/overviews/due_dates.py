"""The calendar: which promise falls due in which month."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from projects.models.record_version import Version
from projects.reports.paging import paginate
from projects.reports.targets.target_entry import TargetEntry
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts.verdict_lookup import Verdict
from projects.reports.version_cache import cached_for_version

from .snapshot import chains_at_hand, stored_verdict, take_snapshot, verdict_entries

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


_Dated = tuple[date, str, Any]  # deadline and id of a link that stands, and its chain


@dataclass(frozen=True, slots=True)
class AllDeadlines:
    """All deadlines, in no order. ``verdict`` makes the verdict on a chain, which the few that are shown need."""

    dated: list[_Dated]
    undated: int
    verdict: Callable[[Any], Verdict]


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
        lambda: shown_of(_deadlines(query, as_of, version), as_of, year, month, page),
        "due dates",
        *(as_of, year, month, page, territory),
    )
    entries = verdict_entries((verdict for due in (*shown.months, *shown.days) for verdict in due.earliest), as_of)

    def entries_due(due: _Due) -> tuple[TargetEntry, ...]:
        return tuple(entries[verdict.first] for verdict in due.earliest)

    months = tuple(Month(due.on, entries_due(due), due.count) for due in shown.months)
    days = [Day(due.on, True, entries_due(due), due.count) for due in shown.days]
    return replace(shown.about, months=months, weeks=_weeks(days))


def _deadlines(query: TargetQuery, as_of: date, version: Version | None) -> AllDeadlines:
    if at_hand := chains_at_hand(query, as_of, version):
        rows, figures_stored = at_hand
        dated = [(chain.deadline, chain.target, chain) for row in rows if (chain := row.record).deadline is not None]
        return AllDeadlines(dated, len(rows) - len(dated), partial(stored_verdict, figures_stored=figures_stored))
    snapshot = take_snapshot(as_of, query)
    verdicts = [
        (deadline, verdict.target, verdict)
        for verdict in snapshot.verdicts
        if (deadline := snapshot.deadline(verdict)) is not None
    ]
    return AllDeadlines(verdicts, len(snapshot.verdicts) - len(verdicts), lambda verdict: verdict)


def shown_of(deadlines: AllDeadlines, as_of: date, year: int | None, month: int | None, page: int) -> _Shown:
    """What a page shows. All deadlines are gone through, of which a large record has very many: few steps for each."""
    dated = deadlines.dated
    years = sorted({on.year for on, _target, _chain in dated})
    following = min((on for on, _target, _chain in dated if on >= as_of), default=None)
    shown = year or (following.year if following else years[-1] if years else as_of.year)
    in_year = sorted(chain for chain in dated if chain[0].year == shown)  # by day and target; no target stands twice
    often = Counter(on.month for on, _target, _chain in in_year)
    about = DueDates(
        year=shown,
        years=tuple(sorted(sorted(years, key=lambda other: abs(other - shown))[:MOST_YEARS])),
        months=(),
        undated=deadlines.undated,
        counts=tuple((date(shown, number, 1), often[number]) for number in range(1, 13)),
        month=month,
    )
    if month is None:
        return _Shown(about, _months(in_year, deadlines.verdict))
    return _sheet(about, [chain for chain in in_year if chain[0].month == month], page, deadlines.verdict)


def _months(dated: list[_Dated], verdict: Callable[[Any], Verdict]) -> tuple[_Due, ...]:
    groups = ((month, list(group)) for month, group in groupby(dated, key=lambda chain: chain[0].month))
    return tuple(
        _Due(
            group[0][0].replace(day=1),
            tuple(verdict(chain) for _on, _target, chain in group[:IN_A_MONTH]),
            len(group),
        )
        for _month, group in groups
    )


def _sheet(about: DueDates, dated: list[_Dated], page: int, verdict: Callable[[Any], Verdict]) -> _Shown:
    """A month's sheet of days, and a page of its list."""
    verdicts = [verdict(chain) for _on, _target, chain in dated]
    due: dict[date, list[Verdict]] = defaultdict(list)
    for (on, _target, _chain), of_chain in zip(dated, verdicts, strict=True):
        due[on].append(of_chain)
    listed = paginate(verdicts, page, ON_A_PAGE)
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
