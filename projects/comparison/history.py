"""The days on which the verdict on a chain became another: a walk through the record, day by day.

A chain is walked far more often than anything else is computed, so what stands for a link whose goal no report can
change is kept from day to day, and a day on which nothing else stands than before is passed over; every other link is
asked afresh on each day. Both ways end in the same ``decide``, and a test holds them to the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from .conflicts import conflicts_about
from .figures import Target
from .goals import RELATIVE, Goal, absolute_goal, missing_value, names_its_baseline
from .path import SEASONS_NEEDED, with_counting_days
from .period_figures import FIRST, PeriodFigures
from .periods import after, is_calendar_year
from .quantities import usable
from .readings import OutcomeIndex, Reading
from .verdicts import Case, Judgement, case_of, decide, is_since_the_promise, last_covering_day


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A day on which the verdict on a chain became another."""

    on: date
    target: str
    status: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps up to a day, oldest first, and the case of the current link on it where what stands was kept."""

    steps: tuple[HistoryStep, ...]
    today: Case | None


def walk(chain: Sequence[Target], index: OutcomeIndex, until: date, interims: Sequence[Target] = ()) -> Walk:
    """Walk a chain from its first announcement to ``until``."""
    links = sorted((link for link in chain if link.announced <= until), key=lambda link: link.announced)
    interims = with_counting_days(interims, chain)
    found: list[HistoryStep] = []
    today: Case | None = None
    for link, later in pairwise([*links, None]):
        assert link is not None
        if later is not None and later.announced == link.announced:
            continue
        last = until if later is None else later.announced - timedelta(days=1)
        if link.withdrawn:
            _note(found, link.announced, link, Judgement("withdrawn"))
            today = None
            continue
        goal = None if interims or missing_value(link) else _settled_goal(link, index)
        if goal is None:
            today = None
            for day in _days(link, chain, index, interims, last):
                case = case_of(link, index, day, links[0].announced, interims)
                _note(found, day, link, decide(case), case)
            continue
        today = Case(link, until, links[0].announced, goal, PeriodFigures((), dated=not goal.summed), interims, index)
        _keep(today, last, found)
    return Walk(tuple(found), today)


def _note(found: list[HistoryStep], day: date, link: Target, verdict: Judgement, case: Case | None = None) -> None:
    """Note a status that is another than the last, with the reasons that its verdict had on the day."""
    if not found or found[-1].status != verdict.status:
        disagree = ["sources_disagree"] if case is not None and conflicts_about(case, verdict) else []
        found.append(HistoryStep(day, link.id, verdict.status, (*verdict.reasons, *disagree)))


def turning_days(
    chain: Sequence[Target], index: OutcomeIndex, interims: Sequence[Target], since: date = date.min
) -> Iterator[date]:
    """The days on which the same claims can begin to give another status; of reports only those from a day on."""
    links = (*chain, *interims)
    for link in links:
        yield link.announced
    yield from index.dates([link.indicator for link in links], since)
    for link in chain:
        yield from _thresholds(link)


def _thresholds(link: Target) -> Iterator[date]:
    if link.window_start is not None:
        yield link.window_start
    if link.deadline is not None and (day_after := after(link.deadline, 1)):
        yield day_after


def _days(
    link: Target, chain: Sequence[Target], index: OutcomeIndex, interims: Sequence[Target], last: date
) -> Sequence[date]:
    """Each day from a link's announcement to ``last`` on which its case can have changed."""
    days = {day for day in turning_days(chain, index, interims) if link.announced <= day <= last}
    return sorted({link.announced, *days})


def _keep(today: Case, last: date, found: list[HistoryStep]) -> None:
    """Note what becomes of a link with a settled goal up to ``last``, what stands in its case kept up to the day."""
    link, goal, figures, until = today.link, today.goal, today.figures, today.as_of
    assert goal is not None
    marks = {link.announced, *(day for day in _thresholds(link) if day > link.announced)}
    moves = _moves(link, goal, today.first_announced, today.index)
    level_within = link.timing == "within_period" and goal.terms != "done" and not goal.summed
    early, late = date.min, last_covering_day(link) if level_within else None
    status = ""
    for day in sorted({*marks, *moves}):
        if day > last:
            break
        decides = day in marks
        for comes, one in moves.get(day, ()):
            changes = figures.add(one) if comes else figures.drop(one)
            if changes and not decides:
                # R3, R11: within its period a level is decided by who covers the deadline, not by who comes after;
                # and once it is covered, not by who came before.
                decides = late is None or early <= one.end <= late
                decides = decides and not (changes == FIRST and _only_adds(today, status, one))
        if decides:
            today.as_of = day
            verdict = decide(today)
            status = verdict.status
            if late is not None and link.deadline is not None:
                early = link.deadline if verdict.covering else date.min
            _note(found, day, link, verdict, today)
    today.as_of = until


def _only_adds(case: Case, status: str, one: Reading) -> bool:
    """R11.4: a sum that is met stays so with one more period, where more cannot undo it and none has to be chosen."""
    goal, deadline = case.goal, case.link.deadline
    if goal is None or not goal.summed or goal.ceiling or goal.band or one.value < 0 or not case.figures.apart:
        return False
    return status == "achieved" or (status == "achieved_late" and deadline is not None and one.end > deadline)


def _settled_goal(link: Target, index: OutcomeIndex) -> Goal | None:
    """The goal of a link if no report can ever change it or add to its terms."""
    if link.basis in RELATIVE or (link.baseline_value is None and link.baseline_end is not None):
        return None
    if link.baseline_end and any(names_its_baseline(one, link) for one in index.all(link.indicator)):
        return None
    return absolute_goal(link, link.baseline_value if usable(link.baseline_value) else None)


def _moves(link: Target, goal: Goal, first: date, index: OutcomeIndex) -> dict[date, list[tuple[bool, Reading]]]:
    """The readings that can bear on a link, under the day each comes (True) and the day a correction takes it away.

    What came before the link was announced comes with it.
    """
    basis = "done" if goal.terms == "done" else "absolute"
    readings = index.readings(link.indicator, basis, goal.up)
    corrected = index.corrected_from()
    moves: defaultdict[date, list[tuple[bool, Reading]]] = defaultdict(list)
    for one in _bearing(link, goal, first, readings):
        comes = max(one.published, one.end, link.announced)
        goes = corrected.get(one.id) if corrected else None
        if goes is None or comes < goes:
            moves[comes].append((True, one))
            if goes is not None:
                moves[goes].append((False, one))
    return moves


def _bearing(link: Target, goal: Goal, first: date, readings: Sequence[Reading]) -> Sequence[Reading]:
    """The readings that can be evidence for a link (R2, R3), and those that may teach it its seasons (R7)."""
    if not goal.summed:
        return [one for one in readings if is_since_the_promise(one, link, first)]
    window, deadline = link.window_start or date.min, link.deadline or date.max
    owed_later = link.timing == "by_deadline" and not goal.ceiling
    last = date.max if owed_later else deadline
    inside = [one for one in readings if one.length and one.start and one.start >= window and one.end <= last]
    if is_calendar_year(link.window_start, link.deadline):  # then the pace decides until the deadline
        earlier = [one for one in readings if one.length and one.end < window and one.published <= deadline]
        if len({one.end.year for one in earlier}) >= SEASONS_NEEDED:
            return inside + earlier
    return inside
