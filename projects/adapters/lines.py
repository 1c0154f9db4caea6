"""The outcomes of indicators as lines of text, as ``judging.claims`` reads them: one query, streamed.

The database puts the lines together, because making half a million rows of Python objects costs more than judging them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connections

from projects.judging.claims import BETWEEN
from projects.models import Outcome
from projects.models.id_list import as_id_list, id_list_table

CHUNK = 100  # indicators with all their outcomes at a time


class _PostgreSQL:
    """How PostgreSQL writes a line; NULL is nothing."""

    all_lines = "string_agg({}, chr(10))"
    day = "{} - DATE '0001-01-01' + 1"
    in_one_line = "translate({}, chr(9) || chr(10), '  ')"

    @staticmethod
    def line(values: Iterable[str]) -> str:
        return f"concat({', chr(9), '.join(values)})"


class _SQLite:
    """The same for SQLite."""

    all_lines = "group_concat({}, char(10))"
    day = "CAST(julianday({}) - 1721424.5 AS integer)"
    in_one_line = "replace(replace({}, char(9), ' '), char(10), ' ')"

    @staticmethod
    def line(values: Iterable[str]) -> str:
        named = [*values]
        return f"printf('{BETWEEN.join(['%%s'] * len(named))}', {', '.join(named)})"


def lines_of(numbers: Mapping[str, int], known_at: datetime | None) -> Iterator[tuple[int, str | None]]:
    """For each indicator its number and all lines of its outcomes, by number; ``known_at`` leaves out later entries."""
    connection = connections[Outcome.objects.db]
    sql = _PostgreSQL if connection.vendor == "postgresql" else _SQLite
    known = ""
    parameters: list[Any] = [as_id_list(numbers)]
    if known_at is not None:
        known = "AND outcome.recorded_at <= %s"
        parameters.insert(0, connection.ops.adapt_datetimefield_value(known_at))
    # Sorted before anything is read: the lines are never sorted, and come as they are made.
    query = f"""
        SELECT numbered.number, (
            SELECT {sql.all_lines.format(_line(sql))}
            FROM projects_outcome AS outcome JOIN projects_source AS source ON source.id = outcome.source_id
            WHERE outcome.indicator_id = numbered.key {known}
        )
        FROM (
            SELECT key, CAST(value AS integer) AS number FROM {id_list_table(connection.vendor)} AS listed ORDER BY 2
        ) AS numbered
        ORDER BY numbered.number
    """  # noqa: S608  # nothing in it is anybody's input
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _line(sql: Any) -> str:
    """An outcome's values in the order of figures.Outcome."""
    return str(
        sql.line(
            (
                "outcome.id",
                "outcome.indicator_id",
                "outcome.basis",
                "outcome.qualifier",
                sql.day.format("outcome.period_end"),
                "CAST(outcome.final AS integer)",
                sql.in_one_line.format("source.publisher"),
                "source.kind",
                sql.day.format("source.public_on"),
                "outcome.territory_id",
                "outcome.value",
                "outcome.upper_value",
                "outcome.rounded_to",
                sql.day.format("outcome.period_start"),
                sql.day.format("outcome.compared_with_start"),
                sql.day.format("outcome.compared_with_end"),
                "outcome.corrects_id",
                "CAST(outcome.note <> '' AS integer)",
            )
        )
    )
