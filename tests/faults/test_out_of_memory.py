"""A worker's memory runs out amid its work: the kernel kills, or Python is refused; others do what it had taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from projects.models.record_version import RECORD_LOCK
from tests.faults import memory
from tests.faults.clusters import Postgres
from tests.faults.plans import IN_HAND, UNDER_WAY, grow, leases_end, plan, wake
from tests.faults.site import Site
from tests.faults.workers import children, until, worker
from tests.soak.hand import HandError
from tests.soak.town import town

pytestmark = pytest.mark.fault
needs_cgroups = pytest.mark.skipif(bool(memory.why_not()), reason=memory.why_not())

LOST = "WorkerLostError"  # how a worker says that a process of its pool has ended
PEOPLE = 30
DUE = datetime(2026, 3, 9, 3, tzinfo=UTC)  # a Monday
MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)


@contextmanager
def busy(site: Site, database: Postgres, log: Path) -> Iterator[None]:
    """Both processes of the worker have a chunk, have judged it, and wait to write it; then far larger ones come."""
    until(lambda: " ready." in log.read_text(), log)
    with closing(psycopg.connect(database.url)) as holder:
        holder.execute("SELECT pg_advisory_xact_lock(%s)", [RECORD_LOCK])
        wake(site)
        database.until(f"SELECT ({IN_HAND}) = 2", True, seconds=120)
        grow(database)
        yield


def others_do_it(site: Site, database: Postgres) -> None:
    """Another worker judges what the first has lost, once its leases have ended, and the result is the same."""
    with worker(site, "other") as (_process, log):
        until(lambda: " ready." in log.read_text(), log)
        leases_end(site, database)
        database.until(UNDER_WAY, 0, seconds=240)
    assert "equal a recomputation" in site.manage("refresh_assessments", "--verify", "--processes", "1").stdout


def test_refused_memory_costs_a_process_and_not_the_worker(site: Site, primary: Postgres) -> None:
    plan(site)
    with worker(site, "refused") as (process, log):
        with busy(site, primary, log):
            bounded = children(process)
            for child in bounded:
                memory.bound(child, 0)
        until(lambda: "projects.tasks.judge_planned was refused memory" in log.read_text(), log)
        until(lambda: set(children(process)) - set(bounded), log)
        assert process.poll() is None
        others_do_it(site, primary)


@needs_cgroups
def test_kernel_kills_amid_judging(site: Site, primary: Postgres) -> None:
    plan(site)
    with memory.group("judging") as group, worker(site, "starved") as (process, log):
        group.add(process.pid)
        with busy(site, primary, log):
            with site.served():
                assert site.ready()["judging"] == {"ok": True, "detail": "0 of 13 chunks judged, 2 in hand"}
            memory.prefer(children(process)[0])
            group.tighten()
        until(lambda: LOST in log.read_text(), log)
        assert group.killed
        group.limit(None)
        assert process.poll() is None
        others_do_it(site, primary)


@needs_cgroups
def test_kernel_kills_amid_digests(tmp_path: Path) -> None:
    with town(tmp_path) as here, memory.group("digests") as group:
        hand = here.hand()
        hand.ask("populate", people=PEOPLE, targets=6, at=datetime(2026, 1, 5, 6, tzinfo=UTC))
        here.fresh(hand, DUE, time_zone="Asia/Almaty", weekday=0, hour=8)
        here.tell(hand, DUE - timedelta(days=1), seed=1, number=3)
        victim = here.hand()
        victim.ask("states")  # it has loaded
        here.mail.delay = 0.05
        victim.begin("sweep", at=DUE)
        here.until_taken(3, patience=120)
        group.add(victim.number)
        group.tighten()
        with pytest.raises(HandError):
            victim.finish()
        assert group.killed
        here.mail.delay = 0

        for at in (DUE + MINUTE, DUE + 20 * MINUTE):
            hand.ask("sweep", at=at)
        states = hand.ask("states")
        assert states.get("uncertain", 0) <= 1
        assert states["sent"] >= PEOPLE - 1
        for at in (DUE + WEEK, DUE + WEEK + MINUTE, DUE + WEEK + 25 * MINUTE):
            hand.ask("sweep", at=at)
        assert here.prove(hand, DUE + WEEK + 25 * MINUTE) == []
