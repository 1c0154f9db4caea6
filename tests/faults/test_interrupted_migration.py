"""A migration is killed at any moment: the next one goes on from there, and the tracker does not start in between."""

from __future__ import annotations

import signal
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.faults.clusters import Postgres, first_server
from tests.faults.site import Site

pytestmark = pytest.mark.fault
APPLIED = "SELECT count(*) FROM django_migrations"
MOMENTS = (5, 25, 60)  # migrations after which one is killed, each time on a fresh database


def applied(primary: Postgres) -> int:
    with suppress(psycopg.errors.UndefinedTable):
        count: int = primary.ask(APPLIED)[0][0]
        return count
    return 0


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_migration_goes_on_from_where_it_was(tmp_path: Path, moment: int) -> None:
    with first_server() as primary:
        site = Site(
            tmp_path, DATABASE_URL=primary.url, CELERY_BROKER_URL="filesystem://", CACHE_URL=f"file://{tmp_path}/cache"
        )
        migration = site.begin("manage.py", "migrate", "--no-input", log=tmp_path / "migrate.log")
        while applied(primary) < moment:
            assert migration.poll() is None, (tmp_path / "migrate.log").read_text()
            time.sleep(0.02)
        migration.send_signal(signal.SIGKILL)
        migration.wait()

        refused = site.manage("refresh_assessments", check=False)
        assert refused.returncode != 0
        assert "migrate" in refused.stderr

        site.manage("migrate", "--no-input")
        site.manage("migrate", "--check")
        site.manage("import_package", "projects/data/kazakhstan")
        site.manage("refresh_assessments", "--verify")
