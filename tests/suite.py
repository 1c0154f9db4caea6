"""`make test`: everything CI runs. A failure stops nothing; the summary tells each step, its time and what was skipped.

The record's tests run twice, on SQLite and on PostgreSQL with Redis, except those that are the same on both (PURE, and
those marked ``once``). Browser tests drive Chromium once. The exit code is 1 if anything failed.

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
from tests.steps import Report, Result, run_step

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
RECORD = [*PYTEST, *TWO, f"--ignore={BROWSER}", f"--ignore={STORY}"]
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
    """The pure tests and the core, without those that are marked slow."""
    report.run("pure", [*PYTEST, *TWO, *PURE, "-m", "not slow"])
    report.run("core", [*PYTEST, *TWO, *CORE, "-m", f"not slow and {ON_SQLITE}"])


def run_all(report: Report) -> None:
    """Every leg. The stories mostly wait for processes and servers, so they run beside the other legs."""
    with ThreadPoolExecutor(1) as beside:
        stories = beside.submit(run_stories)
        report.run("sqlite", [*RECORD, "-m", ON_SQLITE])
        run_on_servers(report)
        run_browser(report)
        result = stories.result()
    if isinstance(result, Result):
        print(f"\n===== stories (ran beside the others): {' '.join(STORIES[1:])}\n{result.output}", flush=True)
        report.add("stories", STORIES, result)
    else:
        report.lack("stories", str(result))


def run_on_servers(report: Report) -> None:
    """The record's tests again, on PostgreSQL and Redis of this run's own."""
    with ExitStack() as stack:
        try:
            addresses = stack.enter_context(servers.both())
        except servers.NoServer as reason:
            report.lack("postgresql", f"and Redis with a real worker: {reason}")
            return
        pure = [f"--ignore={folder}" for folder in PURE]
        report.run("postgresql", [*RECORD, *pure, "-m", "not once"], **addresses)


def run_stories() -> Result | servers.NoServer:
    """The stories, on servers of their own; or why there are none."""
    try:
        with servers.both() as addresses:
            return run_step(STORIES, addresses, shown=False)
    except servers.NoServer as reason:
        return reason


def run_browser(report: Report) -> None:
    """The tests in a browser, or the note that there is none."""
    if chromium.executable() is None:
        report.skip("browser", chromium.MISSING)
        return
    report.run("browser", [*PYTEST, *TWO, BROWSER])


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
