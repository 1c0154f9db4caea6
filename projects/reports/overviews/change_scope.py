"""Whose changes: everybody's, or those of a programme, a body, a place, a person, a promise, a search."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from projects.comparison.statuses import STATUSES
from projects.models import Target
from projects.models.record_version import Version
from projects.reports.hierarchies import Hierarchies, for_places, with_parts
from projects.reports.targets.target_query import TargetQuery, listed_ids

from .snapshot import take_snapshot


@dataclass(frozen=True, slots=True)
class ChangeScope:
    """Conditions on changed verdicts and on announcements.

    ``promises``: with what was promised for the first time; without, only what was announced anew. ``name`` says whose
    changes they are where those are many: pages of them are kept for a version of the record.
    """

    statuses: Q = field(default_factory=Q)
    links: Q = field(default_factory=Q)
    promises: bool = False
    name: str | None = None

    def since(self, on: date) -> ChangeScope:
        """Of these the changes of that day and of those after it."""
        return replace(self, statuses=self.statuses & Q(on__gte=on), links=self.links & Q(announced__gte=on), name=None)

    def within(self, other: ChangeScope) -> ChangeScope:
        """Of these the changes that belong to another scope too."""
        return replace(self, statuses=self.statuses & other.statuses, links=self.links & other.links, name=None)


EVERYTHING = ChangeScope(name="everything")


def changes_of_place(territory: str | None) -> ChangeScope:
    """The changes that the page of changes shows for a place and its parts, or for all. At most one query."""
    if territory is None:
        return EVERYTHING
    places = with_parts(territory)
    return ChangeScope(
        for_places(places, "target__indicator__"), for_places(places, "indicator__"), name=f"place {territory}"
    )


def changes_of_thing(query: TargetQuery) -> ChangeScope:
    """The changes of what a programme, a body with its predecessors, or a place with its parts promised.

    An announcement that moves a promise elsewhere is a change of the place, body or programme that it leaves too. At
    most four queries.
    """
    links = list(
        Target.objects.filter(query.link_conditions("", Hierarchies())).order_by().values_list("pk", flat=True)
    )
    own, firsts = listed_ids(links), listed_ids(chains_with(links))
    # By the first links too, since these have an index.
    return ChangeScope(Q(first__in=firsts, target__in=own), Q(pk__in=own) | Q(revises__in=own), promises=True)


def changes_of_chains(first_ids: Collection[str]) -> ChangeScope:
    """The changes of the chains that begin with these links. One query."""
    links = Target.objects.links_of(first_ids).order_by().values_list("pk", flat=True)
    return ChangeScope(Q(first__in=listed_ids(first_ids)), Q(pk__in=listed_ids(links)), promises=True)


def changes_of_search(query: TargetQuery, as_of: date, version: Version | None = None) -> ChangeScope:
    """The changes of all that a list of targets shows on a day, and the verdicts by which a promise left the list.

    A constant number of queries. Raises BadParametersError as ``TargetQuery.settled`` does.
    """
    if not query.filtered:
        return replace(EVERYTHING, promises=True)
    settled = query.settled(as_of, version)
    scope = changes_of_chains([verdict.first for verdict in take_snapshot(as_of, settled).verdicts])
    if query.by_chains or not (query.status or query.overdue is not None):
        return scope
    wanted = [status for status in STATUSES if query.accepts(status, bool(query.revised))]
    left = Q(from_status__in=wanted) & ~Q(to_status__in=wanted) & settled.link_conditions("target__")
    return ChangeScope(scope.statuses | left, scope.links, promises=True)


def chains_of_person(person_id: str, as_of: date) -> list[str]:
    """The first links of the chains in which a person had announced any link by a day. Two queries."""
    announced = Target.objects.announced_by(as_of).filter(spoken_by=person_id)
    return chains_with(list(announced.values_list("pk", flat=True)))


def chains_with(links: Collection[str]) -> list[str]:
    """The first links of the chains that any of these links is in. One query."""
    return list(Target.objects.first_links_of(links).values_list("pk", flat=True))
