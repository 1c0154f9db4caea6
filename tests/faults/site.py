"""The tracker's own processes as deploy/ starts them, under an environment that points where a test wants."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.serving import ROOT, free_port
from tests.tracker.test_settings import example


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str
    seconds: float


class Site:
    """A web server and the commands beside it. ``tree``: where its code lies."""

    def __init__(self, folder: Path, tree: Path = ROOT, **environment: str) -> None:
        self.port, self.tree = free_port(), tree
        self.log = folder / "web.log"
        self.environment = {
            "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
            **example(),
            "SITE_URL": "http://127.0.0.1",
            "ALLOWED_HOSTS": "127.0.0.1,tracker.example.org",
            "ALLOW_HTTP": "1",
            "TRACKER_DATA": str(folder / "data"),
            "EMAIL_URL": "folder://",
            "REVIEW": "one",
            "METRICS_TOKEN": "",
            **environment,
        }
        (folder / "data").mkdir(exist_ok=True)

    def manage(self, *words: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=self.tree, env=self.environment | environment, capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def load(self) -> None:
        """Static files, and Kazakhstan's record: one process, for its start takes longest."""
        script = f"""
import django
django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
call_command("import_package", "{ROOT}/projects/data/kazakhstan", verbosity=0)
"""
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "tracker.settings"}
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def begin(self, *words: str, log: Path | None = None, **environment: str) -> subprocess.Popen[bytes]:
        """A process of the tracker's; whoever begins it ends it."""
        with (log or self.log).open("ab") as output:
            return subprocess.Popen(
                [sys.executable, *words],
                cwd=self.tree,
                env=self.environment | environment,
                stdout=output,
                stderr=output,
            )

    @contextmanager
    def served(self) -> Iterator[None]:
        """gunicorn with the words of its unit, on a port instead of a socket."""
        words = unit_words("tracker-web.service", self.tree)
        words[words.index("--bind") + 1] = f"127.0.0.1:{self.port}"
        process = self.begin("-m", "gunicorn", *words[1:], WEB_CONCURRENCY="2")
        try:
            self.until("/healthz", 200)
            yield
        finally:
            end(process)

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, timeout: float = 60, **headers: str
    ) -> Answer:
        begun = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            lowered = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, lowered, text, time.monotonic() - begun)
        finally:
            connection.close()

    def until(self, path: str, status: int, seconds: float = 90) -> Answer:
        """Ask until there is such an answer."""
        end_at, latest = time.monotonic() + seconds, None
        while time.monotonic() < end_at:
            with suppress(OSError, http.client.HTTPException):
                latest = self.ask(path)
                if latest.status == status:
                    return latest
            time.sleep(0.2)
        raise AssertionError(f"{path} is not {status} after {seconds} s: {latest}\n{self.log.read_text()[-3000:]}")

    def ready(self) -> dict[str, Any]:
        """What /readyz says."""
        state: dict[str, Any] = json.loads(self.ask("/readyz").body)
        return state

    def log_lines(self, words: str) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if words in line]


def unit_words(unit: str, tree: Path = ROOT) -> list[str]:
    """What follows ExecStart= of a unit, as words; the program first."""
    text = (tree / "deploy/systemd" / unit).read_text(encoding="utf-8")
    line = re.search(r"^ExecStart=(\S+) (.+)$", text, re.MULTILINE)
    assert line is not None, unit
    return [line[1], *line[2].split()]


def end(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
