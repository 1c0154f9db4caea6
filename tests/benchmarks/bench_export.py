"""How fast all outcomes are exported, beside PostgreSQL's COPY of the same rows, and in how much memory.

COPY writes the table's columns of the export as they are, in no order, to a file. Ours are the files that readers get:
in order, as CSV and as JSON Lines. They take turns in one process, round after round; the least time of each counts,
and memory is the peak of the rounds above what the process holds before them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.bench_refresh import Memory

ROUNDS = 3
PROMISED = 1 / 3  # of COPY's rows a second
MEMORY = 60  # MiB above idle
FORMATS = {"csv": "CSV", "jsonl": "JSON Lines"}


def compare(name: str, url: str, *, targets: int, outcomes: int) -> bool:
    """Measure PostgreSQL and print the lines; True when the promises are kept."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.benchmarks.bench_export", folder, str(targets), str(outcomes)]
        environment = {**os.environ, "DATABASE_URL": url, "TRACKER_DATA": folder, "DEBUG": "1"}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    print(f"export {name}: {outcomes} outcomes\n  COPY             {measured['copy']:9,.0f} rows/s")
    fast_and_small = True
    for format_name, title in FORMATS.items():
        rate, memory = measured[format_name]["rate"], measured[format_name]["memory"]
        ratio = rate / measured["copy"]
        fast_and_small = fast_and_small and ratio >= PROMISED and memory <= MEMORY
        print(
            f"  {title:<16} {rate:9,.0f} rows/s  {ratio:5.2f} of COPY (promised {PROMISED:.2f})"
            f"  {memory:4.0f} MiB above idle (promised {MEMORY})"
        )
    inputs = measured["inputs"]
    print(f"  inputs of all verdicts {inputs['seconds']:5.1f} s  {inputs['memory']:4.0f} MiB above idle", flush=True)
    return fast_and_small


# --- in the child ------------------------------------------------------------------------------------------------


def _main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    work, targets, outcomes = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    _load(work, targets, outcomes)
    print(json.dumps(_measure(work, outcomes)))


def _load(work: Path, targets: int, outcomes: int) -> None:
    """The record, unless a benchmark before has left it here, judged as of today."""
    from django.core.management import call_command
    from django.utils import timezone

    from projects.actions.refresh import refresh_assessments
    from projects.judging.processes import cores
    from projects.models import Outcome, Target
    from tests.benchmarks import bench_refresh

    call_command("migrate", verbosity=0)
    if (Target.objects.count(), Outcome.objects.count()) != (targets, outcomes):
        bench_refresh.load(work, targets, outcomes)
    now = timezone.now()  # noqa: TID251  # the record ends today
    refresh_assessments(as_of=timezone.localdate(now), at=now, processes=cores())


def _measure(work: Path, outcomes: int) -> dict[str, Any]:
    from projects.packages.tables import OUTCOMES
    from projects.packages.writing.record_rows import snapshot
    from projects.packages.writing.table_files import write_csv, write_json_lines

    makers = {"csv": write_csv, "jsonl": write_json_lines}
    seconds: dict[str, list[float]] = {name: [] for name in ("copy", *FORMATS)}
    peaks = dict.fromkeys(FORMATS, 0.0)
    idle = Memory.now()
    for _round in range(ROUNDS):
        seconds["copy"].append(_timed(lambda: _copy(work / "copy")))
        for name, write in makers.items():
            with Memory() as memory, (work / f"outcomes.{name}").open("wb") as stream, snapshot():
                seconds[name].append(_timed(lambda: write(stream, OUTCOMES)))  # noqa: B023  # called at once
            peaks[name] = max(peaks[name], memory.peak - idle)
    rates = {name: outcomes / min(times) for name, times in seconds.items()}
    formats = {name: {"rate": rates[name], "memory": peaks[name]} for name in FORMATS}
    return {"copy": rates["copy"], **formats, "inputs": _inputs(work, idle)}


def _timed(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _copy(path: Path) -> None:
    """The columns of the export, as the table holds them."""
    from django.db import connection

    from projects.packages.tables import OUTCOMES

    names = ", ".join(f'"{OUTCOMES.field(column).column}"' for column in OUTCOMES.columns)
    statement = f"COPY projects_outcome ({names}) TO STDOUT"
    with path.open("wb") as stream, connection.cursor() as cursor, cursor.copy(statement) as copied:
        for row in copied:
            stream.write(row)


def _inputs(work: Path, idle: float) -> dict[str, float]:
    from django.utils import timezone

    from projects.exports.inputs_file import write_inputs
    from projects.packages.writing.record_rows import snapshot

    today = timezone.localdate()
    with Memory() as memory, snapshot():
        seconds = _timed(lambda: write_inputs(work / "inputs.csv", today))
    return {"seconds": seconds, "memory": memory.peak - idle}


if __name__ == "__main__":
    _main()
