"""The targets that a body or a place answers for: counted all together, and shown a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from projects.models import Target
from projects.models.record_version import Version
from projects.reports.overviews.snapshot import Snapshot, StatusCount, snapshot_of_scope, verdict_entries
from projects.reports.overviews.timeline import Timeline, timeline
from projects.reports.paging import Page, paginate
from projects.reports.targets.target_entry import TargetEntry
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts.verdict_lookup import Verdict
from projects.reports.version_cache import cached_for_version

ON_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Extremes:
    """The two extreme targets; never an average (R12)."""

    longest_overdue: TargetEntry | None
    most_revised: TargetEntry | None


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """``counts``, ``due`` and ``extremes`` are of all ``count`` targets, ``entries`` those of one page: by deadline."""

    counts: tuple[StatusCount, ...]
    due: Timeline
    extremes: Extremes
    entries: tuple[TargetEntry, ...]
    count: int
    page: int
    pages: int


class _Counted(NamedTuple):
    """The same without entries: what is gone through, and not read for each request."""

    counts: tuple[StatusCount, ...]
    due: Timeline
    overdue: Verdict | None
    moved: Verdict | None
    shown: Page[Verdict]


def target_group(query: TargetQuery, as_of: date, version: Version | None = None) -> TargetGroup:
    """Everything that a query asks for, which has a scope alone. A constant number of queries.

    All targets are gone through once for a ``version`` of the record.
    """
    counted = cached_for_version(
        version,
        lambda: _counted(snapshot_of_scope(query, as_of, version), query.page),
        "target group",
        *(as_of, query.scope, query.page),
    )
    extremes = counted.overdue, counted.moved
    entries = verdict_entries([*counted.shown.rows, *filter(None, extremes)], as_of)
    return TargetGroup(
        counts=counted.counts,
        due=counted.due,
        extremes=Extremes(*(None if extreme is None else entries[extreme.first] for extreme in extremes)),
        entries=tuple(entries[verdict.first] for verdict in counted.shown.rows),
        count=counted.shown.count,
        page=counted.shown.page,
        pages=counted.shown.pages,
    )


def _counted(snapshot: Snapshot, page: int) -> _Counted:
    return _Counted(
        counts=snapshot.counts(),
        due=timeline(snapshot),
        overdue=snapshot.longest_overdue(),
        moved=_most_revised(snapshot),
        shown=paginate(snapshot.by_deadline(), page, ON_A_PAGE),
    )


def _most_revised(snapshot: Snapshot) -> Verdict | None:
    """The target revised most often, of several the one due first; None where none was. One query."""
    announced = Target.objects.announced_by(snapshot.as_of).filter(revises__isnull=False).order_by()
    before = dict(announced.values_list("id", "revises_id"))

    def times_moved(verdict: Verdict) -> int:
        times, link = 0, verdict.target
        while link != verdict.first and link in before:
            times, link = times + 1, before[link]
        return times

    moved = [verdict for verdict in snapshot.by_deadline() if verdict.target != verdict.first]
    return max(moved, key=times_moved, default=None)
