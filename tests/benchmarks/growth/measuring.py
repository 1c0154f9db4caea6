"""What a cost is and how it is measured: processor time of Python and of its PostgreSQL backend, queries, memory.

Processor time does not depend on what else the machine does, as far as anything does not; of several repetitions the
least counts.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import psycopg

from tests.benchmarks.bench_refresh import Memory

# How many times as much ten times the record may cost.
CONSTANT, LOGARITHMIC, LINEAR = 1.3, 1.6, 13.0
MEMORY = 300  # MiB
Wanted = Literal["constant", "logarithmic", "linear", "reported"]
MOST: dict[Wanted, float] = {"constant": CONSTANT, "logarithmic": LOGARITHMIC, "linear": LINEAR}
WORTH = 1.0  # ms: less than that more is no growth


@dataclass(frozen=True, slots=True)
class Cost:
    """Something that is done, and how it may grow; ``before`` is done before each time and does not count.

    ``bounded``: its memory, with that of the processes it starts, may not pass MEMORY.
    """

    name: str
    wanted: Wanted
    do: Callable[[], object]
    times: int = 5
    before: Callable[[], object] = lambda: None
    around: Callable[[], AbstractContextManager[Any]] = nullcontext
    bounded: bool = False


def measure(cost: Cost) -> dict[str, Any]:
    """Milliseconds of processor time, queries and MiB of one cost."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    measured, queries, peak = [], 0, 0.0
    for _number in range(cost.times):
        cost.before()
        with cost.around(), CaptureQueriesContext(connection) as captured, Memory() as memory:
            backends, own = _times_of_backends(_backends()), _own_time()
            cost.do()
            after = _times_of_backends(backends)  # one that has ended meanwhile had nothing to do
            theirs = sum(seconds - backends[path] for path, seconds in after.items())
            measured.append(_own_time() - own + theirs)
        queries, peak = len(captured), max(peak, memory.peak)
    return {"ms": min(measured) * 1000, "queries": queries, "peak": peak}


def _backends() -> list[Path]:
    """The processes of PostgreSQL that serve this database.

    Its ``max_parallel_workers_per_gather`` is 0: helpers of a backend end before anybody can ask for their time.
    """
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        rows = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
            " AND pid <> pg_backend_pid()"
        )
        return [Path(f"/proc/{pid}/schedstat") for (pid,) in rows]


def _times_of_backends(backends: Iterable[Path]) -> dict[Path, float]:
    """Seconds of those that are still there."""
    return {path: int(path.read_text().split()[0]) / 1_000_000_000 for path in backends if path.exists()}


def _own_time() -> float:
    """Seconds of this process and of those it has started and ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
