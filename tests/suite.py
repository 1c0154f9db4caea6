"""`make test`: everything CI runs. A failure stops nothing; the summary tells each step, its time and what was skipped.

The record's tests run twice, on SQLite and on PostgreSQL with Redis, except those that are the same on both (PURE,
EDGES, and those marked ``once``). Browser tests drive Chromium once. The exit code is 1 if anything failed.

``--lint`` runs the checks alone; ``--quick`` the checks, the pure tests and the core on SQLite, in under two minutes.
"""

from __future__ import annotations

import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from tests import servers
from tests.browser import chromium
from tests.steps import Report

CORES = 2
PYTEST = [sys.executable, "-m", "pytest", "-q"]
TWO = ["-n", str(CORES), "--dist", "worksteal"]
# These know neither a database nor a cache: the first leg has tested them.
PURE = (
    "tests/projects/charts",
    "tests/projects/comparison",
    "tests/projects/data",
    "tests/projects/judging",
    "tests/projects/reading",
    "tests/projects/wording",
)
# Forms and pages of people who are logged in: what they call is tested on both, and stories drive them on servers.
EDGES = (
    "tests/accounts/views",
    "tests/projects/admin",
    "tests/projects/desk/archives",
    "tests/projects/desk/articles",
    "tests/projects/desk/imports",
    "tests/projects/desk/reading",
    "tests/projects/desk/report",
    "tests/projects/desk/second_reader",
)
# The write side and the read side of the record, and one file each of pages, API and digests.
CORE = (
    "tests/projects/actions",
    "tests/projects/adapters",
    "tests/projects/models",
    "tests/projects/packages",
    "tests/projects/reports",
    "tests/projects/api/test_targets.py",
    "tests/projects/views/test_pages.py",
    "tests/accounts/notices/digests/test_draft.py",
    "tests/accounts/notices/digests/test_sweep.py",
    "tests/test_docs.py",
    "tests/test_house.py",
    "tests/test_mirror.py",
)
# Each folder holds all tests of its marker and no others (tests/conftest.py sees to it): no leg collects in vain.
BROWSER, STORY = "tests/browser", "tests/integration"
# Containers (`make deploytest`), hosts (`make hosttest`), and servers that are stopped and killed (`make faults`).
DEPLOYMENT, FAULTS = "tests/deployment", "tests/faults"
RECORD = [*PYTEST, *TWO, *(f"--ignore={folder}" for folder in (BROWSER, STORY, DEPLOYMENT, FAULTS))]
STORIES = [*PYTEST, STORY]
ON_SQLITE = "not postgresql and not redis"
# The longest first: the others run beside it.
LINT = {
    "types": [sys.executable, "-m", "mypy"],
    "dead code": [sys.executable, "-m", "tests.dead_code"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "imports": [str(Path(sys.executable).with_name("lint-imports"))],
    "locks": [sys.executable, "-m", "tests.locks"],
    "words": [sys.executable, "-m", "tests.words"],
    "names": [sys.executable, "-m", "tests.names"],
    "ruff": [sys.executable, "-m", "ruff", "check"],
    "format": [sys.executable, "-m", "ruff", "format", "--check"],
    "templates": [sys.executable, "-m", "tests.templates"],
}


def run_quick(report: Report) -> None:
    """The pure tests and the core in one run, without those that are marked slow."""
    report.run("core", [*PYTEST, *TWO, *PURE, *CORE, "-m", f"not slow and {ON_SQLITE}"])


def run_all(report: Report) -> None:
    """Every leg. What waits for processes and Chromium runs beside the record's tests, which keep the cores busy."""
    beside = Report(shown=False)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(run_beside, beside)
        report.run("sqlite", [*RECORD, "-m", ON_SQLITE])
        run_on_servers(
            report, "postgresql", [*RECORD, *(f"--ignore={folder}" for folder in (*PURE, *EDGES)), "-m", "not once"]
        )
        waiting.result()
    report.take_over(beside)


def run_beside(report: Report) -> None:
    """The stories, on servers of their own, then the tests in a browser."""
    run_on_servers(report, "stories", STORIES)
    if chromium.executable() is None:
        report.skip("browser", chromium.MISSING)
    else:
        report.run("browser", [*PYTEST, *TWO, BROWSER])


def run_on_servers(report: Report, name: str, command: list[str]) -> None:
    """A step on PostgreSQL and Redis of its own, or the note that there are none."""
    with ExitStack() as stack:
        try:
            addresses = stack.enter_context(servers.both())
        except servers.NoServer as reason:
            report.lack(name, f"on PostgreSQL and Redis with a real worker: {reason}")
            return
        report.run(name, command, **addresses)


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    started = time.monotonic()
    report = Report()
    report.run_together(LINT, CORES)
    if "--quick" in arguments:
        run_quick(report)
    elif "--lint" not in arguments:
        run_all(report)
    return report.close(time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
