"""deploy/backup, deploy/restore and deploy/drill: what is put back is what was there, byte for byte."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests import migrated
from tests.launched import ROOT

pytestmark = pytest.mark.story
FILL = """
from tests.factories import OutcomeFactory, TargetFactory, UserFactory
UserFactory(email="kept@example.org")
for number in range(3):
    target = TargetFactory()
    OutcomeFactory(indicator=target.indicator)
"""
CHANGE = "UPDATE projects_organisation SET name = 'Changed since'"
SEEN_PROGRAMS = ("pg_dump", "pg_restore", "psql")


def _run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHON": sys.executable, "DEBUG": "1", **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _shell(code: str, **variables: str) -> None:
    shell = _run(sys.executable, "manage.py", "shell", "--no-imports", "-c", code, **variables)
    assert shell.returncode == 0, shell.stderr


def _there_and_back(folder: Path, change: Callable[[], object], **variables: str) -> None:
    """``change`` changes the record behind the tracker's back."""
    _shell(FILL, **variables)
    copies = folder / "copies"
    backup = _run("deploy/backup", str(copies), "--keep", "2", **variables)
    assert backup.returncode == 0, backup.stderr
    file = Path(backup.stdout.strip())
    assert {path.stat().st_mode & 0o077 for path in copies.iterdir()} == {0}, "others may read the copy"
    subprocess.run(["sha256sum", "--check", "--quiet", f"{file.name}.sha256"], cwd=copies, check=True)
    exported = json.loads(Path(f"{file}.json").read_text())["export"]

    drilled = _run("deploy/drill", str(copies), **variables)
    assert drilled.returncode == 0, drilled.stderr
    assert "byte for byte that taken with it and that of the record as it is now" in drilled.stdout

    change()
    restored = _run("deploy/restore", str(file), "--replace", **variables)
    assert restored.returncode == 0, restored.stderr
    assert "The record is of version" in restored.stdout
    package = folder / "package"
    _run(sys.executable, "manage.py", "export_package", str(package), **variables)
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in package.iterdir()} == exported


def test_sqlite_there_and_back(tmp_path: Path) -> None:
    file = tmp_path / "tracker.sqlite3"
    migrated.copy(file)

    def change() -> None:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(CHANGE)

    _there_and_back(tmp_path, change, DATABASE_URL=f"sqlite:///{file}", TRACKER_DATA=str(tmp_path))


def _recorders(folder: Path) -> Path:
    """PostgreSQL's programs, each writing down the list of processes while it runs."""
    folder.mkdir()
    for name in SEEN_PROGRAMS:
        program = folder / name
        program.write_text(
            "#!/bin/sh\n"
            f"for file in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <$file; echo; done 2>/dev/null >>{folder}/seen\n"
            f'exec {shutil.which(name)} "$@"\n'
        )
        program.chmod(0o755)
    return folder


@pytest.mark.postgresql
def test_postgresql_there_and_back_without_a_password_in_any_argument(tmp_path: Path) -> None:
    server = settings.DATABASES["default"]
    with psycopg.connect(host=server["HOST"], user=server["USER"], dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE copied")
    address = f"postgres://{server['USER']}@/copied?host={server['HOST']}"
    migrated.in_postgresql(address)

    def change() -> None:
        with psycopg.connect(address) as connection:
            connection.execute(CHANGE)

    recorders = _recorders(tmp_path / "recorders")
    _there_and_back(
        tmp_path,
        change,
        DATABASE_URL=f"postgres://{server['USER']}:sesame%3A%5Copen@/copied?host={server['HOST']}&pool_size=4",
        TRACKER_DATA=str(tmp_path),
        PATH=f"{recorders}:{os.environ['PATH']}",
    )
    seen = (recorders / "seen").read_text()
    assert all(name in seen for name in SEEN_PROGRAMS)
    assert "sesame" not in seen
