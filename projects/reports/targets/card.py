"""A target on a card: what others show of it on their own pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Subquery

from projects.models import Outcome, Source

from .target_entry import TargetEntry, target_entries
from .target_list import find_target


@dataclass(frozen=True, slots=True)
class Card:
    """``entry`` is the link asked for, ``current`` the one that stands; ``report`` the newest figure it rests on."""

    entry: TargetEntry
    current: TargetEntry
    report: Outcome | None
    is_own_report: bool  # whether whoever announced it has published that figure too (R9)

    @property
    def verdict(self) -> Mapping[str, Any]:
        return self.entry.assessment


def target_card(target_id: str, as_of: date) -> Card | None:
    """The card of any link; None where it was not announced by then. A constant number of queries."""
    entry = find_target(target_id, as_of)
    return None if entry is None else card_of(entry, as_of)


def card_of(entry: TargetEntry, as_of: date) -> Card:
    """The card of an entry. At most three queries; nothing is judged."""
    current_id = entry.assessment["target"]
    current = entry if current_id == entry.id else target_entries([(current_id, entry.assessment)], as_of)[0]
    evidence = Outcome.objects.filter(id__in=entry.assessment["evidence"]).select_related("source")
    announcer = Source.objects.filter(pk=entry.source.id).values("publisher_key")
    rows = evidence.annotate(is_own=Q(source__publisher_key=Subquery(announcer)))
    report = rows.order_by("-period_end", "id").first()
    is_own = report is not None and bool(report.is_own)  # type: ignore[attr-defined]  # annotated above
    return Card(entry, current, report, is_own)
