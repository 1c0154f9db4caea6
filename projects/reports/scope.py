"""What a filter by body or by place takes in: predecessors and parts, all the way down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from projects.models import Organisation, Territory


def bodies(organisation: str) -> frozenset[str]:
    """The body and every body it took over from, transitively. One query."""
    return _closure(organisation, Organisation.objects.values_list("id", "succeeds_id"))


def parts(territory: str) -> frozenset[str]:
    """The place and every part of it, transitively. One query."""
    return _closure(territory, ((parent, part) for part, parent in Territory.objects.values_list("id", "parent_id")))


def _closure(start: str, pairs: Iterable[tuple[str | None, str | None]]) -> frozenset[str]:
    onwards: dict[str, set[str]] = defaultdict(set)
    for origin, reached in pairs:
        if origin is not None and reached is not None:
            onwards[origin].add(reached)
    found, fresh = {start}, {start}
    while fresh:
        fresh = set().union(*(onwards[each] for each in fresh)) - found
        found |= fresh
    return frozenset(found)
