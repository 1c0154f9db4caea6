"""Claims of a package said by somebody who, as far as is known, held no office then."""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from . import doubt_rules as rules
from .columns import Table
from .doubt_rules import Doubt
from .package_figures import column_of
from .relation_rules import not_staged
from .staging import PUBLIC_ON, Staging, record, stage
from .tables import OFFICES, SOURCES, TARGETS

NAMES = ("person", "since", "until")


def office_doubts(staging: Staging, table: Table, most: int) -> Iterator[tuple[int, Doubt]]:
    """New claims, and those that get a person now, by line; at most so many. One query."""
    if not staging.has(table, "spoken_by"):
        return
    question = f"""SELECT q.line, q.person, q.last FROM ({_said(table)}) q WHERE q.last <> '' AND NOT EXISTS (
                       SELECT 1 FROM ({_offices()}) o WHERE o.person = q.person
                       AND (o.since = '' OR o.since <= q.last) AND (o.until = '' OR o.until >= q.first))
                   ORDER BY 1 LIMIT {most}"""
    for line, person, last in staging.ask(question):
        for doubt in rules.office_doubts(person, date.fromisoformat(last), held=False):
            yield int(line), doubt


def _said(table: Table) -> str:
    """Line, person, and the days between which it was said."""
    public, published = (column_of(SOURCES, name, "s.source") for name in (PUBLIC_ON, "published"))
    precision = column_of(SOURCES, "published_precision", "s.source")
    first = f"""CASE {precision} WHEN 'year' THEN substr({published}, 1, 4) || '-01-01'
                WHEN 'month' THEN substr({published}, 1, 7) || '-01' ELSE {published} END"""
    if table is TARGETS:  # a day that the source does not print is the last one that it can mean
        first = f"CASE WHEN s.announced = {public} THEN {first} ELSE s.announced END"
        public = "s.announced"
    return f"""SELECT s.line, s.spoken_by AS person, {first} AS first, {public} AS last FROM {stage(table)} s
               WHERE s.spoken_by <> '' AND NOT EXISTS (
                   SELECT 1 FROM {record(table)} r WHERE r.id = s.id AND r.spoken_by_id = s.spoken_by)"""


def _offices() -> str:
    """Those of the package, and those of the record that it does not speak of."""
    recorded = (
        "coalesce(r.person_id, '') AS person",
        *(f"coalesce(CAST(r.{n} AS text), '') AS {n}" for n in NAMES[1:]),
    )
    return f"""SELECT {", ".join(NAMES)} FROM {stage(OFFICES)} UNION ALL
               SELECT {", ".join(recorded)} FROM {record(OFFICES)} r WHERE TRUE {not_staged(OFFICES, "r")}"""
