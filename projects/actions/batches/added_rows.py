"""New rows that a draft or a form brings, as rows of a batch: each cell is read again, for it was stored meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from projects.packages.cells import BadCellError, CellReader, reader
from projects.packages.columns import Table
from projects.packages.problems import sentence

from .rows import MOST_ROWS, BatchRow, RowFault

FEWEST_ROWS = 30  # fewer cost fewer queries one by one


def fit_a_batch(count: int) -> bool:
    """Whether so many new rows are recorded in fewer queries together."""
    return FEWEST_ROWS <= count <= MOST_ROWS


def rows_of(added: Iterable[tuple[Table, Mapping[str, str]]]) -> tuple[list[BatchRow], list[RowFault]]:
    """The rows in their order, absent columns with their default, and each cell that is wrong by itself."""
    rows: list[BatchRow] = []
    faults: list[RowFault] = []
    readers: dict[str, dict[str, CellReader]] = {}
    for number, (table, given) in enumerate(added, 1):
        if table.name not in readers:
            readers[table.name] = {column.name: reader(table, column) for column in table.columns}
        cells: dict[str, str] = {}
        for column in table.columns:
            cell = given.get(column.name, column.default)
            try:
                is_made = column.kind == "id" and table.is_claim and not cell
                cells[column.name] = "" if is_made else readers[table.name][column.name][cell]
            except BadCellError as error:
                cells[column.name] = ""
                faults.append(RowFault(number, column.name, sentence(str(error))))
        unread = frozenset(fault.column for fault in faults if fault.number == number)
        rows.append(BatchRow(number, table, cells, unread))
    return rows, faults
