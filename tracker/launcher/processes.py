"""The web server and the worker: started, watched, ended together."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tracker.launcher import CannotStart, survivors
from tracker.launcher.environment import PYTHON
from tracker.launcher.place import ROOT, Place

READY_WITHIN = 120.0  # seconds
# The parts of /readyz that the launcher answers for.
STARTED = ("database", "cache", "broker", "worker", "outgoing", "schedule")
GOES_WITHIN = 6.0  # seconds from asking a process to end to killing it


@dataclass(frozen=True)
class Child:
    """One running part, and the file it writes to."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self) -> str:
        lines = [line for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        return lines[-1].strip() if lines else "it said nothing"


def commands(place: Place, host: str, port: int) -> dict[str, list[str]]:
    """What is started: the same programs that deploy/ starts, on this machine's folders."""
    web = f"gunicorn tracker.wsgi:application --worker-class gthread --threads 8 --bind {host}:{port}"
    web += " --limit-request-line 8190"  # a search in Cyrillic is six times as long in an address
    web += " --graceful-timeout 4 --no-control-socket --worker-tmp-dir"
    worker = "celery -A tracker worker --pool threads --concurrency 2 --loglevel INFO"
    worker += " --without-gossip --without-mingle --without-heartbeat"
    return {
        "web": ["-m", *web.split(), str(place.folder("tmp"))],
        "worker": ["-m", *worker.split(), "--queues", "celery", "--hostname", "worker@%h", "--beat"],
        "outgoing": ["-m", *worker.split(), "--queues", "outgoing", "--hostname", "outgoing@%h"],
    }


def start(place: Place, host: str, port: int, environment: dict[str, str]) -> list[Child]:
    children = []
    for name, arguments in commands(place, host, port).items():
        log = place.folder("log") / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [PYTHON, "-m", "tracker.launcher.tether", str(PYTHON), *arguments],
                cwd=ROOT,
                env={**environment, "TRACKER_LAUNCHER": str(os.getpid())},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        children.append(Child(name, process, log))
    return children


def is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:  # noqa: S310  # our own http address
            return bool(answer.status == 200)
    except urllib.error.HTTPError as not_ready:
        # After a week's rest digests are late until the first sweep; what was started is well nevertheless.
        parts = json.load(not_ready)
        return not_ready.code == 503 and all(parts[part]["ok"] for part in STARTED)
    except (urllib.error.URLError, OSError, ValueError, KeyError, TypeError):
        return False


def check(children: list[Child]) -> None:
    """CannotStart (or: cannot go on) when a part has ended by itself."""
    for child in children:
        if child.process.poll() is not None:
            raise CannotStart(f"the {child.name} ended by itself: {child.last_words()} (more in {child.log})")


def stop(place: Place, children: list[Child]) -> None:
    """End every part and whatever they started; within GOES_WITHIN seconds, by force after that."""
    for child in children:
        if child.process.poll() is None:
            child.process.send_signal(signal.SIGTERM)
    until = time.monotonic() + GOES_WITHIN
    for child in children:
        try:
            child.process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
    survivors.end(place.data, patience=1.0)
