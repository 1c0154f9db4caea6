"""A mistake is undone to just before it: a base backup, archived WAL and a recovery, as docs/upgrade.md has them.

The server asks for a password, so that deploy/backup is tried with one too.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests import migrated
from tests.launched import ROOT

pytestmark = pytest.mark.fault
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
PASSWORD = "se:sa me\\"
FILL = """
from tests.factories import OutcomeFactory, TargetFactory
for number in range(3):
    target = TargetFactory(id=f"target-{number}")
    OutcomeFactory(indicator=target.indicator, id=f"outcome-{number}")
"""
LATER = """
from accounts.models import User
from projects.models import Source, Target
from tests.factories import OutcomeFactory
for target in Target.objects.all():
    OutcomeFactory(indicator=target.indicator, id=f"later-{target.pk}", source=Source.objects.order_by("id").first(),
                   recorded_by=User.objects.order_by("id").first())
"""


@dataclass
class Cluster:
    """PostgreSQL's folders and programs, run as the user it may run as."""

    folder: Path

    def run(self, program: str, *arguments: object) -> str:
        command = [str(BINARIES[-1] / program), *(str(word) for word in arguments)]
        environment = {"PATH": os.environ["PATH"], "PGPASSWORD": PASSWORD}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, **self.demoted()
        )
        assert done.returncode == 0, f"{program}: {done.stderr}"
        return done.stdout

    @staticmethod
    def demoted() -> dict[str, object]:
        if os.geteuid() != 0:
            return {}
        person = pwd.getpwnam("postgres")
        return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}

    @contextmanager
    def serving(self, data: Path) -> Iterator[str]:
        """A server on these files; yields DATABASE_URL."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        # Its output goes to a file: else pg_ctl's pipe would stay open as long as the server.
        self.run("pg_ctl", "start", "-D", data, "-w", "-t", 60, "-l", self.folder / "log", "-o", options)
        try:
            yield f"postgres://tracker:se%3Asa%20me%5C@/tracker?host={self.folder}"
        finally:
            self.run("pg_ctl", "stop", "-D", data, "-m", "fast", "-w")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    if not BINARIES:
        pytest.skip("point-in-time recovery was not tried: no PostgreSQL in /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="tracker-pitr-", dir="/tmp"))
    made = Cluster(folder)
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def manage(url: str, data: Path, *arguments: str) -> str:
    environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": url, "TRACKER_DATA": str(data)}
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def export(url: str, data: Path, name: str) -> dict[str, bytes]:
    manage(url, data, "export_package", str(data / name))
    return {path.name: path.read_bytes() for path in (data / name).iterdir()}


def make(cluster: Cluster, data: Path, archive: Path) -> None:
    """A new cluster that asks for passwords and archives its WAL."""
    password = cluster.folder / "password"
    password.write_text(PASSWORD + "\n")
    password.chmod(0o644)
    cluster.run(
        "initdb", "-D", data, "--username=tracker", "--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8"
    )
    command = f"test ! -f {archive}/%f && cp %p {archive}/%f"
    with (data / "postgresql.conf").open("a") as file:
        file.write(f"wal_level = replica\narchive_mode = on\narchive_command = '{command}'\n")


def test_recovery_to_just_before_a_mistake(cluster: Cluster, tmp_path: Path) -> None:
    data, base, archive = (cluster.folder / name for name in ("data", "base", "archive"))
    archive.mkdir()
    if os.geteuid() == 0:
        shutil.chown(archive, "postgres", "postgres")
    make(cluster, data, archive)
    with cluster.serving(data) as url:
        with psycopg.connect(url.replace("/tracker?", "/postgres?"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE tracker")
        migrated.in_postgresql(url)
        manage(url, tmp_path, "shell", "--no-imports", "-c", FILL)
        cluster.run(
            *("pg_basebackup", "--host", cluster.folder, "--username", "tracker", "--pgdata", base),
            *("--checkpoint=fast", "--wal-method=stream"),
        )
        cluster.run("pg_verifybackup", base)

        manage(url, tmp_path, "shell", "--no-imports", "-c", LATER)
        before = export(url, tmp_path, "before")
        with psycopg.connect(url, autocommit=True) as connection:
            moment = connection.execute("SELECT now()").fetchone()
            time.sleep(1.1)
            connection.execute("TRUNCATE projects_outcome CASCADE")
            last = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        assert moment is not None
        assert last is not None
        assert export(url, tmp_path, "after")["outcomes.csv"] != before["outcomes.csv"]
        until_there(archive / last[0])

    with (base / "postgresql.conf").open("a") as file:
        file.write(f"restore_command = 'cp {archive}/%f %p'\nrecovery_target_time = '{moment[0].isoformat()}'\n")
        file.write("recovery_target_action = 'promote'\narchive_mode = off\n")
    (base / "recovery.signal").touch()
    with cluster.serving(base) as url:
        until_recovered(url)
        assert export(url, tmp_path, "recovered") == before
        backup_with_a_password(url, tmp_path)


def until_there(file: Path) -> None:
    end = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < end, f"{file} was not archived"
        time.sleep(0.2)


def until_recovered(url: str) -> None:
    end = time.monotonic() + 60
    while True:
        with psycopg.connect(url) as connection:
            recovering = connection.execute("SELECT pg_is_in_recovery()").fetchone()
        if recovering == (False,):
            return
        assert time.monotonic() < end, "the recovery does not end"
        time.sleep(0.2)


def backup_with_a_password(url: str, data: Path) -> None:
    manage(url, data, "backup", str(data / "kept"))
    assert "drill: WELL" in manage(url, data, "drill", str(data / "kept"))
    environment = {**os.environ, "DEBUG": "1", "TRACKER_DATA": str(data)}
    command = [sys.executable, "manage.py", "backup", str(data / "kept")]
    wrong = url.replace("se%3Asa", "open")
    refused = subprocess.run(
        command, cwd=ROOT, env={**environment, "DATABASE_URL": wrong}, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
