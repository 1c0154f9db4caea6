"""The files of the whole record as the page shows them: what is for whom, and a line for each table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.exports.record.published import PublishedFile, PublishedSet
from projects.packages.tables import TABLES

TABLE_NAMES = {
    "organisations": _("Bodies"),
    "territories": _("Places"),
    "publishers": _("Spellings of publishers"),
    "people": _("People"),
    "offices": _("Posts of people"),
    "sources": _("Sources"),
    "programmes": _("Programmes"),
    "indicators": _("Indicators"),
    "targets": _("Promises, with their revisions"),
    "outcomes": _("Reported figures"),
    "projects": _("Projects"),
    "project_events": _("Stages of projects"),
}
# In the order of the page. Names without an ending come in several formats.
PURPOSES = {
    "record.zip": (
        _("The whole record, for archives and other installations"),
        _(
            "A Data Package: an exact CSV file for each table and a description of their columns. It can be imported "
            "into another tracker and comes out the same to the byte."
        ),
    ),
    "record.sqlite": (
        _("A database, for looking around and asking in SQL"),
        _(
            "All tables with their links, and the verdict on each promise with its reasons and the reports it rests on."
            " It opens in Datasette, DB Browser and every language for data."
        ),
    ),
    "targets-with-verdicts": (
        _("One line for each promise, for spreadsheets and newsrooms"),
        _("What was promised, by whom and until when, what was reported, and the verdict of that day."),
    ),
    "inputs": (
        _("What the verdicts rest on, for whoever works them out again"),
        _(
            "Every promise with its revisions and every report on it: the figures that a verdict can rest on, "
            "each once."
        ),
    ),
    "iati.xml": (
        _("IATI, for portals of development aid"),
        _("Programmes as activities with results: indicators, baselines, targets and actuals, in IATI 2.03."),
    ),
}
FORMATS = {
    "csv": "CSV",
    "jsonl": "JSON Lines",
    "parquet": "Parquet",
    "xlsx": "XLSX",
    "zip": "ZIP",
    "sqlite": "SQLite",
    "xml": "XML",
}


@dataclass(frozen=True, slots=True)
class FormatFile:
    """A file with the name of its format."""

    title: str
    file: PublishedFile


@dataclass(frozen=True, slots=True)
class Purpose:
    """Files that serve one purpose, in one format or several."""

    title: Promise
    about: Promise
    files: tuple[FormatFile, ...]


@dataclass(frozen=True, slots=True)
class TableFiles:
    """A table of the package in its formats."""

    title: Promise
    rows: int
    files: tuple[FormatFile, ...]


@dataclass(frozen=True, slots=True)
class FileGroups:
    """What the page shows: what there is for a purpose, then the tables."""

    purposes: tuple[Purpose, ...]
    tables: tuple[TableFiles, ...]


def file_groups(published: PublishedSet) -> FileGroups:
    """The files of the set; what it does not have is left out."""
    return FileGroups(tuple(_purposes(published)), tuple(_tables(published)))


def _purposes(published: PublishedSet) -> Iterator[Purpose]:
    for name, (title, about) in PURPOSES.items():
        if files := tuple(_formats(file for file in published.files if name in (file.name, file.name.split(".")[0]))):
            yield Purpose(title, about, files)


def _tables(published: PublishedSet) -> Iterator[TableFiles]:
    for table in TABLES:
        if files := tuple(_formats(file for file in published.files if file.table == table.name)):
            yield TableFiles(TABLE_NAMES[table.name], files[0].file.rows or 0, files)


def _formats(files: Iterator[PublishedFile]) -> Iterator[FormatFile]:
    for file in files:
        ending = file.name.rsplit(".", 1)[-1]
        yield FormatFile(FORMATS.get(ending, ending), file)
