"""How many promises are decided, how many are not, how many cannot be judged: what the first page says first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from projects.comparison.statuses import NOT_ASSESSABLE, UNDER_WAY, WAITING

# The groups in the order in which they are told, each with its statuses.
GROUPS: dict[str, tuple[str, ...]] = {
    "kept": ("achieved",),
    "late": ("achieved_late",),
    "missed": ("missed",),
    "withdrawn": ("withdrawn",),
    "overdue": ("overdue",),
    "silent": ("unreported",),
    "open": (*UNDER_WAY, *WAITING),
    "not_assessable": NOT_ASSESSABLE,
}
FAMILIES: dict[str, tuple[str, ...]] = {
    "decided": ("kept", "late", "missed", "withdrawn"),
    "undecided": ("overdue", "silent", "open"),
    "unjudged": ("not_assessable",),
}
_GROUP_OF = {status: group for group, statuses in GROUPS.items() for status in statuses}


@dataclass(frozen=True, slots=True)
class Standing:
    """Promises by what became of them: ``counts`` by group, all of GROUPS in order, zeros too."""

    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _group, count in self.counts)

    def count(self, *groups: str) -> int:
        """How many are in some groups, or in the groups of a family."""
        wanted = {member for group in groups for member in FAMILIES.get(group, (group,))}
        return sum(count for group, count in self.counts if group in wanted)


def standing_of(statuses: Iterable[str]) -> Standing:
    """Counts the statuses of chains, each once."""
    counted = Counter(_GROUP_OF[status] for status in statuses)
    return Standing(tuple((group, counted[group]) for group in GROUPS))


def statuses_of(*groups: str) -> tuple[str, ...]:
    """The statuses of some groups or families, as the list of targets is asked for them."""
    return tuple(status for group in groups for member in FAMILIES.get(group, (group,)) for status in GROUPS[member])
