"""The tables of the package as files by themselves: exact CSV, JSON Lines, Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from projects.exports.about import About
from projects.exports.columns import Column, Kind
from projects.exports.parquet import write_parquet
from projects.packages.columns import Table
from projects.packages.rows import MAX_CELL_CHARACTERS
from projects.packages.writing.table_files import write_csv, write_json_lines

from .published import ADDRESS

# As where packages are read: the limit is one for the process.
csv.field_size_limit(max(MAX_CELL_CHARACTERS, csv.field_size_limit()))
_KINDS: dict[str, Kind] = {"figure": "figure", "integer": "integer", "boolean": "boolean", "date": "date"}


def write_table_csv(table: Table, path: Path) -> int:
    with path.open("wb") as stream:
        return write_csv(stream, table)


def write_table_json_lines(table: Table, path: Path) -> int:
    with path.open("wb") as stream:
        return write_json_lines(stream, table)


def write_table_parquet(table: Table, path: Path, as_of: date) -> int:
    """From the table's CSV file beside it."""
    columns = [Column(column.name, _KINDS.get(column.kind, "text"), column.doc) for column in table.columns]
    about = About(table.name, as_of, f"{settings.SITE_URL}{ADDRESS}{path.name}")
    return write_parquet(path, columns, _values(csv_rows(path.with_suffix(".csv")), columns), about)


def csv_rows(path: Path) -> Iterator[list[str]]:
    """The rows of an exact CSV file, without its header."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        yield from rows


def _values(rows: Iterator[list[str]], columns: list[Column]) -> Iterator[list[Any]]:
    """Cells as values: None where they are empty. Figures and days stay text, which the writer takes."""
    others = [(place, column.kind) for place, column in enumerate(columns) if column.kind in ("integer", "boolean")]
    for row in rows:
        values: list[Any] = [cell or None for cell in row]
        for place, kind in others:
            if values[place] is not None:
                values[place] = values[place] == "true" if kind == "boolean" else int(values[place])
        yield values
