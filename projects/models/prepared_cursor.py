"""Cursors for statements that are asked over and over."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.base import ServerBindingCursor


def cursor_for_prepared(connection: Any) -> Any:
    """A cursor of Django's; on PostgreSQL one that sends values apart from the SQL, which can then stay prepared."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    bound_apart: Any = ServerBindingCursor  # psycopg's, with Django's adaptations; its stubs know no constructor
    return connection._prepare_cursor(bound_apart(connection.connection))
