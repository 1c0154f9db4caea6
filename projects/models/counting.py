"""The migration operation that makes every write of a table count in the record's version (ADR 8).

A table that readers see needs ``CountChanges("its_table")`` in the migration that creates it, and again in one that
alters it: SQLite creates an altered table anew, without its triggers. A test finds a missing one.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations import RunPython

# A writer shares the advisory lock 7041777 (a number that nothing else here uses) until it commits. A transaction
# counts once, however many statements it has, because a row that one transaction updates many times becomes slow to
# find. ``by_transaction`` says that it has counted; a rollback to a savepoint takes that back too. The sequence moves
# with every statement at once, so that a transaction sees its own writes.
POSTGRESQL_SEQUENCE = "CREATE SEQUENCE IF NOT EXISTS projects_recordversion_statements"
POSTGRESQL_WRITING = """
CREATE OR REPLACE FUNCTION projects_count_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this CONSTANT bigint := pg_current_xact_id()::text::bigint;
    free bigint;
BEGIN
    PERFORM nextval('projects_recordversion_statements');
    IF EXISTS (SELECT 1 FROM projects_recordversion WHERE by_transaction = this AND changed_at >= now()) THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(7041777);
    SELECT id INTO free FROM projects_recordversion ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF free IS NULL THEN
        INSERT INTO projects_recordversion (number, changed_at, by_transaction) VALUES (1, clock_timestamp(), this);
    ELSE
        UPDATE projects_recordversion SET number = number + 1, changed_at = clock_timestamp(), by_transaction = this
        WHERE id = free;
    END IF;
    RETURN NULL;
END
$$
"""
# ``quiet`` is read before the sum and holds while it is taken: the next writer comes later.
POSTGRESQL_READING = """
CREATE OR REPLACE FUNCTION projects_record_version(
    OUT number numeric, OUT changed_at timestamptz, OUT statements bigint, OUT quiet boolean
) LANGUAGE plpgsql AS $$
BEGIN
    quiet := pg_try_advisory_lock(7041777);
    SELECT SUM(part.number), MAX(part.changed_at) INTO number, changed_at FROM projects_recordversion AS part;
    SELECT last_value INTO statements FROM projects_recordversion_statements;
    IF quiet THEN
        PERFORM pg_advisory_unlock(7041777);
    END IF;
END
$$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {table}_counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION projects_count_change()
"""
# SQLite has one writer at a time, and no triggers for whole statements.
SQLITE_TRIGGER = """
CREATE TRIGGER {table}_counted_{deed} AFTER {deed} ON {table} FOR EACH ROW BEGIN
    INSERT INTO projects_recordversion (id, number, changed_at) VALUES (1, 1, strftime('%Y-%m-%d %H:%M:%f', 'now'))
    ON CONFLICT (id) DO UPDATE SET number = number + 1, changed_at = excluded.changed_at;
END
"""
DEEDS = ("insert", "update", "delete")


class CountChanges(RunPython):
    """Every write of these tables, from anywhere, changes the record's version."""

    def __init__(self, *tables: str) -> None:
        self.tables = tables
        super().__init__(self._count, self._forget)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, list(self.tables), {}

    def describe(self) -> str:
        return f"Count the changes of {', '.join(self.tables)}"

    def _count(self, apps: Any, schema_editor: Any) -> None:
        self._forget(apps, schema_editor)
        if schema_editor.connection.vendor == "postgresql":
            for statement in (POSTGRESQL_SEQUENCE, POSTGRESQL_WRITING, POSTGRESQL_READING):
                schema_editor.execute(statement, params=None)
        for statement in self._statements(schema_editor, POSTGRESQL_TRIGGER, SQLITE_TRIGGER):
            schema_editor.execute(statement, params=None)

    def _forget(self, apps: Any, schema_editor: Any) -> None:
        on_postgresql = "DROP TRIGGER IF EXISTS {table}_counted ON {table}"
        for statement in self._statements(
            schema_editor, on_postgresql, "DROP TRIGGER IF EXISTS {table}_counted_{deed}"
        ):
            schema_editor.execute(statement, params=None)

    def _statements(self, schema_editor: Any, on_postgresql: str, on_sqlite: str) -> list[str]:
        if schema_editor.connection.vendor == "postgresql":
            return [on_postgresql.format(table=table) for table in self.tables]
        return [on_sqlite.format(table=table, deed=deed) for table in self.tables for deed in DEEDS]
