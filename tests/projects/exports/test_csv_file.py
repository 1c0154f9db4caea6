"""CSV, read back by Python and pandas."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas
import pytest

from projects.exports.csv_file import write_csv

from .hard_rows import COLUMNS, FORMULAS, LONG, ROWS, assert_memory_is_flat, many

pytestmark = pytest.mark.once


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def written_csv(*, bom: bool = False) -> str:
    stream = io.StringIO(newline="")
    assert write_csv(stream, COLUMNS, iter(ROWS), bom=bom) == len(ROWS)
    return stream.getvalue()


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
    assert [row["title"] for row in cells(written_csv())[4:]] == [
        f"'{text}".replace("\r=", "\r'=") for text in FORMULAS
    ]


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_csv_holds_no_formula_for_who_reads_it_with_another_separator(separator: str) -> None:
    """Where settings part lists by semicolons, Excel does so too; it knows no quotes but at the start of a cell."""
    texts = ("x;=1+1;y", "x\n=1+1;y", "x;-1+1", "=1+1;=1+1", 'x "y";@SUM(1);z')
    stream = io.StringIO(newline="")
    write_csv(stream, COLUMNS[:2], [(f"id-{number}", text) for number, text in enumerate(texts)])
    parted = csv.reader(io.StringIO(stream.getvalue(), newline=""), delimiter=separator, quotechar='"')
    assert not [cell for row in parted for cell in row if cell[:1] in tuple("=+-@")]


def test_csv_keeps_a_text_with_a_semicolon_or_a_tab_in_one_cell() -> None:
    """LibreOffice offers commas, semicolons and tabs together; quotes keep a cell whole, and an empty one has none."""
    stream = io.StringIO(newline="")
    write_csv(stream, COLUMNS[:3], [("a", 'so; so "far"', None), ("b", "a\tb", "1.5"), ("c", "plain", None)])
    assert stream.getvalue() == 'id,title,value\r\na,"so; so ""far""",\r\nb,"a\tb",1.5\r\nc,plain,\r\n'


def test_csv_is_read_by_pandas() -> None:
    frame = pandas.read_csv(io.StringIO(written_csv(), newline=""), dtype={"value": str})
    assert len(frame) == len(ROWS)
    assert frame["value"][1] == str(LONG)
    assert frame["value"].isna()[2]


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def write(path: Path, count: int) -> int:
        with path.open("w", encoding="utf-8", newline="") as stream:
            return write_csv(stream, COLUMNS, many(count))

    assert_memory_is_flat(write, tmp_path)
