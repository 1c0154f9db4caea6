"""Workbooks, read back by openpyxl and pandas."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas
import pytest

from projects.exports import workbook
from projects.exports.about import About
from projects.exports.columns import Column
from projects.exports.workbook import TooManyRowsError, write_workbook

from .hard_rows import ABOUT, COLUMNS, FORMULAS, LONG, ROWS, assert_memory_is_flat, many

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "targets.xlsx"
    assert write_workbook(path, COLUMNS, iter(ROWS), ABOUT) == len(ROWS)
    return path


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
        (f"'{text}".replace("\r=", "_x000D_'="), "s")
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


def test_a_text_that_is_markup_of_a_workbook_is_written_as_the_text_that_it_is(tmp_path: Path) -> None:
    """It ended its cell and wrote others, formulas among them."""
    text = '<r><t>x</t></r></is></c><c r="C2"><f>1+1</f></c><c r="D2" t="inlineStr"><is><r><t>y & z</t></r>'
    write_workbook(tmp_path / "b.xlsx", COLUMNS[:2], [("a", text), ("b", "<r>&</r>")], ABOUT)
    cells = openpyxl.load_workbook(tmp_path / "b.xlsx")["targets"].iter_rows(min_row=2, values_only=True)
    assert list(cells) == [("a", text), ("b", "<r>&</r>")]


def test_workbook_counts_the_letters_of_a_cell_as_spreadsheets_do(tmp_path: Path) -> None:
    """In units of UTF-16: an emoji is two of them."""
    write_workbook(tmp_path / "b.xlsx", COLUMNS[:1], [("😀" * 16_384,), ("😀" * 16_383 + "x",)], ABOUT)
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    cut, whole = [cell for (cell,) in book["targets"].iter_rows(min_row=2, values_only=True)]
    assert cut == "😀" * 16_383 + "…"
    assert whole == "😀" * 16_383 + "x"
    assert any("1 texts are longer" in str(row[0]) for row in book["About"].iter_rows(values_only=True))


def test_workbook_of_a_day_long_ago_can_be_opened(tmp_path: Path) -> None:
    """Its properties hold a moment, whose year has four digits."""
    write_workbook(tmp_path / "b.xlsx", COLUMNS[:1], [("a",)], About("targets", date(999, 1, 1), ABOUT.address))
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["targets"]["A2"].value == "a"


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


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    assert_memory_is_flat(lambda path, count: write_workbook(path, COLUMNS, many(count), ABOUT), tmp_path)
