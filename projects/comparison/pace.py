"""R6, R7, R11.8 to R11.10: how far along its path the evidence is, and the status that this gives before a deadline."""

from __future__ import annotations

from decimal import Decimal

from .cases import Case, Judgement
from .goals import Goal
from .path import Path, Ratio, path_of, seasonal
from .quantities import BEHIND, ON_TRACK, ZERO


def status_on_the_way(case: Case, goal: Goal, verdict: Judgement) -> tuple[str, list[str]]:
    """R11.8 to R11.10: the status before the deadline, with its reasons."""
    if case.link.window_start is not None and case.as_of < case.link.window_start:
        return "too_early", []
    measure(case, verdict)
    path = verdict.path
    if verdict.actual is None or path is None:
        return "no_data", []
    if verdict.elapsed * 10 < path.length:
        return "too_early", []
    return _by_pace(goal, verdict, path, verdict.actual)


def _by_pace(goal: Goal, verdict: Judgement, path: Path, actual: Decimal) -> tuple[str, list[str]]:
    """R11.10: the band of the pace, or what decides where there is none."""
    if goal.ceiling and actual == 0:
        return "on_track", []
    moving_away = ["moving_away"] if (actual < path.baseline if goal.up else actual > path.baseline) else []
    if goal.holds and not goal.ceiling:
        return "off_track", moving_away
    pace = verdict.pace
    if pace is None:  # the path is still flat
        return "off_track" if moving_away else "on_track", moving_away
    if pace.reaches(ON_TRACK):
        return "on_track", []
    if pace.reaches(BEHIND):
        return "behind", []
    return "off_track", [] if pace.reaches(ZERO) else ["moving_away"]


def measure(case: Case, verdict: Judgement) -> None:
    """Work out the path, the days of it that the evidence covers, and the pace, once for a verdict (R6, R7)."""
    goal, cover = case.goal, verdict.cover
    if goal is None or goal.terms == "done" or verdict.path is not None:
        return
    if case.path is None:  # a walk through a history has one case for many days
        case.path = path_of(case.link, goal, case.first_announced, case.interims, case.index, case.as_of)
    path = case.path
    if path is not None and verdict.covered_until is not None:
        if cover is None:
            verdict.elapsed = verdict.covered_until.toordinal() - path.start.toordinal()
        else:
            if not cover.has_gap:
                path = seasonal(path, case.link, case.figures, verdict.covered_until)
            verdict.elapsed = min(cover.days, max(path.length, 0))
    verdict.path = path
    if path is not None and verdict.actual is not None:
        verdict.expected = path.expected(verdict.elapsed)
        verdict.pace = _pace(goal, path, verdict.actual, verdict.expected)


def _pace(goal: Goal, path: Path, actual: Decimal, expected: Ratio) -> Ratio | None:
    """R7: the pace on the day that the evidence reaches, never today; None where nothing can be divided."""
    top, bottom = expected.top, expected.bottom
    if goal.ceiling:
        return Ratio(top, actual * bottom) if actual else None
    if goal.holds:
        return None
    pace = Ratio((actual - path.baseline) * bottom, top - path.baseline * bottom)
    return pace if pace.bottom else None
