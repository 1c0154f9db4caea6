"""Signs that workers and schedule leave for /readyz, in the cache that all processes share.

Two kinds: a heartbeat says that a part is alive, a success says that a task of its queue came to its end. A worker can
be alive and get nothing done, so that one without the other proves little.

A cache and no table: they are worth nothing a few minutes later, a flushed cache is refilled within a beat, and no
write to the record competes with them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache

# Each is left every EVERY; SILENT_AFTER is how long a part may be silent before it counts as dead.
EVERY = timedelta(seconds=15)
SILENT_AFTER = {"worker": timedelta(minutes=5), "outgoing": timedelta(minutes=5), "schedule": timedelta(minutes=3)}
# The queues, each with the part that works it off; the schedule puts tasks into both every minute.
QUEUES = {"celery": "worker", "outgoing": "outgoing"}
SUCCEEDS_WITHIN = timedelta(minutes=5)
FAILS_AT_MOST = 2  # times in a row: a server that is away for a minute is no fault of the task


def leave(part: str, at: datetime) -> None:
    """Note that `part` (worker, outgoing, schedule) was alive at `at`."""
    cache.set(f"heartbeat:{part}", at.isoformat(), timeout=None)
    cache.add(f"awaited:{part}", at.isoformat(), timeout=None)


def last(part: str) -> datetime | None:
    """When `part` was last alive; None if never or forgotten."""
    return _read(f"heartbeat:{part}")


def note_success(queue: str, task: str, at: datetime) -> None:
    """Note that a task of a queue came to its end without an error."""
    if queue in QUEUES:
        cache.set(f"success:{QUEUES[queue]}", at.isoformat(), timeout=None)
    cache.delete(f"failures:{task}")


def note_failure(task: str) -> None:
    """Note that a task ended with an error."""
    cache.add(f"failures:{task}", 0, timeout=None)
    try:
        cache.incr(f"failures:{task}")
    except ValueError:  # it succeeded elsewhere in between
        return


def last_success(part: str) -> datetime | None:
    """When a task of the part's queue last succeeded; None if none has since the signs were last forgotten."""
    return _read(f"success:{part}")


def awaited_since(part: str) -> datetime | None:
    """When the part was first alive since the signs were last forgotten; from then on a success is awaited."""
    return _read(f"awaited:{part}")


def failing(tasks: list[str]) -> dict[str, int]:
    """Those of the tasks that failed too often in a row, with how often."""
    numbers = cache.get_many([f"failures:{task}" for task in tasks])
    often = {task: int(numbers.get(f"failures:{task}", 0)) for task in tasks}
    return {task: number for task, number in often.items() if number > FAILS_AT_MOST}


def _read(key: str) -> datetime | None:
    text = cache.get(key)
    return datetime.fromisoformat(text) if text else None
