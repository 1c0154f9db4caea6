"""What is no whole copy is refused before anything is touched, in one line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import migrated
from tracker.backups import copies, sqlite
from tracker.backups.failure import BackupError
from tracker.backups.restore import restore_copy

pytestmark = pytest.mark.once
AT = datetime(2026, 3, 1, 2, tzinfo=UTC)


def add(file: Path, key: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO django_session VALUES (?, '', '2030-01-01')", [key])


def keys(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [key for (key,) in connection.execute("SELECT session_key FROM django_session ORDER BY 1")]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A whole copy, with its checksum, of a database with one session."""
    live = tmp_path / "origin.sqlite3"
    migrated.copy(live)
    add(live, "before")
    part = tmp_path / f"{copies.name('sqlite', AT)}{copies.UNFINISHED}"
    with closing(sqlite3.connect(live)) as source:
        sqlite.dump(source, part)
    return copies.finish(part, copies.Manifest(copies.digest(part), AT.isoformat(), "0.1.0"))


@pytest.fixture
def live(tmp_path: Path) -> Path:
    file = tmp_path / "tracker.sqlite3"
    migrated.copy(file)
    add(file, "live")
    return file


def database(file: Path) -> dict[str, str]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}


def test_copy_replaces_what_is_there_also_under_an_open_connection(copy: Path, live: Path) -> None:
    with closing(sqlite3.connect(live)) as reader:
        reader.execute("PRAGMA journal_mode=WAL")
        assert restore_copy(copy, database(live)) is not None
        assert reader.execute("SELECT session_key FROM django_session").fetchall() == [("before",)]
    assert keys(live) == ["before"]


def damage(file: Path, how: str) -> Path:
    if how == "half-written":
        return file.rename(file.with_name(f"{file.name}.part"))
    if how == "cut off":
        with file.open("r+b") as stream:
            stream.truncate(file.stat().st_size // 2)
    if how == "cut off, without a checksum":
        file.with_name(f"{file.name}.json").unlink()
        return damage(file, "cut off")
    if how == "of something else":
        file.with_name(f"{file.name}.json").unlink()
        file.unlink()
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE letters (a)")
    if how == "text":
        file.write_text("no copy at all")
    if how == "of PostgreSQL":
        file.write_bytes(b"PGDMP\1\16")
        file.with_name(f"{file.name}.json").unlink()
    if how == "with a note that cannot be read":
        file.with_name(f"{file.name}.json").write_text('{"sha')
    return file


@pytest.mark.parametrize(
    ("how", "line"),
    [
        ("half-written", "is half-written"),
        ("cut off", "its SHA-256 differs"),
        ("cut off, without a checksum", "is no whole SQLite database"),
        ("of something else", "a copy of something else than a tracker"),
        ("text", "is no copy of deploy/backup"),
        ("of PostgreSQL", "is a copy of PostgreSQL, and DATABASE_URL leads to SQLite"),
        ("with a note that cannot be read", "cannot be read"),
    ],
)
def test_copy_that_is_not_whole_changes_nothing(copy: Path, live: Path, how: str, line: str) -> None:
    with pytest.raises(BackupError, match=line) as refused:
        restore_copy(damage(copy, how), database(live))
    assert "\n" not in str(refused.value)
    assert keys(live) == ["live"]


def test_database_that_is_none_any_more_is_kept_aside(copy: Path, live: Path) -> None:
    live.write_bytes(b"x" * 8192)
    restore_copy(copy, database(live))
    assert keys(live) == ["before"]
    assert live.with_name("tracker.sqlite3.damaged").read_bytes() == b"x" * 8192


def test_missing_file_is_named(tmp_path: Path, live: Path) -> None:
    with pytest.raises(BackupError, match=r"gone\.sqlite3 cannot be read: No such file"):
        restore_copy(tmp_path / "gone.sqlite3", database(live))


def test_restore_asks_for_the_word(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="say --replace"):
        call_command("restore", str(tmp_path))


def test_old_copies_go_and_what_was_killed_a_day_ago(tmp_path: Path) -> None:
    for day in range(4):
        part = tmp_path / f"{copies.name('sqlite', AT + timedelta(days=day))}{copies.UNFINISHED}"
        part.write_bytes(b"whole")
        copies.finish(part, copies.Manifest(copies.digest(part), "", "0.1.0"))
    killed = tmp_path / "tracker-20260101T000000Z.sqlite3.part"
    killed.touch()
    (tmp_path / "letters.txt").touch()
    now = datetime.fromtimestamp(killed.stat().st_mtime, UTC)
    assert [path.name for path in copies.prune(tmp_path, 2, now)] == [
        "tracker-20260301T020000Z.sqlite3",
        "tracker-20260302T020000Z.sqlite3",
    ]
    assert copies.prune(tmp_path, 2, now + timedelta(days=2)) == [killed]
    assert len(list(tmp_path.iterdir())) == 7  # two copies with two files beside each, and the letters
    assert copies.newest(tmp_path).name == "tracker-20260304T020000Z.sqlite3"


def test_folder_without_a_copy_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="holds no copy: run deploy/backup"):
        copies.newest(tmp_path)
