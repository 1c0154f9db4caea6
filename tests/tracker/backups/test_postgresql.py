"""A copy of PostgreSQL is put back whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests.conftest import WORKER
from tracker.backups import copies, libpq, postgresql
from tracker.backups.drill import throwaway
from tracker.backups.failure import BackupError
from tracker.backups.restore import restore_copy, users_of

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(not shutil.which("pg_dump"), reason="PostgreSQL's programs are not installed"),
]
TABLES = """
CREATE TABLE django_migrations (name text);
CREATE TABLE projects_target (id text PRIMARY KEY);
INSERT INTO projects_target SELECT 'target-' || number FROM generate_series(1, 3000) AS number;
"""


@pytest.fixture
def database() -> Iterator[dict[str, Any]]:
    """Two tables called like the tracker's, of a role that owns this database and may do nothing else."""
    server = {**settings.DATABASES["default"], "NAME": "postgres"}
    name, role = f"copied_{WORKER}", f"clerk_{WORKER}"
    made = {**server, "NAME": name, "USER": role}
    with closing(connected(server)) as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        create(connection, made)
        with closing(connected(made)) as inside:
            inside.execute(TABLES)
        yield made
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(f"{name}_drill")))
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def create(connection: psycopg.Connection[Any], database: dict[str, Any]) -> None:
    names = (sql.Identifier(database["NAME"]), sql.Identifier(database["USER"]))
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))


def connected(database: dict[str, Any]) -> psycopg.Connection[Any]:
    return psycopg.connect(**libpq.parameters(database), autocommit=True)


def ask(database: dict[str, Any], statement: str) -> list[Any]:
    with closing(connected(database)) as connection:
        cursor = connection.execute(statement)
        return [value for (value,) in cursor.fetchall()] if cursor.description else []


def dump(database: dict[str, Any], folder: Path) -> Path:
    file = folder / "tracker-20260301T020000Z.dump"
    with closing(connected(database)) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        postgresql.dump(database, file, snapshot=row[0])
    return file


def count(database: dict[str, Any]) -> list[Any]:
    return ask(database, "SELECT count(*) FROM projects_target")


def test_copy_replaces_what_is_there_and_leaves_nothing_beside(database: dict[str, Any], tmp_path: Path) -> None:
    file = dump(database, tmp_path)
    ask(database, "DELETE FROM projects_target; CREATE TABLE later (a int)")
    for _time in range(2):
        assert restore_copy(file, database) is None
        assert count(database) == [3000]
        assert ask(database, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'public%'") == ["public"]
        assert ask(database, "SELECT count(*) FROM pg_tables WHERE tablename = 'later'") == [0]


def test_copy_that_was_cut_off_leaves_what_was_there(database: dict[str, Any], tmp_path: Path) -> None:
    file = dump(database, tmp_path)
    ask(database, "DELETE FROM projects_target WHERE id <> 'target-1'")
    size = file.stat().st_size
    for rest in (size - 20, size // 2, 40):
        with file.open("r+b") as stream:
            stream.truncate(rest)
        with pytest.raises(BackupError, match="the database is as it was"):
            restore_copy(file, database)
        assert count(database) == [1], rest


def test_copy_of_something_else_leaves_what_was_there(database: dict[str, Any], tmp_path: Path) -> None:
    ask(database, "ALTER TABLE projects_target RENAME TO letters")
    file = dump(database, tmp_path)
    ask(database, "ALTER TABLE letters RENAME TO projects_target")
    with pytest.raises(BackupError, match="a copy of something else than a tracker; the database is as it was"):
        restore_copy(file, database)
    assert count(database) == [3000]


def test_copy_whose_checksum_differs_is_not_read(database: dict[str, Any], tmp_path: Path) -> None:
    file = dump(database, tmp_path)
    part = file.rename(file.with_name(f"{file.name}.part"))
    file = copies.finish(part, copies.Manifest(copies.digest(part), "", "0.1.0"))
    with file.open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(BackupError, match="its SHA-256 differs"):
        restore_copy(file, database)


def test_throwaway_database_of_a_role_that_may_make_none(database: dict[str, Any], tmp_path: Path) -> None:
    file = dump(database, tmp_path)
    with pytest.raises(BackupError, match=f"createdb --owner={database['USER']} {database['NAME']}_drill"):
        enter(database, tmp_path)
    with closing(connected({**settings.DATABASES["default"], "NAME": "postgres"})) as connection:
        create(connection, {**database, "NAME": f"{database['NAME']}_drill"})
    for _time in range(2):
        with throwaway(database, tmp_path) as scratch:
            restore_copy(file, scratch)
            assert count(scratch) == [3000]
    ask(scratch, "CREATE TABLE letters (a int)")
    with pytest.raises(BackupError, match="is not empty"):
        enter(database, tmp_path)


def test_throwaway_database_is_made_and_dropped_where_the_role_may(tmp_path: Path) -> None:
    database = {**settings.DATABASES["default"], "NAME": "postgres"}
    with throwaway(database, tmp_path) as scratch:
        assert ask(scratch, "SELECT current_database()") == ["postgres_drill"]
    assert ask(database, "SELECT count(*) FROM pg_database WHERE datname = 'postgres_drill'") == [0]


def enter(database: dict[str, Any], folder: Path) -> None:
    with throwaway(database, folder):
        raise AssertionError("it must not be entered")


def test_sessions_of_a_running_tracker_are_named(database: dict[str, Any], tmp_path: Path) -> None:
    assert users_of(database, tmp_path) == []
    with closing(psycopg.connect(**libpq.parameters(database), application_name="web")):
        assert users_of(database, tmp_path) == ["1 × web from this machine"]


def test_server_that_is_away_is_one_line(database: dict[str, Any], tmp_path: Path) -> None:
    away = {**database, "HOST": str(tmp_path)}
    with pytest.raises(BackupError, match="the database does not answer") as refused:
        users_of(away, tmp_path)
    assert "\n" not in str(refused.value)
    with pytest.raises(BackupError, match="error: connection"):
        postgresql.dump(away, tmp_path / "x.dump", snapshot="0")
