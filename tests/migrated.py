"""The empty tables as the migrations make them, in a file of SQLite: migrated once, copied by whoever needs them.

All migrations take as long as a hundred tests. The file is kept until anything that they could depend on changes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "migrated"
DEPENDS_ON = ("projects/**/*.py", "accounts/**/*.py", "tracker/**/*.py", "requirements-dev.txt")


def tables() -> Path:
    """The file to copy; whoever comes first makes it, the others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file = KEPT / f"{_digest()}.sqlite3"
        if not file.exists():
            for outdated in KEPT.glob("*.sqlite3"):
                outdated.unlink()
            _migrate(file)
    return file


def copy(file: Path) -> None:
    """Put the tables where nothing is yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(tables(), file)


def in_memory(name: str) -> sqlite3.Connection:
    """Fill the shared memory of that name, which lasts as long as somebody is connected to it."""
    memory = sqlite3.connect(name, uri=True)
    kept = sqlite3.connect(tables())
    kept.backup(memory)
    kept.close()
    return memory


def _digest() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(path for pattern in DEPENDS_ON for path in ROOT.glob(pattern)):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _migrate(file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "tracker.sqlite3"
        own = {"TRACKER_DATA": folder, "DATABASE_URL": f"sqlite:///{made}"}
        command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, check=True)
        # Into one file, whatever the journal holds; and under its name only when it is whole.
        with sqlite3.connect(made) as connection:
            connection.execute("VACUUM INTO ?", (str(file.with_suffix(".part")),))
        connection.close()
        file.with_suffix(".part").replace(file)
