"""The outcomes of indicators as lines of text for ``judging.claims``, in one streamed query.

The database writes the lines: making Python objects of half a million rows would cost more than judging them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connections

from projects.judging.claims import BETWEEN
from projects.models import Outcome
from projects.models.id_list import as_id_list, id_list_table

CHUNK = 100  # indicators fetched at a time, each with all its outcomes
SOURCES = -1  # the number of the row with all sources

Row = tuple[int, str, str | None]  # number, indicator, lines


class _PostgreSQL:
    """How PostgreSQL writes a line; NULL is an empty text."""

    all_lines = "string_agg({}, chr(10))"
    day = "{} - DATE '0001-01-01' + 1"
    in_one_line = "translate({}, chr(9) || chr(10), '  ')"
    among = "= ANY(ARRAY({}))"  # looked up in the index; with IN it reads every source there is

    @staticmethod
    def line(values: Iterable[str]) -> str:
        return f"concat({', chr(9), '.join(values)})"


class _SQLite:
    """The same for SQLite."""

    all_lines = "group_concat({}, char(10))"
    day = "CAST(julianday({}) - 1721424.5 AS integer)"
    in_one_line = "replace(replace({}, char(9), ' '), char(10), ' ')"
    among = "IN ({})"

    @staticmethod
    def line(values: Iterable[str]) -> str:
        columns = [*values]
        return f"printf('{BETWEEN.join(['%%s'] * len(columns))}', {', '.join(columns)})"


def lines_of(numbers: Mapping[str, int], known_at: datetime | None, *, all_sources: bool) -> Generator[Row]:
    """First a row of the sources that the outcomes name, then a row of each indicator's outcomes, by number.

    ``known_at`` leaves out later rows; ``all_sources`` gives those that no outcome names as well. It is one
    statement, so that the sources match the outcomes whoever writes meanwhile.
    """
    connection = connections[Outcome.objects.db]
    sql = _PostgreSQL if connection.vendor == "postgresql" else _SQLite
    listed = id_list_table(connection.vendor)
    ids = as_id_list(numbers)
    parameters: list[Any] = [as_id_list({**numbers, "": SOURCES})]
    until, named = "", ""
    if known_at is not None:
        until = "AND outcome.recorded_at <= %s"
        parameters.insert(0, connection.ops.adapt_datetimefield_value(known_at))
    if not all_sources:
        ids_of_sources = f"""SELECT DISTINCT outcome.source_id
            FROM projects_outcome AS outcome JOIN {listed} AS asked ON asked.key = outcome.indicator_id"""  # noqa: S608  # no user input
        named = f"WHERE source.id {sql.among.format(ids_of_sources)}"
        parameters.insert(0, ids)
    # The numbers are sorted first, so the long lines are streamed and never sorted.
    query = f"""
        SELECT numbered.number, numbered.key, CASE WHEN numbered.number = {SOURCES} THEN (
            SELECT {sql.all_lines.format(_source(sql))} FROM projects_source AS source {named}
        ) ELSE (
            SELECT {sql.all_lines.format(_outcome(sql))}
            FROM projects_outcome AS outcome WHERE outcome.indicator_id = numbered.key {until}
        ) END
        FROM (SELECT key, CAST(value AS integer) AS number FROM {listed} AS listed ORDER BY 2) AS numbered
        ORDER BY numbered.number
    """  # noqa: S608  # no user input
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _source(sql: Any) -> str:
    name, public_on = sql.in_one_line.format("source.publisher"), sql.day.format("source.public_on")
    return str(sql.line(("source.id", name, "source.publisher_key", "source.kind", public_on)))


def _outcome(sql: Any) -> str:
    """An outcome's values: the usual ones, and the rare ones if there is any of them."""
    usual = sql.line(
        (
            "outcome.id",
            "outcome.basis",
            "outcome.qualifier",
            sql.day.format("outcome.period_end"),
            "CAST(outcome.final AS integer)",
            "outcome.source_id",
            "outcome.value",
            "outcome.rounded_to",
            sql.day.format("outcome.period_start"),
            "CAST(outcome.note <> '' AS integer)",
            "''",
        )
    )
    others = {
        "outcome.territory_id": "{}",
        "outcome.upper_value": "{}",
        "outcome.compared_with_start": sql.day,
        "outcome.compared_with_end": sql.day,
        "outcome.corrects_id": "{}",
    }
    none = " AND ".join(f"{column} IS NULL" for column in others)
    written = [pattern.format(column) for column, pattern in others.items()]
    more = sql.line([*written, "CAST(outcome.our_slip AS integer)"])  # our_slip is set on corrections alone
    return f"{usual} || CASE WHEN {none} THEN '' ELSE {more} END"
