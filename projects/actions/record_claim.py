"""The way of a claim into the record: its id, its rules, its row, its audit entry, and the verdicts that it moves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from projects.actions.recording import day_of, recording
from projects.actions.refresh import rewrite_affected
from projects.actions.row_doubts import settle_doubts
from projects.actions.validate_claim import Claim, validate_claim
from projects.models import Correction, Outcome, ProjectEvent, Target
from projects.models.audit import record_audit
from projects.packages.tables import WORDS

RECORDED = frozenset({"id", "recorded_at", "recorded_by"})


def record_claim(claim: Claim, *, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None) -> None:
    """Records an unsaved claim. See ``insert_claim``."""
    with recording():
        insert_claim(claim, by=by, at=at, confirmed=confirmed)


def insert_claim(
    claim: Claim,
    *,
    by: AbstractBaseUser,
    at: datetime,
    confirmed: Collection[str] | None = None,
    is_row_checked: bool = False,
) -> None:
    """Checks and inserts an unsaved claim within ``recording()``, and rewrites the verdicts that depend on it.

    ``confirmed``: the tokens of doubts that somebody has confirmed as printed, which the audit keeps; None where
    nobody was asked (``row_doubts``). ``is_row_checked``: see ``validate_claim``. Raises ValidationError naming column
    and rule.
    """
    claim.recorded_at = at
    claim.recorded_by_id = by.pk
    if not claim.id:
        claim.id = made_id(claim)
    validate_claim(claim, is_row_checked=is_row_checked)
    action, details = _audited(claim)
    if codes := settle_doubts(claim, on=day_of(at), confirmed=confirmed):
        details["as_printed"] = codes
    claim.save(force_insert=True)
    record_audit(action, claim, by=by, at=at, details=details)
    refresh_verdicts_on(claim, at)


def _audited(claim: Claim) -> tuple[str, dict[str, Any]]:
    """What the audit calls the recording of a claim, and its details."""
    match claim:
        case Target() if claim.revises_id:
            return "revise_target", {"revises": claim.revises_id}
        case Target():
            return "record_target", {}
        case Outcome() if claim.corrects_id:
            return "correct_outcome", {"corrects": claim.corrects_id}
        case Outcome():
            return "record_outcome", {}
        case ProjectEvent():
            return "record_project_event", {}


def refresh_verdicts_on(row: models.Model, at: datetime) -> None:
    """Rewrites the verdicts that a claim can move: of its chain, or on its indicator; none for other rows."""
    if isinstance(row, Target):
        rewrite_affected(as_of=day_of(at), at=at, targets=[row.pk])
    elif isinstance(row, Outcome):
        rewrite_affected(as_of=day_of(at), at=at, indicators=[row.indicator_id])


def copied(claim: Claim) -> dict[str, Any]:
    """The columns of a claim that a row replacing it takes over: all but its id, who recorded it and its text."""
    return {
        field.name: getattr(claim, field.name)
        for field in claim._meta.concrete_fields
        if field.name not in RECORDED | WORDS
    }


def made_id(claim: Claim) -> str:
    """An id for a claim without one, of what it is about; empty where that is not known, and for a first target."""
    match claim:
        case Target() if claim.revises_id:
            return free_id(Target, f"{claim.revises_id}-revised")
        case Outcome() if claim.corrects_id:
            return free_id(Outcome, f"{claim.corrects_id}-corrected")
        case Outcome() if claim.indicator_id and claim.period_end:
            return free_id(Outcome, f"{claim.indicator_id}-{claim.period_end:%Y-%m-%d}")
        case ProjectEvent() if claim.project_id and claim.date:
            return free_id(ProjectEvent, f"{claim.project_id}-{claim.stage}-{claim.date:%Y-%m-%d}")
    return ""


def free_id(model: type[models.Model], wish: str, former: Iterable[str] = ()) -> str:
    """``wish``, or ``wish-2``, ``wish-3`` … whichever is not taken yet, nor among the ``former`` ids.

    The id of what was taken out stays taken: messages and public lines name it. One query.
    """
    of_rows = model._default_manager.filter(pk__startswith=wish).order_by().values_list("pk")
    lines = Correction.objects.filter(table=model._meta.model_name, row_id__startswith=wish)
    taken = {*(row[0] for row in of_rows.union(lines.order_by().values_list("row_id"))), *former}
    number = 1
    while (candidate := wish if number == 1 else f"{wish}-{number}") in taken:
        number += 1
    return candidate
