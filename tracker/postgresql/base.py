"""Django's PostgreSQL, with connections that are looked at when the pool hands them out, not asked.

What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg import Connection, OperationalError
from psycopg_pool import ConnectionPool

from .moments import with_moments


class Operations(DatabaseOperations):
    """psycopg does not remember the words of a statement that is kept prepared: the log has them as they were given."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> Any:
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    """CONN_HEALTH_CHECKS would ask the server something before each request, which takes as long as a question does."""

    ops_class = Operations

    def _configure_connection(self, connection: Connection[Any]) -> bool:
        """Without just-in-time compilation: over a large record it takes seconds for what is read in milliseconds."""
        super()._configure_connection(connection)  # type: ignore[misc]  # not in the stubs
        connection.execute("SET jit = off")
        return True  # commit

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        return {**params, "context": with_moments(params["context"], self.timezone)}

    def _set_autocommit(self, autocommit: bool) -> None:
        """Nothing where the pool has kept it so: to set it again takes a lock and a generator."""
        if self.connection.autocommit != autocommit:
            super()._set_autocommit(autocommit)  # type: ignore[misc]  # not in the stubs

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        while self.pool and not _alive(connection):
            self.pool.putconn(connection)  # which drops what is closed, and makes another
            connection = super().get_new_connection(conn_params)
        return connection


def _alive(connection: Connection[Any]) -> bool:
    """A server that ends says so, or its machine closes the line: then there is something to read of an idle one."""
    if connection.closed:
        return False
    line = poll()
    line.register(connection.fileno(), POLLIN)
    if not line.poll(0):
        return True
    try:
        ConnectionPool.check_connection(connection)  # it may be no more than news of a setting
    except OperationalError:
        return False
    return True
