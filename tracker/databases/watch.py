"""Asks both servers for the version of the record every second, in a thread of each web process."""

from __future__ import annotations

import logging
import os
import threading
import time
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from projects.models.record_version import CURRENT
from tracker.databases.staleness import UNKNOWN, Staleness, Standing

REPLICA = "replica"
EVERY = 1.0  # seconds
SILENT_AFTER = 10.0  # a thread that hangs proves nothing any more
PATIENCE = {"connect_timeout": 2, "tcp_user_timeout": 3000}  # of libpq: seconds, milliseconds
WAITS_AT_MOST = "-c statement_timeout=2000"

logger = logging.getLogger(__name__)


class Watch:
    """The latest standing of the replica; the thread begins with the first question, in the process that asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: int | None = None
        self._standing, self._at = UNKNOWN, 0.0

    def standing(self) -> Standing:
        """What was found last; unknown before the first look and where the looks have ended."""
        if self._process != os.getpid():
            self._begin()
        return self._standing if time.monotonic() - self._at < SILENT_AFTER else UNKNOWN

    def set(self, standing: Standing) -> None:
        """Note a standing, and log one line where it is another than before."""
        before, self._standing, self._at = self._standing, standing, time.monotonic()
        if before.reason != standing.reason:
            where = "the replica" if standing.usable else "the primary"
            level = logging.INFO if standing.reason == "level" else logging.WARNING
            logger.log(level, "Readers are sent to %s: %s", where, standing.reason)

    def _begin(self) -> None:
        with self._lock:
            if self._process != os.getpid():
                self._process, self._standing = os.getpid(), UNKNOWN
                threading.Thread(target=self._look_again_and_again, name="replica", daemon=True).start()

    def _look_again_and_again(self) -> None:
        staleness = Staleness(settings.REPLICA_SECONDS)
        primary, replica = (_watched(alias) for alias in (DEFAULT_DB_ALIAS, REPLICA))
        while True:
            moment = time.monotonic()
            self.set(staleness.compare(moment, version_on(primary), version_on(replica)))
            time.sleep(EVERY)


def _watched(alias: str) -> Any:
    """A connection of our own, outside the pool: whoever waits there must not make this thread wait."""
    connection: Any = connections[alias].copy(alias)
    if connection.vendor == "postgresql":
        options = connection.settings_dict["OPTIONS"]
        options.pop("pool", None)
        options.update(PATIENCE, options=WAITS_AT_MOST)
    return connection


def version_on(connection: Any) -> int | None:
    """The number of the record's version on a server; None if it does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(CURRENT[connection.vendor])
            return int(cursor.fetchone()[0] or 0)
    except Exception:  # whatever a driver raises: the server does not answer
        connection.close()
        return None


watch = Watch()
