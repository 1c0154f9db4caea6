"""Earned schedule, run rate and the arithmetic of single statements in our terms."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from projects.comparison.figures import Assessment
from tests.projects.comparison.claims import LEVEL, SUM, report, target, verdict

START = date(2023, 1, 1)
WEEK = 7

# Where our rule differs on purpose, and why.
REASONS = {
    "whole_weeks": "The source rounds the earned schedule down to 26 weeks before it subtracts. We round nothing: "
    "26.49 weeks earned, 3.51 behind.",
    "months": "The source reckons in months beside days, and says to choose one. We count days (R7).",
    "growth_is_no_path": "The source applies the growth so far to last year's total, and cautions against it. We "
    "extend the promise's own path or the shares of earlier years (R8).",
    "undirected": "The source leaves the direction of an indicator optional. Ours is required.",
}


def number(value: object) -> Decimal:
    """Return a JSON number as an exact decimal."""
    return Decimal(str(value))


def earned(weeks_planned: Decimal, goal: Decimal, value: Decimal, weeks_run: Decimal) -> Assessment:
    """Return the verdict on a sum planned evenly over some weeks, with a value earned after others."""
    end = START + timedelta(days=int(weeks_planned * WEEK) - 1)
    now = START + timedelta(days=int(weeks_run * WEEK) - 1)
    promise = target(on=SUM, value=goal, window_start=START, deadline=end)
    assessment = verdict(promise, [report(value, START.isoformat(), now.isoformat(), published=now)], now)
    assert assessment is not None
    return assessment


def earned_schedule(inputs: dict[str, Any]) -> Assessment:
    """Return the verdict on a schedule given as weeks earned, or as the value earned of a budget."""
    run = number(inputs["actual_time_weeks"])
    if "earned_schedule_weeks" in inputs:
        earned_weeks = number(inputs["earned_schedule_weeks"])
        planned = 2 * max(run, earned_weeks)
        return earned(planned, planned, earned_weeks, run)
    value = next(number(inputs[name]) for name in inputs if name.startswith("earned_value"))
    budget = next(number(inputs[name]) for name in inputs if name.startswith("budget"))
    return earned(number(inputs["planned_duration_weeks"]), budget, value, run)


def run_rate(case: dict[str, Any]) -> Assessment:
    """Return the verdict on a sum with its window and its reports as printed."""
    expected = case["target"]
    promise = target(
        on=SUM,
        value=expected["value"],
        qualifier=expected["qualifier"],
        window_start=expected["window_start"],
        deadline=expected["deadline"],
        announced=expected["window_start"],
    )
    figures = [
        report(figure["value"], figure["period_start"], figure["period_end"], published=figure["period_end"])
        for figure in case["reports"]
    ]
    assessment = verdict(promise, figures, case["as_of"])
    assert assessment is not None
    return assessment


def percent_of(base: object, change: object) -> Assessment:
    """Return the verdict on a promise to change a level by so many per cent."""
    promise = target(on=LEVEL, basis="percent_change", value=change, baseline_value=base)
    assessment = verdict(promise, [], date(2023, 3, 31))
    assert assessment is not None
    return assessment
