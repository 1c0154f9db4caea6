"""R8: where the pace leads by the deadline, the day that meets the target, and the days behind the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from .cases import Judgement
from .figures import Target
from .goals import Goal
from .path import Path
from .periods import after, whole_days_up
from .quantities import ZERO

# Two-sided 95 % points of Student's t for 2, 3, … 30 degrees of freedom, and the normal point for more.
STUDENT = (
    "4.303", "3.182", "2.776", "2.571", "2.447", "2.365", "2.306", "2.262", "2.228", "2.201",
    "2.179", "2.160", "2.145", "2.131", "2.120", "2.110", "2.101", "2.093", "2.086", "2.080",
    "2.074", "2.069", "2.064", "2.060", "2.056", "2.052", "2.048", "2.045", "2.042",
)  # fmt: skip
NORMAL = "1.960"


@dataclass(slots=True)
class Projection:
    """The value at the deadline at this pace, its interval, and the day that meets the target."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    completion: date | None = None


def project(goal: Goal, verdict: Judgement, link: Target, as_of: date) -> Projection:
    """Extend the path of a verdict to the deadline, and to the day that meets the target.

    Evidence that reaches the deadline leaves no value to project, but what is still owed has a day. A target within its
    period has no day after its deadline, and no projection once the deadline is past.
    """
    projection = _extended(goal, verdict, link)
    if link.timing != "within_period" or link.deadline is None:
        return projection
    if as_of > link.deadline:
        return Projection()
    if projection.completion is not None and projection.completion > link.deadline:
        projection.completion = None
    return projection


def _extended(goal: Goal, verdict: Judgement, link: Target) -> Projection:
    path, actual, until, deadline = verdict.path, verdict.actual, verdict.covered_until, link.deadline
    projection = Projection()
    if path is None or actual is None or until is None or deadline is None:
        return projection
    if verdict.elapsed <= 0 or path.length <= 0:
        return projection
    reachable = not goal.ceiling and not goal.holds and not goal.met_by(actual)
    if until >= deadline:
        if reachable and link.timing == "by_deadline":
            projection.completion = _completion_when_owed(goal, path, verdict)
        return projection
    if path.kind == "seasonal":
        projection.value, projection.low, projection.high = _by_season(path, actual)
    elif path.kind == "linear":
        projection.value = path.baseline + (actual - path.baseline) * path.length / verdict.elapsed
    elif path.kind == "compound":
        if actual > 0:
            growth = (actual / path.baseline).ln() * path.length / verdict.elapsed
            projection.value = path.baseline * growth.exp()
    elif verdict.expected is not None:
        expected = verdict.expected
        bottom = expected.top - path.baseline * expected.bottom
        if bottom:
            ratio = (actual - path.baseline) * expected.bottom / bottom
            projection.value = path.baseline + ratio * (path.goal - path.baseline)
    if reachable:
        projection.completion = _completion(goal, path, verdict, projection.value)
    return projection


@dataclass(slots=True)
class Spread:
    """The shares of earlier years: mean, sample deviation, Student's point, and reach of the 95 % interval."""

    count: int
    mean: Decimal
    deviation: Decimal
    point: Decimal
    reach: Decimal


def spread_of(path: Path) -> Spread:
    """How the shares of a seasonal path vary."""
    shares = [Decimal(part) / whole for part, whole in (season.terms for season in path.seasons)]
    count = len(shares)
    mean = sum(shares, ZERO) / count
    deviation = (sum(((share - mean) * (share - mean) for share in shares), ZERO) / (count - 1)).sqrt()
    point = Decimal(STUDENT[count - 3] if count - 3 < len(STUDENT) else NORMAL)
    return Spread(count, mean, deviation, point, point * deviation * (1 + Decimal(1) / count).sqrt())


def _by_season(path: Path, actual: Decimal) -> tuple[Decimal, Decimal | None, Decimal | None]:
    """The year's total by the mean share, and by both ends of the 95 % prediction interval of the share."""
    seen = spread_of(path)
    mean = seen.mean
    lowest, highest = mean - seen.reach, min(mean + seen.reach, Decimal(1))
    ends = [actual / share if share > 0 else None for share in (highest, lowest)]
    low, high = (ends[1], ends[0]) if actual < 0 else (ends[0], ends[1])
    return actual / mean, low, high


