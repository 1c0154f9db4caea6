from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db import connections, models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from projects.models.prepared_cursor import cursor_for_prepared

# Advisory locks of PostgreSQL, any numbers so long as nothing else in the database takes the same ones: who changes
# the record holds the first alone (ADR 3); every writer of what readers see shares the second (ADR 8).
RECORD_LOCK, COUNTING_LOCK = 7_041_776, 7_041_777
CURRENT = {
    # See counting. A standby knows neither who is writing nor the sequence as it is on the primary.
    "postgresql": """
        SELECT number, changed_at, CASE WHEN pg_is_in_recovery() THEN 0 ELSE statements END,
            quiet AND NOT pg_is_in_recovery()
        FROM projects_record_version()
    """,
    "sqlite": "SELECT SUM(number), MAX(changed_at), 0, 1 FROM projects_recordversion",
}


@dataclass(frozen=True)
class Version:
    """The version of the record: another ``number`` after every transaction that wrote to it.

    ``changed_at`` is the moment of the last change. A record restored from a backup can reach the same number again,
    but not the same moment too. ``statements`` (PostgreSQL) grows while a transaction is writing. ``quiet``: nobody
    was writing when it was read, so the next writer comes later.
    """

    number: int
    changed_at: datetime | None
    statements: int
    quiet: bool

    def __str__(self) -> str:
        return self._written

    @cached_property  # every cache of a version reads it
    def _written(self) -> str:
        moment = f"{self.changed_at.timestamp():.6f}" if self.changed_at else ""
        return f"{self.number}.{moment}.{self.statements}"


class RecordVersionQuerySet(models.QuerySet["RecordVersion"]):
    def current(self) -> Version:
        """The version that the caller's transaction sees, in one query. Read it before the contents, never after.

        The contents are then of that version or of a newer one, so old contents never count as new.
        """
        connection = connections[self.db]
        with cursor_for_prepared(connection) as cursor:
            cursor.execute(CURRENT[connection.vendor])
            number, changed_at, statements, quiet = cursor.fetchone()
        return Version(int(number or 0), _moment(changed_at), statements, bool(quiet))


def _moment(value: Any) -> datetime | None:
    moment = parse_datetime(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


class RecordVersion(models.Model):
    """A part of the record's version, which is the sum of all rows. Only triggers write here (ADR 8).

    PostgreSQL has a row for each of several simultaneous writers, so that none waits for another.
    """

    number = models.BigIntegerField()
    changed_at = models.DateTimeField()
    by_transaction = models.BigIntegerField(null=True, help_text=_("The transaction that has counted itself already."))

    objects = RecordVersionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.number} ({self.changed_at:%Y-%m-%d %H:%M:%S})"
