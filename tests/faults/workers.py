"""Workers as their units start them, and waiting for what they do."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.site import Site, end, unit_words


@contextmanager
def worker(
    site: Site, name: str, unit: str = "tracker-worker@.service", **environment: str
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A worker, and its log."""
    log = site.log.parent / f"{name}.log"
    words = unit_words(unit)
    words[words.index("--hostname") + 1] = f"{name}@here"
    process = site.begin("-m", "celery", *words[1:], log=log, **environment)
    try:
        yield process, log
    finally:
        end(process)


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that do a worker's tasks."""
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def until(true: Callable[[], object], log: Path, seconds: float = 120) -> None:
    """Wait until something holds; the log says why it does not."""
    end_at = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end_at, log.read_text()[-5000:]
        time.sleep(0.1)


def wait_until_open(port: int) -> None:
    end_at = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < end_at, f"nobody listens on port {port}"
            time.sleep(0.1)
