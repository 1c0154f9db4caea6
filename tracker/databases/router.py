"""Which server a question goes to (ADR 56): the replica for readers of the record, the primary for everything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from tracker.databases.watch import REPLICA

APPS = {"projects"}  # people, their sessions and what they follow are asked of the primary

_reading: ContextVar[bool] = ContextVar("reading", default=False)


@contextmanager
def reading_from_the_replica() -> Iterator[None]:
    """Questions about the record go to the replica while the block runs, except within a transaction."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


class ReplicaRouter:
    """Django's router; it is there only where there is a replica."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        if not _reading.get() or model._meta.app_label not in APPS:
            return DEFAULT_DB_ALIAS
        # Who has begun a transaction means to write, or wants one state of everything.
        return DEFAULT_DB_ALIAS if connections[DEFAULT_DB_ALIAS].in_atomic_block else REPLICA

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, *_rows: models.Model, **hints: Any) -> bool:
        return True  # a replica has the very rows of the primary

    def allow_migrate(self, database: str, app_label: str, **hints: Any) -> bool:
        return database == DEFAULT_DB_ALIAS
