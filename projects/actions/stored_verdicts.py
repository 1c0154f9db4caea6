"""Verdicts as rows: how they are stored, and what of a chain's history is written anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import orjson
from django.db import connections, models

from projects.adapters import as_contract
from projects.judging.verdicts import Found
from projects.models import Assessment, StatusChange

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


class Change(NamedTuple):
    """What a status change says, without when it was written down."""

    on: date
    target_id: str
    from_status: str
    to_status: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one chain's claims come to, as it is stored; ``values`` go by the names of STORED.

    No values where nothing is announced yet.
    """

    first_id: str
    values: dict[str, Any] | None
    changes: tuple[Change, ...]


def verdict_of(found: Found) -> Verdict:
    """A judged chain as it is stored."""
    assessment, history = found.assessment, found.history
    if assessment is None:
        return Verdict(found.first_id, None, ())
    before = ("", *(step.status for step in history))
    values = {
        "target_id": assessment.target,
        "as_of": assessment.as_of,
        "next_change_on": assessment.next_change_on,
        "status": assessment.status,
        "percent_achieved": None if assessment.percent_achieved is None else float(assessment.percent_achieved),
        "decided_on": history[-1].on if history else None,
        "times_revised": assessment.chain.times_moved if assessment.chain else 0,
        "stale": assessment.stale,
        "disputed": bool(assessment.conflicts),
        "payload": as_contract(assessment),
        "method_version": assessment.method_version,
    }
    changes = [
        Change(step.on, step.target, was, step.status, step.reasons)
        for was, step in zip(before, history, strict=False)  # the last status is before nothing
    ]
    return Verdict(found.first_id, values, tuple(changes))


def store(verdicts: Sequence[Verdict], at: datetime) -> None:
    """Writes verdicts over the old ones, and changes only where they differ, so that the rest keep their date."""
    ids = [verdict.first_id for verdict in verdicts]
    Assessment.objects.filter(first__in=ids).delete()
    _insert(
        Assessment,
        ("first_id", *STORED),
        [(each.first_id, *map(_plain, each.values.values())) for each in verdicts if each.values is not None],
    )
    stored = stored_changes(ids)
    recorded_at = connections[StatusChange.objects.db].ops.adapt_datetimefield_value(at)
    obsolete: list[int] = []
    new: list[tuple[Any, ...]] = []
    for verdict in verdicts:
        kept = stored.get(verdict.first_id, {})
        for change in verdict.changes:
            if kept.pop(change, None) is None:
                new.append((verdict.first_id, *map(_plain, change), recorded_at))
        obsolete += kept.values()
    if obsolete:
        StatusChange.objects.filter(pk__in=obsolete).delete()
    _insert(StatusChange, ("first_id", *Change._fields, "recorded_at"), new)


def stored_changes(first_ids: Sequence[str]) -> dict[str, dict[Change, int]]:
    """What is stored of each chain's history, oldest first, with the keys of the rows."""
    changes: dict[str, dict[Change, int]] = {}
    rows = StatusChange.objects.filter(first__in=first_ids).order_by("first_id", "on")
    for first_id, pk, on, target, before, after, reasons in rows.values_list("first_id", "pk", *Change._fields):
        changes.setdefault(first_id, {})[Change(on, target, before, after, tuple(reasons))] = pk
    return changes


def _insert(model: type[models.Model], names: Iterable[str], rows: list[tuple[Any, ...]]) -> None:
    """Plain rows into a table of ours: PostgreSQL's COPY, elsewhere one statement for all."""
    if not rows:
        return
    connection = connections[Assessment.objects.db]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(map(connection.ops.quote_name, names))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608  # names are ours


def _plain(value: Any) -> Any:
    """A value as both databases take it: JSON and days as text."""
    if isinstance(value, dict | tuple):
        return orjson.dumps(value).decode()
    return value.isoformat() if isinstance(value, date) else value
