"""A target as its pictures show it: the card, and the points of its chart where one can be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projects.comparison.trajectory import Trajectory

from .card import Card, target_card
from .explanation import claims_of
from .target_entry import TargetEntry
from .target_list import find_targets
from .target_query import TargetQuery
from .trajectory import trajectory_of

MOST_PARTS = 500  # of one bundle


@dataclass(frozen=True, slots=True)
class TargetPicture:
    card: Card
    trajectory: Trajectory | None


def target_picture(target_id: str, as_of: date) -> TargetPicture | None:
    """The picture of any link; None where it was not announced by then. A constant number of queries."""
    card = target_card(target_id, as_of)
    if card is None:
        return None
    return TargetPicture(card, chart_of(target_id, as_of))


def chart_of(target_id: str, as_of: date) -> Trajectory | None:
    """The points of a target's chart alone; None where it has none."""
    claims = claims_of(target_id)
    return None if claims is None else trajectory_of(claims, as_of)


def bundle_parts(entry: TargetEntry, as_of: date) -> tuple[TargetEntry, ...]:
    """All that was promised together with a target, itself included (R12)."""
    if not entry.bundle:
        return (entry,)
    query = TargetQuery(bundle=entry.bundle, programme=entry.programme.id, page_size=MOST_PARTS)
    parts = find_targets(query, as_of).entries
    return parts if any(part.id == entry.id for part in parts) else (entry, *parts)
