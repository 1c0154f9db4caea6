"""What a sheet is once it is opened: rows of cells, and what is to be told of how they were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from projects.packages.rows import UnreadableError

SHOWN = 5  # examples of one kind of note


class Cell(NamedTuple):
    """A cell that is no text. ``text`` is what is said of it to people: a plain decimal, a day, an error.

    ``kind``: number; percent, a number that the sheet shows times 100; day, ``text`` in ISO; serial, a number of a day
    that the calendar has not, or a time; boolean; error; lost and foreign, formulas without a value of this file.
    """

    kind: str
    text: str

    def __str__(self) -> str:
        return self.text


AnyCell: TypeAlias = str | Cell
Row: TypeAlias = tuple[int, list[AnyCell]]


class SheetRefusedError(UnreadableError):
    """The file cannot be read as a table. ``line`` is a row of the file, where there is one to name."""

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(line, what)


@dataclass(slots=True)
class Noted:
    """Cells of one kind that were read in a way worth telling: how many, and the first of them."""

    total: int = 0
    examples: list[tuple[int, int, str]] = field(default_factory=list)  # row, column from 0, what is told

    def add(self, line: int, column: int, text: str) -> None:
        self.total += 1
        if len(self.examples) < SHOWN:
            self.examples.append((line, column, text))


class Shared(NamedTuple):
    """The first row that takes its cell from a merged range above; ``cells`` as the spreadsheet names the range."""

    line: int
    column: int
    cells: str
    text: str


@dataclass(slots=True)
class Notes:
    """How the sheet was read, by kind."""

    formulas: Noted = field(default_factory=Noted)  # their saved values were taken
    rounded: Noted = field(default_factory=Noted)  # numbers with more digits than a spreadsheet is exact to
    serials: Noted = field(default_factory=Noted)  # numbers without the format of a day, in a column of days
    merged: Noted = field(default_factory=Noted)  # cells that share the value of a merged range
    hidden: Noted = field(default_factory=Noted)  # rows that the spreadsheet does not show
    shared: dict[str, Shared] = field(default_factory=dict)  # of each merged range, by its name


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its rows as a stream, to be read once, and what there is to choose from.

    ``epoch``: the first day of the workbook's day numbers; empty where numbers cannot be days. ``expected``: about how
    many rows there are; 0 where nothing says it.
    """

    name: str
    rows: Iterator[Row]
    notes: Notes
    sheets: tuple[str, ...] = ()
    epoch: str = ""
    expected: int = 0


def letters(column: int) -> str:
    """A column from 0 as a spreadsheet names it: A, B … AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
