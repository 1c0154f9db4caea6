"""What becomes of a report: kept as a draft, put before a second person, or published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.changes import Change, ChangesRefusedError
from projects.actions.drafts.enter_changes import Entered, enter_changes
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.publishing_right import may_publish_at_once
from projects.actions.drafts.save_draft import create_draft, save_draft
from projects.actions.preview_changes import preview_changes
from projects.actions.recording import lock_record
from projects.desk.report.entry import ReportEntry
from projects.models import Draft

SAVE, REVIEW, PUBLISH = "save", "review", "publish"


def save_report(
    entry: ReportEntry,
    act: str,
    *,
    draft: Draft | None,
    boxes: Mapping[str, Any],
    by: AbstractBaseUser,
    at: datetime,
) -> Entered:
    """``act``: save, review, publish. ``draft`` is the one that is gone on with, in the version that was read.

    What is saved as a draft may lack anything. Raises ChangesRefusedError, ValidationError and PermissionDenied, and
    then nothing is kept. The forms of ``entry`` are valid unless ``act`` is save.
    """
    content: dict[str, Any] = {"title": entry.title(), "confirmed": entry.confirmed, "entry": boxes, "by": by, "at": at}
    if act == SAVE:
        return Entered(None, _keep(draft, changes=_changes_so_far(entry, draft), **content))
    changes = entry.changes()
    if act == PUBLISH and may_publish_at_once(by):
        if draft is None:
            return enter_changes(kind=Draft.Kind.REPORT, origin=Draft.Origin.DESK, changes=changes, **content)
        with transaction.atomic():
            lock_record()  # before the draft, as whoever publishes one does
            stored = save_draft(draft=draft, version=draft.version, changes=changes, **content)
            return Entered(publish_draft(draft=stored, version=stored.version, by=by, at=at), None)
    preview = preview_changes(changes, by=by, at=at, confirmed=entry.confirmed)
    if preview.problems or preview.doubts:
        raise ChangesRefusedError(preview.problems, preview.doubts)
    return Entered(None, _keep(draft, changes=changes, submit=True, **content))


def _changes_so_far(entry: ReportEntry, draft: Draft | None) -> list[Change]:
    """The changes of a whole report; none of one that is still being written."""
    if entry.is_valid():
        return entry.changes()
    if draft is not None and draft.state == Draft.State.IN_REVIEW and draft.changes:
        raise ValidationError(
            _("It waits for review, so that only a whole report is saved over it: mend what is named.")
        )
    return []


def _keep(draft: Draft | None, **content: Any) -> Draft:
    if draft is None:
        return create_draft(kind=Draft.Kind.REPORT, origin=Draft.Origin.DESK, **content)
    return save_draft(draft=draft, version=draft.version, **content)
