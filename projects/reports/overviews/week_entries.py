"""Promises with what became known of them in a week, as pages, feeds and mails show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from projects.models import StatusChange, Target
from projects.reports.targets.promise_titles import TITLED

from .iso_week import Week
from .week_events import ChainEvents

KINDS = ("missed", "achieved", "achieved_late", "overdue", "silent", "moved", "withdrawn", "new")


@dataclass(frozen=True, slots=True)
class WeekEntry:
    """A promise with what became known of it. ``on`` is the day that it is about.

    ``late``: that day is before the week; it was recorded in the week. ``status`` is the verdict that puts it into its
    section, ``moves`` are announcements before and after, the earliest first. ``first``: the id of its chain.
    """

    first: str
    section: str
    on: date
    late: bool
    target: Target
    status: StatusChange | None
    moves: tuple[tuple[Target, Target], ...]


@dataclass(frozen=True, slots=True)
class WeekNumbers:
    """How many promises a week has by KINDS: about its own days, and about earlier days that it recorded."""

    timely: dict[str, int]
    late: dict[str, int]

    @property
    def count(self) -> int:
        return sum(self.timely.values()) + sum(self.late.values())

    @property
    def together(self) -> dict[str, int]:
        both = {kind: self.timely.get(kind, 0) + self.late.get(kind, 0) for kind in KINDS}
        return {kind: number for kind, number in both.items() if number}

    @classmethod
    def of(cls, week: Week, chains: Iterable[ChainEvents]) -> WeekNumbers:
        counted = Counter((chain.on < week.monday, chain.kind) for chain in chains)
        timely, late = (
            {kind: counted[is_late, kind] for kind in KINDS if counted[is_late, kind]} for is_late in (False, True)
        )
        return cls(timely, late)


def week_entries(chains: Sequence[tuple[Week, ChainEvents]]) -> list[WeekEntry]:
    """The entries of chains, each with its week, in the same order. Two queries."""
    verdicts = [chain.verdict for _week, chain in chains]
    wanted = {link.id for _week, chain in chains for link in chain.links}
    wanted |= {verdict.target for verdict in verdicts if verdict is not None}
    read = (*TITLED, *(f"revises__{path}" for path in TITLED), "indicator__programme__responsible")
    rows = Target.objects.select_related(*read)
    targets = rows.in_bulk(wanted)
    statuses = StatusChange.objects.in_bulk([verdict.pk for verdict in verdicts if verdict is not None])
    entries = []
    for (week, chain), verdict in zip(chains, verdicts, strict=True):
        moved = [targets[link.id] for link in chain.links if link.moved or link.withdrawn]
        entries.append(
            WeekEntry(
                first=chain.first,
                section=chain.section,
                on=chain.on,
                late=chain.on < week.monday,
                target=targets[verdict.target if verdict is not None else chain.links[-1].id],
                status=statuses[verdict.pk] if verdict is not None else None,
                moves=tuple((link.revises, link) for link in moved if link.revises is not None),
            )
        )
    return entries
