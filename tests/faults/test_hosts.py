"""All verdicts judged by Celery workers of two hosts over TCP, one of them killed: the result is the same."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import product
from pathlib import Path

import psycopg
import pytest

from projects.models.record_version import RECORD_LOCK
from tests import migrated, servers
from tests.faults.clusters import Postgres, first_server
from tests.faults.namespaces import Host, host, why_not
from tests.faults.plans import ATTEMPTS, IN_HAND, leases_end, plan, wake
from tests.faults.site import ROOT, Site, unit_words
from tests.faults.workers import until
from tests.launched import free_port

pytestmark = [pytest.mark.fault, pytest.mark.skipif(bool(why_not()), reason=why_not())]

FINISHED = "SELECT count(*)::int FROM projects_judgingplan WHERE finished_at IS NOT NULL"


@pytest.fixture
def hosts() -> Iterator[list[Host]]:
    with ExitStack() as stack:
        yield [stack.enter_context(host(number)) for number in (1, 2)]


@pytest.fixture
def database(hosts: list[Host]) -> Iterator[Postgres]:
    with first_server(None, f"listen_addresses=127.0.0.1,{','.join(there.here for there in hosts)}") as server:
        with (server.data / "pg_hba.conf").open("a") as rules:
            rules.writelines(f"host all all {there.here}/24 trust\n" for there in hosts)
        server.ask("SELECT pg_reload_conf()")
        migrated.in_postgresql(server.url)
        yield server


@pytest.fixture
def redis_port(hosts: list[Host], tmp_path: Path) -> Iterator[int]:
    port = free_port()
    words = ["--port", str(port), "--protected-mode", "no", "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen([servers.redis_binary(), *words], stdout=subprocess.DEVNULL)
    yield port
    process.terminate()
    process.wait()


def worker(site: Site, there: Host, number: int, database: Postgres, redis: int) -> subprocess.Popen[bytes]:
    """A worker on that host, which knows our servers by its own cable."""
    words = [word.replace("%i@%H", f"{number}@{there.name}") for word in unit_words("tracker-worker@.service")]
    environment = site.environment | addresses(there.here, database, redis)
    with (site.log.parent / f"{there.name}-{number}.log").open("ab") as log:
        return subprocess.Popen(
            [*there.enter, sys.executable, "-m", "celery", *words[1:]],
            cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def addresses(place: str, database: Postgres, redis: int) -> dict[str, str]:
    return {
        "DATABASE_URL": f"postgres://tracker@{place}:{database.port}/tracker",
        "CELERY_BROKER_URL": f"redis://{place}:{redis}/0",
        "CACHE_URL": f"redis://{place}:{redis}/1",
    }


def test_workers_of_two_hosts_judge_everything_though_one_is_killed(
    hosts: list[Host], database: Postgres, redis_port: int, tmp_path: Path
) -> None:
    site = Site(tmp_path, **addresses("127.0.0.1", database, redis_port))
    site.load()
    workers = [worker(site, there, number, database, redis_port) for there in hosts for number in (1, 2)]
    try:
        plan(site)
        for there, number in product(hosts, (1, 2)):
            log = tmp_path / f"{there.name}-{number}.log"
            until(lambda log=log: " ready." in log.read_text(), log, seconds=240)
        with closing(psycopg.connect(database.url)) as holder:
            # Nobody may write: every process of every worker has a chunk, and waits, when one worker is killed.
            holder.execute("SELECT pg_advisory_xact_lock(%s)", [RECORD_LOCK])
            wake(site)
            database.until(f"SELECT ({IN_HAND}) = 8", True, seconds=240)
            os.killpg(workers[0].pid, signal.SIGKILL)
            workers[0].wait()
        database.until(f"SELECT ({IN_HAND}) BETWEEN 1 AND 2", True, seconds=240)
        time.sleep(3)
        leases_end(site, database)
        database.until(FINISHED, 1, seconds=240)
    finally:
        for process in workers[1:]:
            process.terminate()
        for process in workers[1:]:
            process.wait(timeout=60)
    verified = site.manage("refresh_assessments", "--verify", "--processes", "1")
    assert "equal a recomputation" in verified.stdout
    assert database.ask(ATTEMPTS)[0][0] == 2
    shares = {there.name: judged_on(there, tmp_path) for there in hosts}
    print(f"chains judged by host: {shares}")
    assert all(shares.values())


def judged_on(there: Host, folder: Path) -> int:
    """How many chains the workers of a host say that they judged."""
    texts = [path.read_text() for path in folder.glob(f"{there.name}-*.log")]
    return sum(
        int(number)
        for text in texts
        for number in re.findall(r"judge_planned\[[^]]+\] succeeded in [\d.]+s: (\d+)", text)
    )
