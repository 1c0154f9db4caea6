"""The figures that a package adds, with those beside them: one stream, indicator by indicator and in order of time."""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

from .columns import Table
from .staging import PUBLIC_ON, PUBLISHER_KEY, Staging, record, record_column, stage
from .tables import INDICATORS, OUTCOMES, SOURCES, TARGETS

FETCHED = 1000  # rows at a time
NUMBERS = frozenset({"report", "line"})


class Row(NamedTuple):
    """A promise or a report as text, empty for absent; ``line`` is 0 for a recorded one."""

    indicator: str
    report: int  # promises come first
    territory: str
    basis: str
    end: str
    start: str
    line: int
    id: str
    value: str
    upper_value: str
    baseline_value: str
    final: str
    announced: str
    withdrawn: str
    names: str  # the row that it corrects or revises
    source: str
    publisher: str  # its key
    public_on: str
    unit: str
    accumulation: str
    rounded_to: str
    known_by: str  # the last day of what it is compared with: its baseline, or an earlier period


def figures(staging: Staging) -> Generator[Row]:
    """Every figure of the indicators that get a new one."""
    new = " UNION ".join(
        f"SELECT s.indicator FROM {stage(table)} s WHERE NOT EXISTS (SELECT 1 FROM {record(table)} r WHERE r.id = s.id)"
        for table in (TARGETS, OUTCOMES)
    )
    parts = " UNION ALL ".join(
        _part(staging, table, staged=staged) for table in (TARGETS, OUTCOMES) for staged in (True, False)
    )
    # In the order of code points on both databases: rows are only to lie together, and that is the fastest.
    collation = "" if staging.is_sqlite else ' COLLATE "C"'
    order = ", ".join(f'"{name}"' + ("" if name in NUMBERS else collation) for name in Row._fields[:8])
    question = f"WITH involved AS ({new}) SELECT * FROM ({parts}) q ORDER BY {order}"
    with staging.connection.chunked_cursor() as cursor:
        cursor.execute(question)
        while rows := cursor.fetchmany(FETCHED):
            yield from map(Row._make, rows)


def _part(staging: Staging, table: Table, *, staged: bool) -> str:
    """Promises or reports, of the package (the new ones) or of the record."""

    def cell(name: str) -> str:
        if name not in table.by_name:
            return "''"
        if staged:
            return f's."{name}"'
        column = f"s.{record_column(table, name)}"
        if table.by_name[name].kind == "boolean":
            return f"CASE WHEN {column} THEN 'true' ELSE 'false' END"
        return f"coalesce(CAST({column} AS text), '')"

    promise = table is TARGETS
    source, indicator = cell("source"), cell("indicator")
    wanted = f"{indicator} IN (SELECT indicator FROM involved)"
    if staged:
        wanted += f" AND NOT EXISTS (SELECT 1 FROM {record(table)} r WHERE r.id = s.id)"
    columns = (
        indicator,
        "0" if promise else "1",
        cell("territory"),
        cell("basis"),
        cell("deadline" if promise else "period_end"),
        cell("window_start" if promise else "period_start"),
        "s.line" if staged else "0",
        "s.id",
        *map(cell, ("value", "upper_value", "baseline_value", "final", "announced", "withdrawn")),
        cell("revises" if promise else "corrects"),
        source,
        _either("source", PUBLISHER_KEY),
        _either("source", PUBLIC_ON),
        _either("indicator", "unit"),
        _either("indicator", "accumulation"),
        cell("rounded_to"),
        cell("baseline_end" if promise else "compared_with_end"),
    )
    named = ", ".join(f'{column} AS "{name}"' for column, name in zip(columns, Row._fields, strict=True))
    rows = f"{stage(table) if staged else record(table)} s"
    joined = f"{_joined(source, SOURCES, 'source')} {_joined(indicator, INDICATORS, 'indicator')}"
    return f"SELECT {named} FROM {rows} {joined} WHERE {wanted}"


def _joined(row_id: str, table: Table, name: str) -> str:
    """The row of that id in the package and in the record. By then a package has no id twice."""
    return f"""LEFT JOIN {stage(table)} new_{name} ON new_{name}.id = {row_id}
               LEFT JOIN {record(table)} old_{name} ON old_{name}.id = {row_id}"""


def _either(name: str, column: str) -> str:
    """The package's where it has the row, else the record's."""
    return f"""coalesce(new_{name}."{column}", CAST(old_{name}."{column}" AS text), '')"""


def column_of(table: Table, name: str, row_id: str) -> str:
    """A column of the row of that id: the package's where it has the row, else the record's."""
    return f"""coalesce((SELECT p."{name}" FROM {stage(table)} p WHERE p.id = {row_id} LIMIT 1),
                        (SELECT CAST(p."{name}" AS text) FROM {record(table)} p WHERE p.id = {row_id}), '')"""
