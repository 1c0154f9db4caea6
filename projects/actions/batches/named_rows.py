"""What the rows of a batch name: rows of the record, today's or former ids, and rows that stand before them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from projects.models import RenamedId
from projects.packages.columns import Table
from projects.packages.tables import BY_NAME

from .rows import BatchRow, RowFault, by_table


def resolve_names(rows: Sequence[BatchRow]) -> list[RowFault]:
    """Replaces former ids by today's, and says which rows name nothing. At most two queries for each table named."""
    faults = list(_own_ids(rows))
    names = _Names.of(rows)
    for row in rows:
        for column in row.table.references():
            if cell := row.cells[column.name]:
                row.cells[column.name] = names.today(column.references, cell)
                faults += names.judge(row, column.name, column.references)
    return faults


def _own_ids(rows: Sequence[BatchRow]) -> Iterator[RowFault]:
    """Rows whose id stands in the batch already. Replaces former ids; one query for each table."""
    for table, of_table in by_table(rows):
        given = [row for row in of_table if row.cells["id"]]
        former = _current(table, {row.cells["id"] for row in given})
        first: dict[str, int] = {}
        for row in given:
            row.cells["id"] = former.get(row.cells["id"], row.cells["id"])
            if (number := first.setdefault(row.cells["id"], row.number)) != row.number:
                what = _("Stands in row %(number)d already: every row has an id of its own.")
                yield RowFault(row.number, "id", what % {"number": number})


def _current(table: Table, ids: set[str]) -> dict[str, str]:
    return RenamedId.objects.current(str(table.model._meta.model_name), sorted(ids)) if ids else {}


@dataclass(slots=True)
class _Names:
    """By table: the ids that the record has, the former ones, and the number of the row that brings an id."""

    recorded: dict[str, set[str]] = field(default_factory=dict)
    former: dict[str, dict[str, str]] = field(default_factory=dict)
    brought: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[BatchRow]) -> _Names:
        wanted: dict[str, set[str]] = defaultdict(set)
        names = cls()
        for row in rows:
            if row.cells["id"]:
                names.brought.setdefault((row.table.name, row.cells["id"]), row.number)
            for column in row.table.references():
                if cell := row.cells[column.name]:
                    wanted[column.references].add(cell)
        for table_name, ids in wanted.items():
            model: Any = BY_NAME[table_name].model
            good = [row_id for row_id in ids if "\0" not in row_id]
            names.recorded[table_name] = set(model._default_manager.filter(pk__in=good).values_list("pk", flat=True))
            names.former[table_name] = _current(BY_NAME[table_name], {*good} - names.recorded[table_name])
        return names

    def today(self, table_name: str, row_id: str) -> str:
        return self.former[table_name].get(row_id, row_id)

    def judge(self, row: BatchRow, column: str, table_name: str) -> Iterator[RowFault]:
        row_id = row.cells[column]
        number = self.brought.get((table_name, row_id))
        is_recorded = row_id in self.recorded[table_name] or row_id in self.former[table_name].values()
        if is_recorded or (number is not None and number < row.number):
            return
        if number is None:
            what = _("There is no %(kind)s “%(id)s” in the record, and none stands before this row.")
            values = {"kind": BY_NAME[table_name].model._meta.verbose_name, "id": row_id}
            yield RowFault(row.number, column, what % values)
        elif number > row.number:
            what = _("“%(id)s” stands later, in row %(number)d: a row names rows that stand before it.")
            yield RowFault(row.number, column, what % {"id": row_id, "number": number})
