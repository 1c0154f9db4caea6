"""One row from a form or the API, held against the rules that a whole package is held to."""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a row

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.db import connection, models

from projects.comparison.publishers import publisher_key
from projects.comparison.quantities import plain

from .columns import Table
from .relation_rules import CIRCLES, circle_sentence, edges, relation_rules
from .row_rules import ROW_RULES
from .staging import KEY, quoted, stage
from .tables import PUBLISHERS, TABLES

Problems: TypeAlias = dict[str, list[str]]  # column → what is wrong with it

TABLE_OF = {table.model: table for table in TABLES}


def row_problems(table: Table, cells: Mapping[str, str]) -> Problems:
    """What a row breaks by itself; its cells are canonical."""
    problems: Problems = {}
    if (rules := ROW_RULES.get(table.name)) is not None:
        for column, what in rules.judge(*(cells[column] for column in rules.columns)):
            problems.setdefault(column, []).append(what)
    return problems


def relation_problems(table: Table, cells: Mapping[str, str]) -> Problems:
    """What a row breaks beside those of the record. One query, and one for each reference that may come round."""
    return _OneRow(table, cells).problems()


def cells_of(row: models.Model) -> dict[str, str]:
    """The row as a package would spell it."""
    return {name: cell_of(row, name) for name in TABLE_OF[type(row)].by_name}


def cell_of(row: models.Model, column: str) -> str:
    """The column as a package would spell it: empty for absent."""
    field: Any = row._meta.get_field(column)
    value: Any = getattr(row, field.attname)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)


class _OneRow:
    """A row in place of the staging tables; ``cells`` as a package would spell them."""

    def __init__(self, table: Table, cells: Mapping[str, str]) -> None:
        self.is_sqlite = connection.vendor == "sqlite"
        self.table = table
        self.cells = {**cells, KEY: publisher_key(cells["name"])} if table is PUBLISHERS else cells

    def has(self, table: Table, column: str = "id") -> bool:
        return table is self.table and bool(self.cells[column])

    def problems(self) -> Problems:
        rules = list(relation_rules(self.table, self))
        questions = (f"SELECT {number}, q.* FROM ({rule.question}) q" for number, rule in enumerate(rules))
        problems: Problems = {}
        for number, _line, _cell, text, more in self._ask(" UNION ALL ".join(questions)):
            problems.setdefault(rules[number].column, []).append(rules[number].sentence(text, more))
        for table, column in CIRCLES:
            if self.has(table, column) and not table.is_claim and (sentence := self._circle(column)):
                problems.setdefault(column, []).append(sentence)
        return problems

    def _circle(self, column: str) -> str:
        """A recorded claim never changes, so that only the rows edited by hand can come to refer back to themselves."""
        start = self.cells["id"]
        onto = dict(
            self._ask(
                "SELECT e.id, e.onto FROM edge e JOIN reached r ON r.id = e.id",
                f""", edge(id, onto) AS (SELECT CAST(g.id AS text), CAST(g.onto AS text)
                                         FROM ({edges(self.table, column)}) g),
                    reached(id) AS (SELECT CAST(%s AS text)
                                    UNION SELECT e.onto FROM edge e JOIN reached r ON r.id = e.id)""",
                start,
            )
        )
        return circle_sentence(onto, start) if start in onto.values() else ""

    def _ask(self, question: str, tables: str = "", *parameters: str) -> list[Any]:
        """``tables``: SQL for more tables beside the one that holds the row."""
        columns = ", ".join(f"CAST(%s AS text) AS {quoted(name)}" for name in self.cells)
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH RECURSIVE {stage(self.table)} AS (SELECT 1 AS line, {columns}){tables} {question}",
                [*self.cells.values(), *parameters],
            )
            return list(cursor.fetchall())
