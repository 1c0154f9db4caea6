"""Merged cells: the value of a range down one column is that of each of its rows; across columns it is nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from .grid import AnyCell, Notes, Row, Shared, SheetRefusedError, letters
from .limits import MAX_MERGED
from .xml_parts import Parts

# They stand behind the cells, which are a stream; what looks like one in a text has its < written as &lt;.
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Za-z]{1,3}\d{1,7}):([A-Za-z]{1,3}\d{1,7})["']""")
_OVERLAP = 200


class Range(NamedTuple):
    """Rows from 1, columns from 0, both ends within."""

    first_line: int
    last_line: int
    first_column: int
    last_column: int

    def __str__(self) -> str:
        start = f"{letters(self.first_column)}{self.first_line}"
        return f"{start}:{letters(self.last_column)}{self.last_line}"


def merged_ranges(parts: Parts, part: str) -> list[Range]:
    """The merged ranges of a sheet, by their first row. Raises SheetRefusedError where there are too many."""
    ranges: set[Range] = set()
    rest = b""
    for chunk in parts.chunks(part):
        window = rest + chunk
        for match in _MERGED.finditer(window):
            (first_line, first_column), (last_line, last_column) = map(_place, match.groups())
            ranges.add(Range(first_line, last_line, first_column, last_column))
        if len(ranges) > MAX_MERGED:
            raise SheetRefusedError(_("has more than %d merged ranges: take the merging out") % MAX_MERGED)
        rest = window[-_OVERLAP:]
    return sorted(ranges)


def _place(reference: bytes) -> tuple[int, int]:
    text = reference.decode("ascii").upper()
    name = text.rstrip("0123456789")
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return int(text[len(name) :]), column - 1


def spread(rows: Iterable[Row], ranges: list[Range], notes: Notes) -> Iterator[Row]:
    """The rows with the value of a range in one column in each of its rows that holds anything.

    Raises SheetRefusedError for a range across columns in a row that holds anything else: which column is meant is
    nowhere said. Titles stand alone in their rows.
    """
    waiting = ranges[::-1]
    current: list[tuple[Range, AnyCell]] = []
    for line, row in rows:
        current = [(merged, value) for merged, value in current if merged.last_line >= line]
        while waiting and waiting[-1].first_line <= line:
            merged = waiting.pop()
            if merged.last_line >= line:
                value = row[merged.first_column] if merged.first_line == line and merged.first_column < len(row) else ""
                current.append((merged, value))
        for merged, value in current:
            _apply(line, row, merged, value, notes)
        yield line, row


def _apply(line: int, row: list[AnyCell], merged: Range, value: AnyCell, notes: Notes) -> None:
    if not value:
        return
    if merged.first_column != merged.last_column:
        others = (cell for column, cell in enumerate(row) if not merged.first_column <= column <= merged.last_column)
        if any(others):
            raise SheetRefusedError(
                _("merges %s across columns: split these cells, so that each column has its own") % str(merged), line
            )
        return
    if line > merged.first_line and any(row):
        row.extend([""] * (merged.first_column + 1 - len(row)))
        if not row[merged.first_column]:
            row[merged.first_column] = value
            notes.merged.add(line, merged.first_column, str(value))
            notes.shared.setdefault(str(merged), Shared(line, merged.first_column, str(merged), str(value)))
