"""Files of every kind: sheets are read with their values as they are stored, the rest says what it is."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from projects.packages.sheets import limits
from projects.packages.sheets.grid import AnyCell, Cell, Grid, SheetRefusedError
from projects.packages.sheets.open_sheet import OLE, SheetUnclearError, open_sheet

from .workbooks import (
    DATE,
    MAIN,
    OWN_DATE,
    PERCENT,
    WITH_UNIT,
    formula,
    number,
    raw,
    workbook,
    workbook_of,
    zipped,
)

pytestmark = pytest.mark.once

NAMES = ("outcomes", "отчёты")
SAVED = Path(__file__).parent / "saved_by_libreoffice.xlsx"


def opened(data: bytes, sheet: str = "") -> Grid:
    return open_sheet(data, names=NAMES, sheet=sheet)


def rows(data: bytes) -> list[list[AnyCell]]:
    return [row for _line, row in opened(data).rows]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("text", "text"),
        ("  text\u00a0", "text"),
        (number("1500000000000"), Cell("number", "1500000000000")),
        (number("1.5E12"), Cell("number", "1500000000000")),
        (number("7.4000000000000004"), Cell("number", "7.4")),
        (number("0.30000000000000004"), Cell("number", "0.3")),
        (number("-0.1"), Cell("number", "-0.1")),
        (number("0.12", PERCENT), Cell("percent", "0.12")),
        (number("45657", DATE), Cell("day", "2024-12-31")),
        (number("45657.75", OWN_DATE), Cell("day", "2024-12-31")),
        (number("45", WITH_UNIT), Cell("number", "45")),
        (number("0.5", DATE), Cell("serial", "0.5")),
        (number("60", DATE), Cell("serial", "60")),
        (number("-5", DATE), Cell("serial", "-5")),
        (raw("<v>1</v>", 't="b"'), Cell("boolean", "true")),
        (raw("<v>#REF!</v>", 't="e"'), Cell("error", "#REF!")),
        (raw("<v>2024-12-31T00:00:00</v>", 't="d"'), Cell("day", "2024-12-31")),
        (raw("<is><r><t>two </t></r><r><t>parts</t></r><rPh><t>x</t></rPh></is>", 't="inlineStr"'), "two parts"),
        (raw("<is><t>a_x0041_b</t></is>", 't="inlineStr"'), "aAb"),
        (formula("A1*2", "84"), Cell("number", "84")),
        (formula('A1&"x"', "a text", "str"), "a text"),
        (formula("A1*2", None), Cell("lost", "=A1*2")),
        (raw("<f>A1*2</f><v></v>"), Cell("lost", "=A1*2")),
        (formula("[1]Sheet1!$A$1", "5"), Cell("foreign", "=[1]Sheet1!$A$1")),
        (formula("'[2]Q 1'!A1+1", "5"), Cell("foreign", "='[2]Q 1'!A1+1")),
        (formula("SUM(A1,[1]Sheet1!A1)", "5"), Cell("foreign", "=SUM(A1,[1]Sheet1!A1)")),
        (formula("Table1[2024]+Sheet2!A1", "5"), Cell("number", "5")),
        (formula("SUM(Table1[[#This Row],[a]:[b]])", "5"), Cell("number", "5")),
        (formula("Sheet2!A1", "5"), Cell("number", "5")),
    ],
)
def test_cell_of_a_workbook(cell: str, read: AnyCell) -> None:
    assert rows(workbook([["a", "b"], ["x", cell]]))[1][1] == read


def test_formulas_and_rounded_numbers_are_noted() -> None:
    grid = opened(workbook([["a", formula("A1", "5")], ["b", number("0.30000000000000004")]]))
    list(grid.rows)
    assert (grid.notes.formulas.total, grid.notes.formulas.examples) == (1, [(1, 1, "5")])
    assert grid.notes.rounded.examples == [(2, 1, "0.30000000000000004 → 0.3")]


def test_formula_that_no_spreadsheet_has_worked_out_has_no_value() -> None:
    assert rows(workbook([[formula("A1*2", "0")]], is_calculated=False)) == [[Cell("lost", "=A1*2")]]


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    assert rows(workbook([[number("44195", DATE)]], is_1904=True)) == [[Cell("day", "2024-12-31")]]


def test_merged_rows_share_their_value_and_a_merged_title_does_no_harm() -> None:
    data = workbook(
        [["Report of 2024"], ["id", "value"], ["a", "1"], ["", "2"], ["b", "3"]], merged=["A1:B1", "A3:A4", "D7:E9"]
    )
    grid = opened(data)
    assert [row for _line, row in grid.rows] == [
        ["Report of 2024"],
        ["id", "value"],
        ["a", "1"],
        ["a", "2"],
        ["b", "3"],
    ]
    assert grid.notes.merged.examples == [(4, 0, "a")]


def test_cells_merged_across_columns_are_refused() -> None:
    with pytest.raises(SheetRefusedError, match="merges B2:C2 across columns") as refused:
        rows(workbook([["a", "b", "c"], ["x", "y", ""]], merged=["B2:C2"]))
    assert refused.value.line == 2


def test_sheet_with_prefixed_names_and_without_references_is_read() -> None:
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>5</x:v></x:c><x:c t="str"><x:v>t</x:v></x:c>'
    sheet += "</x:row><x:row r='4'><x:c r='B4'><x:v>6</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    grid = opened(workbook_of({"S": []}, sheet_xml=sheet))
    assert list(grid.rows) == [(1, [Cell("number", "5"), "t"]), (4, ["", Cell("number", "6")])]


def test_sheet_is_the_only_one_or_called_as_the_table_or_named() -> None:
    two = {"Notes": [["n"]], "Отчёты": [["o"]]}
    assert rows(workbook_of(two)) == [["o"]]
    assert rows(workbook_of({"A": [["a"]], "B": []})) == [["a"]]
    assert rows(workbook_of({"A": [["a"]], "B": [["b"]]}, hidden=["A"])) == [["b"]]
    assert [row for _line, row in opened(workbook_of(two), "Notes").rows] == [["n"]]
    with pytest.raises(SheetUnclearError) as unclear:
        opened(workbook_of({"A": [["a"]], "B": [["b"]]}))
    assert unclear.value.sheets == ("A", "B")
    with pytest.raises(SheetRefusedError, match="has no visible sheet “C”; it has A, B"):
        opened(workbook_of({"A": [["a"]], "B": [["b"]]}), "C")


def test_workbook_saved_by_libreoffice() -> None:
    grid = opened(SAVED.read_bytes())
    assert list(grid.rows)[1] == (
        2,
        [
            "cars-made",
            Cell("number", "1500.5"),
            Cell("day", "2024-12-31"),
            Cell("boolean", "true"),
            Cell("percent", "0.125"),
            Cell("number", "3001"),
        ],
    )
    assert grid.notes.formulas.total == 1


TEXTS = {
    "utf-8": "a;b\nда;1,5\n".encode(),
    "utf-8 with a mark": "a;b\nда;1,5\n".encode("utf-8-sig"),
    "windows-1251": "a;b\nда;1,5\n".encode("cp1251"),
    "utf-16": "a\tb\r\nда\t1,5\r\n".encode("utf-16"),
    "commas": 'a,b\n"да","1,5"\n'.encode(),
    "tabs": "a\tb\nда\t1,5\n".encode(),
    "what excel names": "sep=|\na|b\nда|1,5\n".encode(),
}


@pytest.mark.parametrize("data", TEXTS.values(), ids=TEXTS)
def test_csv_in_every_encoding_with_every_separator(data: bytes) -> None:
    assert rows(data) == [["a", "b"], ["да", "1,5"]]


def test_lines_of_a_csv_are_those_of_the_file() -> None:
    lines = [line for line, _row in opened(b'a;b\n"two\nlines";1\n\nx;y\n').rows]
    assert lines == [1, 2, 4, 5]


# What is large is made when it is tried: every worker imports this file.
REFUSED = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n ", "is empty"),
    "large": (lambda: b"a;b\n" * (limits.MAX_FILE_BYTES // 4 + 1), r"has 50 MB, at most 50 are taken"),
    "old excel": (OLE + b"\0" * 600, "is a workbook of old Excel"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
    "cut": (workbook([["a"]])[:-40], "is damaged: it is no whole .zip"),
    "word": (zipped({"_rels/.rels": "<r/>", "word/document.xml": "<d/>"}), "is a .zip, but no XLSX workbook"),
    "ods": (zipped({"content.xml": "<d/>", "mimetype": "x"}), "is an ODS spreadsheet"),
    "xlsb": (zipped({"xl/workbook.bin": "x"}), "is a binary workbook"),
    "pdf": (b"%PDF-1.7", "is PDF, no table"),
    "html": (b"<html><table>", "is HTML, no table"),
    "binary": (b"a\0b", "holds a zero byte"),
    "other letters": ("a;b\nпривет;да, мир\n".encode("koi8-r"), "is neither in UTF-8 nor in Windows-1251"),
    "dos": ("a;b\nпривет;мир\n".encode("cp866"), "is neither in UTF-8 nor in Windows-1251"),
    "broken quote": (b'a;b\n"x;y\n', "a quoted cell is never closed"),
    "wide csv": (b";".join([b"a"] * 10_000) + b"\n", "has a filled cell in column 10000"),
    "wide": (
        workbook_of(
            {"S": []},
            sheet_xml=f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="NTP1"><v>1</v></c>'
            "</row></sheetData></worksheet>",
        ),
        "has a filled cell in column 10000",
    ),
    "entities": (
        workbook_of({"S": []}, sheet_xml='<!DOCTYPE x [<!ENTITY a "aa">]><worksheet/>'),
        "holds a document type",
    ),
    "broken xml": (workbook_of({"S": []}, sheet_xml="<worksheet><sheetData>"), "its XML ends or breaks off"),
    "missing text": (workbook([[raw("<v>7</v>", 't="s"')]]), "a cell names a text that is missing"),
    "rows out of order": (
        workbook_of({"S": []}, sheet_xml='<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>'),
        "row 1 comes after row 2",
    ),
    "bomb": (
        lambda: workbook_of({"S": []}, more={"xl/worksheets/sheet1.xml": "<worksheet>" + " " * 30_000_000}),
        "refused as a zip bomb",
    ),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_file_that_is_no_table_says_what_it_is(data: bytes | Callable[[], bytes], reason: str) -> None:
    with pytest.raises(SheetRefusedError, match=reason):
        rows(data() if callable(data) else data)


def test_part_that_hides_its_size_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory of the archive says how much is unpacked; what says too little is damaged."""
    stream = BytesIO(workbook([["a"] * 3] * 2000))
    with zipfile.ZipFile(stream) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    data = stream.getvalue().replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(SheetRefusedError, match="is damaged"):
        rows(data)
