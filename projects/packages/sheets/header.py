"""The row that names the columns, and which column of the table each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from projects.packages.columns import Table

from .grid import AnyCell, Row, SheetRefusedError, letters
from .headings import heading_key, headings_of
from .limits import HEADER_WITHIN, MAX_COLUMNS

PASSED_OVER = "-"  # the answer for a column of the file that is none of the table


@dataclass(frozen=True, slots=True)
class Header:
    """``columns``: for each column of the file that of the table, "" where that is not known, or PASSED_OVER.

    ``rows`` are those below, as a stream. ``above`` counts filled rows before the header.
    """

    line: int
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Iterator[Row]
    above: int

    def place(self, column: str) -> int | None:
        return self.columns.index(column) if column in self.columns else None

    def shown(self, column: str) -> str:
        """A column of the table as it is found in the file: ``value``, or ``value (C “Значение”)``."""
        place = self.place(column)
        if place is None or self.headings[place].strip() == column:
            return column
        return f"{column} ({self.named(place)})"

    def named(self, place: int) -> str:
        heading = " ".join(self.headings[place].split())
        return f"{letters(place)} “{heading[:60]}”" if heading else letters(place)


def find_header(table: Table, rows: Iterator[Row], answers: Mapping[str, str]) -> Header:
    """The first row that names columns of the table, else the first with several cells.

    ``answers``: letters of a column, or its heading → a column of the table or PASSED_OVER. Raises SheetRefusedError.
    """
    first: list[Row] = []
    names = headings_of(table)
    chosen = {_answer_key(name): column for name, column in answers.items()}
    for line, row in rows:
        if any(row):
            first.append((line, row))
        if len(first) == HEADER_WITHIN:
            break
    if not first:
        raise SheetRefusedError(_("has no filled cell"))
    number = _header_row(first, names, chosen)
    line, row = first[number]
    headings = tuple(str(cell) for cell in row)
    columns = tuple(_column(place, heading, names, chosen) for place, heading in enumerate(headings))
    return Header(line, headings, columns, chain(first[number + 1 :], rows), number)


def _answer_key(name: str) -> str:
    """Columns are answered for by their letters, as in ``D``, or by their heading."""
    return name if name in _LETTERS else heading_key(name)


_LETTERS = frozenset(letters(column) for column in range(MAX_COLUMNS))


def _header_row(first: list[Row], names: Mapping[str, str], chosen: Mapping[str, str]) -> int:
    counts = [sum(1 for cell in _texts(row) if heading_key(cell) in names) for _line, row in first]
    for number, (_line, row) in enumerate(first):
        filled = sum(1 for cell in row if cell)
        if counts[number] >= 2 and counts[number] * 2 >= filled:
            return number
    if max(counts) >= 2:
        return counts.index(max(counts))
    several = (number for number, (_line, row) in enumerate(first) if len(list(_texts(row))) > 1)
    return next(several, 0)


def _texts(row: list[AnyCell]) -> Iterator[str]:
    return (cell for cell in row if cell and isinstance(cell, str))


def _column(place: int, heading: str, names: Mapping[str, str], chosen: Mapping[str, str]) -> str:
    key = heading_key(heading)
    for name in (letters(place), key):
        if name in chosen and (name or not heading):
            return chosen[name]
    return names.get(key, "")
