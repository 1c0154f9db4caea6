"""The empty tables as the migrations make them: migrated once on each database, copied by whoever needs them.

All migrations take as long as a hundred tests. The copies are kept until anything that they could depend on changes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "migrated"
# Tables and permissions follow from these; data that migrations change is none in empty tables.
DEPENDS_ON = ("*/migrations/*.py", "*/models/*.py", "*/apps.py", "tracker/settings.py", "requirements-dev.txt")


def copy(file: Path) -> None:
    """Put the tables into a file of SQLite that is not there yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_tables(), file)


def in_memory(name: str) -> sqlite3.Connection:
    """Fill the shared memory of that name, which lasts as long as somebody is connected to it."""
    memory = sqlite3.connect(name, uri=True)
    template = sqlite3.connect(_tables())
    template.backup(memory)
    template.close()
    return memory


def in_postgresql(url: str) -> None:
    """Fill an empty database: with what the first one's tables were dumped to, if this is not the first."""
    with _kept("sql") as file:
        if file.exists():
            with psycopg.connect(url) as connection:
                connection.execute(file.read_bytes())
            return
        _migrate(url)
        if shutil.which("pg_dump"):
            command = ["pg_dump", "--no-owner", "--inserts", f"--dbname={url}"]
            dumped = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            # What begins with a backslash is for psql alone.
            file.with_suffix(".part").write_text(re.sub(r"^\\.*\n", "", dumped, flags=re.MULTILINE))
            file.with_suffix(".part").replace(file)


def template_on(url: str) -> str:
    """The name of a database with the tables on the server of that address, for others to be copied from."""
    name = f"migrated_{_digest()[:16]}"
    filled, unfinished = sql.Identifier(name), sql.Identifier(f"{name}_part")
    with _kept("template"), psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(unfinished))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(unfinished))
            in_postgresql(urlsplit(url)._replace(path=f"/{name}_part").geturl())
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(unfinished, filled))
    return name


def _tables() -> Path:
    with _kept("sqlite3") as file, tempfile.TemporaryDirectory() as folder:
        if not file.exists():
            made = Path(folder) / "tracker.sqlite3"
            _migrate(f"sqlite:///{made}")
            # Into one file, whatever the journal holds; and under its name only when it is whole.
            with closing(sqlite3.connect(made)) as connection:
                connection.execute("VACUUM INTO ?", (str(file.with_suffix(".part")),))
            file.with_suffix(".part").replace(file)
    return file


@contextmanager
def _kept(kind: str) -> Iterator[Path]:
    """Where the tables of today's code are; whoever comes first makes them, the others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file = KEPT / f"{_digest()}.{kind}"
        for outdated in {*KEPT.glob(f"*.{kind}")} - {file}:
            outdated.unlink()
        yield file


def _digest() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(path for pattern in DEPENDS_ON for path in ROOT.glob(pattern)):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _migrate(url: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TRACKER_DATA": folder, "DATABASE_URL": url}
        command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
