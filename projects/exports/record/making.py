"""Makes a set of files aside, with checksums, and puts it in the place of the one before when it is whole.

Readers have the earlier set until then. Whatever ends the making halfway, a full disk or ``kill -9``, leaves that as it
is; what was left behind is removed before the next making. On disk there are two sets at most.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.utils import timezone

from projects.comparison.figures import METHOD_VERSION
from projects.packages.writing.record_rows import snapshot

from .contents import Making, Part, derived_parts, read_parts
from .coverage import coverage
from .published import (
    CHECKSUMS,
    CURRENT,
    MANIFEST,
    PublishedFile,
    PublishedSet,
    current_set,
    folder,
    is_due,
    manifest,
)

AGAIN_AFTER = timedelta(minutes=15)  # a making that failed
BLOCK = 1 << 20
logger = logging.getLogger(__name__)


class BeingMadeError(Exception):
    """Another process makes a set of files."""


def make_due_set(at: datetime) -> int:
    """Make a set if the hour has come and nobody else does; the number of its files, 0 if it was not to be made."""
    if not is_due(at, current_set()) or _tried_lately(at):
        return 0
    try:
        return len(make_set(at).files)
    except BeingMadeError:
        return 0


def make_set(at: datetime) -> PublishedSet:
    """Make a set of the record as it is now, with the verdicts of the day of ``at``. Raises BeingMadeError, OSError."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    with _one_maker(place):
        _attempt(place).touch()
        os.utime(_attempt(place), (at.timestamp(), at.timestamp()))
        _sweep(place)
        aside = place / f"aside-{secrets.token_hex(4)}"
        try:
            aside.mkdir()
            published = _make(Making(aside, timezone.localdate(at), at))
            home = place / f"{at:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
            _publish(place, aside, home)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        _sweep(place)
    return replace(published, folder=home)


def _make(making: Making) -> PublishedSet:
    with snapshot():
        extent = coverage(making.as_of)
        files = [_made(part, making) for part in read_parts(making.as_of)]
    files += [_made(part, making) for part in derived_parts()]
    published = PublishedSet(making.folder, making.at, making.as_of, METHOD_VERSION, extent, tuple(files))
    text = json.dumps(manifest(published), ensure_ascii=False, indent=2) + "\n"
    (making.folder / MANIFEST).write_text(text, encoding="utf-8")
    sums = [(file.sha256, file.name) for file in files]
    sums.append((_checksum(making.folder / MANIFEST), MANIFEST))
    lines = "".join(f"{checksum}  {name}\n" for checksum, name in sums)
    (making.folder / CHECKSUMS).write_text(lines, encoding="ascii")
    _checksum(making.folder / CHECKSUMS)
    return published


def _made(part: Part, making: Making) -> PublishedFile:
    path = making.folder / part.name
    rows = part.write(making)
    checksum = _checksum(path)
    return PublishedFile(
        part.name, part.media_type, path.stat().st_size, checksum, rows, part.about, part.group, part.table
    )


def _checksum(path: Path) -> str:
    """The SHA-256 of a file, which is on the disk afterwards."""
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
        os.fsync(stream.fileno())
    return digest.hexdigest()


def _publish(place: Path, aside: Path, home: Path) -> None:
    """In one step: the link that readers go by is replaced."""
    aside.rename(home)
    link = place / f"{CURRENT}.{secrets.token_hex(4)}"
    link.symlink_to(home.name)
    link.replace(place / CURRENT)


def _sweep(place: Path) -> None:
    """Removes every set but the one that readers get, and what makers that were killed have left."""
    current = place / CURRENT
    staying = current.resolve() if current.is_symlink() else None
    for entry in place.iterdir():
        if entry.is_symlink():
            if entry != current:
                entry.unlink()
        elif entry.is_dir() and entry.resolve() != staying:
            shutil.rmtree(entry, ignore_errors=True)


def _attempt(place: Path) -> Path:
    return place / "attempt"


def _tried_lately(at: datetime) -> bool:
    try:
        tried = _attempt(folder()).stat().st_mtime
    except FileNotFoundError:
        return False
    return 0 <= at.timestamp() - tried < AGAIN_AFTER.total_seconds()


@contextmanager
def _one_maker(place: Path) -> Iterator[None]:
    """Holds the lock of this folder, which the system takes back from a process that is killed."""
    with (place / "making.lock").open("a") as lock:
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BeingMadeError from None
        yield
