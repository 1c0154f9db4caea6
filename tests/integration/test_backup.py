"""deploy/backup and deploy/restore: a backup can be restored; other files are refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests import migrated
from tests.launched import ROOT

pytestmark = pytest.mark.story


def _run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHON": sys.executable, **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _people(database: str) -> str:
    code = "from accounts.models import User; print(*User.objects.values_list('email', flat=True).order_by('email'))"
    shell = _run(sys.executable, "manage.py", "shell", "--no-imports", "-c", code, DATABASE_URL=database)
    assert shell.returncode == 0, shell.stderr
    return shell.stdout.strip()


def _add(database: str, email: str) -> None:
    code = f"from accounts.models import User; User.objects.create_user('{email}')"
    shell = _run(sys.executable, "manage.py", "shell", "--no-imports", "-c", code, DATABASE_URL=database)
    assert shell.returncode == 0, shell.stderr


def _there_and_back(database: str, folder: Path) -> None:
    _add(database, "kept@example.org")
    before = _people(database)
    backup = _run("deploy/backup", str(folder / "kept"), DATABASE_URL=database)
    assert backup.returncode == 0, backup.stderr
    file = backup.stdout.strip()
    assert Path(file).stat().st_mode & 0o077 == 0, "others may read the copy"

    _add(database, "later@example.org")
    restore = _run("deploy/restore", file, "--replace", DATABASE_URL=database)
    assert restore.returncode == 0, restore.stderr
    assert _people(database) == before
    verified = _run(sys.executable, "manage.py", "check", "--database", "default", DATABASE_URL=database)
    assert verified.returncode == 0, verified.stderr

    wrong = folder / "wrong"
    wrong.write_text("no copy at all")
    refused = _run("deploy/restore", str(wrong), "--replace", DATABASE_URL=database)
    assert refused.returncode != 0
    assert "restore: " in refused.stderr
    assert _people(database) == before, "a refused restore must change nothing"


def test_sqlite_there_and_back(tmp_path: Path) -> None:
    migrated.copy(tmp_path / "tracker.sqlite3")
    _there_and_back(f"sqlite:///{tmp_path / 'tracker.sqlite3'}", tmp_path)


@pytest.mark.postgresql
def test_postgresql_there_and_back(tmp_path: Path) -> None:
    server = settings.DATABASES["default"]
    with psycopg.connect(host=server["HOST"], user=server["USER"], dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE copied")
    copied = f"postgres://{server['USER']}@/copied?host={server['HOST']}"
    migrated.in_postgresql(copied)
    _there_and_back(f"{copied}&pool_size=4", tmp_path)


def test_restore_asks_for_the_word(tmp_path: Path) -> None:
    assert "usage" in _run("deploy/restore", str(tmp_path)).stderr
