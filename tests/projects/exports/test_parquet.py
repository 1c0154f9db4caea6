"""Parquet, read back by pyarrow and DuckDB."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet
import pytest

from projects.exports import parquet
from projects.exports.columns import Column
from projects.exports.parquet import NoDuckDBError, ParquetError, decimal_type, write_parquet

from .hard_rows import ABOUT, COLUMNS, FORMULAS, LONG, MOMENT, ROWS, assert_memory_is_flat, many

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def parquet_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parquet") / "targets.parquet"
    assert write_parquet(path, COLUMNS, iter(ROWS), ABOUT) == len(ROWS)
    return path


def test_parquet_is_read_by_pyarrow_with_its_types(parquet_file: Path) -> None:
    table = pyarrow.parquet.read_table(parquet_file)
    kinds = dict(zip(table.schema.names, map(str, table.schema.types), strict=True))
    assert kinds == {
        "id": "string",
        "title": "string",
        "value": "decimal128(38, 1)",
        "days": "int64",
        "final": "bool",
        "announced": "date32[day]",
        "recorded_at": "timestamp[us, tz=UTC]",
    }
    rows = table.to_pylist()
    assert rows[0]["title"] == 'Қазақстан – Әлия, «үй»; "ё"'
    assert (rows[0]["announced"], rows[0]["recorded_at"]) == (date(2026, 3, 1), MOMENT)
    assert (rows[1]["title"], rows[1]["value"], rows[1]["recorded_at"]) == ("two\nlines\r\nand, commas", LONG, MOMENT)
    assert set(rows[2].values()) == {"empty", None}
    assert [row["title"] for row in rows[4:]] == list(FORMULAS), "exact: nothing runs them"


def test_parquet_says_what_it_is(parquet_file: Path) -> None:
    metadata = pyarrow.parquet.read_metadata(parquet_file).metadata
    assert metadata[b"licence_address"] == b"https://creativecommons.org/licenses/by/4.0/"
    assert metadata[b"as_of"] == b"2026-11-28"
    assert metadata[b"address"] == ABOUT.address.encode()
    assert json.loads(metadata[b"columns"])["value"] == "In base units."


def test_parquet_is_read_by_duckdb(parquet_file: Path) -> None:
    totals = duckdb.sql(f"SELECT sum(value), count(*) FROM '{parquet_file}'").fetchall()
    assert totals == [(Decimal("123456789012345678901234567883.1"), len(ROWS))]


def test_parquet_without_rows_has_its_columns(tmp_path: Path) -> None:
    write_parquet(tmp_path / "empty.parquet", COLUMNS, [], ABOUT)
    table = pyarrow.parquet.read_table(tmp_path / "empty.parquet")
    assert (table.num_rows, table.schema.names) == (0, [column.name for column in COLUMNS])


@pytest.mark.parametrize(
    ("digits", "kind"),
    [
        ((1, 0), "DECIMAL(38,18)"),
        ((20, 18), "DECIMAL(38,18)"),
        ((21, 2), "DECIMAL(38,2)"),
        ((8, 30), "DECIMAL(38,30)"),
        ((9, 30), "VARCHAR"),
        ((30, 30), "VARCHAR"),
    ],
)
def test_figures_of_parquet_are_decimals_where_all_fit(digits: tuple[int, int], kind: str) -> None:
    assert decimal_type(*digits) == kind


def test_parquet_holds_figures_too_long_for_decimals_as_text(tmp_path: Path) -> None:
    longest = "9" * 30 + "." + "8" * 30
    write_parquet(tmp_path / "t.parquet", [Column("value", "figure")], [(longest,), (None,)], ABOUT)
    assert pyarrow.parquet.read_table(tmp_path / "t.parquet")["value"].to_pylist() == [longest, None]


def test_parquet_needs_duckdb_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "is_installed", lambda package: False)
    with pytest.raises(NoDuckDBError):
        write_parquet(tmp_path / "t.parquet", COLUMNS, [], ABOUT)


def test_parquet_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    with pytest.raises(ParquetError, match="invalid date field format"):
        write_parquet(tmp_path / "t.parquet", [Column("on", "date")], [("no day",)], ABOUT)
    assert list(tmp_path.iterdir()) == []


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    """DuckDB's memory is that of its own process, and limited."""
    assert_memory_is_flat(lambda path, count: write_parquet(path, COLUMNS, many(count), ABOUT), tmp_path)
