"""The copies in a folder: how they are called, what is known of each, and which go.

Beside tracker-20260301T020000Z.dump lie tracker-20260301T020000Z.dump.json, which says what is in it, and
tracker-20260301T020000Z.dump.sha256, which `sha256sum --check` reads.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tracker.backups.failure import BackupError

ENDINGS = {"sqlite": ".sqlite3", "postgresql": ".dump"}
NAME = re.compile(r"tracker-\d{8}T\d{6}Z\.(sqlite3|dump)")
BEGINNINGS = {b"SQLite format 3\0": "sqlite", b"PGDMP": "postgresql"}
UNFINISHED = ".part"
ABANDONED = timedelta(days=1)


@dataclass(frozen=True)
class Manifest:
    """What a copy holds.

    ``record``: the version of the record. ``migrations``: the last one of each app. ``export``: the SHA-256 of each
    file of `export_package` at the same moment; empty if none was taken.
    """

    sha256: str
    made_at: str
    version: str
    record: str = ""
    migrations: dict[str, str] = field(default_factory=dict)
    export: dict[str, str] = field(default_factory=dict)


def name(vendor: str, at: datetime) -> str:
    return f"tracker-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{ENDINGS[vendor]}"


def in_folder(folder: Path) -> list[Path]:
    """The whole copies, the oldest first."""
    return sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name)) if folder.is_dir() else []


def prune(folder: Path, keep: int, at: datetime) -> list[Path]:
    """Remove all but the latest copies, and what backups that were killed left behind; returns what went."""
    leftovers = [path for path in folder.glob(f"tracker-*{UNFINISHED}") if NAME.fullmatch(path.stem)]
    abandoned = [path for path in leftovers if path.stat().st_mtime < (at - ABANDONED).timestamp()]
    surplus = [*in_folder(folder)[:-keep], *abandoned]
    for path in surplus:
        for companion in (path, _manifest(path), _checksum(path)):
            companion.unlink(missing_ok=True)
    return surplus


def digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of an export, by name."""
    return {path.name: digest(path) for path in sorted(folder.iterdir())}


def finish(part: Path, manifest: Manifest) -> Path:
    """Give a whole copy its name, with what is known of it beside it, once all of it is on the disk."""
    file = part.with_name(part.name.removesuffix(UNFINISHED))
    _manifest(file).write_text(json.dumps(asdict(manifest), indent=2) + "\n")
    _checksum(file).write_text(f"{manifest.sha256}  {file.name}\n")
    for path in (part, _manifest(file), _checksum(file)):
        _flush(path)
    part.rename(file)
    _flush(file.parent)
    return file


def read_manifest(file: Path) -> Manifest | None:
    """What was noted of a copy; None of one that has no note beside it. Raises BackupError."""
    try:
        noted: dict[str, Any] = json.loads(_manifest(file).read_text())
        return Manifest(**noted)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        raise BackupError(f"{_manifest(file)} cannot be read: bring it from where the copy was made") from None


def verify(file: Path) -> tuple[str, Manifest | None]:
    """Which kind of database a file is a copy of, and what was noted. Raises BackupError unless it is whole."""
    if file.name.endswith(UNFINISHED):
        raise BackupError(f"{file} is half-written: its backup did not come to its end")
    try:
        with file.open("rb") as stream:
            head = stream.read(16)
    except OSError as error:
        raise BackupError(f"{file} cannot be read: {error.strerror}") from None
    vendor = next((kind for beginning, kind in BEGINNINGS.items() if head.startswith(beginning)), "")
    if not vendor:
        raise BackupError(f"{file} is no copy of deploy/backup: it is neither SQLite's nor pg_dump's custom format")
    manifest = read_manifest(file)
    if manifest is not None and digest(file) != manifest.sha256:
        raise BackupError(f"{file} is not what was written: its SHA-256 differs from the one beside it")
    return vendor, manifest


def newest(folder: Path) -> Path:
    copies = in_folder(folder)
    if not copies:
        raise BackupError(f"{folder} holds no copy: run deploy/backup {folder}")
    return copies[-1]


def _manifest(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def _checksum(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def _flush(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
