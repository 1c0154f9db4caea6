"""Where the launcher works: the clone, its data folder, and the lock on that folder."""

from __future__ import annotations

import fcntl
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tracker.launcher import CannotStart

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Place:
    """The data folder of one running tracker."""

    data: Path

    def folder(self, name: str) -> Path:
        """A folder inside the data folder, made if missing."""
        path = self.data / name
        path.mkdir(parents=True, exist_ok=True)
        return path


def find() -> Place:
    """The place that TRACKER_DATA names, made and writable. Raises CannotStart."""
    data = Path(os.environ.get("TRACKER_DATA") or ROOT / "var").absolute()
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        raise CannotStart(
            f"the data folder {data} cannot be written ({error.strerror}): "
            "give yourself the right to, or choose another: TRACKER_DATA=/some/folder make run"
        ) from error
    return Place(data)


def lock(place: Place, address: str) -> IO[str]:
    """Hold the data folder for one launcher; the lock ends with the process, however that ends."""
    held = (place.data / "launcher.lock").open("a+")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.seek(0)
        raise CannotStart(
            f"it is already running from this data folder: {held.read().strip() or 'just starting'}. "
            "Stop that one first, or use another folder: TRACKER_DATA=/some/folder make run"
        ) from error
    held.truncate(0)
    held.write(f"{address} (process {os.getpid()})\n")
    held.flush()
    return held
