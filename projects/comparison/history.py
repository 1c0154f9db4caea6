"""The days on which the status of a chain changed (R1, R10, R11): a walk through its claims, day by day.

Most links have a settled goal, which no report can change. For these the period figures are kept from day to day, and
days on which no other figure stands are skipped. For any other link each day's case is made anew. Both ways call the
same ``decide``; a test proves that they give the same steps.

What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from .cases import Case, Judgement, case_of, last_covering_day, since_the_promise
from .conflicts import conflicts_about
from .figures import Target
from .goals import RELATIVE, Goal, absolute_goal, missing_value, names_its_baseline
from .path import SEASONS_NEEDED, with_counting_days
from .period_figures import FIRST, PeriodFigures
from .periods import after, is_calendar_year
from .quantities import usable
from .readings import OutcomeIndex, Reading
from .verdicts import decide


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A day on which the status of a chain changed."""

    on: date
    target: str
    status: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps up to a day, oldest first; ``today`` is the current link's case on it if its goal is settled."""

    steps: tuple[HistoryStep, ...]
    today: Case | None


def walk(chain: Sequence[Target], index: OutcomeIndex, until: date, interims: Sequence[Target] = ()) -> Walk:
    """Walk a chain from its first announcement to ``until``."""
    links = sorted((link for link in chain if link.announced <= until), key=lambda link: link.announced)
    interims = with_counting_days(interims, chain)
    steps: list[HistoryStep] = []
    today: Case | None = None
    for link, later in pairwise([*links, None]):
        assert link is not None
        if later is not None and later.announced == link.announced:
            continue
        last = until if later is None else later.announced - timedelta(days=1)
        if link.withdrawn:
            _note(steps, link.announced, link, Judgement("withdrawn"))
            today = None
            continue
        goal = None if interims or missing_value(link) else _settled_goal(link, index)
        if goal is None:
            today = None
            for day in _days(link, chain, index, interims, last):
                case = case_of(link, index, day, links[0].announced, interims)
                _note(steps, day, link, decide(case), case)
            continue
        today = Case(link, until, links[0].announced, goal, PeriodFigures((), dated=not goal.summed), interims, index)
        _walk_settled(today, last, steps)
    return Walk(tuple(steps), today)


def _note(steps: list[HistoryStep], day: date, link: Target, verdict: Judgement, case: Case | None = None) -> None:
    """Add a step if the status is another than the last, with the reasons of the day."""
    if not steps or steps[-1].status != verdict.status:
        disagree = ["sources_disagree"] if case is not None and conflicts_about(case, verdict) else []
        steps.append(HistoryStep(day, link.id, verdict.status, (*verdict.reasons, *disagree)))


def turning_days(
    chain: Sequence[Target], index: OutcomeIndex, interims: Sequence[Target], since: date = date.min
) -> Iterator[date]:
    """The days on which the same claims can give another status; those of reports from ``since`` on."""
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
    """The days from a link's announcement to ``last`` on which its case can change."""
    days = {day for day in turning_days(chain, index, interims) if link.announced <= day <= last}
    return sorted({link.announced, *days})


def _walk_settled(today: Case, last: date, steps: list[HistoryStep]) -> None:
    """Add the steps of a link with a settled goal up to ``last``; its case holds the figures of the day afterwards."""
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
        for comes, reading in moves.get(day, ()):
            changes = figures.add(reading) if comes else figures.drop(reading)
            if changes and not decides:
                # R3, R11: a level within its period depends on the reading that covers the deadline: not on later
                # readings, and once there is one, not on earlier readings.
                decides = late is None or early <= reading.end <= late
                decides = decides and not (changes == FIRST and _only_adds(today, status, reading))
        if decides:
            today.as_of = day
            verdict = decide(today)
            status = verdict.status
            if late is not None and link.deadline is not None:
                early = link.deadline if verdict.covering else date.min
            _note(steps, day, link, verdict, today)
    today.as_of = until


def _only_adds(case: Case, status: str, reading: Reading) -> bool:
    """R11.4: whether one more period leaves a met sum met: more cannot undo it, and R2 has nothing to choose."""
    goal, deadline = case.goal, case.link.deadline
    if goal is None or not goal.summed or goal.ceiling or goal.band or reading.value < 0 or not case.figures.apart:
        return False
    return status == "achieved" or (status == "achieved_late" and deadline is not None and reading.end > deadline)


def _settled_goal(link: Target, index: OutcomeIndex) -> Goal | None:
    """The goal of a link if no report can change it or be converted into its terms; else None."""
    if link.basis in RELATIVE or (link.baseline_value is None and link.baseline_end is not None):
        return None
    if link.baseline_end and any(names_its_baseline(outcome, link) for outcome in index.all(link.indicator)):
        return None
    return absolute_goal(link, link.baseline_value if usable(link.baseline_value) else None)


def _moves(link: Target, goal: Goal, first: date, index: OutcomeIndex) -> dict[date, list[tuple[bool, Reading]]]:
    """Day → the readings that come (True) or are corrected (False) on it, of those that can bear on a link.

    A reading from before the link's announcement comes on the day of the announcement.
    """
    basis = "done" if goal.terms == "done" else "absolute"
    readings = index.readings(link.indicator, basis, goal.up)
    corrected = index.corrected_from()
    moves: defaultdict[date, list[tuple[bool, Reading]]] = defaultdict(list)
    for reading in _bearing(link, goal, first, readings):
        comes = max(reading.published, reading.end, link.announced)
        goes = corrected.get(reading.id) if corrected else None
        if goes is None or comes < goes:
            moves[comes].append((True, reading))
            if goes is not None:
                moves[goes].append((False, reading))
    return moves


def _bearing(link: Target, goal: Goal, first: date, readings: Sequence[Reading]) -> Sequence[Reading]:
    """The readings that can be evidence for a link (R2, R3) or give its seasons (R7)."""
    if not goal.summed:
        return since_the_promise(readings, link, first)
    window, deadline = link.window_start or date.min, link.deadline or date.max
    owed_later = link.timing == "by_deadline" and not goal.ceiling
    last = date.max if owed_later else deadline
    periods = [reading for reading in readings if reading.length]
    inside = [reading for reading in periods if reading.start and reading.start >= window and reading.end <= last]
    if is_calendar_year(link.window_start, link.deadline):  # the pace decides until the deadline
        earlier = [reading for reading in periods if reading.end < window and reading.published <= deadline]
        if len({reading.end.year for reading in earlier}) >= SEASONS_NEEDED:
            return inside + earlier
    return inside
