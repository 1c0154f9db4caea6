"""A target as its pictures show it: the card, and the points of its chart where one can be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projects.comparison.trajectory import Trajectory

from .card import Card, card_of, target_card
from .judged_target import judge_target
from .target_entry import TargetEntry
from .target_list import find_targets
from .target_query import TargetQuery

MOST_PARTS = 500  # of one bundle


@dataclass(frozen=True, slots=True)
class TargetPicture:
    card: Card
    trajectory: Trajectory | None


def target_picture(target_id: str, as_of: date, *, with_chart: bool = True) -> TargetPicture | None:
    """The picture of any link; None where it was not announced by then. A constant number of queries.

    With a chart the chain is judged once; without one, only if no verdict is stored.
    """
    if not with_chart:
        card = target_card(target_id, as_of)
        return None if card is None else TargetPicture(card, None)
    judged = judge_target(target_id, as_of)
    return None if judged is None else TargetPicture(card_of(judged.entry, as_of), judged.trajectory())


def bundle_parts(entry: TargetEntry, as_of: date) -> tuple[TargetEntry, ...]:
    """All that was promised together with a target that stands, itself included (R12), by deadline."""
    if not entry.bundle:
        return (entry,)
    query = TargetQuery(bundle=entry.bundle, programme=entry.programme.id, without=entry.id, page_size=MOST_PARTS)
    parts = (entry, *find_targets(query, as_of).entries)
    return tuple(sorted(parts, key=lambda part: (part.deadline or date.max, part.id)))
