"""What every recording of a claim has in common: its id, its rules, its row, its audit entry."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.row_doubts import settle_doubts
from projects.actions.validate_claim import Claim, validate_claim
from projects.models.audit import record_audit

RECORDED = frozenset({"id", "recorded_at", "recorded_by"})
TEXT = frozenset({"locator", "note", "speaker"})


def record_claim(
    claim: Claim,
    *,
    action: str,
    by: AbstractBaseUser,
    at: datetime,
    details: dict[str, Any] | None = None,
    confirmed: Collection[str] | None = None,
) -> None:
    """Checks and inserts an unsaved claim within the caller's transaction.

    ``confirmed``: the tokens of doubts that somebody has confirmed as printed, which the audit keeps; None where
    nobody was asked (``doubts``).
    """
    claim.recorded_at = at
    claim.recorded_by_id = by.pk
    validate_claim(claim)
    if codes := settle_doubts(claim, on=day_of(at), confirmed=confirmed):
        details = {**(details or {}), "as_printed": codes}
    try:
        with transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(
            _("Somebody recorded something in the same place at the same moment; look, and try again. (%(error)s)")
            % {"error": error}
        ) from error
    record_audit(action, claim, by=by, at=at, details=details)


def copied(claim: Claim) -> dict[str, Any]:
    """The columns of a claim that a row replacing it takes over: all but its id, its hand and its text."""
    return {
        field.name: getattr(claim, field.name)
        for field in claim._meta.concrete_fields
        if field.name not in RECORDED | TEXT
    }


def free_id(model: type[models.Model], wish: str) -> str:
    """``wish``, or ``wish-2``, ``wish-3`` … whichever is not taken yet."""
    taken = set(model._default_manager.filter(pk__startswith=wish).values_list("pk", flat=True))
    number = 1
    while (candidate := wish if number == 1 else f"{wish}-{number}") in taken:
        number += 1
    return candidate


def day_of(at: datetime) -> date:
    """The tracker's day at a moment, whatever time zone the person at the screen has chosen."""
    return timezone.localdate(at, timezone.get_default_timezone())
