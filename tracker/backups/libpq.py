"""PostgreSQL's own programs, run without a password in their arguments.

Who may see the list of processes sees arguments. Host, user and options go through a service file, the password through
a password file; both lie in a folder that only this user may read, and go with it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tracker.backups.failure import BackupError

SERVICE = "tracker"
# Options of DATABASE_URL that are Django's and not libpq's.
OURS = {"pool", "prepare_threshold"}
# What the programs need of this process: no key and no address of ours.
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PGPASSFILE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY")


def parameters(database: Mapping[str, Any]) -> dict[str, str]:
    """Django's settings of a PostgreSQL database in libpq's keywords, the password among them."""
    named = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME", "password": "PASSWORD"}
    given = {keyword: str(database.get(name) or "") for keyword, name in named.items()}
    options = {name: str(value) for name, value in database.get("OPTIONS", {}).items() if name not in OURS}
    return {keyword: value for keyword, value in {**given, **options}.items() if value}


@contextmanager
def programs(database: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The environment in which pg_dump, pg_restore and psql reach the database."""
    values = parameters(database)
    password = values.pop("password", "")
    if any("\n" in value for value in (*values.values(), password)):
        raise BackupError("DATABASE_URL holds the end of a line, which PostgreSQL's programs cannot be given")
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        if password:
            escaped = password.replace("\\", "\\\\").replace(":", "\\:")
            values["passfile"] = _secret_file(Path(folder) / "password", f"*:*:*:*:{escaped}\n")
        lines = "".join(f"{keyword}={value}\n" for keyword, value in values.items())
        service = _secret_file(Path(folder) / "service", f"[{SERVICE}]\n{lines}")
        inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
        yield {**inherited, "PGSERVICEFILE": service, "PGSERVICE": SERVICE, "PGAPPNAME": "tracker-backup"}


def _secret_file(path: Path, text: str) -> str:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    return str(path)


def run(environment: Mapping[str, str], *command: str | Path) -> None:
    """Run one program to its end. Raises BackupError with the first line that it says."""
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise lacking(str(command[0])) from None
    if done.returncode:
        raise BackupError(first_line(done.stderr) or f"{command[0]} ended with {done.returncode}")


def lacking(program: str) -> BackupError:
    return BackupError(f"{program} is missing: apt-get install postgresql-client, of the server's version or newer")


def first_line(text: str) -> str:
    """What a program complains of first; hints and contexts follow it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if "error:" in line.lower()), lines[0] if lines else "")
