"""PostgreSQL's programs get their password from a file that only this user may read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker import addresses
from tracker.backups import drill, libpq
from tracker.backups.failure import BackupError

pytestmark = pytest.mark.once
URL = "postgres://clerk:se%3Asa%5Cme@db.example.org:5433/tracker?sslmode=require&pool_size=4&prepare_threshold=none"


def test_password_lies_in_a_file_of_its_own_and_goes_with_it() -> None:
    with libpq.programs(addresses.database(URL)) as environment:
        service = Path(environment["PGSERVICEFILE"])
        written = service.read_text()
        password = service.with_name("password")
        assert password.read_text() == "*:*:*:*:se\\:sa\\\\me\n"
        assert {path.stat().st_mode & 0o077 for path in (service, password, service.parent)} == {0}
        assert not any("sa\\me" in value for value in environment.values())
    name, *lines = written.splitlines()
    assert name == "[tracker]"
    assert lines == [
        *("host=db.example.org", "port=5433", "user=clerk", "dbname=tracker"),
        *(f"{option}={value}" for option, value in addresses.NOTICES.items()),
        *("sslmode=require", f"passfile={password}"),
    ]
    assert not service.parent.exists()


def test_programs_inherit_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "sesame")
    with libpq.programs(addresses.database("postgres:///tracker")) as environment:
        assert "SECRET_KEY" not in environment
        assert "passfile" not in Path(environment["PGSERVICEFILE"]).read_text()


def test_end_of_a_line_in_the_password_is_refused() -> None:
    database = addresses.database("postgres://clerk:a%0Ab@/tracker")
    with pytest.raises(BackupError, match="holds the end of a line"), libpq.programs(database):
        pass


def test_program_that_is_not_installed_is_named() -> None:
    with pytest.raises(BackupError, match="pg_made_up is missing: apt-get install postgresql-client"):
        libpq.run({}, "pg_made_up")


def test_address_of_a_database_leads_there_again() -> None:
    database = addresses.database(URL)
    again = addresses.database(drill.address(database))
    assert libpq.parameters(again) == libpq.parameters(database)
    file = addresses.database("sqlite:////var/lib/a%20b.sqlite3")
    assert addresses.database(drill.address(file))["NAME"] == file["NAME"]
