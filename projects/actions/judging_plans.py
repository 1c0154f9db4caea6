"""All verdicts judged on several hosts: a plan of chunks in the database, each taken, judged and written once.

A chunk is judged outside the record's lock, so that hosts judge at the same time, and written inside it. If anybody
else wrote meanwhile it is judged again inside, from what then stands: the result is that of ``refresh_assessments``.
A worker that dies leaves its lease, which ends.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from celery import current_app
from django.db import connections, transaction
from django.db.models import F

from projects.actions.recording import lock_record
from projects.actions.refresh import drop_the_obsolete, recomputed
from projects.actions.stored_verdicts import store
from projects.comparison.figures import METHOD_VERSION
from projects.judging.judged_chain import JudgedChain
from projects.models import Assessment, JudgingChunk, JudgingPlan, Target
from projects.models.judging_plan import MOST_ATTEMPTS

TASK = "projects.tasks.judge_planned"
WORKERS = 16  # asked at a time
CHAINS = 400  # of a chunk: some seconds of work
LEASE = timedelta(minutes=3)
SPREAD_FROM = 2_000  # outdated verdicts; fewer are rewritten by one worker in one transaction
INSERTED = 200  # chunks at a time

OTHERS_WRITES = """
SELECT (SELECT COALESCE(SUM(number), 0) FROM projects_recordversion)
    - (SELECT COALESCE(SUM(writes), 0) FROM projects_judgingplan)
