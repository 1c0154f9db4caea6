"""Predecessors of bodies, parts of places, and what had been announced by a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from projects.models import Organisation, RecordVersion, Target, Territory
from projects.models.record_version import Version
from projects.reports.named import NAME_COLUMNS, Named
from projects.reports.version_cache import cached_for_version

Row = TypeVar("Row", bound=Model)


def with_predecessors(organisation: str) -> frozenset[str]:
    """The body and every body it took over from, transitively. One query."""
    return _closure(organisation, Organisation.objects.values_list("id", "succeeds_id"))


def with_parts(territory: str) -> frozenset[str]:
    """The place and every part of it, transitively. One query."""
    return _closure(territory, ((parent, part) for part, parent in Territory.objects.values_list("id", "parent_id")))


def root_of(place: str, parents: Mapping[str, str | None]) -> str:
    """The place that a place lies in and that lies in no other; in a circle of places the one with the least id."""
    path = [place]
    while (parent := parents.get(path[-1])) is not None:
        if parent in path:
            return min(path[path.index(parent) :])
        path.append(parent)
    return path[-1]


def part_of(whole: str, place: str, parents: Mapping[str, str | None]) -> str:
    """The direct part of ``whole`` that a place is in or is; ``whole`` where it is that, or not in it."""
    path = [place]
    while (parent := parents.get(path[-1])) is not None and parent != whole and parent not in path:
        path.append(parent)
    return path[-1] if parents.get(path[-1]) == whole else whole


def for_places(places: Iterable[str], indicator: str) -> Q:
    """What belongs to an indicator for one of these places; ``indicator`` is the path to it, with ``__``, or "".

    An indicator without a place of its own is for that of its programme.
    """
    return Q(**{f"{indicator}territory__in": places}) | Q(
        **{f"{indicator}territory__isnull": True, f"{indicator}programme__territory__in": places}
    )


class Places(NamedTuple):
    """All places by id: what each is a part of, and its names."""

    parents: dict[str, str | None]
    names: dict[str, Named]


def places(version: Version | None = None) -> Places:
    """The places of the record. One query; none where they are kept for a ``version``."""
    return cached_for_version(version, _read_places, "places")


def _read_places() -> Places:
    rows = {row[0]: row for row in Territory.objects.order_by().values_list(*NAME_COLUMNS, "parent_id")}
    return Places({id: row[-1] for id, row in rows.items()}, {id: Named(*row[:-1]) for id, row in rows.items()})


class Hierarchies:
    """The same for many bodies and places. Reads all rows when first needed: at most two queries.

    None again where they are kept for a ``version`` of the record.
    """

    def __init__(self, version: Version | None = None) -> None:
        self._kept_for = version

    def with_predecessors(self, organisation: str) -> frozenset[str]:
        return _closure(organisation, self._successions)

    def with_successors(self, organisation: str) -> frozenset[str]:
        """The body and every body that took over from it, transitively."""
        return _closure(organisation, ((before, after) for after, before in self._successions))

    def with_parts(self, territory: str) -> frozenset[str]:
        return _closure(territory, ((parent, part) for part, parent in self._parents.items()))

    def with_wholes(self, territory: str) -> frozenset[str]:
        """The place and every place that it is part of, transitively."""
        return _closure(territory, self._parents.items())

    def outermost(self, territory: str) -> str:
        """The country that a place is in: the place around it that is part of none."""
        return root_of(territory, self._parents)

    @cached_property
    def version(self) -> Version:
        """The version of the record, for searches among its words. One query where none was given."""
        return self._kept_for or RecordVersion.objects.current()

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return places(self._kept_for).parents

    @cached_property
    def _successions(self) -> list[tuple[str, str | None]]:
        return cached_for_version(self._kept_for, _read_successions, "successions")


def _read_successions() -> list[tuple[str, str | None]]:
    return list(Organisation.objects.order_by().values_list("id", "succeeds_id"))


def announced_by_day(rows: QuerySet[Row], path: str, as_of: date) -> QuerySet[Row]:
    """Rows that have no target at all, or one announced by then; ``path`` leads to the row from a target."""
    targets = Target.objects.filter(**{path: OuterRef("pk")})
    return rows.filter(~Exists(targets) | Exists(targets.filter(announced__lte=as_of)))


def _closure(start: str, pairs: Iterable[tuple[str | None, str | None]]) -> frozenset[str]:
    onwards: dict[str, set[str]] = defaultdict(set)
    for origin, reached in pairs:
        if origin is not None and reached is not None:
            onwards[origin].add(reached)
    reached_ids, newest = {start}, {start}
    while newest:
        newest = set().union(*(onwards[id] for id in newest)) - reached_ids
        reached_ids |= newest
    return frozenset(reached_ids)
