"""Requests that write and are sent twice: the second gets the answer to the first (ADR 46)."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from projects.models import IdempotencyKey
from projects.models.idempotency_key import KEPT_FOR, LEASE


class KeyReusedError(Exception):
    """The key belongs to a request with other content."""


class KeyBusyError(Exception):
    """The request with this key has not ended yet."""


class KeyLostError(Exception):
    """Another attempt has the key by now: what this one did is not to be committed."""


def begin_request(*, account: AbstractBaseUser, key: str, fingerprint: str, at: datetime) -> IdempotencyKey:
    """Takes a key for a request, or gives the one that has its answer (``finished_at`` is set then).

    Commit it before the deed begins. Raises KeyReusedError and KeyBusyError.
    """
    row, is_new = IdempotencyKey.objects.get_or_create(
        account_id=account.pk, key=key, defaults={"fingerprint": fingerprint, "started_at": at}
    )
    if is_new or (_is_free(row, at) and _take_over(row, fingerprint, at)):
        return row
    if row.fingerprint != fingerprint:
        raise KeyReusedError(key)
    if row.finished_at is None:
        raise KeyBusyError(key)
    return row


def finish_request(*, row: IdempotencyKey, status: int, location: str, answer: str, at: datetime) -> None:
    """Keeps the answer, in the transaction of the deed: both are committed, or neither is. Raises KeyLostError."""
    finished = max(at, row.started_at)  # a clock may have been set back meanwhile
    if not _own(row).update(status=status, location=location, answer=answer, finished_at=finished):
        raise KeyLostError(row.key)


def release_key(row: IdempotencyKey) -> None:
    """Frees the key of a request that was refused: nothing was written, so it may be sent again, also mended."""
    _own(row).delete()


def delete_expired_keys(at: datetime) -> int:
    """Deletes the keys that are free again, with their answers; returns how many."""
    return IdempotencyKey.objects.expired(at).delete()[0]


def _is_free(row: IdempotencyKey, at: datetime) -> bool:
    age = at - row.started_at
    return age >= KEPT_FOR or (row.finished_at is None and age >= LEASE)


def _take_over(row: IdempotencyKey, fingerprint: str, at: datetime) -> bool:
    """Makes the row that of a new attempt; False where another one was quicker."""
    fresh = {"fingerprint": fingerprint, "started_at": at, "finished_at": None, "status": None}
    unchanged = Q(pk=row.pk, started_at=row.started_at, finished_at=row.finished_at)
    is_taken = IdempotencyKey.objects.filter(unchanged).update(**fresh, location="", answer="") > 0
    row.refresh_from_db()
    return is_taken


def _own(row: IdempotencyKey) -> QuerySet[IdempotencyKey]:
    return IdempotencyKey.objects.filter(pk=row.pk, started_at=row.started_at, finished_at=None)
