"""Parquet by DuckDB, in a process of its own: it takes a hundred megabytes, which go with it.

The rows go to a file of JSON Lines first, because the type of a figure follows from all its figures: see
``decimal_type``. DuckDB is not among what every installation has (requirements-extra.txt).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from projects.http.extra_packages import INSTALL, is_installed

from .about import About
from .columns import Column, Kind, Rows, figure_text
from .json_lines import write_json_lines

SECONDS = 600  # that the process may take
PRECISION, SCALE = 38, 18  # the widest DECIMAL; with 20 digits before the point
_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "moment": "TIMESTAMPTZ",
}


class NoDuckDBError(Exception):
    """DuckDB is not installed here; ``INSTALL`` brings it."""


class ParquetError(Exception):
    """DuckDB could not write the file; the message is its own."""


def can_write_parquet() -> bool:
    """Whether DuckDB is installed. It is not imported."""
    return is_installed("duckdb")


def write_parquet(path: Path, columns: Sequence[Column], rows: Rows, about: About) -> int:
    """Write the rows to a Parquet file with what the file is as its metadata; returns how many rows.

    Raises NoDuckDBError, ParquetError.
    """
    if not can_write_parquet():
        raise NoDuckDBError(f"Parquet files are written by DuckDB, which is not installed: {INSTALL}")
    with TemporaryDirectory(prefix="parquet-", dir=path.parent) as folder:
        source, figures = Path(folder) / "rows.jsonl", _Figures(columns)
        with source.open("wb") as stream:
            written = write_json_lines(stream, columns, figures.measured(rows))
        types = [
            (column.name, figures.type_of(place) if column.kind == "figure" else _TYPES[column.kind])
            for place, column in enumerate(columns)
        ]
        order = {
            "source": str(source),
            "target": str(path),
            "spill": folder,
            "types": types,
            "metadata": _metadata(columns, about),
        }
        _run(order)
    return written


def decimal_type(whole_digits: int, decimals: int) -> str:
    """The type of a column whose figures have at most so many digits before and after the point.

    DECIMAL(38,18) where that holds them, so that files of different days agree; else the DECIMAL that does; else text.
    """
    if decimals <= SCALE and whole_digits <= PRECISION - SCALE:
        return f"DECIMAL({PRECISION},{SCALE})"
    if whole_digits + decimals <= PRECISION:
        return f"DECIMAL({PRECISION},{decimals})"
    return "VARCHAR"


class _Figures:
    """How long the figures of each column are, seen while the rows pass."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.places = [place for place, column in enumerate(columns) if column.kind == "figure"]
        self.whole, self.decimals = [0] * len(columns), [0] * len(columns)

    def measured(self, rows: Rows) -> Iterator[Sequence[Any]]:
        for row in rows:
            for place in self.places:
                if row[place] is not None:
                    whole, _point, decimals = figure_text(row[place]).lstrip("-").partition(".")
                    self.whole[place] = max(self.whole[place], len(whole))
                    self.decimals[place] = max(self.decimals[place], len(decimals))
            yield row

    def type_of(self, place: int) -> str:
        return decimal_type(self.whole[place], self.decimals[place])


def _metadata(columns: Sequence[Column], about: About) -> Mapping[str, str]:
    described = {column.name: column.about for column in columns if column.about}
    return {**about.facts(), "columns": orjson.dumps(described).decode()}


def _run(order: Mapping[str, Any]) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "projects.exports.parquet_process"],
        input=orjson.dumps(order),
        capture_output=True,
        timeout=SECONDS,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    if process.returncode:
        raise ParquetError(process.stderr.decode(errors="replace").strip()[-2000:])
