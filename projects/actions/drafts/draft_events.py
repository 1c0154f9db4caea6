"""How an action on a draft begins and ends: the draft held for this transaction, and a line of what was done."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.models import Draft, DraftEvent


def locked_draft(draft: Draft, version: int | None = None) -> Draft:
    """The open draft, which nobody else changes until the transaction ends.

    Raises ValidationError where it is closed, or of another version than the one that was read.
    """
    stored = Draft.objects.select_for_update(of=("self",)).select_related("saved_by", "closed_by").get(pk=draft.pk)
    if stored.state == Draft.State.PUBLISHED:
        raise ValidationError(_("It is published already."))
    if stored.state == Draft.State.DISCARDED:
        raise ValidationError(_("It was discarded meanwhile."))
    if version is not None and stored.version != version:
        raise ValidationError(_("It was changed meanwhile: look at it as it is now, and decide again."))
    return stored


def note_event(
    draft: Draft, action: DraftEvent.Action, *, by: AbstractBaseUser, at: datetime, text: str = ""
) -> DraftEvent:
    return DraftEvent.objects.create(
        draft=draft, action=action, text=text, version=draft.version, done_at=at, done_by_id=by.pk
    )
