"""`make dev`: everything is started anew whenever a file of the source changes.

One look at the times of all files twice a second costs a few milliseconds and needs no library. What does not run is
told, and the next change is waited for.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tracker.launcher import CannotStart
from tracker.launcher.place import ROOT

WATCHED = ("accounts", "projects", "tracker")
SUFFIXES = (".py", ".html", ".txt", ".xml", ".svg", ".css", ".js", ".mo", ".toml", ".csv", ".json")
SETTLES = 0.2  # seconds without a further change: an editor or git writes several files


def times(root: Path = ROOT) -> dict[str, int]:
    """When each file of the source was written, in nanoseconds, by its path below ``root``."""
    return {os.path.relpath(entry.path, root): entry.stat().st_mtime_ns for entry in _files(root)}


def _files(root: Path) -> Iterator[os.DirEntry[str]]:
    folders = [str(root / name) for name in WATCHED]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                elif entry.name.endswith(SUFFIXES):
                    yield entry


class Watch:
    """Calls ``start_again`` when the source has changed since the last look, and says what came of it.

    ``check`` raises CannotStart when a part has ended by itself.
    """

    def __init__(self, start_again: Callable[[], None], check: Callable[[], None], root: Path = ROOT) -> None:
        self._start_again, self._check, self._root = start_again, check, root
        self._before = times(root)
        self._is_down = False

    def look(self) -> None:
        now = self._settled()
        changed = sorted(path for path, _at in now.items() ^ self._before.items())
        if not changed:
            if not self._is_down:
                self._attempt(self._check)
            return
        self._before = now
        names = list(dict.fromkeys(changed))
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        print(f"{names[0]}{more} changed …", flush=True)
        began = time.monotonic()
        if self._attempt(self._start_again):
            print(f"Started anew in {time.monotonic() - began:.0f} s.", flush=True)

    def _attempt(self, step: Callable[[], None]) -> bool:
        try:
            step()
        except CannotStart as reason:
            print(f"{reason}\nIt starts again with your next change.", flush=True)
            self._is_down = True
        else:
            self._is_down = False
        return not self._is_down

    def _settled(self) -> dict[str, int]:
        try:
            now = times(self._root)
            while now != self._before:
                time.sleep(SETTLES)
                later = times(self._root)
                if later == now:
                    break
                now = later
        except FileNotFoundError:  # it went between the list and the look at it
            return self._before
        return now
