"""Until when a copy of the record is complete: what is being recorded just now is not seen yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from projects.models.record_version import COUNTING_LOCK, RECORD_LOCK

# A row has the moment at which its recording began, and an import reads its files before it begins to write.
MARGIN = timedelta(minutes=10)
# Who writes holds a lock of the record, or waits for it.
OLDEST_WRITER = """
SELECT MIN(activity.xact_start) FROM pg_locks AS lock JOIN pg_stat_activity AS activity USING (pid)
WHERE lock.locktype = 'advisory' AND lock.objid IN (%s, %s) AND lock.pid <> pg_backend_pid()
    AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def complete_until(now: datetime) -> datetime:
    """The moment before which everything is seen by whoever reads from now on. One query at most."""
    writing_since = None
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(OLDEST_WRITER, [RECORD_LOCK, COUNTING_LOCK])
            (writing_since,) = cursor.fetchone()
    return min(now, writing_since or now) - MARGIN
