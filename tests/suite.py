"""`make test`: everything CI runs, one step after another, going on past a failure, with a summary that hides nothing.

The record's tests run twice, on SQLite and on PostgreSQL with Redis, but for what is the same on both (PURE, and what
is marked ``once``); browser tests drive Chromium once. What cannot run on this machine is skipped and said at the end;
anything that failed makes the exit code 1.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests import servers
from tests.browser import chromium

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
TWO = ["-n", "2", "--dist", "worksteal"]
# These know neither a database nor a cache: the first leg has tested them.
PURE = (
    "tests/projects/charts",
    "tests/projects/comparison",
    "tests/projects/data",
    "tests/projects/judging",
    "tests/projects/reading",
    "tests/projects/wording",
)
# Each folder holds all tests of its marker and no others (tests/conftest.py sees to it): no leg collects in vain.
BROWSER, STORY = "tests/browser", "tests/integration"
RECORD = [*PYTEST, *TWO, f"--ignore={BROWSER}", f"--ignore={STORY}"]
STORIES = [*PYTEST, STORY]
# A run starts some two hundred Pythons: each would compile the tracker anew if it might not keep what it compiled.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
CLOSING = re.compile(r"^=*\s*((?:\d+ [a-z]+(?:, )?)+) in [\d.]+s", re.MULTILINE)
LINT = {
    "locks": [sys.executable, "-m", "tests.locks"],
    "words": [sys.executable, "-m", "tests.words"],
    "ruff": [sys.executable, "-m", "ruff", "check"],
    "format": [sys.executable, "-m", "ruff", "format", "--check"],
    "types": [sys.executable, "-m", "mypy"],
    "dead code": [sys.executable, "-m", "tests.dead_code"],
    "imports": [str(Path(sys.executable).with_name("lint-imports"))],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}


@dataclass(frozen=True)
class Ran:
    """How a step ended, what it said, and how long it took."""

    code: int
    said: str
    seconds: float


@dataclass
class Report:
    """What has run so far: a line for each step, and pytest's own counts."""

    lines: list[str] = field(default_factory=list)
    closings: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    failed: bool = False

    def run(self, name: str, command: list[str], **variables: str) -> None:
        print(f"\n===== {name}: {' '.join(command[1:])}", flush=True)
        self.note(name, command, _ran(command, variables, shown=True))

    def note(self, name: str, command: list[str], ran: Ran) -> None:
        """What has become of a step."""
        self.failed = self.failed or ran.code != 0
        self.lines.append(f"{'FAILED' if ran.code else 'ok':<8}{name:<12}{ran.seconds:6.0f} s")
        if "pytest" in command and (closing := CLOSING.findall(ran.said)):
            self.closings.append(f"{name}: {closing[-1]}")
            for count, what in re.findall(r"(\d+) ([a-z]+)", closing[-1]):
                self.counts[what.rstrip("s") if what == "errors" else what] += int(count)

    def skip(self, name: str, reason: str) -> None:
        self.lines.append(f"SKIPPED {name:<12}{reason}")

    def lack(self, name: str, reason: str) -> None:
        """What a developer's machine may lack CI must have."""
        self.skip(name, reason)
        self.failed = self.failed or os.environ.get("CI") == "true"

    def close(self, seconds: float) -> int:
        """Print the summary; its last lines are pytest's counts over all legs."""
        print(f"\n===== summary ({seconds:.0f} s)")
        print("\n".join([*self.lines, *self.closings]))
        if any(line.startswith("SKIPPED") for line in self.lines) or self.counts["skipped"]:
            print("Not everything ran: see SKIPPED above and pytest's reasons in each leg.")
        if self.counts:
            order = ("failed", "passed", "skipped", "error")
            counts = ", ".join(f"{self.counts[what]} {what}" for what in order if self.counts[what])
            print(f"{'=' * 20} {counts} in {seconds:.2f}s {'=' * 20}")
        return 1 if self.failed else 0


def _ran(command: list[str], variables: dict[str, str], *, shown: bool) -> Ran:
    """Run it to its end, and show what it says while it says it."""
    said = []
    began = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**ENVIRONMENT, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if shown:
                print(line, end="", flush=True)
            said.append(line)
        code = process.wait()
    return Ran(code, "".join(said), time.monotonic() - began)


def _sqlite(report: Report) -> None:
    # The integration stories start processes of their own: they have a leg for themselves.
    report.run("sqlite", [*RECORD, "-m", "not postgresql and not redis"])


def _all_tests(report: Report) -> None:
    """The stories mostly wait, for processes to start and for servers to come back: the rest works meanwhile."""
    with ThreadPoolExecutor(1) as aside:
        stories = aside.submit(_stories)
        _sqlite(report)
        _postgresql(report)
        _browser(report)
        ran = stories.result()
    if isinstance(ran, Ran):
        print(f"\n===== stories (ran beside the others): {' '.join(STORIES[1:])}\n{ran.said}", flush=True)
        report.note("stories", STORIES, ran)
    else:
        report.lack("stories", str(ran))


def _postgresql(report: Report) -> None:
    with ExitStack() as stack:
        try:
            addresses = stack.enter_context(servers.both())
        except servers.NoServer as reason:
            report.lack("postgresql", f"and Redis with a real worker: {reason}")
            return
        pure = [f"--ignore={folder}" for folder in PURE]
        report.run("postgresql", [*RECORD, *pure, "-m", "not once"], **addresses)


def _stories() -> Ran | servers.NoServer:
    """The stories, on servers of their own; or why there are none."""
    try:
        with servers.both() as addresses:
            return _ran(STORIES, addresses, shown=False)
    except servers.NoServer as reason:
        return reason


def _browser(report: Report) -> None:
    if chromium.executable() is None:
        report.skip("browser", chromium.MISSING)
        return
    report.run("browser", [*PYTEST, *TWO, BROWSER])


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    report = Report()
    for name, command in LINT.items():
        report.run(name, command)
    if "--lint" not in arguments:
        _all_tests(report)
    return report.close(time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
