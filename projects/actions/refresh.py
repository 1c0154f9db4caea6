"""Keeps the stored verdicts equal to a recomputation: after every claim, and when a day brings another verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Literal

from django.db import connections, transaction
from django.db.models import Q

from projects.actions.recording import lock_record
from projects.actions.stored_verdicts import store
from projects.adapters import claims_affected_by, work, work_in_pieces
from projects.judging.claims import Work
from projects.judging.judged_chain import JudgedChain
from projects.judging.processes import judged
from projects.judging.verdicts import Batch, batches
from projects.models import Assessment, StatusChange, StatusPeriod, Target
from projects.models.target import TargetQuerySet

Touched = dict[str, set[str]]  # table → ids of rows on which verdicts can depend

_collected: ContextVar[Touched | None] = ContextVar("collected", default=None)


@contextmanager
def collected_refreshes() -> Iterator[Touched]:
    """What several actions touch while the block runs; they leave the verdicts to the caller, who rewrites them once.

    Pass the result to ``rewrite_affected`` in the same transaction.
    """
    touched: Touched = defaultdict(set)
    token = _collected.set(touched)
    try:
        yield touched
    finally:
        _collected.reset(token)


def refresh_assessments(
    *,
    as_of: date,
    at: datetime,
    first_ids: Collection[str] | None = None,
    processes: int = 1,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Rewrites the verdicts on all chains, or on those beginning with ``first_ids``; returns how many.

    ``progress`` is told how many there are so far. ``processes`` says how many may judge at once where the work is
    worth it. Raises JudgingError, and then nothing is written, when one of them ends before its time.
    """
    with transaction.atomic():
        lock_record()
        if first_ids is not None:
            return _rewrite(as_of, at, first_ids, processes, progress)
        drop_the_obsolete()
        return _rewrite(as_of, at, Target.objects.first_links(), processes, progress)


def refresh_affected(*, as_of: date, at: datetime, **touched: Iterable[str]) -> int:
    """Rewrites the verdicts that depend on what was touched: ``targets=``, ``outcomes=``, ``sources=`` … (ids)."""
    with transaction.atomic():
        lock_record()
        return rewrite_affected(as_of=as_of, at=at, **touched)


def rewrite_affected(*, as_of: date, at: datetime, **touched: Iterable[str]) -> int:
    """The same within a transaction that holds the record's lock.

    The number of queries does not depend on the size of the record. See ``collected_refreshes``.
    """
    collected = _collected.get()
    if collected is not None:
        for table, ids in touched.items():
            collected[table].update(ids)
        return 0
    first_ids = claims_affected_by(**touched)
    return _rewrite(as_of, at, first_ids) if first_ids else 0


def refresh_due(*, as_of: date, at: datetime) -> int:
    """Rewrites the verdicts that a day may have changed: a deadline passed, an announcement came into force.

    Also those of another version of the method or of an earlier release. Run twice, the second run finds nothing to do.
    """
    with transaction.atomic():
        lock_record()
        due = Assessment.objects.filter(Q(next_change_on__lte=as_of)) | Assessment.objects.to_rebuild()
        unjudged = Q(announced__lte=as_of) & ~Q(pk__in=Assessment.objects.values("first"))
        return _rewrite(as_of, at, Target.objects.first_links().filter(Q(pk__in=due.values("first")) | unjudged))


def refresh_outdated(
    *, as_of: date, at: datetime, processes: int = 1, progress: Callable[[int], None] | None = None
) -> int:
    """Rewrites the verdicts that another version of the method or an earlier release gave; returns how many."""
    with transaction.atomic():
        lock_record()
        outdated = Assessment.objects.to_rebuild().values("first")
        return _rewrite(as_of, at, Target.objects.first_links().filter(pk__in=outdated), processes, progress)


def _rewrite(
    as_of: date,
    at: datetime,
    chosen: Collection[str] | TargetQuerySet,
    processes: int = 1,
    progress: Callable[[int], None] | None = None,
) -> int:
    """``refresh_assessments`` within a transaction that holds the record's lock."""
    count = 0
    if processes > 1:
        _check_references("IMMEDIATE")
    with closing(recomputed(chosen, as_of=as_of, processes=processes)) as batches:
        for chains in batches:
            store(chains, at)
            count += len(chains)
            if progress is not None:
                progress(count)
    if processes > 1:
        _check_references("DEFERRED")
    return count


def recomputed(
    chosen: Collection[str] | TargetQuerySet, *, as_of: date, processes: int = 1
) -> Generator[list[JudgedChain]]:
    """What should be stored, some hundred chains at a time: of a few first links, or of any number that a query gives.

    Close it before the transaction ends, whatever happened: the processes and the cursor of the rows end with it.
    """
    works = work_in_pieces(chosen) if isinstance(chosen, TargetQuerySet) else iter([work(chosen)])
    with closing(_batches(works)) as batches_, closing(judged(batches_, as_of, processes)) as answers:
        yield from answers


def _batches(works: Iterator[Work]) -> Generator[Batch]:
    for piece in works:
        with closing(piece):
            yield from batches(piece.sources, piece.groups)


def _check_references(when: Literal["IMMEDIATE", "DEFERRED"]) -> None:
    """IMMEDIATE: with each batch of rows, so that PostgreSQL does it while others judge, and not all at the end."""
    connection = connections[Assessment.objects.db]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")


def drop_the_obsolete() -> None:
    """Verdicts filed under what is no longer the first link of a chain."""
    StatusPeriod.objects.filter(first__revises__isnull=False).delete()
    StatusChange.objects.filter(first__revises__isnull=False).delete()
    Assessment.objects.filter(first__revises__isnull=False).delete()
