"""The days on which the verdict on a chain became another: a walk through the record, day by day.

A chain is walked far more often than anything else is computed, so the readings of a link whose goal no report can
change are made once and only handed on day by day; every other link is asked afresh on each day. Both ways end in
the same ``judge``, and a test holds them to the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from .figures import Target
from .goals import RELATIVE, Goal, goal_of, missing_value, names_its_baseline
from .periods import after, is_calendar_year
from .standing import Ledger, Reading
from .verdicts import Case, Judgement, case_of, judge


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A day on which the verdict on a chain became another."""

    on: date
    target: str
    status: str
    reasons: tuple[str, ...]


def walk(
    chain: Sequence[Target], ledger: Ledger, until: date, interims: Sequence[Target] = ()
) -> tuple[HistoryStep, ...]:
    """The steps up to ``until``, oldest first."""
    links = sorted((link for link in chain if link.announced <= until), key=lambda link: link.announced)
    found: list[HistoryStep] = []
    for link, later in pairwise([*links, None]):
        assert link is not None
        if later is not None and later.announced == link.announced:
            continue
        last = until if later is None else later.announced - timedelta(days=1)
        for case in _unfold(link, chain, ledger, interims, links[0].announced, last):
            verdict = Judgement("withdrawn") if link.withdrawn else judge(case)
            if not found or found[-1].status != verdict.status:
                found.append(HistoryStep(case.as_of, link.id, verdict.status, tuple(verdict.reasons)))
            if link.withdrawn:
                break
    return tuple(found)


def turning_days(chain: Sequence[Target], ledger: Ledger, interims: Sequence[Target]) -> Iterator[date]:
    """The days on which the same claims can begin to give another status."""
    for link in (*chain, *interims):
        yield link.announced
    yield from ledger.dates([link.indicator for link in (*chain, *interims)])
    for link in chain:
        yield from _thresholds(link)


def _thresholds(link: Target) -> Iterator[date]:
    if link.window_start is not None:
        yield link.window_start
    if link.deadline is not None and (day_after := after(link.deadline, 1)):
        yield day_after


def _unfold(
    link: Target, chain: Sequence[Target], ledger: Ledger, interims: Sequence[Target], first: date, last: date
) -> Iterator[Case]:
    """The case of a link on each day from its announcement to ``last`` on which it can have changed."""
    goal = None if interims or missing_value(link) else _settled_goal(link, ledger)
    if goal is None:
        days = {day for day in turning_days(chain, ledger, interims) if link.announced <= day <= last}
        for day in sorted({link.announced, *days}):
            yield case_of(link, ledger, day, first, interims)
        return
    stays = _stays(link, goal, ledger)
    marks = [*_thresholds(link), *(came for came, _left, _one in stays), *(left for _came, left, _one in stays if left)]
    days = {day for day in marks if link.announced <= day <= last}
    for day in sorted({link.announced, *days}):
        readings = [one for came, left, one in stays if came <= day and (left is None or day < left)]
        yield Case(link, day, first, goal, readings, interims, ledger)


def _settled_goal(link: Target, ledger: Ledger) -> Goal | None:
    """The goal of a link if no report can ever change it or add to its terms."""
    if link.basis in RELATIVE or (link.baseline_value is None and link.baseline_end is not None):
        return None
    if any(names_its_baseline(one, link) for one in ledger.all(link.indicator)):
        return None
    return goal_of(link, ledger, date.min)[0]


def _stays(link: Target, goal: Goal, ledger: Ledger) -> list[tuple[date, date | None, Reading]]:
    """The readings that can bear on a link, each with the day it comes and the day a correction takes it away."""
    basis = "done" if goal.terms == "done" else "absolute"
    corrected = ledger.corrected_from()
    stays = [
        (max(one.published, one.period_end), corrected.get(one.id), ledger.reading(one, goal.up))
        for one in ledger.all(link.indicator)
        if one.basis == basis
    ]
    if not goal.summed:
        return stays
    learns = is_calendar_year(link.window_start, link.deadline)  # earlier years may teach it their seasons
    return [stay for stay in stays if _inside(link, goal, stay[2]) or (learns and _earlier(link, stay[2]))]


def _inside(link: Target, goal: Goal, reading: Reading) -> bool:
    """Whether a reading can be evidence for a sum (R2)."""
    if reading.start is None or (link.window_start is not None and reading.start < link.window_start):
        return False
    owed_later = link.timing == "by_deadline" and not goal.ceiling
    return owed_later or link.deadline is None or reading.end <= link.deadline


def _earlier(link: Target, reading: Reading) -> bool:
    return link.window_start is not None and reading.start is not None and reading.end < link.window_start
