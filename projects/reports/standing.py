"""How everything stands on a day: one verdict for each chain, counted and picked from without asking again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from projects.comparison import rollup
from projects.comparison.figures import STATUSES
from projects.models import Assessment, Target

from . import verdicts
from .target_entry import TargetEntry, entries
from .verdicts import Verdict

DECIDED = ("achieved", "achieved_late", "missed", "withdrawn")


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many chains have a status."""

    status: str
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Every chain announced by ``as_of`` with its verdict, and the deadline of the link that stands."""

    as_of: date
    verdicts: tuple[Verdict, ...]
    deadlines: dict[str, date | None]

    def counts(self) -> tuple[StatusCount, ...]:
        """Chains per status, in the order of the method (R12)."""
        return count_statuses(verdict.status for verdict in self.verdicts)

    def deadline(self, verdict: Verdict) -> date | None:
        return self.deadlines.get(verdict.target)

    def entries(self, chosen: Iterable[Verdict]) -> dict[str, TargetEntry]:
        """The entries of some verdicts, by the first link of their chain. At most three queries."""
        wanted = {verdict.first: verdict for verdict in chosen}
        unread = [verdict.target for verdict in wanted.values() if verdict.payload is None]
        stored = (
            dict(Assessment.objects.filter(target__in=unread).values_list("target_id", "payload")) if unread else {}
        )
        shown = [(verdict.target, verdict.payload or stored[verdict.target]) for verdict in wanted.values()]
        return dict(zip(wanted, entries(shown, self.as_of), strict=True))


def standing(as_of: date) -> Standing:
    """Everything as it stands on a day; a constant number of queries."""
    found = tuple(sorted(verdicts.on(as_of), key=lambda verdict: verdict.target))
    deadlines = dict(Target.objects.order_by().values_list("id", "deadline"))
    return Standing(as_of, found, deadlines)


def count_statuses(statuses: Iterable[str]) -> tuple[StatusCount, ...]:
    """Counts in the order of the method; statuses that nothing has are left out. Never an average (R12)."""
    counted = rollup.counts(list(statuses))
    return tuple(StatusCount(status, counted[status]) for status in STATUSES if counted.get(status))


def by_bundle(shown: Sequence[TargetEntry]) -> tuple[tuple[str, tuple[TargetEntry, ...]], ...]:
    """Entries grouped by the promise they were announced in (R12); what stands alone comes under ""."""
    groups: dict[str, list[TargetEntry]] = defaultdict(list)
    for entry in shown:
        groups[entry.bundle].append(entry)
    alone = groups.pop("", [])
    bundles = tuple((bundle, tuple(parts)) for bundle, parts in groups.items())
    return (*bundles, ("", tuple(alone))) if alone else bundles
