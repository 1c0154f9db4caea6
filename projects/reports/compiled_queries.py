"""Queries that are compiled to SQL once and run many times, with other ids or for another page.

Django takes longer to compile such a query, with forty columns of five tables, than the database takes to answer it.
PostgreSQL takes longer to plan it than to run it, so there it is a prepared statement too.

What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from django.db import connections, models, router
from django.db.models.expressions import RawSQL

from projects.models.id_list import as_id_list, id_list_table
from projects.models.prepared_cursor import cursor_for_prepared


class CompiledQuery:
    """A ``values_list`` query as SQL, with the converters from database values to Python values."""

    def __init__(self, rows: models.QuerySet[Any, Any]) -> None:
        self._model: type[models.Model] = rows.model
        compiler = rows.query.get_compiler(rows.db)
        self._sql, parameters = compiler.as_sql()
        self._parameters = tuple(parameters)
        self._converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])

    def page(self, start: int, size: int) -> list[tuple[Any, ...]]:
        """``size`` rows from the place ``start`` of the order. One query."""
        # Written out: a plan that is kept must know that few rows are wanted.
        return self._execute(f"{self._sql} LIMIT {int(size)} OFFSET {int(start)}", self._parameters)

    def with_parameters(self, *parameters: Any) -> list[tuple[Any, ...]]:
        """The rows for other parameters. One query."""
        return self._execute(self._sql, parameters)

    def _execute(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        # Asked anew each time: the next reader may be sent to another server.
        connection = connections[router.db_for_read(self._model)]
        with cursor_for_prepared(connection) as cursor:
            cursor.execute(sql, parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return [self._converted(row, connection) for row in rows] if self._converters else rows

    def _converted(self, row: tuple[Any, ...], connection: Any) -> tuple[Any, ...]:
        values = list(row)
        for place, (steps, column) in self._converters.items():
            for step in steps:
                values[place] = step(values[place], column, connection)
        return tuple(values)


class RowsById:
    """The named columns of the rows of a model whose primary keys are in a list, in no order."""

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        self._model, self._columns = model, columns

    def __call__(self, ids: Collection[str]) -> list[tuple[Any, ...]]:
        """One query; none for no ids."""
        return self._prepared.with_parameters(as_id_list(ids)) if ids else []

    @cached_property
    def _prepared(self) -> CompiledQuery:
        manager = self._model._default_manager
        table = id_list_table(connections[manager.db].vendor)
        ids = RawSQL(f"SELECT key FROM {table}", [as_id_list(())])  # noqa: S608, S611  # fixed text, a bound list
        return CompiledQuery(manager.filter(pk__in=ids).order_by().values_list(*self._columns))
