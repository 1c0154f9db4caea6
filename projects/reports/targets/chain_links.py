"""The announcements of a chain, each with what it moved against the one before (R10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects.models import Target

from .promise_titles import TITLED
from .target_entry import Revision, TargetEntry


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A link of the chain as announced, with what it moved (R10). ``days`` it moved the deadline by."""

    target: Target
    moved: Revision
    days: int | None
    percent: Decimal | None


def chain_links(entry: TargetEntry) -> tuple[ChainLink, ...]:
    """The chain of a target, oldest first. One query."""
    rows = Target.objects.filter(id__in=[step.id for step in entry.revisions]).select_related(
        "source", "spoken_by", *TITLED, "indicator__programme__territory"
    )
    by_id = {row.id: row for row in rows}
    links: list[ChainLink] = []
    named: date | None = None  # the last deadline: one that is set after it was dropped is compared with it (R10)
    for step in entry.revisions:
        before, link = links[-1].target if links else None, by_id[step.id]
        links.append(ChainLink(link, step, _days_moved(named, link), _percent_moved(before, link)))
        named = link.deadline or named
    return tuple(links)


def _days_moved(named: date | None, link: Target) -> int | None:
    if named is None or link.deadline is None or named == link.deadline:
        return None
    return (link.deadline - named).days


def _percent_moved(before: Target | None, link: Target) -> Decimal | None:
    """How far the number moved, as a ratio of the one before, where both are of the same kind."""
    if before is None or not before.value or link.value is None or before.value == link.value:
        return None
    same = before.basis == link.basis and before.indicator.unit == link.indicator.unit
    return abs((link.value - before.value) / before.value) if same else None
