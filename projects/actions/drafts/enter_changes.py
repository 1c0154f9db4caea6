from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.apply_changes import apply_changes
from projects.actions.changes import Applied, Change, ChangesRefusedError
from projects.actions.drafts.publishing_right import may_publish_at_once
from projects.actions.drafts.save_draft import create_draft
from projects.actions.preview_changes import preview_changes
from projects.models import Draft


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of changes: published (``applied``), or a draft that waits for a second person."""

    applied: Applied | None
    draft: Draft | None


def enter_changes(
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
    token_may_publish: bool = False,
) -> Entered:
    """Publishes changes where whoever enters them may (``publishing_right``), else puts them before a second person.

    Either way they keep every rule and every doubt is settled. Raises ChangesRefusedError, and then nothing is kept.
    """
    if may_publish_at_once(by, token_may_publish=token_may_publish):
        through = f"{origin}, {origin_name}" if origin_name else origin
        return Entered(apply_changes(changes, by=by, at=at, confirmed=confirmed, through=through), None)
    preview = preview_changes(changes, by=by, at=at, confirmed=confirmed)
    if preview.problems or preview.doubts:
        raise ChangesRefusedError(preview.problems, preview.doubts)
    draft = create_draft(
        kind=kind,
        origin=origin,
        origin_name=origin_name,
        title=title,
        changes=changes,
        by=by,
        at=at,
        confirmed=confirmed,
        entry=entry,
        submit=True,
    )
    return Entered(None, draft)
