"""Signs of life that worker and schedule leave for /readyz, in the cache that all processes share.

A cache and no table: they are worth nothing a few minutes later, a flushed cache is refilled within a beat, and no
write to the record competes with them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache

# Each is left every EVERY; SILENT_AFTER is how long a part may be silent before it counts as dead.
EVERY = timedelta(seconds=15)
SILENT_AFTER = {"worker": timedelta(minutes=5), "schedule": timedelta(minutes=3)}


def leave(part: str, at: datetime) -> None:
    """Note that `part` (worker, schedule) was alive at `at`."""
    cache.set(f"heartbeat:{part}", at.isoformat(), timeout=None)


def last(part: str) -> datetime | None:
    """When `part` was last alive; None if never or forgotten."""
    kept = cache.get(f"heartbeat:{part}")
    return datetime.fromisoformat(kept) if kept else None


def forget() -> None:
    """Start anew: what an earlier run left says nothing about this one."""
    cache.delete_many([f"heartbeat:{part}" for part in SILENT_AFTER])