def days_gone(verdict: Judgement) -> int:
    """Days of evidence of a verdict, including days after the deadline."""
    return verdict.cover.days if verdict.cover is not None else verdict.elapsed


def _completion_when_owed(goal: Goal, path: Path, verdict: Judgement) -> date | None:
    """The day that meets the target at the pace of all evidence, which reaches beyond the end of the path."""
    actual = verdict.actual
    assert actual is not None
    gained, wanted = actual - path.baseline, path.goal - path.baseline
    if gained == 0 or (gained > 0) != (wanted > 0):
        return None
    if path.kind == "compound":
        if actual <= 0:
            return None
        gained, wanted = (actual / path.baseline).ln(), (path.goal / path.baseline).ln()
    return _day(goal, path, days_gone(verdict) * wanted / gained)


def _completion(goal: Goal, path: Path, verdict: Judgement, projected: Decimal | None) -> date | None:
    """The day on which the extended path meets the target; None if it never does."""
    actual = verdict.actual
    assert actual is not None
    gained = actual - path.baseline
    wanted = path.goal - path.baseline
    if projected is None or gained == 0 or (gained > 0) != (wanted > 0):
        return None
    if path.kind == "compound":
        if actual <= 0 or (actual / path.baseline).ln() == 0:
            return None
        elapsed = verdict.elapsed * (path.goal / path.baseline).ln() / (actual / path.baseline).ln()
        return _day(goal, path, elapsed)
    ratio = (projected - path.baseline) / wanted
    if ratio <= 0:
        return None
    return _day(goal, path, _when(path, path.baseline + wanted / ratio, verdict, extend=True))


def _when(path: Path, value: Decimal, verdict: Judgement, extend: bool) -> Decimal:
    """The number of the day on which the plan expects ``value``; beyond its end on the last slope, if ``extend``."""
    if path.kind == "compound":
        if value <= 0:
            return Decimal(0)
        plan = (path.goal / path.baseline).ln()
        share = (value / path.baseline).ln() / plan if plan else Decimal(0)
        return min(max(share * path.length, Decimal(0)), Decimal(path.length))
    points = list(path.points)
    if path.kind == "seasonal" and verdict.expected and 0 < verdict.elapsed < path.length:
        expected = verdict.expected.value
        if expected is not None:
            points.insert(1, (verdict.elapsed, expected))
    rising = path.goal >= path.baseline
    if (value <= points[0][1]) if rising else (value >= points[0][1]):
        return Decimal(0)
    for (left, start), (right, end) in pairwise(points):
        if start != end and ((value <= end) if rising else (value >= end)):
            return left + (value - start) * (right - left) / (end - start)
    if not extend:
        return Decimal(path.length)
    if path.kind == "seasonal":
        return path.length * (value - path.baseline) / (path.goal - path.baseline)
    (left, start), (right, end) = points[-2], points[-1]
    if start == end:
        return path.length * (value - path.baseline) / (path.goal - path.baseline)
    return right + (value - end) * (right - left) / (end - start)


def _day(goal: Goal, path: Path, elapsed: Decimal) -> date | None:
    count = whole_days_up(elapsed)
    if count is None:
        return None
    return after(path.start, count - 1 if goal.summed else count)


def days_behind(goal: Goal, verdict: Judgement) -> int | None:
    """Days from the day on which the plan expected the actual to the end of the evidence (earned schedule)."""
    planned = planned_on(goal, verdict)
    return None if planned is None or verdict.covered_until is None else (verdict.covered_until - planned).days


def planned_on(goal: Goal, verdict: Judgement) -> date | None:
    """The day on which the plan expected the actual."""
    path, actual, until = verdict.path, verdict.actual, verdict.covered_until
    if path is None or actual is None or until is None or goal.ceiling or goal.holds or path.length <= 0:
        return None
    return _day(goal, path, _when(path, actual, verdict, extend=False))
