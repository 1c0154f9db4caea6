"""Keeps the stored verdicts equal to a recomputation: after every claim, and when a day brings another verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import connections, transaction
from django.db.models import Q

from projects.adapters import Claims, as_contract, claims, claims_affected_by
from projects.comparison import engine
from projects.comparison.figures import METHOD_VERSION
from projects.comparison.standing import Ledger
from projects.models import Assessment, StatusChange, Target

T = TypeVar("T")

BATCH = 500  # chains written at a time: bounds memory, and SQLite's parameters
RECORD_LOCK = 7_041_776  # any number, so long as nothing else in the database takes the same advisory lock
STORED = (
    "target_id",
    "as_of",
    "next_change_on",
    "status",
    "percent_achieved",
    "decided_on",
    "times_revised",
    "stale",
    "disputed",
    "payload",
    "method_version",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one chain's claims come to: rows as they should be stored, or none where nothing is announced yet."""

    first_id: str
    assessment: Assessment | None
    changes: tuple[StatusChange, ...]


def refresh_assessments(*, as_of: date, at: datetime, first_ids: Collection[str] | None = None) -> int:
    """Rewrites the verdicts on all chains, or on those beginning with ``first_ids``; returns how many."""
    with transaction.atomic():
        take_the_pen()
        if first_ids is None:
            _drop_the_obsolete()
        count = 0
        for batch in batches(claims(first_ids)):
            _store([judge(each, as_of=as_of, at=at) for each in batch])
            count += len(batch)
    return count


def refresh_affected(*, as_of: date, at: datetime, **touched: Iterable[str]) -> int:
    """Rewrites the verdicts that depend on what was touched: ``targets=``, ``outcomes=``, ``sources=`` … (ids).

    The number of queries does not depend on the size of the record.
    """
    with transaction.atomic():
        take_the_pen()
        first_ids = claims_affected_by(**touched)
        return refresh_assessments(as_of=as_of, at=at, first_ids=first_ids) if first_ids else 0


def refresh_due(*, as_of: date, at: datetime) -> int:
    """Rewrites the verdicts that a day may have changed: a deadline passed, an announcement came into force.

    Also those of another version of the method. Run twice, the second run finds nothing to do.
    """
    with transaction.atomic():
        take_the_pen()
        due = Assessment.objects.filter(Q(next_change_on__lte=as_of) | ~Q(method_version=METHOD_VERSION))
        unjudged = Target.objects.first_links().announced_by(as_of).exclude(pk__in=Assessment.objects.values("first"))
        first_ids = {*due.values_list("first_id", flat=True), *unjudged.values_list("pk", flat=True)}
        return refresh_assessments(as_of=as_of, at=at, first_ids=first_ids) if first_ids else 0


def judge(chain: Claims, *, as_of: date, at: datetime) -> Verdict:
    """The verdict on a chain and its history, as unsaved rows; ``at`` is when the changes get written down."""
    found, history = engine.assess_with_history(chain.chain, Ledger(chain.outcomes), as_of, chain.interims)
    if found is None:
        return Verdict(chain.first_id, None, ())
    changes = []
    before = ""
    for step in history:
        changes.append(
            StatusChange(
                first_id=chain.first_id,
                target_id=step.target,
                on=step.on,
                from_status=before,
                to_status=step.status,
                reasons=list(step.reasons),
                recorded_at=at,
            )
        )
        before = step.status
    assessment = Assessment(
        first_id=chain.first_id,
        target_id=found.target,
        as_of=as_of,
        next_change_on=found.next_change_on,
        status=found.status,
        percent_achieved=None if found.percent_achieved is None else float(found.percent_achieved),
        decided_on=history[-1].on if history else None,
        times_revised=found.chain.times_moved if found.chain else 0,
        stale=found.stale,
        disputed=bool(found.conflicts),
        payload=as_contract(found),
        method_version=found.method_version,
    )
    return Verdict(chain.first_id, assessment, tuple(changes))


# --- writing -----------------------------------------------------------------------------------------------------


def take_the_pen() -> None:
    """Lets one transaction at a time rewrite verdicts, until it ends (ADR 0003).

    What another has committed is read after the wait, so the later of two refreshes sees the claims of both.
    SQLite has one writer anyway.
    """
    connection = connections[Assessment.objects.db]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECORD_LOCK])


def _drop_the_obsolete() -> None:
    """Verdicts filed under what is no longer the first link of a chain."""
    StatusChange.objects.filter(first__revises__isnull=False).delete()
    Assessment.objects.filter(first__revises__isnull=False).delete()


def _store(verdicts: list[Verdict]) -> None:
    """Writes a batch: verdicts over the old ones; changes only where they differ, so that the rest keep their date."""
    gone = [verdict.first_id for verdict in verdicts if verdict.assessment is None]
    if gone:
        Assessment.objects.filter(first__in=gone).delete()
    Assessment.objects.bulk_create(
        [verdict.assessment for verdict in verdicts if verdict.assessment is not None],
        update_conflicts=True,
        unique_fields=["first"],
        update_fields=[name.removesuffix("_id") for name in STORED],
    )
    stored = stored_changes([verdict.first_id for verdict in verdicts])
    obsolete, new = [], []
    for verdict in verdicts:
        kept = {what(change): change for change in stored.get(verdict.first_id, [])}
        for change in verdict.changes:
            if kept.pop(what(change), None) is None:
                new.append(change)
        obsolete += [change.pk for change in kept.values()]
    if obsolete:
        StatusChange.objects.filter(pk__in=obsolete).delete()
    StatusChange.objects.bulk_create(new)


def stored_changes(first_ids: list[str]) -> dict[str, list[StatusChange]]:
    changes: dict[str, list[StatusChange]] = {}
    for change in StatusChange.objects.filter(first__in=first_ids).order_by("first_id", "on"):
        changes.setdefault(change.first_id, []).append(change)
    return changes


def what(change: StatusChange) -> tuple[Any, ...]:
    """What a change says, without when it was written down."""
    return (change.on, change.target_id, change.from_status, change.to_status, tuple(change.reasons))


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    items = iter(items)
    while batch := list(islice(items, BATCH)):
        yield batch
