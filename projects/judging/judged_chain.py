"""What a chain's claims come to, as plain values: as it travels between processes and as it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

import orjson

from projects.comparison import figures
from projects.comparison.history import HistoryStep
from projects.judging.assessment_json import as_contract


class Verdict(NamedTuple):
    """The columns of a stored verdict: days as ISO text, the contract's object as JSON text."""

    target_id: str
    as_of: str
    next_change_on: str | None
    status: str
    percent_achieved: float | None
    decided_on: str | None
    times_revised: int
    stale: bool
    disputed: bool
    payload: str
    method_version: str


class Change(NamedTuple):
    """What a status change says, without when it was written down: its day as ISO text, its reasons as JSON text."""

    on: str
    target_id: str
    from_status: str
    to_status: str
    reasons: str


VerdictValues = tuple[Any, ...]  # of a Verdict
ChangeValues = tuple[str, str, str, str, str]  # of a Change


class Found(NamedTuple):
    """What one chain's claims come to; no verdict where nothing is announced yet.

    Values without their names: a plain tuple travels for half of what a named one costs, and there are many.
    """

    first_id: str
    verdict: VerdictValues | None
    changes: tuple[ChangeValues, ...]


def found_of(first_id: str, assessment: figures.Assessment | None, history: Sequence[HistoryStep]) -> Found:
    """A judged chain as plain values."""
    if assessment is None:
        return Found(first_id, None, ())
    percent, next_change = assessment.percent_achieved, assessment.next_change_on
    verdict = Verdict(
        target_id=assessment.target,
        as_of=assessment.as_of.isoformat(),
        next_change_on=next_change.isoformat() if next_change else None,
        status=assessment.status,
        percent_achieved=None if percent is None else float(percent),
        decided_on=history[-1].on.isoformat() if history else None,
        times_revised=assessment.chain.times_moved if assessment.chain else 0,
        stale=assessment.stale,
        disputed=bool(assessment.conflicts),
        payload=as_json(as_contract(assessment)),
        method_version=assessment.method_version,
    )
    before = chain([""], (step.status for step in history))
    changes = [
        (step.on.isoformat(), step.target, was, step.status, as_json(step.reasons))
        for was, step in zip(before, history, strict=False)  # the last status is before nothing
    ]
    return Found(first_id, tuple(verdict), tuple(changes))


def as_json(value: Any) -> str:
    return orjson.dumps(value).decode()
