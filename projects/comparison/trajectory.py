"""A verdict's workings as points in time: what was promised, what was reported, and what was expected by then.

No rule is worked out here a second time: goals, paths, chosen pieces and intervals are those of the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from .engine import Workings
from .goals import Goal
from .path import Path
from .periods import after_at_most
from .quantities import ZERO, Interval, shown
from .readings import Reading
from .statuses import UNDER_WAY
from .verdicts import case_of

BENDS = 12  # stretches in which a geometric path is drawn


@dataclass(frozen=True, slots=True)
class Point:
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Reported:
    """A report at the end of its period; of a sum, the total up to it. ``low`` or ``high`` None: without limit."""

    id: str
    on: date
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    stands: bool


@dataclass(frozen=True, slots=True)
class Promised:
    """One announcement: the value it stood for, from its own day ``until`` the next; None: it still stands."""

    id: str
    announced: date
    value: Decimal
    deadline: date | None
    until: date | None
    change: tuple[str, ...] = ()  # what it moved against the one before (R10)
    after_the_fact: bool = False
    qualifier: str = "exactly"  # as announced; of a range its goal, which has none


@dataclass(frozen=True, slots=True)
class Projected:
    """Where the pace leads by the deadline (R8): the extended path, and the interval its end lies in, if known."""

    path: tuple[Point, ...]
    low: Decimal | None
    high: Decimal | None

    @property
    def end(self) -> Point:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Trajectory:
    """All that a chart of one target draws, in the ``terms`` it is judged in, oldest first."""

    as_of: date
    unit: str
    terms: str  # absolute | multiple | percent_change
    deadline: date
    goal: Decimal
    path: tuple[Point, ...]
    expected: Point | None
    reported: tuple[Reported, ...]
    line: tuple[Point, ...]  # what was reached, from where the path begins through every report that stands
    promised: tuple[Promised, ...]
    projected: Projected | None = None
    band: tuple[Decimal, Decimal] | None = None  # both ends of a promise to be in between

    @property
    def has_ranges(self) -> bool:
        return any(one.low != one.high for one in self.reported)

    @property
    def has_others(self) -> bool:
        """Whether some report was not chosen."""
        return any(not one.stands for one in self.reported)


def trajectory(workings: Workings) -> Trajectory | None:
    """The trajectory of a verdict; None without a value or a deadline. Call it within the ``EXACT`` context."""
    goal, link, verdict = workings.goal, workings.case.link, workings.verdict
    if goal is None or goal.terms == "done" or link.deadline is None:
        return None
    expected = None
    if verdict.expected is not None and verdict.covered_until is not None:
        expected = _point(verdict.covered_until, verdict.expected.value)
    path = tuple(_path(verdict.path, goal, expected)) if verdict.path else ()
    reported = tuple(sorted(_reported(workings, goal), key=lambda one: (one.on, one.id)))
    return Trajectory(
        as_of=workings.case.as_of,
        unit=link.indicator.unit,
        terms=goal.terms,
        deadline=link.deadline,
        goal=goal.limit,
        path=path,
        expected=expected,
        reported=reported,
        line=(*_origin(workings, goal, path), *(Point(one.on, one.value) for one in reported if one.stands)),
        promised=tuple(_promised(workings, goal)),
        projected=_projected(workings, goal),
        band=None if goal.upper is None else (goal.value, goal.upper),
    )


def _point(on: date, value: Decimal | None) -> Point | None:
    rounded = shown(value)
    return None if rounded is None else Point(on, rounded)


def _path(path: Path, goal: Goal, expected: Point | None) -> Iterator[Point]:
    if path.length <= 0:
        return
    if path.kind == "compound":
        bends = [path.length * step // BENDS for step in range(BENDS + 1)]
        points = [(at, path.expected(at).value) for at in bends]
    else:
        points = [(at, value) for at, value in path.points]
    found = [each for at, value in points if (each := _point(_day(path, at, goal.summed), value))]
    if path.kind == "seasonal" and expected is not None:  # known on the day it was worked out for, and at both ends
        found.insert(1, expected)
    yield from found


def _day(path: Path, at: int, summed: bool) -> date:
    return after_at_most(path.start, max(at - 1, 0) if summed else at)


def _reported(workings: Workings, goal: Goal) -> Iterator[Reported]:
    return _totals(workings) if goal.summed else _levels(workings)


def _totals(workings: Workings) -> Iterator[Reported]:
    """Of a sum: the chosen pieces added up in order, and what others report for all the time since the start."""
    verdict, path = workings.verdict, workings.verdict.path
    total, low, high = ZERO, ZERO, ZERO
    open_below = open_above = False
    for piece in verdict.evidence:
        total += piece.value
        open_below, open_above = open_below or piece.interval[0] is None, open_above or piece.interval[1] is None
        low, high = low + (piece.interval[0] or ZERO), high + (piece.interval[1] or ZERO)
        ends = (None if open_below else low, None if open_above else high)
        yield Reported(piece.id, piece.end, total, *ends, stands=True)
    chosen = {piece.id for piece in verdict.evidence}
    for one in workings.case.readings:
        if one.id not in chosen and path is not None and one.start == path.start and one.end <= workings.case.as_of:
            yield _as_read(one, stands=False)


def _levels(workings: Workings) -> Iterator[Reported]:
    path = workings.verdict.path
    best = {one.id for one in workings.case.figures.best}
    for one in workings.case.readings:
        if path is None or one.end >= path.start:
            yield _as_read(one, stands=one.id in best)


def _as_read(one: Reading, *, stands: bool) -> Reported:
    low, high = _ordered(one.interval)
    return Reported(one.id, one.end, one.value, low, high, stands)


def _ordered(ends: Interval) -> Interval:
    low, high = ends
    return (high, low) if low is not None and high is not None and high < low else ends


def _origin(workings: Workings, goal: Goal, path: tuple[Point, ...]) -> tuple[Point, ...]:
    """The baseline; of a sum only where the first piece begins with the window."""
    pieces = workings.verdict.evidence
    known = path and pieces and (not goal.summed or pieces[0].start == path[0].on)
    return path[:1] if known else ()


def _promised(workings: Workings, goal: Goal) -> Iterator[Promised]:
    """Every announcement in the same unit and terms as the one that stands."""
    case, unit = workings.case, workings.case.link.indicator.unit
    moved = {step.target: step for step in workings.assessment.revisions}
    for link, later in zip_longest(workings.links, workings.links[1:]):
        own = case_of(link, case.index, case.as_of, case.first_announced, case.interims).goal
        if link.withdrawn or own is None or own.terms != goal.terms or link.indicator.unit != unit:
            continue
        step, until = moved[link.id], later.announced if later else None
        yield Promised(
            link.id,
            link.announced,
            own.limit,
            link.deadline,
            until,
            step.change,
            step.revised_after_the_fact,
            "exactly" if link.qualifier == "between" else link.qualifier,
        )


def _projected(workings: Workings, goal: Goal) -> Projected | None:
    """The projection of a target under way, from the last evidence along the shape of its path."""
    verdict, forecast, deadline = workings.verdict, workings.forecast, workings.case.link.deadline
    path, actual, until = verdict.path, verdict.actual, verdict.covered_until
    if verdict.status not in UNDER_WAY or forecast is None or forecast.value is None:
        return None
    if path is None or actual is None or until is None or deadline is None:
        return None
    end, value, begin = _point(deadline, forecast.value), shown(actual), (until, verdict.elapsed)
    if end is None or value is None:
        return None
    bends = tuple(_bends(path, goal, begin, actual, forecast.value))
    return Projected((Point(until, value), *bends, end), shown(forecast.low), shown(forecast.high))


def _bends(path: Path, goal: Goal, begin: tuple[date, int], actual: Decimal, projected: Decimal) -> Iterator[Point]:
    """Where the extended path turns between the last evidence and the deadline: as the promised one does there."""
    until, elapsed = begin
    if path.kind == "compound" and actual > 0:
        growth = (projected / actual).ln() if projected > 0 else ZERO
        for step in range(1, BENDS):
            at = elapsed + (path.length - elapsed) * step // BENDS
            share = Decimal(at - elapsed) / (path.length - elapsed)
            yield from _after(until, _point(_day(path, at, goal.summed), actual * (growth * share).exp()))
    elif path.kind == "interim" and path.goal != path.baseline:
        ratio = (projected - path.baseline) / (path.goal - path.baseline)
        for at, value in path.points[1:-1]:
            if at > elapsed:
                yield from _after(
                    until, _point(_day(path, at, goal.summed), path.baseline + ratio * (value - path.baseline))
                )


def _after(until: date, point: Point | None) -> Iterator[Point]:
    if point is not None and point.on > until:
        yield point
