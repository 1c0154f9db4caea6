"""A copy of a PostgreSQL database, taken at a snapshot and put back in one transaction."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import psycopg

from tracker.backups import libpq
from tracker.backups.failure import BackupError

FORMER = "public_before_restore"
# Until COMMIT everybody else sees what was there, and any failure leaves it.
BEFORE = f"""BEGIN;
SET LOCAL lock_timeout = '20s';
DROP SCHEMA IF EXISTS {FORMER} CASCADE;
ALTER SCHEMA public RENAME TO {FORMER};
CREATE SCHEMA public;
"""
AFTER = f"""
SET LOCAL lock_timeout = '20s';
DO $$ BEGIN
    IF to_regclass('public.django_migrations') IS NULL OR to_regclass('public.projects_target') IS NULL THEN
        RAISE EXCEPTION 'the file is a copy of something else than a tracker';
    END IF;
END $$;
DROP SCHEMA {FORMER} CASCADE;
ANALYZE;
COMMIT;
"""


def dump(database: Mapping[str, Any], file: Path, *, snapshot: str) -> None:
    """Write a copy in PostgreSQL's custom format as of an exported snapshot, and read it through once."""
    with libpq.programs(database) as environment:
        libpq.run(
            environment,
            *("pg_dump", "--format=custom", "--no-owner", "--no-password"),
            *(f"--snapshot={snapshot}", "--lock-wait-timeout=60000", f"--file={file}"),
        )
        # --list reads the head alone: a file that was cut off would pass.
        libpq.run(environment, "pg_restore", "--file=/dev/null", file)


def restore(database: Mapping[str, Any], file: Path) -> None:
    """Put a copy in place of what the database holds: all of it or, whatever fails, nothing."""
    with (
        libpq.programs(database) as environment,
        tempfile.TemporaryFile("w+") as errors,
        tempfile.TemporaryFile() as log,
    ):
        psql = ["psql", "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1"]
        try:
            session = subprocess.Popen(psql, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=errors)  # noqa: S603
        except FileNotFoundError:
            raise libpq.lacking("psql") from None
        assert session.stdin is not None
        reason = _feed(session.stdin, file, environment)
        code = session.wait()
        errors.seek(0)
        complaint = libpq.first_line(errors.read())
    if code or reason:
        raise BackupError(f"{complaint or reason or f'psql ended with {code}'}; the database is as it was")


def _feed(session: IO[bytes], file: Path, environment: Mapping[str, str]) -> str:
    """Hand the copy to psql as a script; COMMIT follows only a copy that was read to its end."""
    command = ["pg_restore", "--no-owner", "--file=-", str(file)]
    try:
        with session:
            session.write(BEFORE.encode())
            session.flush()
            done = subprocess.run(command, env=environment, stdout=session, stderr=subprocess.PIPE, check=False)  # noqa: S603
            if done.returncode == 0:
                session.write(AFTER.encode())
            return libpq.first_line(done.stderr.decode(errors="replace")) if done.returncode else ""
    except FileNotFoundError:
        raise libpq.lacking("pg_restore") from None
    except BrokenPipeError:  # psql has ended, and says why
        return "psql ended early"


def sessions(database: Mapping[str, Any]) -> list[str]:
    """Who else of this role is connected: `3 × tracker from 10.0.0.4`. Raises BackupError where nobody answers."""
    query = """SELECT count(*), coalesce(nullif(application_name, ''), 'a program'),
                      coalesce(host(client_addr), 'this machine')
               FROM pg_stat_activity
               WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
               GROUP BY 2, 3 ORDER BY 2, 3"""
    try:
        with psycopg.connect(**libpq.parameters(database)) as connection:  # type: ignore[arg-type]  # keywords of libpq
            return [f"{number} × {name} from {place}" for number, name, place in connection.execute(query)]
    except psycopg.Error as error:
        raise BackupError(f"the database does not answer: {str(error).splitlines()[0]}") from None
