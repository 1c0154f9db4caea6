"""Every writer, read back by a program that is not ours: pandas, LibreOffice, openpyxl, pyarrow, DuckDB."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas
import pyarrow
import pyarrow.parquet
import pytest

from projects.exports import parquet, workbook
from projects.exports.about import About
from projects.exports.columns import Column
from projects.exports.csv_file import write_csv
from projects.exports.json_lines import write_json_lines
from projects.exports.parquet import NoDuckDBError, ParquetError, decimal_type, write_parquet
from projects.exports.workbook import TooManyRowsError, write_workbook

pytestmark = pytest.mark.once
COLUMNS = (
    Column("id", "text", "The permanent public id."),
    Column("title", "text"),
    Column("value", "figure", "In base units."),
    Column("days", "integer"),
    Column("final", "boolean"),
    Column("announced", "date"),
    Column("recorded_at", "moment"),
)
LONG = Decimal("123456789012345678901234567890.5")  # no double holds it
MOMENT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1")
ROWS: list[tuple[Any, ...]] = [
    ("а", 'Қазақстан – Әлия, «үй»; "ё"', Decimal("-7.4"), 0, True, date(2026, 3, 1), MOMENT),
    ("long", "two\nlines\r\nand, commas", LONG, 7, False, "2025-12-31", MOMENT.isoformat()),
    ("empty", None, None, None, None, None, None),
    ("old", "", "0", -3, None, date(1899, 12, 31), None),
    *((f"formula-{number}", text, None, None, None, None, None) for number, text in enumerate(FORMULAS)),
]
ABOUT = About("targets", date(2026, 11, 28), "https://t.example/data/lists/targets.xlsx")


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def written_csv(*, bom: bool = False) -> str:
    stream = io.StringIO(newline="")
    assert write_csv(stream, COLUMNS, iter(ROWS), bom=bom) == len(ROWS)
    return stream.getvalue()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "targets.xlsx"
    assert write_workbook(path, COLUMNS, iter(ROWS), ABOUT) == len(ROWS)
    return path


@pytest.fixture(scope="module")
def parquet_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parquet") / "targets.parquet"
    assert write_parquet(path, COLUMNS, iter(ROWS), ABOUT) == len(ROWS)
    return path


# --- CSV -------------------------------------------------------------------------------------------------------------


def test_csv_is_as_rfc_4180_has_it() -> None:
    text = written_csv()
    assert text.startswith("id,title,value,days,final,announced,recorded_at\r\n")
    assert "\r\nempty,,,,,,\r\n" in text
    first, long, _empty, old, *_formulas = cells(text)
    assert first == {
        "id": "а",
        "title": 'Қазақстан – Әлия, «үй»; "ё"',
        "value": "-7.4",
        "days": "0",
        "final": "true",
        "announced": "2026-03-01",
        "recorded_at": "2026-03-01T12:30:15.123456+00:00",
    }
    assert (long["title"], long["value"]) == ("two\nlines\r\nand, commas", str(LONG))
    assert (old["value"], old["days"]) == ("0", "-3")


def test_csv_has_a_byte_order_mark_on_request() -> None:
    assert written_csv(bom=True) == f"\ufeff{written_csv()}"


def test_csv_holds_no_formula() -> None:
    assert [row["title"] for row in cells(written_csv())[4:]] == [f"'{text}" for text in FORMULAS]


def test_csv_is_read_by_pandas() -> None:
    frame = pandas.read_csv(io.StringIO(written_csv(), newline=""), dtype={"value": str})
    assert len(frame) == len(ROWS)
    assert frame["value"][1] == str(LONG)
    assert frame["value"].isna()[2]


# --- XLSX ------------------------------------------------------------------------------------------------------------


def test_workbook_has_typed_cells_and_a_frozen_header(book: Path) -> None:
    sheet = openpyxl.load_workbook(book).worksheets[0]
    assert sheet.title == "targets"
    assert sheet.freeze_panes == "A2"
    header, first, long, empty, old, *formulas = sheet.iter_rows()
    assert [cell.value for cell in header] == [column.name for column in COLUMNS]
    assert all(cell.font.bold for cell in header)
    assert [cell.value for cell in first] == [
        "а", "Қазақстан – Әлия, «үй»; \"ё\"", -7.4, 0, True, datetime(2026, 3, 1), datetime(2026, 3, 1, 12, 30, 15),
    ]  # fmt: skip
    assert [cell.data_type for cell in first] == ["s", "s", "n", "n", "b", "d", "d"]
    assert (long[2].value, long[2].data_type) == (str(LONG), "s")
    assert [cell.value for cell in empty] == ["empty", *[None] * 6]
    assert (old[2].value, old[5].value) == (0, "1899-12-31")
    assert [(row[1].value, row[1].data_type) for row in formulas] == [
        (f"'{text}".replace("\r", "_x000D_"), "s")
        for text in FORMULAS  # as the format writes it
    ]


def test_workbook_says_what_it_is(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["About"]
    lines = [tuple(cell for cell in row if cell) for row in sheet.iter_rows(values_only=True)]
    assert ("As of", "28 November 2026") in lines
    assert ("Licence", "Creative Commons Attribution 4.0 International (CC BY 4.0)") in lines
    assert ("Address of the list", ABOUT.address) in lines
    assert ("Version of the method", "2") in lines
    assert ("value", "figure", "In base units.") in lines
    assert any("more than 15 digits are text" in cell for line in lines for cell in line)
    assert not any("longer than a cell" in cell for line in lines for cell in line)


@pytest.mark.parametrize(("lang", "name", "label"), [("ru", "О файле", "Лицензия"), ("kk", "Файл туралы", "Лицензия")])
def test_workbook_speaks_the_language_that_was_asked_for(tmp_path: Path, lang: str, name: str, label: str) -> None:
    write_workbook(tmp_path / "b.xlsx", COLUMNS, [], About("targets", ABOUT.as_of, "https://t.example/", lang))
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames == ["targets", name]
    assert label in [row[0] for row in book[name].iter_rows(values_only=True)]


def test_workbook_tells_of_texts_that_a_cell_cannot_hold(tmp_path: Path) -> None:
    write_workbook(tmp_path / "b.xlsx", COLUMNS[:1], [("x" * 40_000,), ("y" * 32_767,)], ABOUT)
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert [len(cell) for (cell,) in book["targets"].iter_rows(min_row=2, values_only=True)] == [32_767, 32_767]
    assert any("1 texts are longer" in str(row[0]) for row in book["About"].iter_rows(values_only=True))


def test_workbook_leaves_the_cell_of_an_empty_text_blank(tmp_path: Path) -> None:
    """A cell with an empty text would be counted by COUNTA, and is not ISBLANK."""
    write_workbook(tmp_path / "b.xlsx", COLUMNS[:2], [("a", ""), ("", "b")], ABOUT)
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["targets"]
    assert [(cell.value, cell.data_type) for cell in (sheet["B2"], sheet["A3"])] == [(None, "n"), (None, "n")]


def test_workbook_refuses_more_rows_than_a_sheet_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(TooManyRowsError):
        write_workbook(tmp_path / "b.xlsx", COLUMNS[:1], [("a",), ("b",), ("c",)], ABOUT)


@pytest.mark.parametrize(
    ("figure", "is_number"),
    [
        ("0", True),
        ("0.000000000000000001", True),
        ("123456789012345", True),
        ("-12345678901234.5", True),
        ("1234567890123456", False),
        ("0.1234567890123456", False),
        ("1500000000000000000000", False),
    ],
)
def test_figure_is_a_number_only_where_a_double_holds_it(tmp_path: Path, figure: str, is_number: bool) -> None:
    write_workbook(tmp_path / "b.xlsx", [Column("value", "figure")], [(Decimal(figure),)], ABOUT)
    cell = openpyxl.load_workbook(tmp_path / "b.xlsx")["targets"]["A2"]
    assert cell.data_type == ("n" if is_number else "s")
    assert Decimal(str(cell.value)) == Decimal(figure)


def test_workbook_of_one_record_is_the_same_file(tmp_path: Path, book: Path) -> None:
    write_workbook(tmp_path / "again.xlsx", COLUMNS, iter(ROWS), ABOUT)
    assert (tmp_path / "again.xlsx").read_bytes() == book.read_bytes()


def test_workbook_is_read_by_pandas(book: Path) -> None:
    frame = pandas.read_excel(book, sheet_name="targets", dtype={"value": str})
    assert frame["title"][0] == 'Қазақстан – Әлия, «үй»; "ё"'
    assert frame["value"][1] == str(LONG)
    assert frame["value"].isna()[2]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.slow
def test_csv_and_workbook_are_read_by_libreoffice(tmp_path: Path, book: Path) -> None:
    """Both are saved as CSV by LibreOffice: letters and long figures stay, no formula was run."""
    (tmp_path / "from_csv.csv").write_text(written_csv(bom=True), encoding="utf-8", newline="")
    shutil.copy(book, tmp_path / "from_xlsx.xlsx")
    utf8 = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--infilter=CSV:44,34,76,1,,0,true",  # quoted cells are text
            "--convert-to",
            utf8,
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "from_csv.csv"),
            str(tmp_path / "from_xlsx.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    for name in ("from_csv", "from_xlsx"):
        text = (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8-sig")
        table = {row["id"]: row for row in cells(text)}
        assert table["а"]["title"] == 'Қазақстан – Әлия, «үй»; "ё"', name
        assert table["empty"]["value"] == "", name
        assert table["formula-0"]["title"] == "'=1+1", name
        assert "2" not in {row["title"] for row in table.values()}, name
    assert table["long"]["value"] == str(LONG)


# --- JSON Lines and Parquet ------------------------------------------------------------------------------------------


def test_json_lines_hold_an_object_a_line() -> None:
    stream = io.BytesIO()
    assert write_json_lines(stream, COLUMNS, iter(ROWS)) == len(ROWS)
    first, long, empty, *_others = map(json.loads, stream.getvalue().splitlines())
    assert first["value"] == "-7.4"
    assert first["announced"] == "2026-03-01"
    assert first["recorded_at"] == MOMENT.isoformat()
    assert long["value"] == str(LONG)
    assert set(empty.values()) == {"empty", None}


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


# --- memory ----------------------------------------------------------------------------------------------------------


def many(count: int) -> Iterator[tuple[Any, ...]]:
    return (
        (f"id-{number}", "мәтін" * 20, f"{number}.5", number, True, "2026-01-01", MOMENT) for number in range(count)
    )


def many_as_csv(path: Path, count: int) -> int:
    with path.open("w", encoding="utf-8", newline="") as stream:
        return write_csv(stream, COLUMNS, many(count))


def many_as_json_lines(path: Path, count: int) -> int:
    with path.open("wb") as stream:
        return write_json_lines(stream, COLUMNS, many(count))


WRITERS: dict[str, Callable[[Path, int], int]] = {
    "csv": many_as_csv,
    "jsonl": many_as_json_lines,
    "xlsx": lambda path, count: write_workbook(path, COLUMNS, many(count), ABOUT),
    "parquet": lambda path, count: write_parquet(path, COLUMNS, many(count), ABOUT),
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, write: Callable[[Path, int], int]) -> None:
    """The rows would take 3 MB. DuckDB's memory is that of its own process, and limited."""
    write(tmp_path / "first", 10)  # what is loaded once
    tracemalloc.start()
    try:
        write(tmp_path / "table", 3_000)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_200_000
