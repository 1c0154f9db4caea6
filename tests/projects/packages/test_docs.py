"""The document for outsiders says what the code does."""

from __future__ import annotations

from pathlib import Path

from projects.packages.describe import markdown
from projects.packages.problems import SHOWN
from projects.packages.reader import MAX_TABLE_BYTES
from projects.packages.rows import MAX_CELL_CHARACTERS, MAX_ROW_BYTES
from projects.packages.schema import descriptor
from projects.packages.tables import TABLES

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


# The contract's own list, written out: a column that goes missing here breaks other people's files.
CONTRACT = {
    "organisations": "id name name_ru name_kk kind parent succeeds succeeded_on url",
    "territories": "id name name_ru name_kk parent",
    "publishers": "id name same_as",
    "sources": "id title publisher published published_precision kind url language archived_url note",
    "programmes": "id name name_ru name_kk responsible territory sector summary summary_ru summary_kk",
    "indicators": "id programme name name_ru name_kk unit accumulation direction territory path "
    "reporting_interval_days definition definition_ru definition_kk",
    "targets": "id indicator basis qualifier value upper_value rounded_to baseline_value baseline_start baseline_end "
    "window_start deadline deadline_text timing bundle interim_for revises withdrawn announced source locator note "
    "speaker",
    "outcomes": "id indicator basis qualifier value upper_value rounded_to compared_with_start compared_with_end "
    "period_start period_end final corrects our_slip territory source locator note speaker",
    "projects": "id programme name name_ru name_kk territory company capacity capacity_unit investment currency jobs "
    "note",
    "project_events": "id project stage date source locator note",
}


def test_columns_are_those_that_were_promised() -> None:
    assert {table.name: " ".join(table.by_name) for table in TABLES} == CONTRACT
