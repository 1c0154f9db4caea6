"""Promises by who announced them: each chain with the person behind every link, and its status on any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from projects.comparison.statuses import DECIDED
from projects.models import StatusChange, Target
from projects.models.record_version import Version
from projects.reports.verdicts.chain_records import chain_rows


class SpokenLink(NamedTuple):
    """An announcement; ``person`` is None where nobody is named. ``responsible`` answers for its programme."""

    id: str
    announced: date
    person: str | None
    responsible: str


@dataclass(frozen=True, slots=True)
class SpokenChain:
    """A chain up to a day: links and changes of status, the oldest first, and its status on that day."""

    first: str
    links: tuple[SpokenLink, ...]
    status: str
    changes: tuple[tuple[date, str], ...]

    @property
    def current(self) -> SpokenLink:
        return self.links[-1]

    def after(self, link: SpokenLink) -> SpokenLink | None:
        """The link that replaced one."""
        place = self.links.index(link) + 1
        return self.links[place] if place < len(self.links) else None

    def standing_before(self, day: date) -> SpokenLink | None:
        """The link that stood when a day began."""
        return next((link for link in reversed(self.links) if link.announced < day), None)

    def is_open_on(self, day: date) -> bool:
        """Whether the chain was not decided yet on an earlier day."""
        status = next((status for on, status in reversed(self.changes) if on <= day), None)
        return status is not None and status not in DECIDED


def spoken_chains(people: Q, as_of: date, scope: Q | None = None, version: Version | None = None) -> list[SpokenChain]:
    """The chains in which people announced a link by a day, by the id of the first link.

    Four queries, beside those for all chains where these are not kept for a ``version`` of the record.
    ``people`` and ``scope`` are conditions on a link.
    """
    announcements = Target.objects.announced_by(as_of).filter(people, scope or Q(), spoken_by__isnull=False)
    first_ids = list(
        Target.objects.first_links_of(list(announcements.values_list("pk", flat=True))).values_list("pk", flat=True)
    )
    if not first_ids:
        return []
    changes: dict[str, list[tuple[date, str]]] = defaultdict(list)
    firsts = Target.objects.first_links_of(first_ids).values("pk")
    rows = StatusChange.objects.filter(first__in=firsts, on__lte=as_of).order_by("first_id", "on")
    for first, on, status in rows.values_list("first_id", "on", "to_status"):
        changes[first].append((on, status))
    links = _links(first_ids, as_of)
    statuses = {row.record.first: row.record.status for row in chain_rows(as_of, version=version)}
    return [
        SpokenChain(first, tuple(links[first]), statuses[first], tuple(changes[first]))
        for first in sorted(first_ids)
        if first in statuses and first in links  # else it was erased meanwhile
    ]


def _links(first_ids: Sequence[str], as_of: date) -> dict[str, list[SpokenLink]]:
    """By first link, the links of each chain in their order. One query."""
    columns = ("id", "announced", "spoken_by_id", "indicator__programme__responsible_id", "revises_id")
    rows = Target.objects.links_of(first_ids).announced_by(as_of).order_by().values_list(*columns)
    later: dict[str | None, SpokenLink] = {}
    chains: dict[str, list[SpokenLink]] = {}
    for *row, revises in rows:
        link = SpokenLink(*row)
        if revises is None:
            chains[link.id] = [link]
        else:
            later[revises] = link
    for links in chains.values():
        while (newer := later.get(links[-1].id)) is not None:
            links.append(newer)
    return chains
