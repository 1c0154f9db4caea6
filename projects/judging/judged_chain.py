"""The verdict and history of one chain as plain values: as they travel between processes and as they are stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import orjson

from projects.comparison import figures
from projects.comparison.history import HistoryStep
from projects.judging.assessment_json import as_contract

LAST_DAY = date.max.isoformat()  # ends what lasts


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
    has_periods: bool


class Change(NamedTuple):
    """A status change without the moment it was recorded: its day as ISO text, its reasons as JSON text."""

    on: str
    target_id: str
    from_status: str
    to_status: str
    reasons: str


class Period(NamedTuple):
    """Days with one status under one link, as ISO text: from ``since`` to the day before ``until``."""

    since: str
    until: str
    target_id: str
    status: str


class JudgedChain(NamedTuple):
    """One chain's verdict, None before its first announcement, its status changes and its periods, oldest first."""

    first_id: str
    verdict: Verdict | None
    changes: tuple[Change, ...]
    periods: tuple[Period, ...]


def judged_chain(
    first_id: str,
    links: Sequence[figures.Target],
    assessment: figures.Assessment | None,
    history: Sequence[HistoryStep],
) -> JudgedChain:
    """What ``assess`` and ``history`` gave, as plain values. ``links``: those announced, oldest first."""
    if assessment is None:
        return JudgedChain(first_id, None, (), ())
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
        has_periods=True,
    )
    previous = chain([""], (step.status for step in history))
    changes = [
        Change(step.on.isoformat(), step.target, before, step.status, as_json(step.reasons))
        for before, step in zip(previous, history, strict=False)  # the last status precedes none
    ]
    return JudgedChain(first_id, verdict, tuple(changes), tuple(_periods(links, changes)))


def _periods(links: Sequence[figures.Target], changes: Sequence[Change]) -> Iterator[Period]:
    """The days of a chain apart at each status change and at each announcement."""
    turns = {change.on: change.to_status for change in changes}
    # Of two links that are announced on one day the later stands.
    announced = {link.announced.isoformat(): link.id for link in links}
    days = sorted({*turns, *announced}) if len(links) > 1 else list(turns)
    target, status = links[0].id, ""
    for since, until in zip(days, [*days[1:], LAST_DAY], strict=True):
        target, status = announced.get(since, target), turns.get(since, status)
        yield Period(since, until, target, status)


def as_json(value: Any) -> str:
    """JSON text without spaces."""
    return orjson.dumps(value).decode()
