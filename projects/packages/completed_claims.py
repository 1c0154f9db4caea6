"""What a package adds to claims that are recorded already: columns that hold no figure, where the record has none.

They are changed as by hand: an audit entry of each claim keeps what is new.
"""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from projects.models import AuditEntry

from .columns import Table
from .staging import Rows, Staging, as_stored, quoted, record, record_column, stage

BATCH = 1000
ACTION = "annotate_claim"


def is_completed(staging: Staging, table: Table) -> str:
    """SQL: whether staged row s has something that record row r lacks; empty where the package has no such column."""
    return " OR ".join(_is_added(table, name) for name in _names(staging, table))


def complete_claims(staging: Staging, table: Table, *, by_id: Any, at: datetime) -> int:
    """Fills in what recorded claims lack; returns how many of them. Call it before new claims are inserted."""
    names = _names(staging, table)
    if not names:
        return 0
    added = ", ".join(f"CASE WHEN {_is_added(table, name)} THEN s.{quoted(name)} ELSE '' END" for name in names)
    joined = f"{stage(table)} s JOIN {record(table)} r ON r.id = s.id"
    rows = staging.ask(f"SELECT s.id, {added} FROM {joined} WHERE {is_completed(staging, table)} ORDER BY s.line")
    for name in names:
        column = record_column(table, name)
        staging.run(
            f"""UPDATE {record(table)} SET {column} = {as_stored(table, name, sqlite=staging.is_sqlite)}
                FROM {stage(table)} s WHERE s.id = {record(table)}.id AND s.{quoted(name)} <> ''
                AND coalesce({record(table)}.{column}, '') = ''"""
        )
    for start in range(0, len(rows), BATCH):
        AuditEntry.objects.bulk_create(_entries(table, names, rows[start : start + BATCH], by_id, at))
    return len(rows)


def _entries(table: Table, names: list[str], rows: Rows, by_id: Any, at: datetime) -> Iterator[AuditEntry]:
    for row_id, *cells in rows:
        details = {name: ["", cell] for name, cell in zip(names, cells, strict=True) if cell}
        yield AuditEntry(
            action=ACTION,
            object_type=str(table.model._meta.model_name),
            object_id=row_id,
            details=details,
            done_at=at,
            done_by_id=by_id,
        )


def _names(staging: Staging, table: Table) -> list[str]:
    return [name for name in staging.filled[table.name] if table.comes_later(name)]


def _is_added(table: Table, name: str) -> str:
    return f"(s.{quoted(name)} <> '' AND coalesce(r.{record_column(table, name)}, '') = '')"
