"""The front page: promises past their deadline, due soon, lately decided and lately revised, with their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from projects.comparison.statuses import DECIDED, PAST_DEADLINE
from projects.models import StatusChange, Target
from projects.reports.targets.target_entry import Revision, TargetEntry
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts.verdict_lookup import Verdict

from .snapshot import Snapshot, StatusCount, take_snapshot
from .timeline import Timeline, timeline

SOON = timedelta(days=90)
SHOWN_OVERDUE = 8
SHOWN_DUE = 12
SHOWN_NEWS = 6


@dataclass(frozen=True, slots=True)
class Decision:
    """A chain whose verdict became final on a day and has been the same since."""

    on: date
    status: str
    entry: TargetEntry


@dataclass(frozen=True, slots=True)
class RecentRevision:
    """A revision and the announcement it changed."""

    link: Revision
    before: Revision
    entry: TargetEntry


@dataclass(frozen=True, slots=True)
class Overview:
    """The front page on one day.

    ``overdue`` holds the earliest deadlines of all ``overdue_count`` that are past; ``past`` counts both kinds.
    """

    as_of: date
    total: int
    counts: tuple[StatusCount, ...]
    due: Timeline
    overdue: tuple[TargetEntry, ...]
    overdue_count: int
    past: tuple[StatusCount, ...]
    due_soon: tuple[TargetEntry, ...]
    due_soon_count: int
    decided: tuple[Decision, ...]
    revised: tuple[RecentRevision, ...]


def overview(as_of: date, territory: str | None = None) -> Overview:
    """The front page, of everything or of what is for a place and its parts; a constant number of queries."""
    query = TargetQuery(territory=territory)
    snapshot = take_snapshot(as_of, query)
    overdue = sorted(
        (v for v in snapshot.verdicts if v.status in PAST_DEADLINE), key=lambda v: snapshot.deadline(v) or as_of
    )
    due = sorted(
        (
            v
            for v in snapshot.verdicts
            if v.status not in DECIDED and as_of <= (snapshot.deadline(v) or date.min) <= as_of + SOON
        ),
        key=lambda v: snapshot.deadline(v) or as_of,
    )
    decisions = _decisions(snapshot, query)
    moved = _moved(snapshot, query)
    shown_overdue, shown_due = overdue[:SHOWN_OVERDUE], due[:SHOWN_DUE]
    entries = snapshot.entries([*shown_overdue, *shown_due, *(v for _on, v in decisions), *(v for _link, v in moved)])
    return Overview(
        as_of=as_of,
        total=len(snapshot.verdicts),
        counts=snapshot.counts(),
        due=timeline(snapshot),
        overdue=tuple(entries[v.first] for v in shown_overdue),
        overdue_count=len(overdue),
        past=tuple(line for line in snapshot.counts() if line.status in PAST_DEADLINE),
        due_soon=tuple(entries[v.first] for v in shown_due),
        due_soon_count=len(due),
        decided=tuple(Decision(on, v.status, entries[v.first]) for on, v in decisions),
        revised=tuple(_move(link, entries[v.first]) for link, v in moved),
    )


def _decisions(snapshot: Snapshot, query: TargetQuery) -> list[tuple[date, Verdict]]:
    """The latest changes into a final status that still stands."""
    current = {verdict.first: verdict for verdict in snapshot.verdicts}
    changes = StatusChange.objects.filter(query.link_conditions("target__"), on__lte=snapshot.as_of)
    changes = changes.filter(to_status__in=DECIDED).order_by("-on", "first_id")
    decisions: dict[str, tuple[date, Verdict]] = {}
    for first, on, status in changes.values_list("first_id", "on", "to_status")[: SHOWN_NEWS * 5]:
        verdict = current.get(first)
        if verdict is not None and verdict.status == status and first not in decisions:
            decisions[first] = (on, verdict)
    return list(decisions.values())[:SHOWN_NEWS]


def _moved(snapshot: Snapshot, query: TargetQuery) -> list[tuple[str, Verdict]]:
    """The revisions announced last, each with its chain's verdict; one for a chain."""
    by_target = {verdict.target: verdict for verdict in snapshot.verdicts}
    links = Target.objects.announced_by(snapshot.as_of).filter(query.link_conditions(), revises__isnull=False)
    links = links.order_by("-announced", "id")
    revisions = [
        (link, by_target[link]) for link in links.values_list("id", flat=True)[: SHOWN_NEWS * 5] if link in by_target
    ]
    return revisions[:SHOWN_NEWS]


def _move(link: str, entry: TargetEntry) -> RecentRevision:
    place = next(i for i, step in enumerate(entry.revisions) if step.id == link)
    return RecentRevision(entry.revisions[place], entry.revisions[place - 1], entry)
