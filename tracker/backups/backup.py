"""Taking a copy: the database and the export of its record as of one moment, while the tracker runs."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection

from projects.packages.writer import write_package
from projects.packages.writing.record_rows import snapshot
from tracker.backups import copies, postgresql, sqlite
from tracker.backups.contents import read_contents
from tracker.backups.failure import BackupError
from tracker.version import WRITTEN


@dataclass(frozen=True)
class Taken:
    """A copy that was written, and the copies and leftovers that went."""

    file: Path
    removed: list[Path]


def take_backup(folder: Path, *, keep: int | None, export: bool, at: datetime) -> Taken:
    """Write one copy into the folder, readable by this user alone; then remove all but ``keep``. Raises BackupError."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = folder / f"{copies.name(connection.vendor, at)}{copies.UNFINISHED}"
        part.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise BackupError(f"another backup writes into {folder} just now") from None
    except OSError as error:
        raise BackupError(f"{folder} cannot be written: {error.strerror}") from None
    try:
        file = copies.finish(part, _write(part, export=export, at=at))
    except DatabaseError as error:
        raise BackupError(f"the database cannot be read: {str(error).splitlines()[0]}") from None
    except OSError as error:
        raise BackupError(f"{part} cannot be written: {error.strerror or error}") from None
    finally:
        part.unlink(missing_ok=True)
    return Taken(file, copies.prune(folder, keep, at) if keep else [])


def _write(part: Path, *, export: bool, at: datetime) -> copies.Manifest:
    with snapshot():
        contents = read_contents()
        if not contents.migrations:
            raise BackupError("the database holds no tracker: it was never migrated")
        if connection.vendor == "sqlite":
            sqlite.dump(connection.connection, part)
        else:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_export_snapshot()")
                exported = cursor.fetchone()[0]
            postgresql.dump(connection.settings_dict, part, snapshot=exported)
        return copies.Manifest(
            sha256=copies.digest(part),
            made_at=at.isoformat(timespec="seconds"),
            version=WRITTEN,
            record=contents.record,
            migrations=contents.migrations,
            export=_export() if export and not contents.missing else {},
        )


def _export() -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        package = Path(folder) / "package"
        write_package(package)
        return copies.digests(package)
