"""Files of tables: the same to the byte on either database, however a text looks."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection

from projects.models import Outcome
from projects.packages.tables import BY_NAME, TABLES
from projects.packages.writing import copying
from projects.packages.writing.table_files import write_csv, write_json_lines
from tests.projects.packages.sample import load, sample, write
from tests.projects.packages.test_export import HOSTILE

pytestmark = pytest.mark.django_db
# What the writer of JSON Lines uses as marks, and what it would write for nothing.
MARKS = [
    "\x01",
    "\x01\x01",
    "a\x02b",
    "\x03",
    "\x04",
    "\x05",
    "\x05\x01",
    "\x01\x02,\x03id\x03:",
    "null",
    "\x7f",
    "\x1f",
]


def csv_of(table: str, as_of: date | None = None) -> bytes:
    stream = io.BytesIO()
    write_csv(stream, BY_NAME[table], as_of)
    return stream.getvalue()


def json_lines_of(table: str, as_of: date | None = None) -> bytes:
    stream = io.BytesIO()
    write_json_lines(stream, BY_NAME[table], as_of)
    return stream.getvalue()


@pytest.fixture
def hostile_record(tmp_path):
    tables = sample()
    tables["outcomes"][0] |= {"value": "950.50", "rounded_to": "0.10"}
    load(write(tmp_path / "package", tables))
    first = Outcome.objects.filter(pk=tables["outcomes"][0]["id"]).values().get()
    Outcome.objects.bulk_create(  # an import leaves out controls, which a record of before may hold
        Outcome(**first | {"id": f"o{n:03}", "note": text, "speaker": f"a{text}b"})
        for n, text in enumerate([*HOSTILE, *MARKS])
    )


def expected_line(table: str, row: dict[str, str]) -> bytes:
    """The object of a row, from its cells, as Python's own library writes it."""
    members: dict[str, object] = {}
    for name, cell in row.items():
        kind = BY_NAME[table].by_name[name].kind
        members[name] = (
            cell == "true" if kind == "boolean" else int(cell) if kind == "integer" and cell else cell or None
        )
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@pytest.mark.parametrize("as_of", [None, date(2023, 12, 31), date(2024, 3, 5)])
def test_json_lines_say_the_same_as_csv_whatever_a_text_holds(hostile_record, as_of):
    for table in TABLES:
        rows = csv.DictReader(io.StringIO(csv_of(table.name, as_of).decode(), newline=""))
        expected = [expected_line(table.name, row) for row in rows]
        assert json_lines_of(table.name, as_of).splitlines(keepends=True) == expected, table.name


def test_file_of_a_table_is_what_the_format_says(hostile_record):
    lines = dict(line.split(",", 1) for line in csv_of("outcomes").decode().splitlines() if line.startswith("cars"))
    assert lines["cars-first-half"].startswith("cars-made,absolute,exactly,950.5,,0.1,,,2023-01-01,2023-06-30,")
    first = json.loads(json_lines_of("outcomes").splitlines()[0])
    assert (first["value"], first["rounded_to"], first["upper_value"]) == ("950.5", "0.1", None)
    assert (first["period_end"], first["our_slip"], first["note_kk"]) == ("2023-06-30", False, None)


@pytest.mark.postgresql
def test_lines_with_and_without_special_characters_are_written_alike(hostile_record, monkeypatch):
    """In one pass or text by text: the sizes of the passes change nothing."""
    whole = json_lines_of("outcomes"), csv_of("outcomes")
    monkeypatch.setattr(copying, "LINES", 1)
    assert (json_lines_of("outcomes"), csv_of("outcomes")) == whole


@pytest.mark.postgresql
def test_days_are_written_alike_whatever_style_the_server_has(hostile_record):
    whole = json_lines_of("outcomes"), csv_of("outcomes")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL datestyle TO 'German'")
    assert (json_lines_of("outcomes"), csv_of("outcomes")) == whole


def test_table_without_rows_is_a_header_and_no_line(db):
    assert csv_of("territories") == b"id,name,name_ru,name_kk,parent\n"
    assert json_lines_of("territories") == b""
