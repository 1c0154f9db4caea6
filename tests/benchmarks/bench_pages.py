"""How many pages of the list of targets are served in a second, beside a bare WSGI view and beside Datasette.

The same fifty rows of the same record on one machine in one run, each from one process: ours and the bare view
(`bare.py`) by gunicorn as deploy/ starts it, from PostgreSQL; Datasette by its own server, from an SQLite file of the
same rows with an index on their order. Ours is asked twice: for the page, and with the tag that it gave (a 304).
Afterwards it is asked for the list of a day a year ago, and for the track record of everything.

No page is kept: rows are read and written anew for each answer. What one version of the record is counted once for, and
the frame of the page, are kept in the process, as on a server (docs/speed.md).
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.serving import datasette_of, environment, measure, read, request, served

LEAST_SHARE = 0.3  # of the bare view's rate
MOST_HTML, MOST_SCRIPT = 100_000, 60_000


def compare(name: str, url: str, *, targets: int, outcomes: int) -> bool:
    """Measure and print the lines; True when the promises are kept."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        work = Path(folder)
        load_record(url, work, targets, outcomes)
        ours = stack.enter_context(served("tracker.wsgi:application", url, work, keeps_answers=False))
        bare = stack.enter_context(served("tests.benchmarks.bare:application", url, work))
        datasette = stack.enter_context(datasette_of(work / "rows.sqlite3"))
        page, tag = read(ours, "/targets/")
        contenders = {
            "bare": (bare, request("/")),
            "page": (ours, request("/targets/")),
            "304": (ours, request("/targets/", tag)),
            "datasette": (datasette, request("/rows/targets?_sort=place&_size=50")),
        }
        rates = measure(contenders)
        # Apart: it would keep one process busy that the others are compared with.
        rates |= measure({"past": (ours, request(f"/targets/?as_of={_a_year_ago()}"))})
        counting = {day: _milliseconds(ours, f"/track-record/?as_of={day}") for day in (_today(), _a_year_ago())}
        rates |= measure({"track": (ours, request(f"/track-record/?as_of={_today()}"))})
        scripts = sum(len(read(ours, path)[0]) for path in _scripts(page))
    _tell_track_records(counting, rates["track"])
    return _told(name, rates, len(page), scripts, targets)


def _tell_track_records(counting: dict[date, float], rate: float) -> None:
    """Nothing is promised of them: the chains are read once for a version of the record and a day."""
    today, past = counting.values()
    print(
        f"track records: {today:.0f} ms to count every chain, {past:.0f} ms as of a year ago (from the history), then "
        f"{1000 / rate:.0f} ms a page",
        flush=True,
    )


def _milliseconds(port: int, path: str) -> float:
    begun = time.perf_counter()
    read(port, path)
    return (time.perf_counter() - begun) * 1000


def _told(name: str, rates: dict[str, float], html: int, scripts: int, targets: int) -> bool:
    share, ahead, quick = (
        rates["page"] / rates["bare"],
        rates["page"] / rates["datasette"],
        rates["304"] / rates["bare"],
    )
    print(
        f"pages {name}: {targets} targets, 50 rows a page, one connection to one process; counts and the frame of the"
        " page are kept for a version of the record, rows are not\n"
        f"  bare WSGI view   {rates['bare']:8.0f} a second\n"
        f"  /targets/        {rates['page']:8.0f} a second  {share:5.2f} of the bare view"
        f"  (promised {LEAST_SHARE:.2f})\n"
        f"  Datasette        {rates['datasette']:8.0f} a second  {ahead:5.2f} times as many are ours  (promised 1)\n"
        f"  304              {rates['304']:8.0f} a second  {quick:5.2f} times the bare view  (promised 1)\n"
        f"  a year ago       {rates['past']:8.1f} a second  {1000 / rates['past']:5.0f} ms a page of an earlier day\n"
        f"  HTML             {html / 1000:8.1f} kB  (promised {MOST_HTML / 1000:.0f}),"
        f" scripts {scripts / 1000:.1f} kB  (promised {MOST_SCRIPT / 1000:.0f})",
        flush=True,
    )
    return share >= LEAST_SHARE and ahead > 1 and quick > 1 and html < MOST_HTML and scripts < MOST_SCRIPT


def _today() -> date:
    return date.today()  # noqa: TID251  # the record ends today


def _a_year_ago() -> date:
    return _today() - timedelta(days=365)


def _scripts(page: bytes) -> list[str]:
    return [part.split(b'"')[0].decode() for part in page.split(b'<script src="')[1:]]


# --- in the child ------------------------------------------------------------------------------------------------


def load_record(url: str, work: Path, targets: int, outcomes: int) -> None:
    """The record in the database, judged as of today, and what its list of targets shows in ``rows.sqlite3``."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_pages", "load", str(work), str(targets), str(outcomes)]
    subprocess.run(command, env=environment(url, work), check=True)


def _main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    work, targets, outcomes = Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    _load(work, targets, outcomes)
    _copy_rows(work / "rows.sqlite3")


def _load(work: Path, targets: int, outcomes: int) -> None:
    """The record, unless a benchmark before has left it here, judged as of today; and the static files."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from projects.actions.refresh import refresh_assessments
    from projects.judging.processes import cores
    from projects.models import Outcome, Target
    from tests.benchmarks import bench_refresh

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if (Target.objects.count(), Outcome.objects.count()) != (targets, outcomes):
        bench_refresh.load(work, targets, outcomes)
        shutil.rmtree(work / "package")
    now = timezone.now()  # noqa: TID251  # the record ends today
    refresh_assessments(as_of=timezone.localdate(now), at=now, processes=cores())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy_rows(path: Path) -> None:
    """What the list shows of every target, as one table for Datasette, in the order of the list."""
    from django.db import connection

    from tests.benchmarks.bare import STATEMENT

    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.replace("LIMIT 50", ""))
        names = [column.name for column in cursor.description]
        rows = [[number, *map(plain, row)] for number, row in enumerate(cursor.fetchall())]
    columns = [f"column_{number}_{name.strip('?')}" for number, name in enumerate(names)]
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute(f"CREATE TABLE targets (place INTEGER PRIMARY KEY, {', '.join(columns)})")
        copy.executemany(f"INSERT INTO targets VALUES ({', '.join('?' * (len(columns) + 1))})", rows)


def plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


if __name__ == "__main__":
    _main()
