"""How many lists of a hundred targets the API gives in a second, beside a bare WSGI view and beside Datasette.

The same hundred targets as JSON, those due from a day on, from one process each: ours and the bare views
(`bare_lists.py`) from PostgreSQL, Datasette from an SQLite file of the same rows with an index on the day. Ours is
asked with `fields` for the members that Datasette shows, and for whole entries: once as a server gives an answer that
it has given before, since the record changed, and once (`anew`) with none kept, so that rows are read and written for
each. The number of entries is counted once for a version of the record in both (docs/speed.md).
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path

from tests.benchmarks.bench_pages import load_record, plain
from tests.benchmarks.serving import datasette_of, environment, measure, read, request, served

MEMBERS = (
    *("id", "programme", "indicator", "unit", "basis", "qualifier", "value", "upper_value", "window_start"),
    *("deadline", "deadline_text", "assessment.status", "assessment.stale", "assessment.actual"),
    *("assessment.percent_achieved", "assessment.pace"),
)
# The least share of the rate of a bare view, which reads its rows each time.
PROMISED = {
    "sparse": ("bare", 0.5),
    "sparse anew": ("bare", 0.0),
    "whole": ("bare whole", 1 / 3),
    "whole anew": ("bare whole", 1 / 3),
}


def compare(name: str, url: str, *, targets: int, outcomes: int) -> bool:
    """Measure and print the lines; True when the promises are kept."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        work = Path(folder)
        load_record(url, work, targets, outcomes)
        subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_lists", str(work)], env=environment(url, work), check=True
        )
        return compare_servers(name, url, work, stack)


def compare_servers(name: str, url: str, work: Path, stack: ExitStack) -> bool:
    """The same with a record that is loaded."""
    from tests.benchmarks.bare_lists import DUE_AFTER

    ours = stack.enter_context(served("tracker.wsgi:application", url, work))
    anew = stack.enter_context(served("tracker.wsgi:application", url, work, keeps_answers=False))
    bare = stack.enter_context(served("tests.benchmarks.bare_lists:application", url, work))
    datasette = stack.enter_context(datasette_of(work / "lists.sqlite3"))
    whole = f"/api/v1/targets/?due_after={DUE_AFTER}&page_size=100"
    sparse = f"{whole}&fields={','.join(MEMBERS)}"
    paths = {
        "bare": (bare, "/"),
        "sparse": (ours, sparse),
        "sparse anew": (anew, sparse),
        "datasette": (
            datasette,
            f"/lists/targets.json?deadline__gte={DUE_AFTER}&_sort=deadline&_size=100&_shape=objects",
        ),
        "bare whole": (bare, "/whole"),
        "whole": (ours, whole),
        "whole anew": (anew, whole),
    }
    rates = measure({way: (port, request(path)) for way, (port, path) in paths.items()})
    sizes = {way: len(read(port, path)[0]) / 1000 for way, (port, path) in paths.items()}
    return _report(name, rates, sizes)


def _report(name: str, rates: dict[str, float], sizes: dict[str, float]) -> bool:
    shares = {way: rates[way] / rates[other] for way, (other, _least) in PROMISED.items()}
    ahead = rates["sparse anew"] / rates["datasette"]
    print(f"lists {name}: 100 targets of the API as JSON, one connection to one process")
    for way, rate in rates.items():
        line = f"  {way:12} {rate:8.0f} a second  {sizes[way]:6.0f} kB"
        if way in shares:
            other, least = PROMISED[way]
            line += f"  {shares[way]:.2f} of “{other}”" + (f"  (promised {least:.2f})" if least else "")
        if way == "sparse anew":
            line += f", {ahead:.2f} times Datasette  (promised 1)"
        print(line, flush=True)
    return ahead >= 1 and all(shares[way] >= least for way, (_other, least) in PROMISED.items())


# --- in the child ------------------------------------------------------------------------------------------------


def _copy_rows(path: Path) -> None:
    """The members of every target as one table for Datasette, in the order of the list."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from django.db import connection

    from tests.benchmarks.bare_lists import ALL

    with connection.cursor() as cursor:
        cursor.execute(ALL)
        names = [column.name for column in cursor.description]
        rows = [[number, *map(plain, row)] for number, row in enumerate(cursor.fetchall())]
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute(f"CREATE TABLE targets (place INTEGER PRIMARY KEY, {', '.join(names)})")
        copy.executemany(f"INSERT INTO targets VALUES ({', '.join('?' * (len(names) + 1))})", rows)
        copy.execute("CREATE INDEX by_deadline ON targets (deadline)")


if __name__ == "__main__":
    _copy_rows(Path(sys.argv[1]) / "lists.sqlite3")
