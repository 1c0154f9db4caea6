"""The steps of a run of tests: each is a command that is run to its end, and a line of the summary."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A run starts some two hundred Pythons: each would compile the tracker anew if it might not keep what it compiled.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
PYTEST_TOTALS = re.compile(r"^=*\s*((?:\d+ [a-z]+(?:, )?)+) in [\d.]+s", re.MULTILINE)


@dataclass(frozen=True)
class Result:
    """How a step ended: its exit code, its output, and the seconds that it took."""

    code: int
    output: str
    seconds: float


def run_step(command: list[str], variables: Mapping[str, str], *, shown: bool) -> Result:
    """Runs a command to its end. If ``shown``, its output is printed line by line."""
    output = []
    started = time.monotonic()
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
            output.append(line)
        code = process.wait()
    return Result(code, "".join(output), time.monotonic() - started)


@dataclass
class Report:
    """The steps that have run: a line for each, and pytest's counts over all of them.

    Of steps that run beside others nothing is ``shown``: their output is kept until another report takes it over.
    """

    shown: bool = True
    outputs: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    totals: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    failed: bool = False

    def run(self, name: str, command: list[str], **variables: str) -> None:
        """Runs one step and prints its output while it runs, or keeps it."""
        heading = f"\n===== {name}: {' '.join(command[1:])}"
        if self.shown:
            print(heading, flush=True)
        result = run_step(command, variables, shown=self.shown)
        if not self.shown:
            self.outputs.append(f"{heading} (ran beside others)\n{result.output}")
        self.add(name, command, result)

    def run_together(self, steps: Mapping[str, list[str]], at_once: int) -> None:
        """Runs steps that do not disturb each other, some at once; prints each one's output when its turn has come."""
        with ThreadPoolExecutor(at_once) as pool:
            results = {name: pool.submit(run_step, command, {}, shown=False) for name, command in steps.items()}
            for name, command in steps.items():
                result = results[name].result()
                print(f"\n===== {name}: {' '.join(command[1:])}\n{result.output}", end="", flush=True)
                self.add(name, command, result)

    def add(self, name: str, command: list[str], result: Result) -> None:
        """Notes how a step ended."""
        self.failed = self.failed or result.code != 0
        self.lines.append(f"{'FAILED' if result.code else 'ok':<8}{name:<12}{result.seconds:6.0f} s")
        if "pytest" in command and (totals := PYTEST_TOTALS.findall(result.output)):
            self.totals.append(f"{name}: {totals[-1]}")
            for count, outcome in re.findall(r"(\d+) ([a-z]+)", totals[-1]):
                self.counts[outcome.rstrip("s") if outcome == "errors" else outcome] += int(count)

    def take_over(self, other: Report) -> None:
        """Prints what another report kept, and adds its steps to these."""
        print("".join(other.outputs), end="", flush=True)
        self.lines += other.lines
        self.totals += other.totals
        self.counts += other.counts
        self.failed = self.failed or other.failed

    def skip(self, name: str, reason: str) -> None:
        """Notes a step that this machine cannot run."""
        self.lines.append(f"SKIPPED {name:<12}{reason}")

    def lack(self, name: str, reason: str) -> None:
        """Notes a step that a developer's machine may skip; in CI it is a failure."""
        self.skip(name, reason)
        self.failed = self.failed or os.environ.get("CI") == "true"

    def close(self, seconds: float) -> int:
        """Prints the summary, pytest's counts last; returns the exit code."""
        print(f"\n===== summary ({seconds:.0f} s)")
        print("\n".join([*self.lines, *self.totals]))
        if any(line.startswith("SKIPPED") for line in self.lines) or self.counts["skipped"]:
            print("Not everything ran: see SKIPPED above and pytest's reasons in each leg.")
        if self.counts:
            order = ("failed", "passed", "skipped", "error")
            counts = ", ".join(f"{self.counts[outcome]} {outcome}" for outcome in order if self.counts[outcome])
            print(f"{'=' * 20} {counts} in {seconds:.2f}s {'=' * 20}")
        return 1 if self.failed else 0
