"""Rows of several tables into the record, all or nothing, in a number of queries that does not grow with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from projects.actions.changes import Change
from projects.actions.drafts.save_draft import create_draft
from projects.actions.import_record import refresh_loaded
from projects.actions.recording import day_of
from projects.models import AuditEntry, Draft
from projects.packages.problems import PackageRefusedError

from .named_rows import resolve_names
from .recorded_rows import find_recorded
from .rows import BatchRefusedError, BatchRow, RowFault, by_table, refuse_any
from .staged_rows import judge_rows, remark_on, staged_rows


def record_batch(
    *, rows: Sequence[BatchRow], faults: Sequence[RowFault], by: AbstractBaseUser, at: datetime, through: str
) -> None:
    """Records the rows within ``recording()``, or finds them recorded already; each row then says which, and its id.

    ``faults``: what is wrong with cells as they were sent. A row names rows of the record, or of the batch before it.
    ``through``: see ``record_row``. Raises BatchRefusedError with every fault of every row.
    """
    problems = [*faults, *resolve_names(rows), *find_recorded(rows)]
    new = [row for row in rows if row.is_new]
    if not new:
        refuse_any(problems)
        return
    with staged_rows() as staging:
        package, more = judge_rows(staging, new, problems, day_of(at))
        refuse_any(problems, more)
        remark_on(package, new)
        try:
            loaded = package.load(by_id=by.pk, at=at)
        except PackageRefusedError as error:
            raise BatchRefusedError(RowFault(0, "", problem.what) for problem in error.problems) from error
        AuditEntry.objects.bulk_create(_entries(new, by, at, through))
        refresh_loaded(loaded, day_of(at), at)


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


def _entries(rows: Sequence[BatchRow], by: AbstractBaseUser, at: datetime, through: str) -> Iterator[AuditEntry]:
    """What the audit says of each row, as of a single one: what it is, and through what it came."""
    for table, of_table in by_table(rows):
        kind = str(table.model._meta.model_name)
        for row in of_table:
            action, details = _recorded_as(row, kind)
            entered: dict[str, Any] = {"through": through}
            if row.remarks:
                entered["remarks"] = sorted({doubt.code for doubt in row.remarks})
            for deed, about in ((action, details), ("entered_through", entered)):
                yield AuditEntry(
                    action=deed,
                    object_type=kind,
                    object_id=row.row_id,
                    details=about,
                    done_at=at,
                    done_by_id=by.pk,
                )


def _recorded_as(row: BatchRow, kind: str) -> tuple[str, dict[str, str]]:
    if revised := row.cells.get("revises"):
        return "revise_target", {"revises": revised}
    if corrected := row.cells.get("corrects"):
        return "correct_outcome", {"corrects": corrected}
    return f"record_{'project_event' if kind == 'projectevent' else kind}", {}
