"""A plan by which all verdicts are judged by many workers, and what a test asks of it."""

from __future__ import annotations

import subprocess
import sys

from tests.faults.clusters import Postgres
from tests.faults.site import Site
from tests.launched import ROOT

PLAN = """
import django
django.setup()
from django.utils import timezone
from projects.actions.judging_plans import plan_judging
from projects.models import Assessment, StatusChange
Assessment.objects.all().delete()
StatusChange.objects.all().delete()
now = timezone.now()
plan_judging(as_of=timezone.localdate(now), at=now, chains_of_a_chunk=10)
"""
WAKE = """
import django
django.setup()
from django.utils import timezone
from projects.actions.judging_plans import wake_workers
wake_workers(timezone.now())
"""
ATTEMPTS = "SELECT max(attempts) FROM projects_judgingchunk"
IN_HAND = "SELECT count(*)::int FROM projects_judgingchunk WHERE lease_ends_at > now()"
UNDER_WAY = "SELECT count(*)::int FROM projects_judgingplan WHERE finished_at IS NULL"
EXPIRE = "UPDATE projects_judgingchunk SET lease_ends_at = now() WHERE lease_ends_at IS NOT NULL"
GROW = """
UPDATE projects_judgingchunk
SET first_ids = (SELECT jsonb_agg(chain.value) FROM projects_judgingchunk, jsonb_array_elements(first_ids) AS chain)
WHERE attempts = 0
"""


def plan(site: Site) -> None:
    """Forget all verdicts, and plan to judge them anew."""
    _run(site, PLAN)


def wake(site: Site) -> None:
    """As the schedule does each minute. Workers that are not ready within one hear of it too late."""
    _run(site, WAKE)


def grow(database: Postgres) -> None:
    """Let each chunk that no worker has hold all chains: it needs far more memory than those before."""
    database.ask(GROW)


def leases_end(site: Site, database: Postgres) -> None:
    """Three minutes pass: who is dead loses the chunks that it had, and the schedule wakes others."""
    database.ask(EXPIRE)
    wake(site)


def _run(site: Site, script: str) -> None:
    environment = site.environment | {"DJANGO_SETTINGS_MODULE": "tracker.settings"}
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=True)
