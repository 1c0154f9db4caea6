from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connections, models

# A reader who remembers a state for longer counts anew; the log is kept for twice as long.
REMEMBERED = timedelta(hours=12)
# A standby's snapshot does not list the transactions under way: there only those before the oldest count as ended.
# The file changes where the table is emptied or restored: what stood in the log before is gone then. So is the latest
# line where a standby has taken over that lacked the last transactions; their numbers go to others.
STATE = """
SELECT
    CASE WHEN pg_is_in_recovery()
        THEN format('%1$s:%1$s:', pg_snapshot_xmin(pg_current_snapshot())) ELSE pg_current_snapshot()::text
    END,
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
    pg_relation_filenode('projects_tablewrite'), clock_timestamp(),
    (SELECT SUM(number) FROM projects_recordversion), pg_current_xact_id_if_assigned() IS NOT NULL,
    (SELECT id || ' ' || extract(epoch FROM written_at) FROM projects_tablewrite ORDER BY id DESC LIMIT 1)
"""
# Lines of a restored backup may have numbers that no transaction here has had yet.
SINCE = """
SELECT '', '', NULL FROM projects_tablewrite
WHERE id = split_part(%(latest)s::text, ' ', 1)::bigint
    AND id || ' ' || extract(epoch FROM written_at) = %(latest)s::text
UNION ALL
SELECT "table", deed, keys FROM projects_tablewrite
WHERE transaction >= pg_snapshot_xmin(%(snapshot)s::pg_snapshot)::text::bigint
    AND transaction < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    AND NOT pg_visible_in_snapshot(transaction::text::xid8, %(snapshot)s::pg_snapshot)
"""


@dataclass(frozen=True, slots=True)
class LogState:
    """What can be seen of the log: ``snapshot`` names the transactions that had ended, or some of them.

    ``writing``: the reader's own transaction has written, and may yet be rolled back. ``latest``: the last line.
    """

    snapshot: str
    newest: int
    file: int
    read_at: datetime
    number: int
    writing: bool
    latest: str | None

    def follows(self, earlier: LogState) -> bool:
        """Whether the log tells everything that was written since."""
        return (
            not self.writing
            and not earlier.writing
            and self.file == earlier.file
            and self.newest >= earlier.newest
            and self.number >= earlier.number
            and self.read_at - earlier.read_at < REMEMBERED
        )


class Write(NamedTuple):
    """What one statement wrote; ``keys`` is None where there were many."""

    table: str
    deed: str
    keys: Sequence[str] | None


class TableWriteQuerySet(models.QuerySet["TableWrite"]):
    def state(self) -> LogState | None:
        """What the caller sees now, in one query; None on SQLite. Read it before the rows that are remembered with it.

        The rows are then of that state or of a newer one, so that nothing written after it is missed later.
        """
        connection = connections[self.db]
        if connection.vendor != "postgresql":
            return None
        with connection.cursor() as cursor:
            cursor.execute(STATE)
            snapshot, newest, file, read_at, number, writing, latest = cursor.fetchone()
        return LogState(snapshot, newest, file, read_at, int(number or 0), writing, latest)

    def since(self, state: LogState) -> list[Write] | None:
        """What transactions wrote that had not ended by a state, in any order of their commits. One query.

        None where the log has its latest line no more.
        """
        with connections[self.db].cursor() as cursor:
            cursor.execute(SINCE, {"snapshot": state.snapshot, "latest": state.latest})
            lines = cursor.fetchall()
        writes = [Write(table, deed, keys and json.loads(keys)) for table, deed, keys in lines if table]
        return writes if state.latest is None or len(writes) < len(lines) else None

    def forget(self, at: datetime) -> int:
        """Deletes what nobody asks for any more; returns how many rows."""
        return self.filter(written_at__lt=at - 2 * REMEMBERED).delete()[0]


class TableWrite(models.Model):
    """Which rows a statement wrote. Only triggers of PostgreSQL write here (ADR 61)."""

    transaction = models.BigIntegerField(db_index=True)
    table = models.CharField(max_length=63)
    deed = models.CharField(max_length=8)
    keys = models.JSONField(null=True)
    written_at = models.DateTimeField(db_index=True)

    objects = TableWriteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.deed} {self.table} ({self.written_at:%Y-%m-%d %H:%M:%S})"
