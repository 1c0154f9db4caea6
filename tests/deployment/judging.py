"""All verdicts of a host judged by one worker, caught while its processes have what they took in hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from projects.models.record_version import RECORD_LOCK
from tests.deployment.debian_host import Host, until
from tests.faults.plans import EXPIRE, IN_HAND, UNDER_WAY, WAKE

PLAN = """
from django.utils import timezone
from projects.actions.judging_plans import plan_judging
now = timezone.now()
plan_judging(as_of=timezone.localdate(now), at=now, chains_of_a_chunk=10)
"""
HOLD = f"SELECT pg_advisory_lock({RECORD_LOCK}), pg_sleep(86400)"
# PostgreSQL sleeps on when who asked it to is gone.
RELEASE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(86400)'"
OTHERS = ("tracker-beat", "tracker-worker@2")


@contextmanager
def in_hand(host: Host) -> Iterator[None]:
    """Both processes of the first worker have judged a chunk and cannot write it. Afterwards all of it is judged."""
    host.run("systemctl", "stop", *OTHERS, check=True)
    host.manage("shell", "--no-imports", "-c", PLAN)
    holder = ("systemd-run", "--quiet", "--collect", "--unit=holder", "--property=User=postgres")
    host.run(*holder, "psql", "-X", "tracker", "-c", HOLD, check=True)
    until(lambda: host.sql(f"SELECT count(*) FROM pg_locks WHERE objid = {RECORD_LOCK} AND granted") == "1", "no lock")
    host.manage("shell", "--no-imports", "-c", WAKE)
    until(lambda: host.sql(IN_HAND) == "2", "the worker takes no chunk")
    yield
    host.sql(RELEASE)
    host.sql(EXPIRE)
    host.run("systemctl", "start", *OTHERS, check=True)
    until(lambda: host.sql(UNDER_WAY) == "0", "the plan does not end")
    host.manage("refresh_assessments", "--verify")
    host.until_status("/readyz", 200)
