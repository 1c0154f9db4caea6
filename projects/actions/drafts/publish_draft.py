from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from projects.actions.apply_changes import apply_changes
from projects.actions.changes import Applied
from projects.actions.drafts.draft_events import locked_draft, note_event
from projects.actions.drafts.publishing_right import refusal_to_publish
from projects.actions.recording import lock_record
from projects.actions.stored_change import stored_changes
from projects.models import Article, Draft, DraftEvent, Outcome, Target
from projects.models.audit import record_audit


def publish_draft(
    *, draft: Draft, version: int, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] = ()
) -> Applied:
    """Makes the changes of a draft, under the name of whoever saved it; the audit names both.

    ``version``: the one that the publisher has read; ``confirmed``: the tokens of doubts that have come up since it was
    saved, and that the publisher confirms as printed. Raises PermissionDenied with the reason, ValidationError where
    the draft was changed or closed meanwhile, and ChangesRefusedError; then nothing happens.
    """
    with transaction.atomic():
        lock_record()  # before the draft: two publishers wait for each other in one order
        stored = locked_draft(draft, version)
        if refusal := refusal_to_publish(stored, by):
            raise PermissionDenied(refusal)
        applied = apply_changes(
            stored_changes(stored.changes),
            by=stored.saved_by,
            at=at,
            confirmed={*stored.confirmed, *confirmed},
            through=f"draft {stored.pk}",
        )
        _name_source(stored, applied)
        stored.state = Draft.State.PUBLISHED
        stored.recorded = [list(row) for row in applied.rows]
        stored.closed_at, stored.closed_by_id = at, by.pk
        stored.save(update_fields=["state", "recorded", "closed_at", "closed_by"])
        note_event(stored, DraftEvent.Action.PUBLISHED, by=by, at=at)
        details = {"saved_by": str(stored.saved_by_id), "rows": stored.recorded}
        record_audit("publish_draft", stored, by=by, at=at, details=details)
    return applied


def _name_source(draft: Draft, applied: Applied) -> None:
    """The article that it was read from stands beside the source that its rows cite, if they cite one."""
    if draft.article_id is None:
        return
    ids = {row_id for table, row_id in applied.rows if table == "sources"}
    for model, name in ((Target, "targets"), (Outcome, "outcomes")):
        rows = model._default_manager.filter(pk__in=[row_id for table, row_id in applied.rows if table == name])
        ids.update(rows.values_list("source_id", flat=True))
    if len(ids) == 1:
        Article.objects.filter(pk=draft.article_id, source=None).update(source_id=ids.pop())
