"""How long all verdicts take from nothing, beside the one SQL statement that fetches the rows they rest on, ordered.

Both run on PostgreSQL over the same loaded record, the statement before and after, the refresh in as many processes as
the command takes; the memory is the peak of all of them together. A second figure: one new outcome, refreshed with what
depends on it, and the queries that takes.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
AS_OF = date(2026, 1, 15)
PROMISED = 5.0  # times the time of the statement
MEMORY = 300  # MiB

STATEMENT = """
SELECT outcome.id, outcome.indicator_id, outcome.basis, outcome.qualifier, outcome.value, outcome.upper_value,
    outcome.rounded_to, outcome.compared_with_start, outcome.compared_with_end, outcome.period_start,
    outcome.period_end, outcome.final, outcome.corrects_id, outcome.territory_id, outcome.note <> '',
    source.publisher, source.kind, source.public_on
FROM projects_outcome AS outcome JOIN projects_source AS source ON source.id = outcome.source_id
ORDER BY outcome.indicator_id, outcome.period_end, outcome.id
"""


def compare(name: str, url: str, *, targets: int, outcomes: int) -> bool:
    """Measure one database and print the lines; True when the promises are kept."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATABASE_URL": url, "TRACKER_DATA": folder}
        command = [sys.executable, "-m", "tests.benchmarks.bench_refresh"]
        sizes = [folder, str(targets), str(outcomes)]
        subprocess.run([*command, "load", *sizes], env=environment, check=True)
        done = subprocess.run([*command, "measure"], env=environment, stdout=subprocess.PIPE, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    ratio = measured["refresh"] / measured["statement"]
    print(
        f"refresh {name}: {measured['chains']} chains, {measured['rows']} outcomes\n"
        f"  all verdicts     {measured['refresh']:6.1f} s  {measured['processes']} processes"
        f"  peak {measured['peak']:.0f} MiB together  (promised {MEMORY})\n"
        f"  processor time   {measured['own']:6.1f} s reading and writing, {measured['judging']:.1f} s judging\n"
        f"  the statement    {measured['statement']:6.1f} s\n"
        f"  ratio            {ratio:6.1f}    (promised {PROMISED:.1f})\n"
        f"  one new outcome  {measured['one'] * 1000:6.1f} ms, {measured['queries']} queries",
        flush=True,
    )
    return bool(ratio <= PROMISED and measured["peak"] <= MEMORY)


# --- in the child ------------------------------------------------------------------------------------------------


def _main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    if sys.argv[1] == "load":
        load(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        print(json.dumps(_measure()))


def load(work: Path, targets: int, outcomes: int) -> None:
    from django.core.management import call_command
    from django.db import connection, transaction

    from projects.models.system_user import system_user
    from projects.packages.load import staged_package
    from tests.benchmarks.record import Size, write_record

    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    package = write_record(work / "package", Size(targets=targets, outcomes=outcomes))
    with transaction.atomic(), staged_package(package) as staged:
        staged.load(by_id=system_user().pk, at=AT)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _measure() -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from projects.actions.refresh import refresh_affected, refresh_assessments
    from projects.judging.processes import cores
    from projects.models import Outcome

    rows, before = _statement()
    start, own, judging = time.perf_counter(), time.process_time(), _processor_time_of_children()
    with Memory() as memory:
        chains = refresh_assessments(as_of=AS_OF, at=AT, processes=cores())
    refresh, own = time.perf_counter() - start, time.process_time() - own
    _rows, after = _statement()
    touched = Outcome.objects.order_by("id").values_list("id", flat=True)[:1]
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        refresh_affected(as_of=AS_OF, at=AT, outcomes=list(touched))
    return {
        "rows": rows,
        "statement": (before + after) / 2,
        "refresh": refresh,
        "chains": chains,
        "peak": memory.peak,
        "own": own,
        "judging": _processor_time_of_children() - judging,
        "processes": cores(),
        "one": time.perf_counter() - start,
        "queries": len(queries),
    }


def _statement() -> tuple[int, float]:
    """How many rows, and seconds until the last has been fetched."""
    from django.db import connection

    rows = 0
    start = time.perf_counter()
    with connection.chunked_cursor() as cursor:
        cursor.execute(STATEMENT)
        while chunk := cursor.fetchmany(2000):
            rows += len(chunk)
    return rows, time.perf_counter() - start


def _processor_time_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Memory:
    """The peak of what this process and those it started hold together, in MiB, looked at twenty times a second."""

    def __enter__(self) -> Memory:
        self.peak = 0.0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look)
        self._watch.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._watch.join()

    @staticmethod
    def now() -> float:
        """What they hold now."""
        own, held = os.getpid(), 0
        for pid in [str(own), *Path(f"/proc/{own}/task/{own}/children").read_text().split()]:
            with suppress(OSError):  # a process may end while it is looked at
                held += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
        return held / 1024 / 1024

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self.peak = max(self.peak, self.now())


if __name__ == "__main__":
    _main()
