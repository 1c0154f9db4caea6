"""What deploy/ starts, started: web, workers and schedules on PostgreSQL and Redis, until /readyz says all is well.

Two schedules and four workers' processes, and Redis flushed before they have done anything: everybody gets one mail.
All the while one watcher's three web hooks hold the line: nobody else notices.
"""

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
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis

from tests import migrated
from tests.holders import HOLDERS, answering
from tests.launched import ROOT, free_port
from tests.soak.hand import Hand
from tests.soak.postmaster import Postmaster
from tests.tracker.test_settings import example

pytestmark = [pytest.mark.story, pytest.mark.postgresql, pytest.mark.redis]
BIN = Path(sys.executable).parent
SERVERS = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")


@pytest.fixture
def mail() -> Iterator[Postmaster]:
    postmaster = Postmaster()
    postmaster.open()
    yield postmaster
    postmaster.close()


@pytest.fixture
def running() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def environment(tmp_path: Path, mail: Postmaster) -> dict[str, str]:
    """The shipped environment file with this run's servers, on plain HTTP."""
    port = free_port()
    own = {
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOW_HTTP": "1",
        "TRACKER_DATA": str(tmp_path),
        "WEB_CONCURRENCY": "2",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}",
        "WEB_HOOK_NETWORKS": "127.0.0.0/8",
    }
    inherited = {name: os.environ[name] for name in (*SERVERS, "PATH", "HOME") if name in os.environ}
    return {**example(), **own, **inherited, "PORT": str(port)}


@contextmanager
def started(unit: str, environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The ExecStart of a systemd unit, run by this Python."""
    line = re.search(r"^ExecStart=(.+)$", (ROOT / "deploy/systemd" / unit).read_text(), re.MULTILINE)
    assert line, unit
    here = line[1].replace("/srv/tracker/.venv/bin/", f"{BIN}/").replace("%i", log.stem).replace("%H", "here")
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
            process.wait(timeout=120)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise


def ready(environment: dict[str, str]) -> tuple[int, dict]:
    try:
        with urllib.request.urlopen(f"{environment['SITE_URL']}/readyz", timeout=60) as answer:
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


def people_are_due(environment: dict[str, str], log: Path, hooks: list[str]) -> None:
    """Forty people whose digest has been due for a minute, with something in it; one with messages for web hooks."""
    now = datetime.now(UTC)  # noqa: TID251  # the schedules go by this clock too
    hand = Hand(environment, log)
    hand.ask("populate", people=40, targets=2, at=now - timedelta(days=10))
    hand.ask("everybody_due", at=now - timedelta(minutes=1))
    hand.ask("news", at=now - timedelta(minutes=30), seed=1, number=4)
    hand.ask("hooks", at=now - timedelta(minutes=1), urls=hooks, messages=20)
    hand.end()


def flush_redis(environment: dict[str, str]) -> None:
    socket = environment["CELERY_BROKER_URL"].partition("://")[2].partition("?")[0]
    with redis.Redis(unix_socket_path=socket) as client:
        client.flushall()


def test_schedule_worker_and_heartbeat_make_it_ready(
    environment: dict[str, str], tmp_path: Path, mail: Postmaster, running: ExitStack
) -> None:
    migrated.in_postgresql(environment["DATABASE_URL"])
    for command in (["migrate", "--no-input"], ["collectstatic", "--no-input", "--verbosity", "0"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    logs = {name: tmp_path / f"{name}.log" for name in ("web", "worker", "worker-2", "outgoing", "beat", "beat-2")}

    def workers() -> str:
        return logs["worker"].read_text() + logs["worker-2"].read_text()

    def everything() -> str:
        return workers() + logs["outgoing"].read_text()

    with answering(HOLDERS["a byte of a header now and then"]) as holder:
        people_are_due(environment, tmp_path / "hand.log", [f"http://127.0.0.1:{holder}/{name}" for name in "abc"])
        running.enter_context(started("tracker-web.service", environment, logs["web"]))
        until(lambda: ready(environment)[0] != 0, 180, logs["web"].read_text)
        status, parts = ready(environment)
        assert status == 503
        assert parts["database"]["ok"]
        assert parts["broker"]["ok"]
        assert not parts["worker"]["ok"]
        assert not parts["schedule"]["ok"]

        running.enter_context(started("tracker-worker@.service", environment, logs["worker"]))
        running.enter_context(started("tracker-worker@.service", environment, logs["worker-2"]))
        running.enter_context(started("tracker-outgoing.service", environment, logs["outgoing"]))
        running.enter_context(started("tracker-beat.service", environment, logs["beat"]))
        running.enter_context(started("tracker-beat.service", environment, logs["beat-2"]))
        until(lambda: ready(environment)[0] == 200, 180, lambda: f"{ready(environment)} {everything()}")
        flush_redis(environment)
        # The sweeps come by every minute, through beat, broker and worker.
        for task in ("projects.tasks.refresh_due", "accounts.tasks.send_due_digests"):
            done = re.compile(rf"{re.escape(task)}\[[^\]]+\] succeeded")
            until(lambda done=done: len(done.findall(workers())) >= 2, 180, workers)
        until(lambda: sum(mail.taken.values()) >= 40, 180, workers)
        until(lambda: ready(environment)[0] == 200, 180, lambda: f"{ready(environment)} {workers()}")
        assert "deliver_other_channels[" in logs["outgoing"].read_text()
        assert "deliver_other_channels[" not in workers()
        assert "Traceback" not in "".join(logs[name].read_text() for name in ("web", "outgoing", "beat", "beat-2"))
    running.close()
    assert set(mail.recipients.values()) == {1}
    assert len(mail.recipients) == 40
