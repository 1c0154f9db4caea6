"""A table as a file, the same to the byte whichever database holds it: PostgreSQL writes it itself, with COPY.

Files are exact: no cell is made neutral for spreadsheets. What is absent is an empty cell, and null in JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import IO, Any

import orjson
from django.db import connection

from projects.comparison.quantities import plain
from projects.packages.columns import Table

from . import copying
from .record_rows import ordered_rows, values_of

CHUNK_ROWS = 1000
_NEEDS_QUOTES = re.compile(r'[",\r\n]')


def write_csv(stream: IO[bytes], table: Table, as_of: date | None = None) -> int:
    """Write the header and every row to a stream of bytes, as the Data Package has them; rows written."""
    stream.write((",".join(column.name for column in table.columns) + "\n").encode())
    rows, values = ordered_rows(table, as_of), values_of(table, as_of)
    if connection.vendor == "postgresql":
        return copying.copy_csv(stream, table, rows, values)
    renderers = [_CELLS.get(column.kind, _cell) for column in table.columns]
    cells = ([render(value) for render, value in zip(renderers, row, strict=True)] for row in _read(rows, values))
    return _write(stream, map(_line, cells))


def write_json_lines(stream: IO[bytes], table: Table, as_of: date | None = None) -> int:
    """Write an object with every column for each row; rows written. Figures are text, as in the API."""
    rows, values = ordered_rows(table, as_of), values_of(table, as_of)
    if connection.vendor == "postgresql":
        return copying.copy_json_lines(stream, table, rows, values)
    names = [column.name for column in table.columns]
    renderers = [_MEMBERS.get(column.kind, _member) for column in table.columns]
    objects = (
        {name: render(value) for name, render, value in zip(names, renderers, row, strict=True)}
        for row in _read(rows, values)
    )
    return _write(stream, (orjson.dumps(row) + b"\n" for row in objects))


def _read(rows: Any, values: list[Any]) -> Iterator[tuple[Any, ...]]:
    yield from rows.values_list(*values).iterator(chunk_size=CHUNK_ROWS)


def _write(stream: IO[bytes], lines: Iterable[bytes]) -> int:
    count, lines = 0, iter(lines)
    while chunk := list(islice(lines, CHUNK_ROWS)):
        stream.write(b"".join(chunk))
        count += len(chunk)
    return count


def _line(cells: list[str]) -> bytes:
    if _NEEDS_QUOTES.search("".join(cells)):
        cells = [_quoted(cell) for cell in cells]
    return (",".join(cells) + "\n").encode()


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def _cell(value: str | None) -> str:
    return value or ""


def _member(value: str | None) -> str | None:
    return value or None


_CELLS: dict[str, Callable[[Any], str]] = {
    "date": lambda value: "" if value is None else value.isoformat(),
    "figure": lambda value: "" if value is None else plain(value),
    "integer": lambda value: "" if value is None else str(value),
    "boolean": lambda value: "true" if value else "false",
}
_MEMBERS: dict[str, Callable[[Any], Any]] = {
    "date": lambda value: None if value is None else value.isoformat(),
    "figure": lambda value: None if value is None else plain(value),
    "integer": lambda value: value,
    "boolean": bool,
}
