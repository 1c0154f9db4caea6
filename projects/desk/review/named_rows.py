"""The rows that changes name, recorded or in the same draft, as cells and by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models

from projects.actions.changes import Change
from projects.packages.one_row import TABLE_OF, cells_of
from projects.packages.tables import BY_NAME

Cells = Mapping[str, str]
WITH = {
    "targets": ("indicator", "source"),
    "outcomes": ("indicator", "source"),
    "project_events": ("project", "source"),
}


class NamedRows:
    """Looks rows up that were read at once: one query for each table, however many changes are shown."""

    def __init__(self, changes: Sequence[Change], shown: Sequence[Change]) -> None:
        """``changes`` are all of the draft, which may name each other; ``shown`` those that are put into words."""
        self.drafted: dict[tuple[str, str], Cells] = {
            (change.table, change.cells["id"]): change.cells
            for change in changes
            if change.action == "add" and change.cells.get("id")
        }
        self.recorded: dict[tuple[str, str], Cells] = {}
        self._read(shown)

    def cells(self, table: str, row_id: str) -> Cells | None:
        """As the record has it, else as the draft has it."""
        return self.recorded.get((table, row_id)) or self.drafted.get((table, row_id))

    def _read(self, shown: Sequence[Change]) -> None:
        wanted: dict[str, set[str]] = {}
        for change in shown:
            wanted.setdefault(change.table, set()).update({change.row_id, change.cells.get("id", "")})
            for column in BY_NAME[change.table].references():
                named = {change.cells.get(column.name, ""), change.before.get(column.name, "")}
                wanted.setdefault(column.references, set()).update(named)
        for table in sorted(wanted, key=list(BY_NAME).index):
            self._read_table(table, wanted[table] - {""})

    def _read_table(self, table: str, ids: set[str]) -> None:
        manager: Any = BY_NAME[table].model._default_manager
        rows = manager.select_related(*WITH.get(table, ())).filter(pk__in=ids) if ids else ()
        for row in rows:
            self._keep(row)
            for name in WITH.get(table, ()):
                self._keep(getattr(row, name))

    def _keep(self, row: models.Model) -> None:
        self.recorded[TABLE_OF[type(row)].name, str(row.pk)] = cells_of(row)
