"""Proves that the stored verdicts equal a recomputation from the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from projects.actions.refresh import recomputed, take_the_pen
from projects.actions.stored_verdicts import STORED, Change, Verdict, stored_changes
from projects.models import Assessment

DERIVED = frozenset({"as_of", "days_overdue"})  # move daily; whoever reads a stored verdict derives them
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored verdict that a recomputation does not confirm."""

    first_id: str
    what: str
    stored: str
    recomputed: str

    def __str__(self) -> str:
        return f"{self.first_id}: {self.what}: stored {self.stored}, recomputed {self.recomputed}"


def verify(*, as_of: date, processes: int = 1) -> Iterator[Difference]:
    """Every difference between the stored verdicts and a recomputation; writes nothing."""
    with transaction.atomic():
        take_the_pen()
        with closing(recomputed(as_of=as_of, processes=processes)) as batches:
            for verdicts in batches:
                yield from _differences(verdicts, as_of)


def _differences(verdicts: list[Verdict], as_of: date) -> Iterator[Difference]:
    ids = [verdict.first_id for verdict in verdicts]
    stored = Assessment.objects.in_bulk(ids)
    histories = stored_changes(ids)
    for verdict in verdicts:
        yield from _assessment_differences(stored.get(verdict.first_id), verdict, as_of)
        yield from _history_differences(list(histories.get(verdict.first_id, ())), verdict)


def _assessment_differences(stored: Assessment | None, verdict: Verdict, as_of: date) -> Iterator[Difference]:
    fresh = verdict.values
    if stored is None or fresh is None:
        if stored is not None or fresh is not None:
            old, new = stored.status if stored else "none", fresh["status"] if fresh else "none"
            yield Difference(verdict.first_id, "assessment", old, new)
        return
    for name in STORED:
        old, new = getattr(stored, name), fresh[name]
        if name == "payload":
            yield from _payload_differences(verdict.first_id, old, new)
        elif name == "next_change_on" and old is not None and old <= as_of:
            continue  # its day has come and the verdict, compared above, held: nothing wrong, only not yet looked at
        elif name != "as_of" and old != new:
            yield Difference(verdict.first_id, name, str(old), str(new))


def _payload_differences(first_id: str, stored: dict[str, Any], fresh: dict[str, Any]) -> Iterator[Difference]:
    for key in sorted({*stored, *fresh} - DERIVED):
        old, new = stored.get(key, NOTHING), fresh.get(key, NOTHING)
        if old != new:
            yield Difference(first_id, key, repr(old), repr(new))


def _history_differences(stored: list[Change], verdict: Verdict) -> Iterator[Difference]:
    if stored != list(verdict.changes):
        yield Difference(verdict.first_id, "status changes", _told(stored), _told(verdict.changes))


def _told(changes: Iterable[Change]) -> str:
    return ", ".join(f"{change.on} {change.to_status}" for change in changes) or "none"
