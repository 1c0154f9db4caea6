"""What editors ask of an import. A worker does it (``run``); here only the row is written that says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.drafts.publishing_right import RIGHT
from projects.actions.public_line import validate_public_words
from projects.models import AuditEntry, ImportedFile, TableImport
from projects.models.audit import record_audit
from projects.models.names import active_language
from projects.packages.columns import Table
from projects.packages.sheets.answers import Answers

State = TableImport.State
ANSWERED = "answer_import"  # in the audit
MOST_FILES = 20  # of one person at a time: so much of the database they can fill


def upload_table(*, table: Table, file_name: str, content: bytes, by: AbstractBaseUser, at: datetime) -> TableImport:
    """Keeps a file for a worker to check, in the language of the moment. Raises ValidationError for one too many."""
    if ImportedFile.objects.filter(table_import__uploaded_by=by.pk).count() >= MOST_FILES:
        raise ValidationError(
            _("You have %(count)d files that wait here: publish or discard some of them first.") % {"count": MOST_FILES}
        )
    with transaction.atomic():
        table_import = TableImport.objects.create(
            table=table.name,
            file_name=file_name,
            size=len(content),
            language=active_language(),
            uploaded_at=at,
            uploaded_by_id=by.pk,
            asked_at=at,
            asked_by_id=by.pk,
        )
        ImportedFile.objects.create(table_import=table_import, content=content)
    return table_import


def answer_questions(*, table_import: TableImport, answers: Answers, by: AbstractBaseUser, at: datetime) -> None:
    """Decides what a file leaves open, and has it checked again. Raises ValidationError where nothing is open."""
    with transaction.atomic():
        stored = _locked(table_import, {State.UNCLEAR, State.REFUSED, State.CHECKED, State.FAILED})
        if not ImportedFile.objects.filter(pk=stored.pk).exists():
            raise ValidationError(_("The file is kept no more: upload it again."))
        given = answers_json(answers)
        if answers_json(answers_of(stored.answers)) != given:  # to have it checked again decides nothing
            stored.answers = given
            record_audit(ANSWERED, stored, by=by, at=at, details=given)
        stored.language = active_language()
        _ask(stored, State.UPLOADED, by, at)


def approve_import(
    *, table_import: TableImport, attempt: int, confirmed: bool, by: AbstractBaseUser, at: datetime
) -> None:
    """Has a good file published. ``confirmed``: its doubtful rows are as printed.

    ``attempt``: the check whose outcome was read; with other answers the same file may say something else. Raises
    PermissionDenied with the reason, and ValidationError.
    """
    with transaction.atomic():
        stored = _locked(table_import, {State.CHECKED})
        if stored.attempts != attempt:
            raise ValidationError(_("It was changed meanwhile: look at it as it is now, and decide again."))
        if refusal := refusal_to_publish(stored, by, has_answered=has_answered(stored, by)):
            raise PermissionDenied(refusal)
        if stored.result.get("doubts") and not confirmed:
            raise ValidationError(_("Look at the doubtful rows, and tick that they are as printed."))
        _ask(stored, State.APPROVED, by, at)


def condemn_import(*, table_import: TableImport, reason: str, by: Any, at: datetime) -> None:
    """Has the rows of an import taken out again. Raises ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this should never have been entered.")})
    validate_public_words(reason=reason, noticed_by="")
    with transaction.atomic():
        stored = _locked(table_import, {State.PUBLISHED})
        if not by.has_perm(RIGHT):
            raise PermissionDenied(_("You may not publish: an editor with that right does."))
        stored.reason = reason
        _ask(stored, State.CONDEMNED, by, at)


def discard_import(*, table_import: TableImport, by: AbstractBaseUser, at: datetime) -> None:
    """Puts a file away that is not to be published."""
    with transaction.atomic():
        stored = _locked(table_import, {State.UNCLEAR, State.REFUSED, State.CHECKED, State.FAILED})
        stored.state = State.DISCARDED
        stored.save(update_fields=["state"])
        ImportedFile.objects.filter(pk=stored.pk).delete()
        record_audit("discard_import", stored, by=by, at=at, details={"file": stored.file_name})


def has_answered(table_import: TableImport, user: Any) -> bool:
    """Whether somebody has decided what the file leaves open, whoever had it checked again since. One query."""
    answers = AuditEntry.objects.filter(action=ANSWERED, object_type=TableImport._meta.model_name)
    return answers.filter(object_id=str(table_import.pk), done_by=user.pk).exists()


def refusal_to_publish(table_import: TableImport, user: Any, *, has_answered: bool = False) -> str:
    """Why somebody may not publish an import, in a sentence; empty where they may (ADR 25)."""
    if not user.has_perm(RIGHT):
        return _("You may not publish: an editor with that right does.")
    is_theirs = has_answered or user.pk == table_import.uploaded_by_id
    if settings.REVIEW == "two" and is_theirs:
        return _("You brought this file or answered its questions, so another editor publishes it.")
    return ""


def answers_json(answers: Answers) -> dict[str, Any]:
    return {
        "decimal": answers.decimal,
        "dates": answers.dates,
        "sheet": answers.sheet,
        "columns": dict(answers.columns),
    }


def answers_of(stored: Mapping[str, Any]) -> Answers:
    return Answers(**stored)


def _locked(table_import: TableImport, states: Collection[str]) -> TableImport:
    """The import, which nobody else changes until the transaction ends. Raises ValidationError in another state."""
    stored = TableImport.objects.select_for_update().get(pk=table_import.pk)
    if stored.state not in states:
        raise ValidationError(
            _("The file %(state)s meanwhile: look at it as it is now, and decide again.")
            % {"state": stored.get_state_display()}
        )
    return stored


def _ask(stored: TableImport, state: str, by: AbstractBaseUser, at: datetime) -> None:
    stored.state = state
    stored.asked_at, stored.asked_by_id = at, by.pk
    stored.error, stored.failures, stored.lease_ends_at = "", 0, None
    stored.save()
