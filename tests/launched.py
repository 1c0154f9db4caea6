"""`make run` as tests start it: a real launcher with a data folder and a port of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import migrated
from tracker.launcher import survivors

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN = 300.0  # seconds; a machine may be busy with other tests
OWN = {"DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE", "SITE_URL", "DEBUG"}


@dataclass
class Launched:
    """One launcher: its process, where it serves, what it said."""

    process: subprocess.Popen[str]
    data: Path
    port: int
    log: Path
    environment: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    @property
    def people(self) -> dict[str, dict[str, str]]:
        """The three demo people by role, each with `email` and `password`."""
        return {person["role"]: person for person in json.loads((self.data / "demo-people.json").read_text())}

    def manage(self, *arguments: str) -> str:
        """Run a management command on this tracker's data, as somebody beside it does; returns what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def get(self, path: str) -> tuple[int, str]:
        """Status (0: nobody answers) and text of an address."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except OSError:
            return 0, ""

    def wait_until_ready(self) -> None:
        until = time.monotonic() + READY_WITHIN
        while self.get("/readyz")[0] != 200 or "is at" not in self.output:
            assert self.process.poll() is None, f"the launcher ended by itself: {self.output}"
            assert time.monotonic() < until, f"not ready after {READY_WITHIN} s: {self.output} {self.get('/readyz')}"
            time.sleep(0.2)

    def left(self) -> list[int]:
        """The numbers of processes of this tracker that live."""
        return survivors.of(self.data)

    def end(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal to the whole group, as a terminal does; returns the exit code."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, sign)
        return self.process.wait(timeout=READY_WITHIN)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def launch(folder: Path, *, port: int | None = None, **variables: str) -> Launched:
    """Start a launcher on `folder`/var in a process group of its own; the caller ends it."""
    data, log, port = folder / "var", folder / "launcher.log", port or free_port()
    inherited = {name: value for name, value in os.environ.items() if name not in OWN}
    environment = {**inherited, "TRACKER_DATA": str(data), "PORT": str(port), **variables}
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tracker.launcher"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            text=True,
            start_new_session=True,
        )
    return Launched(process=process, data=data, port=port, log=log, environment=environment)


@contextmanager
def launched(folder: Path, **variables: str) -> Iterator[Launched]:
    """A launcher that is ready; ended afterwards, with everything it started. It finds its tables made."""
    migrated.copy(folder / "var" / "tracker.sqlite3")
    running = launch(folder, **variables)
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.end()
        survivors.end(running.data)
