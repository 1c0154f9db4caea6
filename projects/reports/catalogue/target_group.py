"""The targets that a body or a place answers for: counted all together, and shown a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projects.models import Target
from projects.models.record_version import Version
from projects.reports.overviews.snapshot import Snapshot, StatusCount, snapshot_of_scope
from projects.reports.overviews.timeline import Timeline, timeline
from projects.reports.paging import paginate
from projects.reports.targets.target_entry import TargetEntry
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts.verdict_lookup import Verdict

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


def target_group(query: TargetQuery, as_of: date, version: Version | None = None) -> TargetGroup:
    """Everything that a query asks for, which has a scope alone. A constant number of queries."""
    snapshot = snapshot_of_scope(query, as_of, version)
    shown = paginate(snapshot.by_deadline(), query.page, ON_A_PAGE)
    overdue, moved = snapshot.longest_overdue(), _most_revised(snapshot)
    entries = snapshot.entries([*shown.rows, *filter(None, (overdue, moved))])
    return TargetGroup(
        counts=snapshot.counts(),
        due=timeline(snapshot),
        extremes=Extremes(
            longest_overdue=None if overdue is None else entries[overdue.first],
            most_revised=None if moved is None else entries[moved.first],
        ),
        entries=tuple(entries[verdict.first] for verdict in shown.rows),
        count=shown.count,
        page=shown.page,
        pages=shown.pages,
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
