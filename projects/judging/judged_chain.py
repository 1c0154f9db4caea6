"""The verdict and history of one chain as plain values: as they travel between processes and as they are stored."""

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
    """A status change without the moment it was recorded: its day as ISO text, its reasons as JSON text."""

    on: str
    target_id: str
    from_status: str
    to_status: str
    reasons: str


class JudgedChain(NamedTuple):
    """One chain's verdict, None before its first announcement, and its status changes, oldest first."""

    first_id: str
    verdict: Verdict | None
    changes: tuple[Change, ...]


def judged_chain(first_id: str, assessment: figures.Assessment | None, history: Sequence[HistoryStep]) -> JudgedChain:
    """What ``assess`` and ``history`` gave, as plain values."""
    if assessment is None:
        return JudgedChain(first_id, None, ())
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
    previous = chain([""], (step.status for step in history))
    changes = [
        Change(step.on.isoformat(), step.target, before, step.status, as_json(step.reasons))
        for before, step in zip(previous, history, strict=False)  # the last status precedes none
    ]
    return JudgedChain(first_id, verdict, tuple(changes))


def as_json(value: Any) -> str:
    """JSON text without spaces."""
    return orjson.dumps(value).decode()
