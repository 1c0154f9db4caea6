"""Signs that workers and schedule leave for /readyz, in the cache that all processes share.

A heartbeat says that a part is alive; a success, that a task came to its end. A worker can be alive and get nothing
done, so that one without the other proves little. Failures and expiries say of a task that it did not come to its end.

A cache and no table: they are worth nothing a few minutes later, a flushed cache is refilled within a beat, and no
write to the record competes with them. The moment of the last backup is refilled by the next one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache

# Each is left every EVERY; SILENT_AFTER is how long a part may be silent before it counts as dead.
EVERY = timedelta(seconds=15)
SILENT_AFTER = {"worker": timedelta(minutes=5), "outgoing": timedelta(minutes=5), "schedule": timedelta(minutes=3)}
# The queues, each with the part that works it off; the schedule puts tasks into both every minute.
QUEUES = {"celery": "worker", "outgoing": "outgoing"}
# As long as a task may take (CELERY_TASK_TIME_LIMIT): until then a worker whose every hand is busy is no fault.
SUCCEEDS_WITHIN = timedelta(minutes=10)
FAILS_AT_MOST = 2  # times in a row: a server that is away for a minute is no fault of the task


@dataclass(frozen=True, slots=True)
class TaskSigns:
    """How a task ended lately. ``failures`` are those in a row; ``expiries`` all since the cache was emptied."""

    succeeded_at: datetime | None
    expired_at: datetime | None
    expiries: int
    failures: int

    @property
    def is_expired(self) -> bool:
        """Whether it came too late to a worker, and has not succeeded since."""
        return self.expired_at is not None and (self.succeeded_at is None or self.succeeded_at < self.expired_at)

    @property
    def is_failing(self) -> bool:
        return self.failures > FAILS_AT_MOST


def leave(part: str, at: datetime) -> None:
    """Note that `part` (worker, outgoing, schedule) was alive at `at`.

    First in a file (settings.HEARTBEAT_FOLDER): a probe must not end a container because the cache is away.
    """
    if settings.HEARTBEAT_FOLDER is not None:
        (settings.HEARTBEAT_FOLDER / f"heartbeat-{part}").touch()
    cache.set(f"heartbeat:{part}", at.isoformat(), timeout=None)
    cache.add(f"awaited:{part}", at.isoformat(), timeout=None)


def last(part: str) -> datetime | None:
    """When `part` was last alive; None if never or forgotten."""
    return _read(f"heartbeat:{part}")


def note_success(queue: str, task: str, at: datetime) -> None:
    """Note that a task of a queue came to its end without an error."""
    signs = {f"succeeded:{task}": at.isoformat()}
    if queue in QUEUES:
        signs[f"success:{QUEUES[queue]}"] = at.isoformat()
    cache.set_many(signs, timeout=None)
    cache.delete(f"failures:{task}")


def note_failure(task: str) -> None:
    """Note that a task ended with an error."""
    _count(f"failures:{task}")


def note_expiry(task: str, at: datetime) -> None:
    """Note that a worker dropped a task because it came too late."""
    cache.set(f"expired:{task}", at.isoformat(), timeout=None)
    _count(f"expiries:{task}")


def note_backup(at: datetime) -> None:
    """Note that a copy of the database was written whole."""
    cache.set("backup", at.isoformat(), timeout=None)


def last_backup() -> datetime | None:
    """The moment of the last copy; None if none was written since the signs were last forgotten."""
    return _read("backup")


def last_success(part: str) -> datetime | None:
    """When a task of the part's queue last succeeded; None if none has since the signs were last forgotten."""
    return _read(f"success:{part}")


def awaited_since(part: str) -> datetime | None:
    """When the part was first alive since the signs were last forgotten; from then on a success is awaited."""
    return _read(f"awaited:{part}")


def signs_of(tasks: Iterable[str]) -> dict[str, TaskSigns]:
    """What is noted of each of the tasks, in one question to the cache."""
    names = list(tasks)
    kinds = ("succeeded", "expired", "expiries", "failures")
    noted = cache.get_many([f"{kind}:{task}" for kind in kinds for task in names])
    return {
        task: TaskSigns(
            succeeded_at=_moment(noted.get(f"succeeded:{task}")),
            expired_at=_moment(noted.get(f"expired:{task}")),
            expiries=int(noted.get(f"expiries:{task}", 0)),
            failures=int(noted.get(f"failures:{task}", 0)),
        )
        for task in names
    }


def _count(key: str) -> None:
    if cache.add(key, 1, timeout=None):
        return
    try:
        cache.incr(key)
        cache.touch(key, timeout=None)  # a folder as cache would forget what was counted after five minutes
    except ValueError:  # it was deleted elsewhere in between
        return


def _read(key: str) -> datetime | None:
    return _moment(cache.get(key))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
