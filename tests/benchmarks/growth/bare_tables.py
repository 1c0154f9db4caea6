"""Tables without indexes and triggers while millions of rows come in: both are there again when the block ends.

A row of the record takes thirteen indexes and four checks of references with it. Built once, over all rows, an index
takes a fraction of that. The rows are made up by us and keep all rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

# Those that no constraint needs.
INDEXES = """
SELECT index.indexrelid::regclass::text, pg_get_indexdef(index.indexrelid) FROM pg_index AS index
WHERE index.indrelid = ANY(%s::regclass[])
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = index.indexrelid)
ORDER BY 1
"""


@contextmanager
def bare_tables(*of: type[models.Model]) -> Iterator[None]:
    """Within a transaction of PostgreSQL's superuser. The version of the record is counted once, as for one write."""
    tables = [model._meta.db_table for model in of]
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [tables])
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        for table in tables:
            cursor.execute(f"DELETE FROM {table} WHERE FALSE")  # its triggers for statements count a change
