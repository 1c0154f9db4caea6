"""The rules that one row can break by itself are those of the Data Package: one list for imports and for people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.db import models

from projects.comparison.quantities import plain
from projects.packages.row_rules import ROW_RULES
from projects.packages.tables import TABLES

Problems: TypeAlias = dict[str, list[str]]

TABLE_OF = {table.model: table.name for table in TABLES}


def row_problems(row: models.Model) -> Problems:
    """Column → what is wrong with it, for a row whose cells are of the right type already."""
    rules = ROW_RULES.get(TABLE_OF[type(row)])
    problems: Problems = {}
    if rules is not None:
        for column, what in rules.judge(*(cell_of(row, column) for column in rules.columns)):
            problems.setdefault(column, []).append(what)
    return problems


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
