"""Two hundred readers at once, with PostgreSQL beside them on the same cores and the tracker as deploy/ starts it.

First they read as fast as they get answers, then as people do, with five seconds for a page. Rate, p50, p99; no errors
are promised. The readers themselves run on the same cores.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.bench_pages import load_record
from tests.benchmarks.crowd import Reading, read_for
from tests.benchmarks.serving import served

READERS, SECONDS, PAUSE = 200, 30.0, 5.0
PROCESSES = 2
# What readers read: lists, pages of one promise, the front page, changes, numbers, and the API.
SHOWN = ("/targets/", "/", "/changes/", "/targets/?page=20", "/programmes/", "/calendar/", "/track-record/")
ANSWERS = ("/api/v1/targets/?page_size=50&fields=id,deadline,indicator", "/api/v1/status-changes/?page_size=50")


def paths(targets: int) -> list[str]:
    """Every tenth page of a promise beside each of the others."""
    return [
        path
        for number in range(0, targets, max(targets // 40, 1))
        for path in (*SHOWN, *ANSWERS, f"/targets/target-{number:06}/")
    ]


def compare(name: str, url: str, *, targets: int, outcomes: int) -> bool:
    """Measure and print two lines; True when nobody met an error."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        work = Path(folder)
        load_record(url, work, targets, outcomes)
        port = stack.enter_context(served("tracker.wsgi:application", url, work, processes=PROCESSES))
        shown = paths(targets)
        read_for(5, port=port, paths=shown, readers=8)  # each process has its caches before it counts
        quick = read_for(SECONDS, port=port, paths=shown, readers=READERS)
        slow = read_for(SECONDS, port=port, paths=shown, readers=READERS, pause=PAUSE)
    print(f"readers {name}: {READERS} at once, {PROCESSES} web processes of eight threads, {targets} targets")
    print(f"  without a pause      {quick.line()}")
    print(f"  a page every {PAUSE:.0f} s+    {slow.line()}", flush=True)
    return not failures(quick) + failures(slow)


def failures(reading: Reading) -> int:
    return reading.failures + (not reading.waits)
