"""The rows of a batch, and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from projects.packages.columns import Table
from projects.packages.doubt_rules import Doubt

MOST_ROWS = 1000
MOST_FAULTS = 1000  # named one by one; of the others their number is said


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row of the batch; rows count from 1, and 0 is the batch itself. ``column`` may be empty.

    ``taken``: its id is that of a recorded row with other content.
    """

    number: int
    column: str
    text: str
    taken: bool = False


class BatchRefusedError(Exception):
    """Nothing was recorded. ``more`` faults are not named."""

    def __init__(self, faults: Iterable[RowFault], more: int = 0) -> None:
        self.faults = tuple(faults)
        self.more = more
        super().__init__("; ".join(f"{fault.number} {fault.column}: {fault.text}" for fault in self.faults))


@dataclass(slots=True)
class BatchRow:
    """A row as it was sent. ``cells``: every column, canonical, empty for absent; ``unread``: those that are wrong.

    ``row_id`` is its id in the record once that is known, ``is_new`` whether it was not there before.
    """

    number: int
    table: Table
    cells: dict[str, str]
    unread: frozenset[str] = frozenset()
    row_id: str = ""
    is_new: bool = True
    remarks: list[Doubt] = field(default_factory=list)


def by_table(rows: Iterable[BatchRow]) -> Iterator[tuple[Table, list[BatchRow]]]:
    """The rows of each table, in the order in which the tables first occur."""
    groups: dict[str, tuple[Table, list[BatchRow]]] = {}
    for row in rows:
        groups.setdefault(row.table.name, (row.table, []))[1].append(row)
    return iter(groups.values())


def refuse_any(faults: Sequence[RowFault], more: int = 0) -> None:
    """Raises BatchRefusedError, with the first faults in the order of rows, each once."""
    if faults:
        ordered = sorted(dict.fromkeys(faults), key=lambda fault: fault.number)
        raise BatchRefusedError(ordered[:MOST_FAULTS], more + max(0, len(ordered) - MOST_FAULTS))
