"""The migration operation by which the database notes when a row was last changed (ADR 48).

``NoteChanges("its_table", …)`` in the migration that creates a table which the API lists, and again in one that alters
it: SQLite creates an altered table anew, without its triggers. A test finds a missing one. New rows are not noted, as
they say themselves when they were recorded; so a large import costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.migrations import RunPython

# On SQLite as Django writes a moment: with six digits of a fraction, or with none.
NOW = {
    "postgresql": "clock_timestamp()",
    "sqlite": "REPLACE(strftime('%Y-%m-%d %H:%M:%f000', 'now'), '.000000', '')",
}
GONE = {"postgresql": ("TRUE", "FALSE"), "sqlite": ("1", "0")}
NOTE = """INSERT INTO projects_rowchange ("table", row_id, changed_at, gone)
    SELECT {rows} WHERE {condition}
    ON CONFLICT ("table", row_id) DO UPDATE SET changed_at = excluded.changed_at, gone = excluded.gone;"""
# Stored verdicts whose objects show something of what was changed: they say themselves when they became others.
TOUCH = "UPDATE projects_assessment SET changed_at = {now} WHERE target_id IN ({targets});"
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {statements}
    RETURN NULL;
END
$$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {name} AFTER {deed} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION {name}()
"""
SQLITE_TRIGGER = """
CREATE TRIGGER {name} AFTER {deed} ON {table} FOR EACH ROW BEGIN
    {statements}
END
"""
DEEDS = ("insert", "update", "delete")


@dataclass(frozen=True)
class Dependents:
    """Rows of another table whose objects in the API show something of a row, as a condition on them.

    ``{row}`` in it is the row that was changed. ``inserted``: a new row changes them too.
    """

    table: str
    condition: str
    inserted: bool = False


class NoteChanges(RunPython):
    """Every later change of a row of the table, from anywhere, is noted under its id.

    ``key``: the id by which the API names the row, as SQL with ``{row}``. ``targets``: a query for the ids of the
    targets whose objects show something of the row. ``dependents``: rows of other tables that do.
    """

    def __init__(
        self, table: str, *, key: str = "{row}.id", targets: str = "", dependents: Sequence[Dependents] = ()
    ) -> None:
        self.table, self.key, self.targets, self.dependents = table, key, targets, tuple(dependents)
        super().__init__(self._note, self._forget)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        options = {"key": self.key, "targets": self.targets, "dependents": self.dependents}
        return type(self).__qualname__, [self.table], options

    def describe(self) -> str:
        return f"Note the changes of {self.table}"

    def _note(self, apps: Any, schema_editor: Any) -> None:
        self._forget(apps, schema_editor)
        vendor = schema_editor.connection.vendor
        for deed in DEEDS:
            statements = "\n    ".join(self._statements(deed, vendor))
            if not statements:
                continue
            names = {"name": self._name(deed), "table": self.table, "deed": deed.upper(), "statements": statements}
            if vendor == "postgresql":
                schema_editor.execute(POSTGRESQL_FUNCTION.format(**names), params=None)
                condition = "WHEN (OLD.* IS DISTINCT FROM NEW.*)" if deed == "update" else ""
                schema_editor.execute(POSTGRESQL_TRIGGER.format(**names, condition=condition), params=None)
            else:
                schema_editor.execute(SQLITE_TRIGGER.format(**names), params=None)

    def _forget(self, apps: Any, schema_editor: Any) -> None:
        for deed in DEEDS:
            name = self._name(deed)
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE", params=None)
            else:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)

    def _name(self, deed: str) -> str:
        return f"{self.table}_noted_{deed}"

    def _statements(self, deed: str, vendor: str) -> Iterator[str]:
        now, (true, false) = NOW[vendor], GONE[vendor]
        old, new = self.key.format(row="OLD"), self.key.format(row="NEW")
        row = "OLD" if deed == "delete" else "NEW"
        if deed == "update":
            yield NOTE.format(rows=f"'{self.table}', {new}, {now}, {false}", condition="TRUE")
            yield NOTE.format(rows=f"'{self.table}', {old}, {now}, {true}", condition=f"{old} <> {new}")
        elif deed == "delete":
            yield NOTE.format(rows=f"'{self.table}', {old}, {now}, {true}", condition="TRUE")
        if self.targets and deed == "update":
            yield TOUCH.format(now=now, targets=self.targets.format(row=row))
        for dependent in self.dependents:
            if deed == "update" or dependent.inserted:
                rows = f"'{dependent.table}', id, {now}, {false} FROM {dependent.table}"
                yield NOTE.format(rows=rows, condition=dependent.condition.format(row=row))
