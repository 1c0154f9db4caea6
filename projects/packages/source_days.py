"""From which day recorded sources count where a file does not say how exactly their date is known (R1)."""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from datetime import date

from projects.models.source import public_on

from .staging import PUBLIC_ON, Staging, record, stage
from .tables import SOURCES

PRECISION = "published_precision"


def keep_precisions(staging: Staging) -> None:
    """Gives each staged row of a recorded source the precision that is recorded, and the day that follows from it.

    Five queries at most, whatever the number of rows.
    """
    if SOURCES.name not in staging.filled or staging.has(SOURCES, PRECISION):
        return
    staged = stage(SOURCES)
    rows = staging.ask(
        f"""SELECT s.line, s.published, r.{PRECISION} FROM {staged} s JOIN {record(SOURCES)} r ON r.id = s.id
            WHERE s.published <> '' AND r.{PRECISION} <> s.{PRECISION}"""
    )
    days = ((line, word, public_on(date.fromisoformat(day), word).isoformat()) for line, day, word in rows)
    staging.run("DROP TABLE IF EXISTS kept_precision")
    staging.run("CREATE TEMPORARY TABLE kept_precision (line integer PRIMARY KEY, word text, day text)")
    staging.insert("kept_precision", ("line", "word", "day"), days)
    staging.run(
        f"""UPDATE {staged} SET {PRECISION} = k.word, {PUBLIC_ON} = k.day FROM kept_precision k
            WHERE k.line = {staged}.line"""
    )
    staging.run("DROP TABLE kept_precision")
