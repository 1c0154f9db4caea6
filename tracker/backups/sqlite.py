"""A copy of an SQLite database, taken while it is written to and put back in one transaction."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from tracker.backups.failure import BackupError

WAIT = 60.0  # seconds for whoever writes just now


def dump(source: sqlite3.Connection, file: Path) -> None:
    """Write what the connection's transaction sees into one file, and check it page by page."""
    with closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    check(file)


def check(file: Path) -> None:
    """Raises BackupError unless the file is a whole database of a tracker."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            finding = copy.execute("PRAGMA integrity_check").fetchone()[0]
            tables = copy.execute(
                "SELECT count(*) FROM sqlite_master WHERE name IN ('django_migrations', 'projects_target')"
            ).fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file} is no whole SQLite database ({error})") from None
    if finding != "ok":
        raise BackupError(f"{file} is damaged: {finding.splitlines()[0]}")
    if tables < 2:
        raise BackupError(f"{file} is a copy of something else than a tracker")


def restore(file: Path, target: Path) -> None:
    """Put a checked copy in place of what the database holds, in one transaction that a crash undoes."""
    check(file)
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
        try:
            _write(source, target)
        except sqlite3.OperationalError as error:
            raise BackupError(f"{target} cannot be written ({error}); the database is as it was") from None
        except sqlite3.DatabaseError:
            # What is there is no database any more: it is kept aside, its journal with it.
            for suffix in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    os.replace(f"{target}{suffix}", f"{target}.damaged{suffix}")
            _write(source, target)


def _write(source: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target, timeout=WAIT)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        source.backup(database)
