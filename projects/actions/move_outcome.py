"""A report that was filed under the wrong indicator: taken out there, recorded where it belongs (ADR 26)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.actions.erase_claim import erase_claim
from projects.actions.record_claim import copied
from projects.actions.record_outcome import record_outcome
from projects.actions.recording import recording
from projects.actions.verdict_moves import VerdictMove, undone_moves
from projects.models import Correction, Indicator, Outcome
from projects.models.audit import record_audit
from projects.packages.tables import WORDS


def move_outcome(
    *,
    outcome: Outcome,
    indicator: Indicator,
    reason: str,
    by: AbstractBaseUser,
    at: datetime,
    noticed_by: str = "",
    confirmed: Collection[str] | None = None,
) -> Outcome:
    """Takes the outcome out and records it anew for the indicator, in one transaction with one public line.

    ``noticed_by`` and ``reason``: see ``erase_claim``; ``confirmed``: see ``insert_claim``. Raises ValidationError
    like both, and where the outcome is filed there already. A later row that builds on it moves first.
    """
    with recording():
        columns = columns_at(indicator, outcome)
        correction = erase_claim(claim=outcome, reason=reason, by=by, at=at, noticed_by=noticed_by, moved_to=indicator)
        moved = record_outcome(by=by, at=at, confirmed=confirmed, **columns)
        name_replacement(correction, moved)
        details = {"from": outcome.pk, "to": moved.pk, "indicator": [outcome.indicator_id, indicator.pk]}
        record_audit("move_outcome", moved, by=by, at=at, details=details)
    return moved


def columns_at(indicator: Indicator, outcome: Outcome) -> dict[str, Any]:
    """The columns of the same report for another indicator. What it corrected is no figure of that one.

    Raises ValidationError where it is filed there already.
    """
    if indicator.pk == outcome.indicator_id:
        raise ValidationError({"indicator": _("It is filed there already: choose the one that it belongs to.")})
    words = {name: getattr(outcome, name) for name in WORDS if hasattr(outcome, name)}
    return {**copied(outcome), **words, "indicator": indicator, "corrects": None, "our_slip": False}


def name_replacement(correction: Correction, moved: Outcome) -> None:
    """Lets the public line of what was taken out name the row that stands for it."""
    Correction.objects.filter(pk=correction.pk).update(replaced_by=moved)


def move_preview(
    *,
    outcome: Outcome,
    indicator: Indicator,
    by: AbstractBaseUser,
    at: datetime,
    confirmed: Collection[str] | None = None,
) -> list[VerdictMove]:
    """The verdicts on both indicators that a move would change. Raises ValidationError like it."""
    with undone_moves([outcome.indicator_id, indicator.pk]) as moves:
        move_outcome(outcome=outcome, indicator=indicator, reason="preview", by=by, at=at, confirmed=confirmed)
    return moves
