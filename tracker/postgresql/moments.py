"""Moments as PostgreSQL writes them, read by one step of C each.

Django's way takes three times as long. What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg.adapt import AdaptersMap


class MomentLoader(BaseTzLoader):
    """Django's, which still reads what Python's own reader refuses: years before 1, infinity."""

    def load(self, data: Any) -> datetime:
        """The moment, in the time zone of the connection. Raises psycopg.DataError for what no datetime can hold."""
        try:
            moment = datetime.fromisoformat(bytes(data).decode())
        except ValueError:
            long_way: datetime = super().load(data)
            return long_way
        return moment.replace(tzinfo=self.timezone)


@lru_cache
def with_moments(adapters: AdaptersMap, zone: tzinfo | None) -> AdaptersMap:
    """A connection's adapters, with moments in a time zone read so."""
    ours = AdaptersMap(adapters)
    ours.register_loader("timestamptz", type("MomentLoaderOfZone", (MomentLoader,), {"timezone": zone}))
    return ours
