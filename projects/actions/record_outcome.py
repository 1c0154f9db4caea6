from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from projects.actions.record_claim import day_of, free_id, record_claim
from projects.actions.refresh import refresh_affected
from projects.models import Outcome


def record_outcome(
    *, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None, **columns: Any
) -> Outcome:
    """Records a reported figure; ``columns`` are those of Outcome, ``id`` made of indicator and period if absent.

    ``confirmed``: see ``record_claim``. Raises ValidationError naming the column and the rule.
    """
    outcome = Outcome(**columns)
    with transaction.atomic():
        give_id(outcome)
        record_claim(outcome, action="record_outcome", by=by, at=at, confirmed=confirmed)
        refresh_affected(as_of=day_of(at), at=at, indicators=[outcome.indicator_id])
    return outcome


def give_id(outcome: Outcome) -> None:
    """An id for an outcome without one: what it corrects, or its indicator and the end of its period."""
    if outcome.id:
        return
    if outcome.corrects_id:
        outcome.id = free_id(Outcome, f"{outcome.corrects_id}-corrected")
    elif outcome.indicator_id and outcome.period_end:
        outcome.id = free_id(Outcome, f"{outcome.indicator_id}-{outcome.period_end:%Y-%m-%d}")
