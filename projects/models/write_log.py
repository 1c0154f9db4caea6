"""The migration operation by which PostgreSQL logs which rows a statement wrote (ADR 61).

``LogWrites("its_table", key="id")`` logs a row for each statement that writes to the table: its transaction, the deed,
and the keys of the rows, unless they are many. SQLite, which knows no triggers for statements, logs nothing.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations import RunPython

MOST_KEYS = 1000  # of one statement; of more the log says that they were many
FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO projects_tablewrite (transaction, "table", deed, keys, written_at)
    SELECT pg_current_xact_id()::text::bigint, '{table}', '{deed}', {keys}, clock_timestamp() {rows};
    RETURN NULL;
END
$$
"""
KEYS = "CASE WHEN count(*) <= {most} THEN jsonb_agg({key}) END"
TRIGGER = """
CREATE TRIGGER {name} AFTER {deed} ON {table} {referencing} FOR EACH STATEMENT EXECUTE FUNCTION {name}()
"""
# By deed, the rows that it leaves or takes away. A renamed key counts as both.
ROWS = {
    "insert": ("REFERENCING NEW TABLE AS new_rows", "(SELECT DISTINCT {key} FROM new_rows)"),
    "update": (
        "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
        "(SELECT {key} FROM old_rows UNION SELECT {key} FROM new_rows)",
    ),
    "delete": ("REFERENCING OLD TABLE AS old_rows", "(SELECT DISTINCT {key} FROM old_rows)"),
    "truncate": ("", ""),
}


class LogWrites(RunPython):
    """Every statement that writes to the table, from anywhere, is logged with the keys of its rows."""

    def __init__(self, table: str, *, key: str) -> None:
        self.table, self.key = table, key
        super().__init__(self._log, self._forget)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [self.table], {"key": self.key}

    def describe(self) -> str:
        return f"Log what is written to {self.table}"

    def _log(self, apps: Any, schema_editor: Any) -> None:
        self._forget(apps, schema_editor)
        if schema_editor.connection.vendor != "postgresql":
            return
        for deed, (referencing, rows) in ROWS.items():
            names = {"name": self._name(deed), "table": self.table, "deed": deed, "referencing": referencing}
            keys = KEYS.format(key=self.key, most=MOST_KEYS) if rows else "NULL"
            written = f"FROM {rows.format(key=self.key)} AS written HAVING count(*) > 0" if rows else ""
            schema_editor.execute(FUNCTION.format(**names, keys=keys, rows=written), params=None)
            schema_editor.execute(TRIGGER.format(**names), params=None)

    def _forget(self, apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for deed in ROWS:
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {self._name(deed)}() CASCADE", params=None)

    def _name(self, deed: str) -> str:
        return f"{self.table}_logged_{deed}"
