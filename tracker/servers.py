"""Whether the servers that the settings name answer, and the database has its tables: asked before a program starts.

Nothing here needs Django. Each refusal is one line: which variable, what its server says, what to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import redis

PATIENCE = 5  # seconds for a server to answer
MIGRATIONS = [Path(__file__).resolve().parent.parent / app / "migrations" for app in ("accounts", "projects")]
MIGRATE = "Run manage.py migrate (with systemd: systemctl restart tracker-prepare)."


class Unready(Exception):
    """What keeps a program from starting, as one line."""


def require_database(database: dict[str, Any], *, migrated: bool) -> None:
    """Raises Unready where the database cannot be reached, or, if ``migrated``, lacks a migration of this version.

    ``database`` is an entry of the setting DATABASES.
    """
    applied = _in_sqlite(database["NAME"]) if "sqlite3" in database["ENGINE"] else _in_postgresql(database)
    if not migrated:
        return
    if not applied:
        raise Unready(f"The database of DATABASE_URL has no tables of the tracker. {MIGRATE}")
    missing = sorted(_shipped() - applied)
    if missing:
        raise Unready(
            f"The database of DATABASE_URL lacks {len(missing)} migration{'s'[: len(missing) > 1]} of this version, "
            f"first {'.'.join(missing[0])}. {MIGRATE}"
        )


def require_redis(broker: str, cache: dict[str, Any]) -> None:
    """Raises Unready where the Redis of CELERY_BROKER_URL or CACHE_URL does not answer; folders always do.

    ``cache`` is an entry of the setting CACHES.
    """
    for variable, url in _redis_addresses(broker, cache):
        client = redis.Redis.from_url(url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
        try:
            client.ping()
        except (redis.RedisError, OSError) as error:
            place = _place(client.connection_pool.connection_kwargs)
            raise Unready(f"{variable}: Redis at {place} {_redis_reason(error)}") from error
        finally:
            client.close()


def _redis_addresses(broker: str, cache: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if broker.startswith("redis"):
        yield "CELERY_BROKER_URL", broker.replace("redis+socket://", "unix://", 1).replace("virtual_host=", "db=")
    if cache["BACKEND"].endswith("RedisCache"):
        yield "CACHE_URL", cache["LOCATION"]


def _redis_reason(error: Exception) -> str:
    if isinstance(error, redis.AuthenticationError) or "NOAUTH" in str(error):
        return "wants another password: write it as redis://:password@host:6379/0."
    return f"does not answer ({_first_line(error)}). Start it, or correct the address."


def _in_postgresql(database: dict[str, Any]) -> set[tuple[str, str]]:
    """The migrations that the database has seen; none where it has no tables."""
    options = {name: value for name, value in database["OPTIONS"].items() if name not in {"pool", "prepare_threshold"}}
    options.setdefault("connect_timeout", PATIENCE)
    place = _place({"host": database["HOST"], "port": database["PORT"] or 5432})
    given = {"user": database["USER"], "password": database["PASSWORD"], "port": database["PORT"]}
    try:
        connection = psycopg.connect(
            dbname=database["NAME"],
            host=database["HOST"] or None,
            **{name: value for name, value in given.items() if value},
            **options,
        )
    except psycopg.Error as error:
        # The server's own word stands behind “FATAL:”, a refused line's behind “failed:”.
        reason = _first_line(error).rpartition("FATAL: ")[2].rpartition("failed: ")[2].strip()
        raise Unready(
            f"DATABASE_URL: PostgreSQL at {place} does not let us in ({reason}). Start it, or correct the address."
        ) from error
    with connection:
        if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
            return set()
        return {(app, name) for app, name in connection.execute("SELECT app, name FROM django_migrations")}


def _in_sqlite(name: str) -> set[tuple[str, str]]:
    """As above. A file that is not there yet is one without tables; it is not made."""
    if not Path(name).exists():
        if not Path(name).absolute().parent.is_dir():
            raise Unready(f"DATABASE_URL: the folder of {name} is missing. Make it, or correct the address.")
        return set()
    try:
        connection = sqlite3.connect(f"{Path(name).absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)
        try:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'").fetchone():
                return set()
            return set(connection.execute("SELECT app, name FROM django_migrations"))
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise Unready(f"DATABASE_URL: {name} cannot be read as SQLite ({error}). Correct the address.") from error


def _shipped() -> set[tuple[str, str]]:
    """The migrations of this version."""
    return {(folder.parent.name, file.stem) for folder in MIGRATIONS for file in folder.glob("[0-9]*.py")}


def _place(server: dict[str, Any]) -> str:
    """Where a server is: its host and port, or its socket."""
    return server.get("path") or f"{server.get('host') or 'this machine'}:{server.get('port')}"


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")