"""
# Whether the trigger of the version (ADR 8) has counted this transaction.
COUNTED = """
SELECT EXISTS (
    SELECT 1 FROM projects_recordversion
    WHERE by_transaction = pg_current_xact_id()::text::bigint AND changed_at >= now()
)
"""

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """How far the plan under way is, in chunks."""

    chunks: int
    judged: int
    in_hand: int
    given_up: int
    latest_at: datetime  # when the plan was made or a chunk was judged last


def plan_judging(
    *, as_of: date, at: datetime, outdated: bool = False, chains_of_a_chunk: int | None = None
) -> JudgingPlan | None:
    """Cuts all chains, or those that another version of the method judged, into chunks; None where there are none.

    A plan that is under way ends: what it had left to do is part of the new one, or not wanted any more.
    """
    with transaction.atomic():
        lock_record()
        JudgingPlan.objects.filter(finished_at=None).update(finished_at=at)
        drop_the_obsolete()
        chains = Target.objects.first_links()
        if outdated:
            chains = chains.filter(pk__in=Assessment.objects.to_rebuild().values("first"))
        # Chains of one indicator stay together: they share their outcomes.
        ids = list(chains.order_by("indicator_id", "pk").values_list("pk", flat=True))
        if not ids:
            return None
        size = chains_of_a_chunk or CHAINS
        plan = JudgingPlan.objects.create(as_of=as_of, method_version=METHOD_VERSION, created_at=at)
        JudgingChunk.objects.bulk_create(
            (JudgingChunk(plan=plan, first_ids=ids[start : start + size]) for start in range(0, len(ids), size)),
            INSERTED,
        )
        return plan


def spread_what_is_outdated(*, as_of: date, at: datetime) -> bool:
    """Makes a plan where another version of the method gave many verdicts; whether one is under way now."""
    if JudgingPlan.objects.filter(finished_at=None).exists():
        return True
    if Assessment.objects.to_rebuild().count() < SPREAD_FROM:
        return False
    return plan_judging(as_of=as_of, at=at, outdated=True) is not None


def wanted_workers(at: datetime) -> int:
    """How many more workers than those at work have something to do."""
    free = JudgingChunk.objects.free(at, METHOD_VERSION).count()
    return max(free - JudgingChunk.objects.in_hand(at).count(), 0) if free else 0


def wake_workers(at: datetime, at_most: int = WORKERS) -> None:
    """Asks as many workers as there are chunks for, so that those of every host come. The schedule asks again."""
    try:
        for _number in range(min(wanted_workers(at), at_most)):
            current_app.send_task(TASK, expires=55, retry=False)
    except Exception:  # whatever a broker raises: each worker looks within a minute
        logger.warning("No worker could be woken to judge; each looks within a minute", exc_info=True)


def progress(at: datetime) -> Progress | None:
    """How far the plan under way is; None where there is none."""
    plan = JudgingPlan.objects.filter(finished_at=None).first()
    if plan is None:
        return None
    judged = plan.chunks.exclude(judged_at=None)
    latest = judged.order_by("-judged_at").values_list("judged_at", flat=True).first()
    total, done = plan.chunks.count(), judged.count()
    return Progress(
        chunks=total,
        judged=done,
        in_hand=JudgingChunk.objects.in_hand(at).count(),
        given_up=total - done - JudgingChunk.objects.unjudged(at).count(),
        latest_at=latest or plan.created_at,
    )


def judge_chunks(clock: Clock, lasts: timedelta | None = None) -> int:
    """Judges chunks until none is free, or for so long; returns how many chains."""
    begun, count = clock(), 0
    while lasts is None or clock() - begun < lasts:
        chunk = _take(clock())
        if chunk is None:
            return count
        count += _judge(chunk, clock)
    return count


def _take(at: datetime) -> JudgingChunk | None:
    """A free chunk, which is then leased. Two workers never get the same: each passes over rows that another locks."""
    with transaction.atomic():
        free = JudgingChunk.objects.free(at, METHOD_VERSION).select_related("plan")
        chunk = free.select_for_update(skip_locked=True, of=("self",)).first()
        if chunk is None:
            _finish_what_is_given_up(at)
            return None
        chunk.attempts += 1
        chunk.lease_ends_at = at + LEASE
        JudgingChunk.objects.filter(pk=chunk.pk).update(attempts=chunk.attempts, lease_ends_at=chunk.lease_ends_at)
        return chunk


def _judge(chunk: JudgingChunk, clock: Clock) -> int:
    """Judges and writes a chunk; the chains that were written, none where it is another worker's by now."""
    judged, before = None, None
    if connections[Assessment.objects.db].vendor == "postgresql":  # SQLite has one writer: it judges when it may write
        before = others_writes()
        judged = _judged(chunk)
    with transaction.atomic():
        lock_record()
        mine = JudgingChunk.objects.filter(pk=chunk.pk, attempts=chunk.attempts, judged_at=None)
        at = clock()
        if not mine.filter(plan__finished_at=None).update(judged_at=at, lease_ends_at=None):
            return 0
        if judged is None or others_writes() != before:
            judged = _judged(chunk)
        store(judged, at)
        plan = JudgingPlan.objects.filter(pk=chunk.plan_id)
        plan.update(writes=F("writes") + _was_counted())
        if not JudgingChunk.objects.unjudged(at).exists():
            plan.update(finished_at=at)
    return len(judged)


def _judged(chunk: JudgingChunk) -> list[JudgedChain]:
    with transaction.atomic():  # the cursor of the rows lives as long as a transaction
        batches = recomputed(set(chunk.first_ids), as_of=chunk.plan.as_of)
        return [chain for batch in batches for chain in batch]


def others_writes() -> int:
    """A number that is another after every transaction that moved the version of the record, chunks of plans apart."""
    with connections[Assessment.objects.db].cursor() as cursor:
        cursor.execute(OTHERS_WRITES)
        return int(cursor.fetchone()[0])


def _was_counted() -> int:
    connection = connections[Assessment.objects.db]
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        return int(cursor.fetchone()[0])


def _finish_what_is_given_up(at: datetime) -> None:
    """Ends a plan of which every chunk is judged or has ended too many workers."""
    if JudgingChunk.objects.unjudged(at).exists():
        return
    if JudgingPlan.objects.filter(finished_at=None).update(finished_at=at):
        logger.error(
            "Some verdicts ended %s workers and were given up: run manage.py refresh_assessments", MOST_ATTEMPTS
        )
