"""Sources, stages and corrections of a package that repeat one before them, and stages that come after their source."""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from . import doubt_rules as rules
from .columns import Table
from .doubt_rules import Doubt
from .package_figures import column_of
from .package_names import publisher_doubts, unit_doubts
from .staging import PUBLIC_ON, PUBLISHER_KEY, Staging, record, record_column, stage
from .tables import INDICATORS, OUTCOMES, PROJECT_EVENTS, SOURCES


def twin_doubts(staging: Staging, table: Table, most: int) -> Iterator[tuple[int, Doubt]]:
    """New rows that repeat one before them: sources by address or name and day, stages by project and day.

    Corrections repeat one of the same figure; publishers and units are spelt almost like others. At most so many of
    each.
    """
    if table is OUTCOMES:
        yield from _second_corrections(staging, most)
        return
    if table is INDICATORS:
        yield from unit_doubts(staging, most)
        return
    if table is SOURCES:
        address = "replace(replace(replace(lower({0}), 'https://', ''), 'http://', ''), 'www.', '')"
        keys: tuple[tuple[str, str, str, str], ...] = (
            ("same_source", "url", f"rtrim({address.format('u.url')}, '/')", "u.url <> ''"),
            ("same_source", "title", "lower(u.title) || '|' || u.publisher_key || '|' || u.published", "1 = 1"),
        )
        columns: tuple[str, ...] = ("url", "title", PUBLISHER_KEY, "published")
    else:
        keys = (("same_stage", "stage", "u.project || '|' || u.stage || '|' || u.date", "1 = 1"),)
        columns = ("project", "stage", "date")
    recorded = ", ".join(f"CAST(r.{record_column(table, name)} AS text) AS {name}" for name in columns)
    rows = f"""SELECT r.id, 0 AS line, {recorded} FROM {record(table)} r
               UNION ALL SELECT s.id, s.line, {", ".join(f's."{name}"' for name in columns)} FROM {stage(table)} s
               WHERE NOT EXISTS (SELECT 1 FROM {record(table)} r WHERE r.id = s.id)"""
    for code, column, key, wanted in keys:
        first = f"first_value(u.id) OVER (PARTITION BY {key} ORDER BY u.line, u.id)"
        question = f"""SELECT q.line, q.first FROM (
                           SELECT u.line, u.id, {first} AS first FROM ({rows}) u WHERE {wanted}) q
                       WHERE q.line > 0 AND q.id <> q.first ORDER BY 1 LIMIT {most}"""
        for line, twin in staging.ask(question):
            yield int(line), Doubt(code, column, {"id": twin})
    if table is PROJECT_EVENTS:
        yield from _events_after_their_source(staging, most)
    if table is SOURCES:
        yield from publisher_doubts(staging, most)


def _second_corrections(staging: Staging, most: int) -> Iterator[tuple[int, Doubt]]:
    if not staging.has(OUTCOMES, "corrects"):
        return
    rows, staged = record(OUTCOMES), stage(OUTCOMES)
    corrections = f"""SELECT r.id, 0 AS line, r.corrects_id AS corrects FROM {rows} r WHERE r.corrects_id IS NOT NULL
                      UNION ALL SELECT s.id, s.line, s.corrects FROM {staged} s WHERE s.corrects <> ''
                      AND NOT EXISTS (SELECT 1 FROM {rows} r WHERE r.id = s.id)"""
    first = "first_value(u.id) OVER (PARTITION BY u.corrects ORDER BY u.line, u.id)"
    question = f"""SELECT q.line, q.first FROM (SELECT u.line, u.id, {first} AS first FROM ({corrections}) u) q
                   WHERE q.line > 0 AND q.id <> q.first ORDER BY 1 LIMIT {most}"""
    for line, other in staging.ask(question):
        for doubt in rules.correction_doubts(other):
            yield int(line), doubt


def _events_after_their_source(staging: Staging, most: int) -> Iterator[tuple[int, Doubt]]:
    public = column_of(SOURCES, PUBLIC_ON, "s.source")
    question = f"""SELECT s.line, s.date, {public} FROM {stage(PROJECT_EVENTS)} s WHERE s.date > {public}
                   AND NOT EXISTS (SELECT 1 FROM {record(PROJECT_EVENTS)} r WHERE r.id = s.id)
                   ORDER BY 1 LIMIT {most}"""
    for line, ends, published in staging.ask(question):
        if published:
            for doubt in rules.report_day_doubts("date", date.fromisoformat(ends), date.fromisoformat(published), None):
                yield int(line), doubt
