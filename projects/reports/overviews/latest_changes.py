"""What changed lately: promises decided, gone silent, or moved, the newest first, some of each kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from projects.comparison.statuses import DECIDED, PAST_DEADLINE
from projects.models import StatusChange, Target
from projects.reports.targets.target_entry import Revision, TargetEntry
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts.chain_records import ChainRow

SHOWN = {"decided": 3, "past": 2, "moved": 3}  # of each kind, so that a year's end does not push out the rest
READ = 60  # changes that are looked through: some no longer stand


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the chain with that ``first`` link: a ``status`` that still stands, or a revision, the ``link``."""

    on: date
    first: str
    status: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class LatestChange:
    """A change as the page shows it. ``moved`` and ``before`` are set for a revision."""

    on: date
    status: str
    entry: TargetEntry
    moved: Revision | None = None
    before: Revision | None = None

    @classmethod
    def of(cls, change: Change, entry: TargetEntry) -> LatestChange:
        place = next((i for i, step in enumerate(entry.revisions) if step.id == change.link), 0)
        if not place:
            return cls(change.on, change.status or str(entry.assessment["status"]), entry)
        return cls(change.on, "", entry, entry.revisions[place], entry.revisions[place - 1])


def latest_changes(rows: Iterable[ChainRow], as_of: date, territory: str | None = None) -> list[Change]:
    """The newest changes of some chains, those of a place and its parts. At most four queries."""
    chains = {row.record.first: row for row in rows}
    query = TargetQuery(territory=territory)
    recorded = StatusChange.objects.filter(query.link_conditions("target__"), on__lte=as_of)
    changes = [
        *_turned(chains, recorded.filter(to_status__in=DECIDED), SHOWN["decided"]),
        *_turned(chains, recorded.filter(to_status__in=PAST_DEADLINE), SHOWN["past"]),
        *_moved(chains, query, as_of),
    ]
    return sorted(changes, key=lambda change: (-change.on.toordinal(), change.first, change.link))


def _turned(chains: dict[str, ChainRow], changes: QuerySet[StatusChange], most: int) -> list[Change]:
    """The newest changes into a status that still stands, one for a chain."""
    newest = changes.order_by("-on", "first_id").values_list("on", "first_id", "to_status")[:READ]
    standing = {
        first: Change(on, first, status)
        for on, first, status in reversed([*newest])
        if first in chains and chains[first].record.status == status
    }
    return sorted(standing.values(), key=lambda change: (-change.on.toordinal(), change.first))[:most]


def _moved(chains: dict[str, ChainRow], query: TargetQuery, as_of: date) -> list[Change]:
    """The revisions announced last that still stand."""
    current = {row.record.target: first for first, row in chains.items()}
    links = Target.objects.announced_by(as_of).filter(query.link_conditions(), revises__isnull=False)
    newest = links.order_by("-announced", "id").values_list("announced", "id")[:READ]
    return [Change(on, current[link], link=link) for on, link in newest if link in current][: SHOWN["moved"]]
