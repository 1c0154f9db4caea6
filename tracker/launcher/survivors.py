"""Processes that an earlier launcher left, because it was killed before it could end them.

Every process the launcher starts carries MARK=<data folder> in its environment, and so do their children. On Linux
that is read back from /proc: no list of process numbers to go stale, none that now belongs to somebody else.
Elsewhere none are found, and a survivor shows as a port that is taken.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

MARK = "TRACKER_LAUNCHED_FOR"


def of(data: Path) -> list[int]:
    """The numbers of living processes that were launched for that data folder, this one not counted."""
    wanted = f"{MARK}={data}".encode()
    pids = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (entry / "environ").read_bytes().split(b"\0") and int(entry.name) != os.getpid():
                pids.append(int(entry.name))
        except OSError:  # gone meanwhile, or somebody else's
            continue
    return pids


def end(data: Path, patience: float = 3.0) -> int:
    """End them: asked first, killed after `patience` seconds; returns how many there were."""
    first = of(data)
    for sign, wait in ((signal.SIGTERM, patience), (signal.SIGKILL, 2.0)):
        for number in of(data):
            _send(number, sign)
        until = time.monotonic() + wait
        while of(data) and time.monotonic() < until:
            time.sleep(0.1)
    return len(first)


def _send(number: int, sign: signal.Signals) -> None:
    try:
        os.kill(number, sign)
    except ProcessLookupError:
        return
