"""The main process of a worker is killed amid its work: its pool ends with it, and others do the work, once."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from projects.models.record_version import RECORD_LOCK
from tests import servers
from tests.faults import memory
from tests.faults.clusters import Postgres
from tests.faults.digests import SETTLED, TIME_PASSES, one_digest_each, with_people_due
from tests.faults.plans import IN_HAND, UNDER_WAY, grow, leases_end, plan, wake
from tests.faults.site import Site
from tests.faults.workers import children, until, worker
from tests.soak.postmaster import Postmaster

pytestmark = pytest.mark.fault
needs_cgroups = pytest.mark.skipif(bool(memory.why_not()), reason=memory.why_not())

PEOPLE = 60
SEND = """
from accounts.tasks import send_due_digests
send_due_digests.delay()
"""


def are_gone(numbers: list[int]) -> bool:
    """Whether none of these processes runs any more; whoever adopts them may still have to note that they ended."""
    return not any(_runs(number) for number in numbers)


def _runs(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def kill_amid_judging(
    site: Site, database: Postgres, name: str, kill: Callable[[subprocess.Popen[bytes]], None]
) -> None:
    """Both processes of the pool have judged a chunk and wait to write it; then their worker is killed."""
    plan(site)
    with worker(site, name) as (process, log):
        until(lambda: " ready." in log.read_text(), log)
        pool = children(process)
        with closing(psycopg.connect(database.url)) as holder:
            holder.execute("SELECT pg_advisory_xact_lock(%s)", [RECORD_LOCK])
            wake(site)
            database.until(f"SELECT ({IN_HAND}) = 2", True, seconds=120)
            kill(process)
            assert process.wait(timeout=60) == -signal.SIGKILL
            until(lambda: are_gone(pool), log)
    assert database.ask(UNDER_WAY) == [(1,)], "it was killed when all was done"
    with worker(site, f"after-{name}") as (_process, log):
        until(lambda: " ready." in log.read_text(), log)
        leases_end(site, database)
        database.until(UNDER_WAY, 0, seconds=240)
    assert "equal a recomputation" in site.manage("refresh_assessments", "--verify", "--processes", "1").stdout


def test_killed_amid_judging(site: Site, primary: Postgres) -> None:
    kill_amid_judging(site, primary, "killed", lambda process: process.kill())


@needs_cgroups
def test_kernel_chooses_the_main_process(site: Site, primary: Postgres) -> None:
    """Memory runs out for the whole worker, and it is not a process of the pool that the kernel ends."""
    with memory.group("main") as group:

        def run_out(process: subprocess.Popen[bytes]) -> None:
            for number in (process.pid, *children(process)):
                group.add(number)
            memory.prefer(process.pid)
            group.tighten()
            grow(primary)
            wake(site)  # which it has to take in
            until(lambda: group.killed, site.log)
            group.limit(None)

        kill_amid_judging(site, primary, "starved-main", run_out)


@pytest.fixture
def due(primary: Postgres, redis: servers.Server, mail: Postmaster, tmp_path: Path) -> Site:
    return with_people_due(PEOPLE, primary, redis, mail, tmp_path)


def test_killed_amid_digests(due: Site, primary: Postgres, mail: Postmaster) -> None:
    mail.delay = 0.2
    with worker(due, "sender") as (process, log):
        until(lambda: " ready." in log.read_text(), log)
        pool = children(process)
        due.manage("shell", "--no-imports", "-c", SEND)
        until(lambda: sum(mail.taken.values()) > 4, log)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=60)
        until(lambda: are_gone(pool), log)
    assert primary.ask(SETTLED)[0][0] < PEOPLE, "it was killed when all was done"
    mail.delay = 0
    with worker(due, "after-sender") as (_process, log):
        until(lambda: " ready." in log.read_text(), log)
        primary.ask(TIME_PASSES)
        due.manage("shell", "--no-imports", "-c", SEND)
        primary.until(SETTLED, PEOPLE, seconds=240)
    one_digest_each(PEOPLE, primary, mail)
