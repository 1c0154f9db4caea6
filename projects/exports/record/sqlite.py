"""``record.sqlite``: the whole record with its verdicts as one database with foreign keys, as Datasette opens it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from projects import wording
from projects.exports.about import About
from projects.models import Target
from projects.packages.columns import Table
from projects.packages.tables import TABLES, TARGETS
from projects.packages.writing.record_rows import ordered_rows
from projects.reports.targets.promise_titles import TITLED, title_of
from projects.reports.verdicts import verdict_lookup
from projects.wording import LANGUAGES

from .published import ADDRESS
from .sqlite_schema import EVIDENCE, REASONS, VERDICTS, column_names, indexes, number_name, statements
from .table_parts import csv_rows

CHUNK_ROWS = 1000
NOT_EXACT = (
    "Figures are text with all their digits; the column beside each, <name>_number, is the same as a floating-point "
    "number, which is not exact. What is absent is NULL; it never means zero. Days are ISO 8601. No text is made "
    "neutral for spreadsheets."
)


class BrokenKeysError(Exception):
    """A row names another that is not there."""


def write_sqlite(path: Path, as_of: date, made_at: datetime) -> int:
    """Write the database from the CSV files beside it and the verdicts of the day; rows of the package's tables.

    Read within the snapshot that the CSV files were read in.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")  # a file that is half made is thrown away
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for statement in statements():
            database.execute(statement)
        count = sum(_fill(database, table, path.parent) for table in TABLES)
        _fill_verdicts(database, as_of)
        _insert(database, "about", _about(as_of, made_at).items())
        for statement in indexes():
            database.execute(statement)
        if broken := database.execute("PRAGMA foreign_key_check").fetchone():
            raise BrokenKeysError(f"row {broken[1]} of {broken[0]} names a row of {broken[2]} that is not there")
        database.execute("COMMIT")
        database.execute("ANALYZE")
    return count


def _about(as_of: date, made_at: datetime) -> Mapping[str, str]:
    facts = About("The whole record", as_of, f"{settings.SITE_URL}{ADDRESS}record.sqlite").facts()
    return {**facts, "made_at": made_at.isoformat(), "figures": NOT_EXACT}


def _fill(database: sqlite3.Connection, table: Table, folder: Path) -> int:
    rows = _stored(table, csv_rows(folder / table.file_name))
    if table is TARGETS:
        rows = ([*row, *titles] for row, titles in zip(rows, _titles(), strict=True))
    return _insert(database, table.name, rows, column_names(table))


def _stored(table: Table, rows: Iterator[list[str]]) -> Iterator[list[Any]]:
    """Cells as they are stored: a figure as text and as a number, true and false as 1 and 0."""
    kinds = [column.kind for column in table.columns]
    figures = [place for place, kind in enumerate(kinds) if kind == "figure"]
    others = [(place, kind) for place, kind in enumerate(kinds) if kind in ("boolean", "integer")]
    for row in rows:
        values: list[Any] = [cell or None for cell in row]
        for place, kind in others:
            if values[place] is not None:
                values[place] = int(values[place] == "true") if kind == "boolean" else int(values[place])
        for place in reversed(figures):
            values.insert(place + 1, _number(values[place]))
        yield values


def _titles() -> Iterator[list[str]]:
    """What each target is called in three languages, in the order of its file."""
    targets: Iterable[Target] = ordered_rows(TARGETS, None).select_related(*TITLED).iterator(chunk_size=CHUNK_ROWS)
    for target in targets:
        yield [title_of(target, lang).text for lang in LANGUAGES]


def _fill_verdicts(database: sqlite3.Connection, as_of: date) -> None:
    columns = [
        name
        for column in VERDICTS.columns
        for name in ((column.name, number_name(column.name)) if column.kind == "figure" else (column.name,))
    ]
    deadlines = dict(database.execute("SELECT id, deadline FROM targets WHERE deadline IS NOT NULL"))
    words = _Words()
    for verdict in verdict_lookup.verdicts_on(as_of, payloads=True):
        assert verdict.payload is not None  # payloads were asked for
        deadline = deadlines.get(verdict.target)
        payload = verdict_lookup.payload_on_day(
            verdict.payload, as_of, date.fromisoformat(deadline) if deadline else None
        )
        _insert(database, VERDICTS.name, [list(_verdict(verdict.first, payload, words))], columns)
        reasons = (
            (verdict.target, place, code, *words.reason(code)) for place, code in enumerate(payload["reasons"], 1)
        )
        _insert(database, REASONS.name, reasons, [column.name for column in REASONS.columns])
        evidence = dict.fromkeys(payload["evidence"])
        _insert(
            database,
            EVIDENCE.name,
            ((verdict.target, outcome) for outcome in evidence),
            [column.name for column in EVIDENCE.columns],
        )


def _verdict(first: str, payload: Mapping[str, Any], words: _Words) -> Iterator[Any]:
    english, russian, kazakh = words.status(payload["status"])
    chain, first_verdict = payload["chain"] or {}, payload["first"] or {}
    members = {
        **payload,
        "first_target": first,
        "status_en": english,
        "status_ru": russian,
        "status_kk": kazakh,
        "stale": int(payload["stale"]),
        "first_status": first_verdict.get("status"),
        "times_moved": chain.get("times_moved"),
        "days_slipped": chain.get("days_slipped"),
        "status_range": " ".join(payload["status_range"]),
        "measurability": payload["measurability"]["score"],
    }
    for column in VERDICTS.columns:
        yield members[column.name]
        if column.kind == "figure":
            yield _number(members[column.name])


class _Words:
    """Codes of the method in three languages, each looked up once."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[str, ...]] = {}

    def status(self, code: str) -> tuple[str, ...]:
        return self._in_languages("status", code)

    def reason(self, code: str) -> tuple[str, ...]:
        return self._in_languages("reason", code)

    def _in_languages(self, kind: str, code: str) -> tuple[str, ...]:
        key = f"{kind} {code}"
        if key not in self._words:
            look_up = wording.status if kind == "status" else wording.reason
            self._words[key] = tuple(look_up(code, lang) for lang in LANGUAGES)
        return self._words[key]


def _number(figure: str | None) -> float | None:
    return None if figure is None else float(figure)


def _insert(
    database: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]], columns: list[str] | None = None
) -> int:
    """How many rows were added."""
    columns = columns or ["name", "text"]
    names = ", ".join(f'"{name}"' for name in columns)
    before = database.total_changes
    places = ", ".join("?" * len(columns))
    database.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)  # noqa: S608  # names are ours
    return database.total_changes - before
