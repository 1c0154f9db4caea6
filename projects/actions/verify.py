"""Proves that the stored verdicts equal a recomputation from the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from django.db import transaction

from projects.actions.recording import lock_record
from projects.actions.refresh import recomputed
from projects.actions.stored_verdicts import stored_changes, stored_periods
from projects.judging.judged_chain import Change, JudgedChain, Period, Verdict
from projects.models import Assessment, Target

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
        lock_record()
        with closing(recomputed(Target.objects.first_links(), as_of=as_of, processes=processes)) as batches:
            for chains in batches:
                yield from _differences(chains, as_of)


def _differences(chains: list[JudgedChain], as_of: date) -> Iterator[Difference]:
    ids = [chain.first_id for chain in chains]
    stored = Assessment.objects.in_bulk(ids)
    histories, periods = stored_changes(ids), stored_periods(ids)
    for chain in chains:
        yield from _assessment_differences(stored.get(chain.first_id), chain, as_of)
        yield from _history_differences(list(histories.get(chain.first_id, ())), chain)
        yield from _period_differences(periods.get(chain.first_id, []), chain)


def _assessment_differences(stored: Assessment | None, chain: JudgedChain, as_of: date) -> Iterator[Difference]:
    fresh = chain.verdict
    if stored is None or fresh is None:
        if stored is not None or fresh is not None:
            old, new = stored.status if stored else "none", fresh.status if fresh else "none"
            yield Difference(chain.first_id, "assessment", old, new)
        return
    for name in Verdict._fields:
        old, new = getattr(stored, name), getattr(fresh, name)
        if name == "payload":
            yield from _payload_differences(chain.first_id, old, orjson.loads(new))
        elif name == "next_change_on" and old is not None and old <= as_of:
            continue  # its day has come and the verdict, compared above, held: nothing wrong, only not yet looked at
        elif name != "as_of" and (old.isoformat() if isinstance(old, date) else old) != new:
            yield Difference(chain.first_id, name, str(old), str(new))


def _payload_differences(first_id: str, stored: dict[str, Any], fresh: dict[str, Any]) -> Iterator[Difference]:
    for key in sorted({*stored, *fresh} - DERIVED):
        old, new = stored.get(key, NOTHING), fresh.get(key, NOTHING)
        if old != new:
            yield Difference(first_id, key, repr(old), repr(new))


def _history_differences(stored: list[Change], chain: JudgedChain) -> Iterator[Difference]:
    if stored != list(chain.changes):
        yield Difference(chain.first_id, "status changes", _listed(stored), _listed(chain.changes))


def _period_differences(stored: list[Period], chain: JudgedChain) -> Iterator[Difference]:
    if stored != list(chain.periods):
        old, new = (", ".join(f"{period.since} {period.status}" for period in rows) for rows in (stored, chain.periods))
        yield Difference(chain.first_id, "status periods", old or "none", new or "none")


def _listed(changes: Iterable[Change]) -> str:
    return ", ".join(f"{change.on} {change.to_status}" for change in changes) or "none"
