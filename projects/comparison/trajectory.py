"""The workings of a verdict as points in time for a chart: promised, expected, reported, projected (R5, R7, R8, R10).

Goals, paths, chosen pieces and intervals are the verdict's own: no rule is applied a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from .cases import case_of
from .engine import Workings
from .goals import Goal
from .path import Path
from .periods import after_at_most
from .quantities import ZERO, Interval, shown
from .readings import Reading
from .statuses import UNDER_WAY

BENDS = 12  # stretches in which a geometric path is drawn


@dataclass(frozen=True, slots=True)
class Point:
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Reported:
    """A report at the end of its period; of a sum, the total up to it. ``low`` or ``high`` None: an open end."""

    id: str
    on: date
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    stands: bool


@dataclass(frozen=True, slots=True)
class Promised:
    """An announcement and its value, from its day ``until`` the next announcement; None: it still stands."""

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
    """The projection (R8): the extended path to the deadline, and the interval of its end, if known."""

    path: tuple[Point, ...]
    low: Decimal | None
    high: Decimal | None

    @property
    def end(self) -> Point:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What a chart of one target draws, in the target's ``terms``, oldest first."""

    as_of: date
    unit: str
    terms: str  # absolute | multiple | percent_change
    deadline: date
    goal: Decimal
    path: tuple[Point, ...]
    expected: Point | None
    reported: tuple[Reported, ...]
    line: tuple[Point, ...]  # from the start of the path through every report that stands
    promised: tuple[Promised, ...]
    projected: Projected | None = None
    band: tuple[Decimal, Decimal] | None = None  # both ends of a range

    @property
    def has_ranges(self) -> bool:
        return any(report.low != report.high for report in self.reported)

    @property
    def has_others(self) -> bool:
        """Whether some reports do not stand."""
        return any(not report.stands for report in self.reported)


def trajectory(workings: Workings) -> Trajectory | None:
    """The trajectory of a verdict; None without a value or a deadline. Call it within the ``EXACT`` context."""
    goal, link, verdict = workings.goal, workings.case.link, workings.verdict
    if goal is None or goal.terms == "done" or link.deadline is None:
        return None
    expected = None
    if verdict.expected is not None and verdict.covered_until is not None:
        expected = _point(verdict.covered_until, verdict.expected.value)
    path = tuple(_path(verdict.path, goal, expected)) if verdict.path else ()
    reported = tuple(sorted(_reported(workings, goal), key=lambda report: (report.on, report.id)))
    return Trajectory(
        as_of=workings.case.as_of,
        unit=link.indicator.unit,
        terms=goal.terms,
        deadline=link.deadline,
        goal=goal.limit,
        path=path,
        expected=expected,
        reported=reported,
        line=(*_origin(workings, goal, path), *(Point(r.on, r.value) for r in reported if r.stands)),
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
    drawn = [point for at, value in points if (point := _point(_day(path, at, goal.summed), value))]
    if path.kind == "seasonal" and expected is not None:  # a seasonal path is known at its ends and on this day alone
        drawn.insert(1, expected)
    yield from drawn


def _day(path: Path, at: int, summed: bool) -> date:
    return after_at_most(path.start, max(at - 1, 0) if summed else at)


def _reported(workings: Workings, goal: Goal) -> Iterator[Reported]:
    return _totals(workings) if goal.summed else _levels(workings)


def _totals(workings: Workings) -> Iterator[Reported]:
    """Of a sum: the running total of the chosen pieces, and other reports that count from the same start."""
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
    if path is None:
        return
    for reading in workings.case.readings:
        since_start = reading.start == path.start and reading.end <= workings.case.as_of
        if since_start and reading.id not in chosen:
            yield _as_read(reading, stands=False)


def _levels(workings: Workings) -> Iterator[Reported]:
    path = workings.verdict.path
    best = {reading.id for reading in workings.case.figures.best}
    for reading in workings.case.readings:
        if path is None or reading.end >= path.start:
            yield _as_read(reading, stands=reading.id in best)


def _as_read(reading: Reading, *, stands: bool) -> Reported:
    low, high = _ordered(reading.interval)
    return Reported(reading.id, reading.end, reading.value, low, high, stands)


def _ordered(ends: Interval) -> Interval:
    low, high = ends
    return (high, low) if low is not None and high is not None and high < low else ends


def _origin(workings: Workings, goal: Goal, path: tuple[Point, ...]) -> tuple[Point, ...]:
    """The start of the path; of a sum only if the first piece begins there."""
    pieces = workings.verdict.evidence
    drawn = path and pieces and (not goal.summed or pieces[0].start == path[0].on)
    return path[:1] if drawn else ()


def _promised(workings: Workings, goal: Goal) -> Iterator[Promised]:
    """Every announcement in the unit and terms of the current one."""
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
    """The projection of a target under way, from the last evidence in the shape of its path."""
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
    """The points of the extended path between the last evidence and the deadline, where the promised path bends."""
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
