"""Trying out a copy: it is restored into a throwaway database, and its record exported and compared byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from psycopg import sql

from tracker.backups import copies, libpq
from tracker.backups.contents import migrations_of_code
from tracker.backups.failure import BackupError
from tracker.backups.restore import restore_copy, vendor_of
from tracker.version import WRITTEN

SUFFIX = "_drill"
EMPTY = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"


@dataclass(frozen=True)
class Verdict:
    """``ok``: the copy gives back what was there. ``detail``: a sentence."""

    ok: bool
    detail: str


def drill(file: Path, database: Mapping[str, Any], live: Path | None) -> Verdict:
    """Restore a copy aside and judge it by the export taken with it; ``live``: an export to compare with besides.

    Raises BackupError where it cannot even be restored.
    """
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder, throwaway(database, Path(folder)) as scratch:
        manifest = restore_copy(file, scratch)
        url = address(scratch)
        if manifest is None or manifest.migrations != migrations_of_code():
            _manage(url, "migrate", "--no-input", "--verbosity", "0")
        package = Path(folder) / "package"
        _manage(url, "export_package", str(package))
        return judge(copies.digests(package), manifest, None if live is None else copies.digests(live))


def judge(restored: dict[str, str], manifest: copies.Manifest | None, live: dict[str, str] | None) -> Verdict:
    """What the SHA-256 of the files of an export say, beside those taken with the copy and those of the record now."""
    taken = manifest.export if manifest else {}
    for what, expected in (("the record when the copy was made", taken), ("the record as it is now", live or {})):
        differing = sorted(name for name in {*restored, *expected} if restored.get(name) != expected.get(name))
        if expected and differing:
            other = manifest.version if manifest and manifest.version != WRITTEN else ""
            why = f"; it is of version {other}, make a copy with this one" if other else ""
            return Verdict(False, f"the export of the copy differs from that of {what} in {', '.join(differing)}{why}")
    compared = [
        words for words, digests in (("taken with it", taken), ("of the record as it is now", live or {})) if digests
    ]
    if not compared:
        return Verdict(False, "it could be restored, but there is no export to compare it with: make a copy with one")
    return Verdict(True, f"the export of its {len(restored)} files is byte for byte that {' and that '.join(compared)}")


@contextmanager
def throwaway(database: Mapping[str, Any], folder: Path) -> Iterator[dict[str, Any]]:
    """A database of its own, in Django's terms, that is gone or empty afterwards."""
    if vendor_of(database) == "sqlite":
        yield {**database, "NAME": str(folder / "drill.sqlite3")}
        return
    name = f"{database['NAME']}{SUFFIX}"
    made = _create(database, name)
    scratch = {**database, "NAME": name}
    with psycopg.connect(**libpq.parameters(scratch)) as connection:  # type: ignore[arg-type]  # keywords of libpq
        tables = connection.execute(EMPTY).fetchone()
    if tables and tables[0]:
        raise BackupError(f"the database {name} is not empty: a drill makes and empties it itself; look, then drop it")
    try:
        yield scratch
    finally:
        if made:
            _alone(database, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        else:
            _alone(scratch, sql.SQL("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))


def _create(database: Mapping[str, Any], name: str) -> bool:
    """Makes the database unless an administrator has; returns whether it did."""
    try:
        _alone(database, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.errors.DuplicateDatabase:
        return False
    except psycopg.errors.InsufficientPrivilege:
        try:
            _alone({**database, "NAME": name}, sql.SQL("SELECT 1"))
        except psycopg.Error:
            raise BackupError(
                f"{database['USER']} may make no database: make it once, "
                f"sudo -u postgres createdb --owner={database['USER']} {name}"
            ) from None
        return False
    except psycopg.Error as error:
        raise BackupError(f"the database does not answer: {str(error).splitlines()[0]}") from None
    return True


def _alone(database: Mapping[str, Any], statement: sql.SQL | sql.Composed) -> None:
    parameters = libpq.parameters(database)
    with psycopg.connect(**parameters, autocommit=True) as connection:  # type: ignore[arg-type]  # keywords of libpq
        connection.execute(statement)


def address(database: Mapping[str, Any]) -> str:
    """DATABASE_URL of a database in Django's terms."""
    if vendor_of(database) == "sqlite":
        return f"sqlite:///{quote(database['NAME'])}"
    values = libpq.parameters(database)
    user, password, name = (quote(values.pop(keyword, ""), safe="") for keyword in ("user", "password", "dbname"))
    return f"postgres://{user}:{password}@/{name}?{urlencode(values)}"


def _manage(url: str, *arguments: str) -> None:
    """A command of this code on another database; its address goes through the environment."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL_FILE"}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    done = subprocess.run(  # noqa: S603  # a command of our own
        command, env={**environment, "DATABASE_URL": url}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise BackupError(f"{arguments[0]} fails on the restored copy: {lines[-1] if lines else done.returncode}")
