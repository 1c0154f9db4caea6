"""Temporary tables, one for each table of the package, that hold it as text while it is judged.

They keep memory bounded whatever the size of the package: what needs more than one row at a time is asked in
SQL. Cells are canonical text, empty for absent; ``line`` is the line of the row in its file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from .columns import Column, Table
from .tables import TABLES

BATCH_ROWS = 1000
PUBLIC_ON = "public_on"
PUBLISHER_KEY = "publisher_key"
KEY = "key"
# Columns of the record that are no columns of the format: they follow from others.
DERIVED = {"publishers": (KEY,), "sources": (PUBLIC_ON, PUBLISHER_KEY)}

Write = Callable[[int, list[str]], None]
Rows = list[tuple[Any, ...]]


class Staging:
    """The staging tables of one import; they end with the transaction or by ``drop``."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.is_sqlite = connection.vendor == "sqlite"
        self.filled: dict[str, tuple[str, ...]] = {}

    def has(self, table: Table, column: str = "id") -> bool:
        """Whether the package gives that column of the table."""
        return column in self.filled.get(table.name, ())

    def create(self) -> None:
        self.drop()
        with self.connection.cursor() as cursor:
            if not self.is_sqlite:
                cursor.execute("SET LOCAL work_mem = '64MB'")
                cursor.execute("SET LOCAL maintenance_work_mem = '128MB'")
            for table in TABLES:
                columns = ", ".join(f"{quoted(name)} text NOT NULL DEFAULT ''" for name in staged_columns(table))
                cursor.execute(f"CREATE TEMPORARY TABLE {stage(table)} (line integer PRIMARY KEY, {columns})")

    def drop(self) -> None:
        schema = "temp" if self.is_sqlite else "pg_temp"
        with self.connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DROP TABLE IF EXISTS {schema}.{stage(table)}")

    def index(self) -> None:
        """Once all rows are in: index their ids, and let the planner know how many there are."""
        with self.connection.cursor() as cursor:
            for table in TABLES:
                if self.is_sqlite:
                    cursor.execute(f"CREATE INDEX temp.{stage(table)}_id ON {stage(table)} (id)")
                else:
                    cursor.execute(f"CREATE INDEX ON {stage(table)} (id)")
                    cursor.execute(f"ANALYZE {stage(table)}")

    @contextmanager
    def writer(self, table: Table, columns: Sequence[str]) -> Iterator[Write]:
        """A function that takes (line, cells) of the given columns; rows are sure to be in when the block ends."""
        self.filled[table.name] = tuple(columns)
        names = ", ".join(["line", *map(quoted, columns)])
        if self.is_sqlite:
            with self._insert_writer(table, names, len(columns)) as write:
                yield write
        else:
            with self._copy_writer(table, names) as write:
                yield write

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """On SQLite, outside of a transaction: one for all that the block writes into temporary tables.

        It is none of the record's file, so that nobody waits for it.
        """
        if not self.is_sqlite or self.connection.in_atomic_block:
            yield
            return
        self.run("BEGIN DEFERRED")
        try:
            yield
        except BaseException:
            self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    def insert(self, name: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Many rows into a temporary table of ours."""
        names = ", ".join(columns)
        with self.connection.cursor() as cursor:
            if self.is_sqlite:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", list(rows))  # noqa: S608 - names are ours
                return
            with cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
                copy.write("".join("\t".join(_escaped(str(cell)) for cell in row) + "\n" for row in rows))

    def ask(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Execute and say how many rows it wrote."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return max(int(cursor.rowcount), 0)

    @contextmanager
    def _insert_writer(self, table: Table, names: str, width: int) -> Iterator[Write]:
        marks = ", ".join(["%s"] * (width + 1))
        statement = f"INSERT INTO {stage(table)} ({names}) VALUES ({marks})"  # noqa: S608 - names are ours
        batch: list[list[Any]] = []
        with self.connection.cursor() as cursor:

            def write(line: int, cells: list[str]) -> None:
                batch.append([line, *cells])
                if len(batch) == BATCH_ROWS:
                    cursor.executemany(statement, batch)
                    batch.clear()

            yield write
            if batch:
                cursor.executemany(statement, batch)

    @contextmanager
    def _copy_writer(self, table: Table, names: str) -> Iterator[Write]:
        batch: list[str] = []
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {stage(table)} ({names}) FROM STDIN") as copy:

            def write(line: int, cells: list[str]) -> None:
                text = "\t".join(cells)
                if "\\" in text or "\n" in text or "\r" in text or text.count("\t") >= len(cells):
                    text = "\t".join(map(_escaped, cells))
                batch.append(f"{line}\t{text}\n")
                if len(batch) == BATCH_ROWS:
                    copy.write("".join(batch))
                    batch.clear()

            yield write
            copy.write("".join(batch))


def stage(table: Table) -> str:
    return f"stage_{table.name}"


def staged_columns(table: Table) -> list[str]:
    """The columns of the format, and those that follow from them."""
    return [*(column.name for column in table.columns), *DERIVED.get(table.name, ())]


def quoted(name: str) -> str:
    return f'"{name}"'


def record(table: Table) -> str:
    """The record's own table."""
    return quoted(table.model._meta.db_table)


def record_column(table: Table, name: str) -> str:
    """The record's own column for a column of the format: references end in ``_id`` there."""
    field = table.model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return quoted(str(field.column))


def as_stored(table: Table, name: str, *, sqlite: bool, row: str = "s") -> str:
    """The SQL expression that turns a staged cell into what the record stores."""
    cell = f"{row}.{quoted(name)}"
    column = table.by_name.get(name)
    if column is not None and column.kind == "boolean":
        return f"({cell} = 'true')"
    if not table.model._meta.get_field(name).null:
        cast = "" if sqlite else _cast(name, column)
        return f"{cell}{cast}"
    return f"NULLIF({cell}, '')" + ("" if sqlite else _cast(name, column))


def _cast(name: str, column: Column | None) -> str:
    if column is None:
        return "::date" if name == PUBLIC_ON else ""
    return {"date": "::date", "figure": "::numeric", "integer": "::integer"}.get(column.kind, "")


def equal(table: Table, name: str, *, sqlite: bool) -> str:
    """The operator that finds equal cells: a plain one, which indexes and hashes serve, where none can be absent."""
    if not table.field(table.by_name[name]).null:
        return "="
    return "IS" if sqlite else "IS NOT DISTINCT FROM"


def _escaped(cell: str) -> str:
    """COPY's own escapes for text that holds its delimiters."""
    return cell.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


__all__ = [
    "DERIVED",
    "KEY",
    "PUBLIC_ON",
    "PUBLISHER_KEY",
    "Staging",
    "as_stored",
    "equal",
    "quoted",
    "record",
    "record_column",
    "stage",
    "staged_columns",
]
