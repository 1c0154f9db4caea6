"""The accepted figures of an article → the list of changes that records them, each with the card that it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from projects.actions.changes import Change
from projects.desk.made_ids import MadeIds, target_id
from projects.models import Target

from .cards import Card
from .claims import TARGETS
from .enter_form import EnterForm

MOST_AT_ONCE = 100  # figures that are entered at once: what they would do is tried out first


@dataclass(frozen=True, slots=True)
class Planned:
    """A change, and the figure that it records; None of the source."""

    change: Change
    card: Card | None = None


def plan(cards: Sequence[Card], form: EnterForm) -> list[Planned]:
    """The source if it is new, then the figures in the order of the text. The form is valid. One query."""
    ids = MadeIds()
    source, change = form.source.source(ids)
    planned = [Planned(change)] if change is not None else []
    revised = _revised(cards)
    return planned + [Planned(_claim(card, source, form.day(), ids, revised), card) for card in cards[:MOST_AT_ONCE]]


def _claim(card: Card, source: str, day: date | None, ids: MadeIds, revised: dict[str, Target]) -> Change:
    decision = card.decision
    assert decision is not None  # only accepted figures are planned
    cells = {**decision.cells, "source": source}
    if decision.table != TARGETS:
        return Change("add", decision.table, cells={**cells, "id": ""})
    assert day is not None  # the form asks for it
    deadline = date.fromisoformat(cells["deadline"]) if cells.get("deadline") else None
    before = revised.get(cells.get("revises", ""))
    link = (before.pk, before.deadline) if before is not None else None
    row_id = target_id(ids, cells["indicator"], deadline, day, link)
    cells |= {"id": row_id, "announced": day.isoformat(), "bundle": before.bundle if before is not None else ""}
    return Change("add", TARGETS, row_id, cells, makes_id=True)


def _revised(cards: Sequence[Card]) -> dict[str, Target]:
    """The promises that accepted figures replace."""
    ids = {card.decision.cells.get("revises", "") for card in cards if card.decision is not None} - {""}
    return {row.pk: row for row in Target.objects.filter(pk__in=ids)} if ids else {}
