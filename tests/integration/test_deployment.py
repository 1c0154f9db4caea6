"""What deploy/ starts, started: web, worker and schedule on PostgreSQL and Redis, until /readyz says all is well."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.launched import ROOT, free_port
from tests.tracker.test_settings import example

pytestmark = [pytest.mark.story, pytest.mark.postgresql, pytest.mark.redis]
BIN = Path(sys.executable).parent
SERVERS = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The shipped environment file with this run's servers, on plain HTTP."""
    port = free_port()
    own = {
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOW_HTTP": "1",
        "TRACKER_DATA": str(tmp_path),
        "WEB_CONCURRENCY": "2",
    }
    kept = {name: os.environ[name] for name in (*SERVERS, "PATH", "HOME") if name in os.environ}
    return {**example(), **own, **kept, "PORT": str(port)}


@contextmanager
def started(unit: str, environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The ExecStart of a systemd unit, run by this Python."""
    line = re.search(r"^ExecStart=(.+)$", (ROOT / "deploy/systemd" / unit).read_text(), re.MULTILINE)
    assert line, unit
    here = line[1].replace("/srv/tracker/.venv/bin/", f"{BIN}/").replace("%i@%H", "1@here")
    here = here.replace("unix:/run/tracker/web.sock", f"127.0.0.1:{environment['PORT']}")
    with log.open("wb") as output:
        process = subprocess.Popen(
            shlex.split(here), cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise


def ready(environment: dict[str, str]) -> tuple[int, dict]:
    try:
        with urllib.request.urlopen(f"{environment['SITE_URL']}/readyz", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)
    except OSError:
        return 0, {}


def until(true: Callable[[], bool], seconds: float, otherwise: Callable[[], str]) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, otherwise()
        time.sleep(0.3)


def test_schedule_worker_and_heartbeat_make_it_ready(environment: dict[str, str], tmp_path: Path) -> None:
    for command in (["migrate", "--no-input"], ["collectstatic", "--no-input", "--verbosity", "0"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    logs = {name: tmp_path / f"{name}.log" for name in ("web", "worker", "beat")}
    with ExitStack() as running:
        running.enter_context(started("tracker-web.service", environment, logs["web"]))
        until(lambda: ready(environment)[0] != 0, 60, logs["web"].read_text)
        status, parts = ready(environment)
        assert status == 503
        assert parts["database"]["ok"]
        assert parts["broker"]["ok"]
        assert not parts["worker"]["ok"]
        assert not parts["schedule"]["ok"]

        running.enter_context(started("tracker-worker@.service", environment, logs["worker"]))
        running.enter_context(started("tracker-beat.service", environment, logs["beat"]))
        until(lambda: ready(environment)[0] == 200, 60, lambda: f"{ready(environment)} {logs['worker'].read_text()}")
        # The sweeps come by every minute, through beat, broker and worker.
        for task in ("projects.tasks.refresh_due", "accounts.tasks.send_due_digests"):
            done = re.compile(rf"{re.escape(task)}\[[^\]]+\] succeeded")
            until(lambda done=done: bool(done.search(logs["worker"].read_text())), 90, logs["worker"].read_text)
        assert "Traceback" not in logs["web"].read_text() + logs["beat"].read_text()
