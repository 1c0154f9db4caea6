"""``metadata.json`` for Datasette: labels of rows, what tables and columns hold, licence and source."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from projects.packages.schema import DESCRIPTION, TITLE
from projects.packages.tables import TABLES, TARGETS
from projects.publishing.licence import DATA, attribution

from .published import ADDRESS
from .sqlite import NOT_EXACT
from .sqlite_schema import FIGURE_NOTE, NUMBER_NOTE, OURS, TITLES, VIEW, VIEW_DOC, number_name

DATABASE = "record"
_LABELS = {
    "organisations": "name",
    "territories": "name",
    "publishers": "name",
    "people": "name",
    "offices": "title",
    "sources": "title",
    "programmes": "name",
    "indicators": "name",
    "targets": "title",
    "projects": "name",
    "outcomes": "id",
    "project_events": "stage",
    "verdicts": "status_en",
}
_FACETS = {
    "verdicts": ["status_en"],
    VIEW: ["status_en", "programme_name", "territory"],
    "sources": ["kind"],
    "outcomes": ["final"],
}
_SORTED = {"targets": "deadline", "verdicts": "days_overdue"}


def write_metadata(path: Path, as_of: date) -> None:
    """Write the file: ``datasette record.sqlite --metadata metadata.json``."""
    path.write_text(json.dumps(metadata(as_of), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def metadata(as_of: date) -> dict[str, Any]:
    """What Datasette takes: the database is called by the name of its file, ``record``."""
    about = {
        "license": DATA.title,
        "license_url": DATA.url,
        "source": attribution(as_of, "en"),
        "source_url": f"{settings.SITE_URL}{ADDRESS}",
    }
    return {
        "title": TITLE,
        "description": f"{DESCRIPTION} {NOT_EXACT}",
        **about,
        "databases": {DATABASE: {"description": f"As of {as_of.isoformat()}.", **about, "tables": _tables()}},
    }


def _tables() -> dict[str, Any]:
    described: dict[str, tuple[str, dict[str, str]]] = {}
    for table in TABLES:
        columns = _columns((column.name, column.kind, column.doc) for column in table.columns)
        if table is TARGETS:
            languages = ("English", "Russian", "Kazakh")
            titles = zip(TITLES, languages, strict=True)
            columns |= {name: f"What the promise is called, in {language}." for name, language in titles}
        described[table.name] = table.doc, columns
    for own in OURS:
        described[own.name] = own.doc, _columns((column.name, column.kind, column.doc) for column in own.columns)
    described[VIEW] = VIEW_DOC, {}
    return {name: _table(name, doc, columns) for name, (doc, columns) in described.items()}


def _columns(declared: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """What each column holds, by name; a figure has two."""
    columns = {}
    for name, kind, doc in declared:
        columns[name] = doc
        if kind == "figure":
            columns |= {name: f"{doc} {FIGURE_NOTE}", number_name(name): NUMBER_NOTE}
    return columns


def _table(name: str, doc: str, columns: dict[str, str]) -> dict[str, Any]:
    table: dict[str, Any] = {"description": doc, "columns": columns}
    if name in _LABELS:
        table["label_column"] = _LABELS[name]
    if name in _FACETS:
        table["facets"] = _FACETS[name]
    if name in _SORTED:
        table["sort_desc"] = _SORTED[name]
    return table
