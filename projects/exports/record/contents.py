"""The files of a set: what each is called, what it is, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from django.conf import settings

from projects.exports.inputs_file import write_inputs
from projects.exports.lists.list_file import FORMATS, ListFile
from projects.exports.lists.public_lists import PUBLIC_LISTS
from projects.exports.parquet import can_write_parquet
from projects.iati.file import has_activities, write_activities
from projects.models import RecordVersion
from projects.packages.columns import Table
from projects.packages.tables import TABLES
from projects.packages.writer import pack
from projects.reports.targets.target_query import TargetQuery

from . import datasette, sqlite, table_parts
from .published import ADDRESS

CSV, JSON_LINES, JSON = "text/csv; charset=utf-8", "application/x-ndjson", "application/json"
PARQUET, SQLITE, ZIP = "application/vnd.apache.parquet", "application/vnd.sqlite3", "application/zip"
VERDICT_LIST = "targets-with-verdicts"


@dataclass(frozen=True, slots=True)
class Making:
    """A set that is being made: its folder, the day of its verdicts, and when."""

    folder: Path
    as_of: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the set. ``write`` returns how many rows it has, None for what has no rows."""

    name: str
    media_type: str
    about: str
    group: str
    write: Callable[[Making], int | None]
    table: str = ""


def read_parts(as_of: date) -> Iterator[Part]:
    """What is read from the record, all of it at one moment; in this order."""
    for table in TABLES:
        yield _part(table, "csv", CSV, "Exact: no cell is made neutral for spreadsheets.", table_parts.write_table_csv)
        yield _part(
            table, "jsonl", JSON_LINES, "An object for each row; figures are text.", table_parts.write_table_json_lines
        )
    yield from _verdict_lists()
    yield Part(
        "inputs.csv",
        CSV,
        "Every figure that the verdicts rest on, each claim once, to work them out again. An apostrophe stands before "
        "a text that a spreadsheet would run.",
        "verdicts",
        lambda making: write_inputs(making.folder / "inputs.csv", making.as_of),
    )
    if has_activities(as_of, TargetQuery()):
        yield Part(
            "iati.xml",
            "application/xml",
            "Programmes as activities with results, in IATI 2.03.",
            "iati",
            _write_iati,
        )
    yield Part(
        "record.sqlite",
        SQLITE,
        f"The whole record with its verdicts as an SQLite database, with foreign keys. {sqlite.NOT_EXACT}",
        "database",
        lambda making: sqlite.write_sqlite(making.folder / "record.sqlite", making.as_of, making.at),
    )


def derived_parts() -> Iterator[Part]:
    """What is made of the files that are there."""
    yield Part(
        "metadata.json",
        JSON,
        "For Datasette: labels of rows, what tables and columns hold. datasette record.sqlite --metadata metadata.json",
        "database",
        lambda making: datasette.write_metadata(making.folder / "metadata.json", making.as_of),
    )
    yield Part(
        "record.zip",
        ZIP,
        "The whole record as a Data Package: exact CSV files and a description of their columns. It can be imported.",
        "package",
        lambda making: pack(making.folder, making.folder / "record.zip"),
    )
    if can_write_parquet():
        for table in TABLES:
            yield Part(
                f"{table.name}.parquet",
                PARQUET,
                f"{table.doc} Figures are decimals, days are days.",
                "tables",
                partial(_write_parquet, table),
                table.name,
            )


def _part(table: Table, ending: str, media_type: str, about: str, write: Callable[[Table, Path], int]) -> Part:
    name = f"{table.name}.{ending}"

    def write_rows(making: Making) -> int:
        return write(table, making.folder / name)

    return Part(name, media_type, f"{table.doc} {about}", "tables", write_rows, table.name)


def _write_parquet(table: Table, making: Making) -> int:
    return table_parts.write_table_parquet(table, making.folder / f"{table.name}.parquet", making.as_of)


def _verdict_lists() -> Iterator[Part]:
    for ending, shape in FORMATS.items():
        if ending == "parquet" and not can_write_parquet():
            continue
        yield Part(
            f"{VERDICT_LIST}.{ending}",
            shape.media_type,
            "One line for each promise with its verdict, as the API lists them. In CSV and XLSX an apostrophe stands "
            "before a text that a spreadsheet would run.",
            "verdicts",
            partial(_write_verdict_list, ending),
        )


def _write_verdict_list(ending: str, making: Making) -> int:
    name, listed = f"{VERDICT_LIST}.{ending}", PUBLIC_LISTS["targets"]
    version = RecordVersion.objects.current()
    file = ListFile(listed, {}, making.as_of, version, f"{settings.SITE_URL}{ADDRESS}{name}")
    file.write(ending, making.folder / name)
    return listed.at_most({}, making.as_of, version)


def _write_iati(making: Making) -> int:
    with (making.folder / "iati.xml").open("wb") as stream:
        return write_activities(stream, making.as_of, making.at)
