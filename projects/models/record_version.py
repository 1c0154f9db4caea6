from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db import connections, models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

CURRENT = {
    "postgresql": "SELECT * FROM projects_record_version()",  # see counting
    "sqlite": "SELECT SUM(number), MAX(changed_at), 0, 1 FROM projects_recordversion",
}


@dataclass(frozen=True)
class Version:
    """What the record has come to: another ``number`` after every transaction that wrote anything of it.

    ``changed_at`` is the moment of the last change; a record that goes on from an older backup may come by the same
    number again, never by both. ``statements`` (PostgreSQL) moves while a transaction is still writing. ``quiet``:
    nobody was writing when it was read, so that whoever writes next does so later.
    """

    number: int
    changed_at: datetime | None
    statements: int
    quiet: bool

    def __str__(self) -> str:
        return self._written

    @cached_property  # whatever is kept for a version asks for it
    def _written(self) -> str:
        moment = f"{self.changed_at.timestamp():.6f}" if self.changed_at else ""
        return f"{self.number}.{moment}.{self.statements}"


class RecordVersionQuerySet(models.QuerySet["RecordVersion"]):
    def current(self) -> Version:
        """The version as it is seen by the caller's transaction: read it before the contents, never after. One query.

        What is read afterwards is then that version's or a newer one's, so that nobody can take old contents for new.
        """
        connection = connections[self.db]
        with connection.cursor() as cursor:
            cursor.execute(CURRENT[connection.vendor])
            number, changed_at, statements, quiet = cursor.fetchone()
        return Version(int(number or 0), _moment(changed_at), statements, bool(quiet))


def _moment(found: Any) -> datetime | None:
    moment = parse_datetime(found) if isinstance(found, str) else found
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


class RecordVersion(models.Model):
    """A part of the record's version, which is the sum of all rows; only triggers write here (ADR 8).

    PostgreSQL needs more than one row only where several write at once: each takes one that no other holds, so that
    none waits for another.
    """

    number = models.BigIntegerField()
    changed_at = models.DateTimeField()
    by_transaction = models.BigIntegerField(null=True, help_text=_("The transaction that has counted itself already."))

    objects = RecordVersionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.number} ({self.changed_at:%Y-%m-%d %H:%M:%S})"
