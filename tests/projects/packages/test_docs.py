"""The document for outsiders says what the code does."""

from __future__ import annotations

from pathlib import Path

from projects.packages.describe import markdown
from projects.packages.problems import SHOWN
from projects.packages.reader import MAX_TABLE_BYTES
from projects.packages.rows import MAX_CELL_CHARACTERS, MAX_ROW_BYTES
from projects.packages.schema import descriptor
from projects.packages.tables import TABLES
from tests.projects.packages.contract import CONTRACT

DOCUMENT = (Path(__file__).parents[3] / "docs" / "data-package.md").read_text(encoding="utf-8")


def test_document_has_the_tables_as_they_are() -> None:
    assert DOCUMENT.split("## The tables\n\n")[1] == markdown()


def test_document_has_the_limits_as_they_are() -> None:
    assert f"a cell of {MAX_CELL_CHARACTERS:,} characters" in DOCUMENT
    assert f"a row of {MAX_ROW_BYTES // 2**20} MiB, a file of {MAX_TABLE_BYTES // 2**30} GiB" in DOCUMENT
    assert SHOWN == 100
    assert "a hundred at most" in DOCUMENT


def test_schema_has_every_column_in_order() -> None:
    for table, resource in zip(TABLES, descriptor()["resources"], strict=True):
        assert resource["name"] == table.name
        assert [field["name"] for field in resource["schema"]["fields"]] == list(table.by_name)


def test_columns_are_those_that_were_promised() -> None:
    assert {table.name: " ".join(table.by_name) for table in TABLES} == CONTRACT
