"""R4, R7: how far a target is, what is missing and needed each day, and its compound growth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .cases import Judgement
from .compound import compound
from .figures import Compound, Target
from .goals import RELATIVE, Goal
from .quantities import ZERO


def percent_achieved(goal: Goal | None, verdict: Judgement) -> Decimal | None:
    """R7: the part of the way from the baseline to the goal, 1 = all; None for a ceiling or a promise to hold."""
    if goal is None or verdict.actual is None or goal.ceiling:
        return None
    if goal.terms == "done":
        return verdict.actual
    start = goal.path_baseline
    if start is None or goal.holds:
        return None
    return (verdict.actual - start) / (goal.limit - start)


def required_per_day(goal: Goal | None, verdict: Judgement, deadline: date | None) -> Decimal | None:
    """R7: what is needed each day from the end of the evidence to the deadline."""
    actual, until = verdict.actual, verdict.covered_until
    if goal is None or goal.terms == "done" or actual is None or until is None or deadline is None:
        return None
    if until >= deadline or (goal.met_by(actual) and not goal.ceiling):
        return None
    return (goal.nearest(actual) - actual) / (deadline - until).days


def shortfall(goal: Goal | None, verdict: Judgement) -> Decimal | None:
    """R7: what an unmet target still lacks, never below zero."""
    actual = verdict.actual
    if goal is None or goal.terms == "done" or actual is None or goal.met_by(actual):
        return None
    if goal.two_ended:
        return abs(goal.nearest(actual) - actual)
    return max(goal.limit - actual if goal.up else actual - goal.limit, ZERO)


def resolved_value(link: Target, goal: Goal | None) -> Decimal | None:
    """R4: the absolute value of a relative target."""
    return goal.value if goal and link.basis in RELATIVE and goal.terms == "absolute" else None


def growth(link: Target, goal: Goal | None, verdict: Judgement) -> Compound | None:
    """The compound growth of a level, None for any other target."""
    if goal is None or link.indicator.accumulation != "level":
        return None
    latest = verdict.evidence[0] if verdict.evidence else None
    reading = latest.value if latest else goal.baseline
    return compound(
        goal.baseline,
        link.baseline_end,
        latest.value if latest else None,
        latest.end if latest else None,
        goal.path_end,
        link.deadline,
        "increase" if goal.up else "decrease",
        met=reading is not None and goal.met_by(reading),
    )
