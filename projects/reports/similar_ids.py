"""Ids that resemble one that does not exist."""

from __future__ import annotations

from difflib import get_close_matches

from django.db.models import Model, Q

SHOWN = 5
LOOKED_AT = 2000  # of the ids with the same beginning: comparing with all ids takes too long
BEGINNING = 3


def similar_ids(model: type[Model], missing_id: str) -> tuple[str, ...]:
    """The ids of a model most like a missing one, the most similar first. One query."""
    missing_id = missing_id.lower()[:200].replace("\x00", "")
    beginning = missing_id[:BEGINNING]
    alike = model._default_manager.filter(Q(pk__startswith=beginning) | Q(pk__contains=missing_id[-BEGINNING * 2 :]))
    candidates = list(alike.order_by("pk").values_list("pk", flat=True)[:LOOKED_AT])
    longer = [id for id in candidates if missing_id and id.startswith(missing_id)]
    close = get_close_matches(missing_id, candidates, n=SHOWN, cutoff=0.6)
    return tuple(dict.fromkeys([*close, *longer]))[:SHOWN]
