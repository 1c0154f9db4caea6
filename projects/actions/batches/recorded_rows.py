"""Rows of a batch that the record has already: the very same, or under the same id with other content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from projects.packages.columns import Table
from projects.packages.one_row import cell_of
from projects.packages.tables import OUTCOMES, PROJECT_EVENTS, TARGETS

from .rows import BatchRow, RowFault, by_table

# By what a claim without an id is looked for: what its figure is about, and on whose word.
LOOKED_FOR = {
    OUTCOMES.name: ("indicator", "period_end", "source"),
    TARGETS.name: ("indicator", "announced", "source"),
    PROJECT_EVENTS.name: ("project", "date", "source"),
}


def find_recorded(rows: Sequence[BatchRow]) -> list[RowFault]:
    """Marks the rows that are recorded already, and names those whose id is taken. Two queries for each table."""
    faults: list[RowFault] = []
    for table, of_table in by_table(rows):
        good = [row for row in of_table if not row.unread]
        faults += _by_id(table, [row for row in good if row.cells["id"]])
        if table.is_claim:
            faults += _by_content(table, [row for row in good if not row.cells["id"]])
    return faults


def _by_id(table: Table, rows: list[BatchRow]) -> Iterator[RowFault]:
    recorded = _query(table).in_bulk([row.cells["id"] for row in rows]) if rows else {}
    for row in rows:
        stored = recorded.get(row.cells["id"])
        if stored is None:
            continue
        for name, (has, given) in _differences(row, stored).items():
            what = _("Is “%(recorded)s” in the record and “%(given)s” here.") % {"recorded": has, "given": given}
            yield RowFault(row.number, name, what, taken=True)
        row.row_id, row.is_new = str(stored.pk), False


def _by_content(table: Table, rows: list[BatchRow]) -> Iterator[RowFault]:
    """Claims without an id: recorded already where a row says the same, and each once in the batch."""
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        if (number := first.setdefault(tuple(row.cells.values()), row.number)) != row.number:
            what = _("Says the same as row %(number)d: send it once, or with an id of its own.")
            yield RowFault(row.number, "id", what % {"number": number})
    key = LOOKED_FOR[table.name]
    complete = [row for row in rows if all(row.cells[name] for name in key)]
    if not complete:
        return
    alike: dict[tuple[str, ...], list[models.Model]] = {}
    wanted = {f"{name}__in": {row.cells[name] for row in complete} for name in key}
    for stored in _query(table).filter(**wanted).order_by("pk"):
        alike.setdefault(tuple(cell_of(stored, name) for name in key), []).append(stored)
    for row in complete:
        candidates = alike.get(tuple(row.cells[name] for name in key), ())
        same = next((stored for stored in candidates if not _differences(row, stored)), None)
        if same is not None:
            row.row_id, row.is_new = str(same.pk), False


def _query(table: Table) -> Any:
    return table.model._default_manager


def _differences(row: BatchRow, stored: models.Model) -> dict[str, tuple[str, str]]:
    """Column → what it has and what it should have. What the sender does not say of a claim's words is no difference.

    Nor is whose slip a correction mends: that is decided where nobody says it.
    """
    differs: dict[str, tuple[str, str]] = {}
    for name, given in row.cells.items():
        if name == "id" or (not given and (name == "our_slip" or row.table.comes_later(name))):
            continue
        has = cell_of(stored, name)
        if has != (given or ("false" if row.table.by_name[name].kind == "boolean" else "")):
            differs[name] = (has, given)
    return differs
