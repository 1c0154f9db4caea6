"""Rows of several tables into the record, all or nothing, in a number of queries that does not grow with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.import_record import refresh_loaded
from projects.actions.recording import day_of
from projects.models import AuditEntry
from projects.packages.problems import PackageRefusedError

from .named_rows import resolve_names
from .recorded_rows import find_recorded
from .rows import BatchRefusedError, BatchRow, RowFault, refuse_any
from .staged_rows import judge_rows, remark_on, staged_rows


def record_batch(
    *,
    rows: Sequence[BatchRow],
    faults: Sequence[RowFault],
    by: AbstractBaseUser,
    at: datetime,
    through: str,
    confirmed: Collection[str] | None = None,
    reason: str | None = "record_batch",
) -> None:
    """Records the rows within ``recording()``, or finds them recorded already; each row then says which, and its id.

    ``faults``: what is wrong with cells as they were sent. A row names rows of the record, or of the batch before it.
    ``through``: see ``record_row``. ``confirmed``: the tokens of doubts that somebody has confirmed as printed, which
    the audit keeps; None where nobody was asked. Either way a doubtful row is recorded, and its ``remarks`` say what is
    doubtful. ``reason``: what the history says of the rows that have one. Raises BatchRefusedError with every fault of
    every row.
    """
    problems = [*faults, *resolve_names(rows), *find_recorded(rows)]
    new = [row for row in rows if row.is_new]
    if not new:
        refuse_any(problems)
        return
    with staged_rows() as staging:
        package, more = judge_rows(staging, new, problems, day_of(at), reason)
        refuse_any(problems, more)
        remark_on(package, new)
        try:
            loaded = package.load(by_id=by.pk, at=at)
        except PackageRefusedError as error:
            raise BatchRefusedError(RowFault(0, "", problem.what) for problem in error.problems) from error
        AuditEntry.objects.bulk_create(_entries(new, by, at, through, confirmed))
        refresh_loaded(loaded, day_of(at), at)


def _entries(
    rows: Sequence[BatchRow], by: AbstractBaseUser, at: datetime, through: str, confirmed: Collection[str] | None
) -> Iterator[AuditEntry]:
    """What the audit says of each row, as of a single one: what it is, and through what it came."""
    for row in rows:
        kind = str(row.table.model._meta.model_name)
        action, details = _recorded_as(row, kind)
        entered: dict[str, Any] = {"through": through}
        if codes := sorted({doubt.code for doubt in row.remarks}):
            if confirmed is None:
                entered["remarks"] = codes
            else:
                details["as_printed"] = codes
        for deed, about in ((action, details), ("entered_through", entered)):
            yield AuditEntry(
                action=deed,
                object_type=kind,
                object_id=row.row_id,
                details=about,
                done_at=at,
                done_by_id=by.pk,
            )


def _recorded_as(row: BatchRow, kind: str) -> tuple[str, dict[str, Any]]:
    if revised := row.cells.get("revises"):
        return "revise_target", {"revises": revised}
    if corrected := row.cells.get("corrects"):
        return "correct_outcome", {"corrects": corrected}
    return f"record_{'project_event' if kind == 'projectevent' else kind}", {}
