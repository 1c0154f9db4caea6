"""What every change of the record happens in: one transaction that holds the record's lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.models import Assessment
from projects.models.record_version import RECORD_LOCK


@contextmanager
def recording() -> Iterator[None]:
    """A transaction that one process at a time can be in.

    Raises ValidationError where a constraint of the database refuses, since somebody else wrote there meanwhile.
    """
    try:
        with transaction.atomic():
            lock_record()
            yield
    except IntegrityError as error:
        raise ValidationError(
            _("Somebody recorded something in the same place at the same moment; look, and try again. (%(error)s)")
            % {"error": error}
        ) from error


def lock_record() -> None:
    """Lets one transaction at a time write to the record and its verdicts, until it ends (ADR 0003).

    What another has committed is read after the wait, so the later of two refreshes sees the claims of both.
    SQLite has one writer anyway.
    """
    connection = connections[Assessment.objects.db]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECORD_LOCK])


def day_of(at: datetime) -> date:
    """The tracker's day at a moment, whatever time zone the person at the screen has chosen."""
    return timezone.localdate(at, timezone.get_default_timezone())
