"""What a database holds, as far as an operator must know it: the version of its record, its migrations, its outbox."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from projects.models import RecordVersion


@dataclass(frozen=True)
class Contents:
    """``missing``: migrations of this code that the database lacks; ``foreign``: those that only the database has."""

    record: str
    migrations: dict[str, str]
    missing: list[str]
    foreign: list[str]
    waiting: int


def read_contents() -> Contents:
    """What Django's database holds now."""
    loader = MigrationLoader(connection)
    applied = set(loader.applied_migrations)
    ours = {app for app, _name in loader.disk_migrations}
    latest = {app: name for app, name in sorted(applied) if app in ours}
    return Contents(
        record=record_version(),
        migrations=latest,
        missing=[f"{app}.{name}" for app, name in sorted(set(loader.disk_migrations) - applied)],
        foreign=[f"{app}.{name}" for app, name in sorted(applied - set(loader.disk_migrations)) if app in ours],
        waiting=_waiting(),
    )


def migrations_of_code() -> dict[str, str]:
    """The last migration of each app in this code."""
    return dict(MigrationLoader(None).graph.leaf_nodes())


def record_version() -> str:
    """As people compare it: `812 of 2026-03-01 02:00:00`; unknown where the tables are older than it."""
    try:
        with transaction.atomic():
            version = RecordVersion.objects.current()
    except DatabaseError:
        return "unknown"
    return f"{version.number} of {version.changed_at:%Y-%m-%d %H:%M:%S.%f}" if version.changed_at else "0"


def _waiting() -> int:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM accounts_message WHERE state = 'pending'")
            return int(cursor.fetchone()[0])
    except DatabaseError:  # of a version without it
        return 0
