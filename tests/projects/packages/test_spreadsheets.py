"""Packages as spreadsheets save them: what LibreOffice writes imports without a word, the rest says how to save it.

``saved_by_libreoffice`` is our own export of the sample, opened and saved by LibreOffice 7.4 with special numbers
detected.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.projects.packages.sample import export, load, refusal, sample, write
from tests.projects.packages.test_bad_rows import assert_nothing_written

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SAVED = Path(__file__).parent / "saved_by_libreoffice"
BOM = b"\xef\xbb\xbf"


def with_empty_columns(content: bytes) -> bytes:
    return b"".join(line + b",,\n" for line in content.splitlines())


def with_empty_rows(content: bytes) -> bytes:
    header = content.splitlines()[0]
    return content + (b"," * header.count(b",") + b"\n") * 3


SAVES: dict[str, Callable[[bytes], bytes]] = {
    "as it is": bytes,
    "byte order mark": lambda content: BOM + content,
    "CRLF": lambda content: content.replace(b"\n", b"\r\n"),
    "empty columns": with_empty_columns,
    "empty rows": with_empty_rows,
    "empty rows and columns": lambda content: with_empty_rows(with_empty_columns(content)),
    "empty rows of another width": lambda content: content + b",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n,\n",
    "rows that end early where no column has a name": lambda content: content.replace(b"\n", b",,\n", 1),
    "rows with more empty cells than columns": lambda content: content.replace(b"\n", b",,\n").replace(
        b",,\n", b"\n", 1
    ),
    "an empty column before the first": lambda content: b"\n".join(
        b"," + line if line else line for line in content.split(b"\n")
    ),
    "empty rows before the header": lambda content: b",,\n\n" + content,
    "True and False": lambda content: content.replace(b"TRUE", b"True").replace(b"FALSE", b"False"),
}


def without_places(lines: list[str]) -> list[str]:
    return [re.sub(r"\.csv:\d+:", ".csv:", line).replace("/saved", "/package") for line in lines]


@pytest.mark.once  # how a file is read is the same on every database; PostgreSQL empties no tables within a transaction
@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_saved_export_imports_without_a_word(tmp_path: Path, save: Callable[[bytes], bytes]) -> None:
    load_of_ours = without_places(load(write(tmp_path / "package", sample())))
    ours = export(tmp_path / "ours")
    saved = tmp_path / "saved"
    shutil.copytree(SAVED, saved)
    for table in saved.glob("*.csv"):
        table.write_bytes(save(table.read_bytes()))

    assert load(saved)[-1] == "Nothing changed."
    call_command("flush", verbosity=0, interactive=False)
    assert without_places(load(saved)) == load_of_ours
    assert export(tmp_path / "again") == ours


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            lambda content: content.replace(b",", b";"),
            "is separated by semicolons, not commas: save it as CSV",
        ),
        (lambda content: content.replace(b",", b"\t"), "is separated by tabs, not commas"),
        (lambda content: content.decode().encode("utf-16"), "is in UTF-16, not UTF-8"),
        (lambda content: b"PK\x03\x04" + content, "is a spreadsheet (XLSX, ODS) or another .zip, not CSV"),
        (lambda content: b"\xd0\xcf\x11\xe0" + content, "is a spreadsheet of old Excel (XLS), not CSV"),
    ],
)
def test_other_format_is_one_line_for_each_file(tmp_path: Path, change: Callable[[bytes], bytes], line: str) -> None:
    package = tmp_path / "package"
    shutil.copytree(SAVED, package)
    for table in package.glob("*.csv"):
        table.write_bytes(change(table.read_bytes()))

    lines = refusal(package)

    assert len(lines) == len(list(package.glob("*.csv")))
    assert all(message.split(":1: ", 1)[1].startswith(line) for message in lines), lines
    assert_nothing_written()


def test_cyrillic_of_excel_is_one_line_for_each_file(tmp_path: Path) -> None:
    tables = sample()
    for name in ("organisations", "territories"):
        for row in tables[name]:
            row["name_ru"] = "Қазақстан"
    package = write(tmp_path / "package", tables)
    for table in package.glob("*.csv"):
        table.write_bytes(table.read_text().replace("Қазақстан", "Казахстан").encode("cp1251"))

    lines = refusal(package)

    assert [line.split(":")[0] for line in lines] == ["organisations.csv", "territories.csv"]
    assert all("looks like Windows-1251" in line and "save it as CSV in UTF-8" in line for line in lines)


def test_spreadsheet_instead_of_a_package_is_named(tmp_path: Path) -> None:
    workbook = tmp_path / "targets.xlsx"
    with zipfile.ZipFile(workbook, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    [line] = refusal(workbook)
    assert "is a spreadsheet, not a Data Package: of each table save it as CSV in UTF-8 with commas" in line


# Table, column, cell, what the message ends with.
MEANT = [
    ("outcomes", "value", "1,5 трлн", "; this looks like 1500000000000 (1,5 трлн)"),
    ("outcomes", "value", "12 тыс.", "; this looks like 12000 (12 тыс.)"),
    ("outcomes", "value", "150%", "; this looks like 150 with unit percent (150%)"),
    ("outcomes", "value", "1.500.000", "; this looks like 1500000 (1.500.000)"),
    ("outcomes", "value", "1,000", "; this looks like 1000 or 1 (1,000)"),
    (
        "outcomes",
        "value",
        "140000-150000",
        "140000 and upper_value 150000 with qualifier between (140000-150000)",
    ),
    ("outcomes", "value", "около 5", "; this looks like 5 with qualifier about (около 5)"),
    ("outcomes", "value", "1E+12", "show all digits of the column there before saving (1E+12)"),
    ("outcomes", "period_end", "31.12.2024", "; this looks like 2024-12-31 (31.12.2024)"),
    ("outcomes", "period_end", "05/06/2024", "; this looks like 2024-06-05 or 2024-05-06 (05/06/2024)"),
    ("outcomes", "period_end", "31 желтоқсан 2024 ж.", "; this looks like 2024-12-31 (31 желтоқсан 2024 ж.)"),
    ("outcomes", "period_end", "31.11.2024", "year, month and day as 2024-12-31 (31.11.2024)"),
    ("outcomes", "final", "ИСТИНА", "is neither true nor false; write true (ИСТИНА)"),
    ("outcomes", "final", "нет", "is neither true nor false; write false (нет)"),
    ("outcomes", "final", "maybe", "is neither true nor false (maybe)"),
]


@pytest.mark.parametrize(("table", "column", "cell", "ending"), MEANT)
def test_message_says_what_was_probably_meant(tmp_path: Path, table: str, column: str, cell: str, ending: str) -> None:
    tables = sample()
    tables[table][0][column] = cell
    lines = refusal(write(tmp_path / "package", tables))
    assert any(line.startswith(f"{table}.csv:2: {column}: ") and line.endswith(ending) for line in lines), lines
    assert_nothing_written()
