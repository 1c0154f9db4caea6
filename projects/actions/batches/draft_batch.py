"""Rows of several tables that wait for a second person: one draft for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from projects.actions.changes import Change
from projects.actions.drafts.save_draft import create_draft
from projects.models import Draft

from .record_batch import record_batch
from .rows import BatchRow, RowFault


def draft_batch(
    *,
    rows: Sequence[BatchRow],
    faults: Sequence[RowFault],
    by: AbstractBaseUser,
    at: datetime,
    through: str,
    token: str,
    title: Callable[[Sequence[Change]], str],
) -> Draft | None:
    """Tries the rows out within ``recording()``, undoes them, and makes one draft of those that are new.

    The same rows of the same person again are the draft that waits already; None: all of them are recorded already.
    Raises what ``record_batch`` raises.
    """
    with transaction.atomic():
        record_batch(rows=rows, faults=faults, by=by, at=at, through=through)
        transaction.set_rollback(True)
    changes = [Change("add", row.table.name, cells=row.cells) for row in rows if row.is_new]
    if not changes:
        return None
    stored: list[Any] = [change.as_json() for change in changes]
    waiting = Draft.objects.open().filter(origin=Draft.Origin.API, saved_by=by.pk, changes=stored)
    return waiting.first() or create_draft(
        kind=Draft.Kind.BATCH,
        origin=Draft.Origin.API,
        origin_name=token[:200],
        title=title(changes),
        changes=changes,
        by=by,
        at=at,
        submit=True,
    )
