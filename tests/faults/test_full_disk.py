"""PostgreSQL's disk is full: readers read on, who writes is told so, and nothing that was confirmed is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests import migrated, servers
from tests.faults.clusters import Postgres, first_server
from tests.faults.site import Site
from tests.launched import ROOT

pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(
        os.geteuid() != 0 or shutil.which("mount") is None,
        reason="a full disk was NOT tried: mounting a small one needs root",
    ),
]
SIZE = "420m"
TOKEN = "a" * 32
FORM = {"Content_Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={TOKEN}"}
LEFT_ADDRESS = f"email=reader%40example.org&language=kk&csrfmiddlewaretoken={TOKEN}"


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk: Path) -> Path:
    """A file that leaves no room for another page of a table."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            with suppress(OSError):
                while True:
                    file.write(b"\0" * size)
    assert shutil.disk_usage(disk).free < 1 << 12
    return ballast


def keep_room_for_the_log(primary: Postgres) -> None:
    """Files of the log that PostgreSQL has written already and uses again: without room for its log it stops."""
    primary.ask("SELECT pg_switch_wal()")
    primary.ask("CHECKPOINT")


def test_readers_read_on_and_writers_are_told(tmp_path: Path) -> None:
    with (
        servers.folder_of("disk") as folder,
        small_disk(folder) as disk,
        first_server(disk, "max_wal_size=64MB", "min_wal_size=64MB") as primary,
        servers.redis_server() as redis,
    ):
        migrated.in_postgresql(primary.url)
        site = Site(tmp_path, DATABASE_URL=primary.url, **servers.of_redis(redis))
        site.load()
        with site.served():
            keep_room_for_the_log(primary)
            ballast = fill(disk)
            for path in ("/", "/targets/", "/kk/targets/?search=ipoteka", "/api/v1/targets/?page_size=5"):
                assert (path, site.ask(path).status) == (path, 200), site.log.read_text()[-5000:]

            left = site.ask("/following/week/", "POST", LEFT_ADDRESS, **FORM)
            assert (left.status, left.headers.get("retry-after")) == (503, "30")
            entered = site.manage("import_package", str(ROOT / "projects/data/germany"), check=False)
            assert entered.returncode != 0
            assert "No space left on device" in entered.stderr

            ballast.unlink()
            assert site.until("/targets/", 200, seconds=60).status == 200
            assert site.ask("/following/week/", "POST", LEFT_ADDRESS, **FORM).status == 302
            assert primary.ask("SELECT count(*) FROM accounts_weeksubscriber") == [(1,)]
            site.manage("import_package", str(ROOT / "projects/data/germany"))
            site.manage("refresh_assessments", "--verify")
