from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.changes import Change
from projects.actions.drafts.draft_events import locked_draft, note_event
from projects.models import Article, Draft, DraftEvent
from projects.models.fields import LONG_TEXT


def create_draft(
    *,
    kind: str,
    origin: str,
    title: str,
    changes: Sequence[Change],
    by: AbstractBaseUser,
    at: datetime,
    confirmed: Collection[str] = (),
    entry: Mapping[str, Any] | None = None,
    origin_name: str = "",
    article: Article | None = None,
    submit: bool = False,
) -> Draft:
    """Keeps changes for later; ``submit`` puts them before a second person at once. The record stays as it is.

    ``article``: the text that they were read from.
    """
    with transaction.atomic():
        draft = Draft(kind=kind, origin=origin, origin_name=origin_name, created_at=at, created_by_id=by.pk)
        draft.article = article
        _fill(draft, title, changes, confirmed, entry, by, at)
        draft.save(force_insert=True)
        note_event(draft, DraftEvent.Action.CREATED, by=by, at=at)
        if submit:
            _submit(draft, by, at)
    return draft


def save_draft(
    *,
    draft: Draft,
    version: int,
    title: str,
    changes: Sequence[Change],
    by: AbstractBaseUser,
    at: datetime,
    confirmed: Collection[str] = (),
    entry: Mapping[str, Any] | None = None,
    submit: bool = False,
) -> Draft:
    """Replaces the content of an open draft. Raises ValidationError where it was saved or closed meanwhile.

    ``version``: the one that was read. A draft in review stays there; a returned one is being written again.
    """
    with transaction.atomic():
        stored = locked_draft(draft, version)
        _fill(stored, title, changes, confirmed, entry, by, at)
        stored.version += 1
        if stored.state == Draft.State.RETURNED:
            stored.state = Draft.State.DRAFT
        stored.save()
        note_event(stored, DraftEvent.Action.SAVED, by=by, at=at)
        if submit:
            _submit(stored, by, at)
    return stored


def submit_draft(*, draft: Draft, version: int, by: AbstractBaseUser, at: datetime) -> Draft:
    """Puts a draft before a second person. Raises ValidationError where it was saved or closed meanwhile."""
    with transaction.atomic():
        stored = locked_draft(draft, version)
        if not stored.changes:
            raise ValidationError(_("There is nothing to review in it yet."))
        _submit(stored, by, at)
    return stored


def _fill(
    draft: Draft,
    title: str,
    changes: Sequence[Change],
    confirmed: Collection[str],
    entry: Mapping[str, Any] | None,
    by: AbstractBaseUser,
    at: datetime,
) -> None:
    draft.title = _without_nul(title)[:LONG_TEXT]
    draft.changes = [change.as_json() for change in changes]
    draft.confirmed = _without_nul(sorted(set(confirmed)))
    draft.entry = _without_nul(dict(entry or {}))
    draft.saved_at, draft.saved_by_id = at, by.pk


def _without_nul(value: Any) -> Any:
    """What was typed, without the one character that no database holds."""
    match value:
        case str():
            return value.replace("\0", "")
        case Mapping():
            return {_without_nul(name): _without_nul(part) for name, part in value.items()}
        case list() | tuple():
            return [_without_nul(part) for part in value]
    return value


def _submit(draft: Draft, by: AbstractBaseUser, at: datetime) -> None:
    draft.state = Draft.State.IN_REVIEW
    draft.submitted_at, draft.submitted_by_id = at, by.pk
    draft.save(update_fields=["state", "submitted_at", "submitted_by"])
    note_event(draft, DraftEvent.Action.SUBMITTED, by=by, at=at)
