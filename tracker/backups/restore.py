"""Putting a copy back: refused before anything is touched, or done in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.backups import copies, postgresql, sqlite
from tracker.backups.failure import BackupError

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
SERVES = ("tracker.wsgi", "celery", "tracker.launcher")


def vendor_of(database: Mapping[str, Any]) -> str:
    return "sqlite" if database["ENGINE"].endswith("sqlite3") else "postgresql"


def restore_copy(file: Path, database: Mapping[str, Any]) -> copies.Manifest | None:
    """Replace what the database holds by the copy; returns what was noted of it. Raises BackupError."""
    vendor, manifest = copies.verify(file)
    if vendor != vendor_of(database):
        raise BackupError(
            f"{file} is a copy of {NAMES[vendor]}, and DATABASE_URL leads to {NAMES[vendor_of(database)]}: restore it "
            "there; export_package and import_package carry the record alone from one to the other"
        )
    if vendor == "sqlite":
        sqlite.restore(file, Path(database["NAME"]))
    else:
        postgresql.restore(database, file)
    return manifest


def users_of(database: Mapping[str, Any], data: Path) -> list[str]:
    """Who uses the database just now: sessions of PostgreSQL, processes of this machine with the same data folder."""
    if vendor_of(database) == "postgresql":
        return postgresql.sessions(database)
    return [f"process {number}" for number in _processes(data)]


def _processes(data: Path) -> list[int]:
    """The tracker's processes of a data folder, as Linux tells them to whoever may look; none elsewhere."""
    mark = f"TRACKER_DATA={data}".encode()
    numbers = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if any(name in command for name in SERVES) and mark in (entry / "environ").read_bytes().split(b"\0"):
                numbers.append(int(entry.name))
        except OSError:  # gone meanwhile, or somebody else's
            continue
    return sorted(numbers)
