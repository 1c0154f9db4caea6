"""What a reviewer does with a draft beside publishing it: return, comment, assign, discard."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.drafts.draft_events import locked_draft, note_event
from projects.models import Draft, DraftEvent
from projects.models.fields import LONG_TEXT
from projects.models.text import stored_text


def return_draft(*, draft: Draft, note: str, by: AbstractBaseUser, at: datetime, version: int | None = None) -> Draft:
    """Gives a draft back to whoever saved it, with what is to be mended.

    ``version``: the one that was read. Raises ValidationError without a note, and for another version.
    """
    text = _text(note, "note", _("Say what is to be mended."))
    with transaction.atomic():
        stored = locked_draft(draft, version)
        if stored.state != Draft.State.IN_REVIEW:
            raise ValidationError(_("Only a draft that waits for review can be returned."))
        stored.state = Draft.State.RETURNED
        stored.assigned_to_id = stored.saved_by_id
        stored.save(update_fields=["state", "assigned_to"])
        note_event(stored, DraftEvent.Action.RETURNED, by=by, at=at, text=text)
    return stored


def comment_draft(*, draft: Draft, text: str, by: AbstractBaseUser, at: datetime) -> DraftEvent:
    """Adds a comment, also to a closed draft. Raises ValidationError where it is empty or too long."""
    comment = _text(text, "text", _("Write the comment."))
    with transaction.atomic():
        return note_event(draft, DraftEvent.Action.COMMENTED, by=by, at=at, text=comment)


def assign_draft(*, draft: Draft, to: AbstractBaseUser | None, by: AbstractBaseUser, at: datetime) -> Draft:
    """Says who is to look at a draft next; None gives it to nobody."""
    with transaction.atomic():
        stored = locked_draft(draft)
        stored.assigned_to_id = to.pk if to is not None else None
        stored.save(update_fields=["assigned_to"])
        name = to.get_username() if to is not None else ""
        note_event(stored, DraftEvent.Action.ASSIGNED, by=by, at=at, text=name)
    return stored


def discard_draft(
    *, draft: Draft, reason: str, by: AbstractBaseUser, at: datetime, version: int | None = None
) -> Draft:
    """Closes a draft without publishing it; it stays readable for editors.

    ``version``: the one that was read. Raises ValidationError without a reason, and for another version.
    """
    text = _text(reason, "reason", _("Say why it is not published."))
    with transaction.atomic():
        stored = locked_draft(draft, version)
        stored.state = Draft.State.DISCARDED
        stored.closed_at, stored.closed_by_id = at, by.pk
        stored.save(update_fields=["state", "closed_at", "closed_by"])
        note_event(stored, DraftEvent.Action.DISCARDED, by=by, at=at, text=text)
    return stored


def _text(text: str, field: str, empty: str) -> str:
    tidy = stored_text(text.replace("\0", "")).strip()
    if not tidy:
        raise ValidationError({field: empty})
    if len(tidy) > LONG_TEXT:
        raise ValidationError({field: _("At most %(most)s characters.") % {"most": LONG_TEXT}})
    return tidy
