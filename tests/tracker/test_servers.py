"""Servers that are away and databases without tables: one line, before anything is started."""

from __future__ import annotations

import re
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from celery.signals import beat_init, celeryd_init
from django.db import connection

from tests import migrated
from tests.launched import free_port
from tests.tracker.test_production import SECRETS
from tests.tracker.test_settings import example, run
from tracker import addresses, servers, service_manager

pytestmark = pytest.mark.once
AWAY = "postgres://tracker:database-pass-9@127.0.0.1:{port}/tracker"


def test_database_without_tables_is_refused_and_not_made(tmp_path: Path) -> None:
    file = tmp_path / "tracker.sqlite3"
    database = addresses.database(f"sqlite:///{file}")
    with pytest.raises(servers.Unready, match=r"has no tables of the tracker. Run manage.py migrate"):
        servers.require_database(database, migrated=True)
    servers.require_database(database, migrated=False)
    assert not file.exists()


def test_database_of_an_earlier_version_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "tracker.sqlite3"
    migrated.copy(file)
    servers.require_database(addresses.database(f"sqlite:///{file}"), migrated=True)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("DELETE FROM django_migrations WHERE app = 'projects' AND name LIKE '0002%'")
    with pytest.raises(servers.Unready, match=r"lacks 1 migration of this version, first projects\.0002_\w+\. Run"):
        servers.require_database(addresses.database(f"sqlite:///{file}"), migrated=True)


@pytest.mark.parametrize("place", ["nowhere/tracker.sqlite3", "no-database"])
def test_file_that_is_no_database_is_refused(place: str, tmp_path: Path) -> None:
    (tmp_path / "no-database").write_text("a letter to the editor, longer than the head of a database" * 9)
    with pytest.raises(servers.Unready, match=r"^DATABASE_URL: .*(Make it, or correct|Correct) the address\.$"):
        servers.require_database(addresses.database(f"sqlite:///{tmp_path / place}"), migrated=False)


def test_postgresql_that_is_away_is_named_without_its_password() -> None:
    with pytest.raises(servers.Unready) as refused:
        servers.require_database(addresses.database(AWAY.format(port=free_port())), migrated=False)
    assert re.fullmatch(
        r"DATABASE_URL: PostgreSQL at 127\.0\.0\.1:\d+ does not let us in \(Connection refused\)\. "
        r"Start it, or correct the address\.",
        str(refused.value),
    )


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_of_the_tests_has_every_migration(settings: Any) -> None:
    database = settings.DATABASES["default"]
    servers.require_database({**database, "NAME": connection.settings_dict["NAME"]}, migrated=True)
    with pytest.raises(servers.Unready, match='database "no-such-database" does not exist'):
        servers.require_database({**database, "NAME": "no-such-database"}, migrated=True)


@pytest.mark.parametrize("variable", ["CELERY_BROKER_URL", "CACHE_URL"])
def test_redis_that_is_away_is_named_by_its_variable(variable: str, tmp_path: Path) -> None:
    url = f"redis://:broker-pass-9@127.0.0.1:{free_port()}/0"
    given = {"CELERY_BROKER_URL": "filesystem://", "CACHE_URL": f"file://{tmp_path}", variable: url}
    with pytest.raises(servers.Unready, match=rf"^{variable}: Redis at 127\.0\.0\.1:\d+ does not answer") as refused:
        servers.require_redis(given["CELERY_BROKER_URL"], addresses.cache(given["CACHE_URL"]))
    assert "pass-9" not in str(refused.value)


@pytest.mark.parametrize("signal", [celeryd_init, beat_init], ids=["worker", "schedule"])
def test_worker_and_schedule_end_before_they_start(
    signal: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise servers.Unready("the database is away")

    monkeypatch.setattr(servers, "require_database", refuse)
    with pytest.raises(SystemExit, match="1"):
        signal.send(sender="somebody")
    assert capsys.readouterr().err == "The tracker does not start: the database is away\n"


@pytest.mark.parametrize(
    "program",
    [["manage.py", "assess"], ["manage.py", "migrate"], ["-m", "gunicorn", "tracker.wsgi:application"]],
    ids=lambda words: words[-1],
)
def test_program_says_in_one_line_that_the_database_is_away(python: str, program: list[str], tmp_path: Path) -> None:
    bind = ["--bind", f"127.0.0.1:{free_port()}", "--no-control-socket"] if "gunicorn" in program else []
    environment = {**example(), **SECRETS, "TRACKER_DATA": str(tmp_path), "HOME": str(tmp_path)}
    environment["DATABASE_URL"] = AWAY.format(port=free_port())
    done = run(python, *program, *bind, **environment)
    lines = [line for line in done.stderr.splitlines() if "Starting gunicorn" not in line]
    assert (done.returncode, len(lines)) == (1, 1), done.stderr
    assert lines[0].startswith("The tracker does not start: DATABASE_URL: PostgreSQL at 127.0.0.1:")
    assert "pass-9" not in done.stdout + done.stderr


def test_service_manager_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    service_manager.notify(service_manager.READY)  # there is none: nothing happens
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        service_manager.notify(service_manager.ALIVE)
        assert manager.recv(100) == b"WATCHDOG=1"
