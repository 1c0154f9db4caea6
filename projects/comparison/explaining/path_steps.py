"""Steps on the path, the pace, the progress and the projection (R6 to R8)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from projects.comparison.cases import Judgement
from projects.comparison.engine import Workings
from projects.comparison.goals import Goal
from projects.comparison.path import Path
from projects.comparison.periods import after_at_most
from projects.comparison.projection import days_gone, planned_on, spread_of
from projects.comparison.quantities import ZERO

from .steps import Step, Value, step


def path_steps(workings: Workings, goal: Goal) -> Iterator[Step]:
    """R6, R7: the days of the path, and the value expected on the day that the evidence reaches."""
    path, verdict, link = workings.verdict.path, workings.verdict, workings.case.link
    if goal.terms == "done":
        return
    if path is None:
        yield step("no_path_deadline" if link.deadline is None else "no_path_baseline")
        return
    yield from (step(f"interim_{why}", link=interim) for interim, why in path.refused)
    if verdict.actual is None:
        return
    if path.length <= 0:
        yield step("path_without_days", start=path.start, deadline=link.deadline)
    yield step(
        "window_days" if goal.summed else "path_days",
        start=path.start,
        deadline=link.deadline,
        length=max(path.length, 0),
        elapsed=verdict.elapsed,
        until=verdict.covered_until,
    )
    yield from _expected(path, verdict, goal)


def _expected(path: Path, verdict: Judgement, goal: Goal) -> Iterator[Step]:
    if verdict.expected is None:
        return
    elapsed = verdict.elapsed
    values: dict[str, Value] = {
        "goal": path.goal,
        "baseline": path.baseline,
        "elapsed": elapsed,
        "length": path.length,
        "expected": verdict.expected.value,
    }
    if path.kind == "interim":
        early = 1 if goal.summed else 0  # a sum counts its first day
        points = tuple((after_at_most(path.start, at - early), value) for at, value in path.points[1:])
        yield step("interim_points", points=points)
    if path.kind == "seasonal":
        for season in path.seasons:
            part, whole = season.terms
            share = Decimal(part) / whole
            yield step("season", year=season.year, part=season.part, whole=season.whole, share=share)
        yield step("expected_by_season", mean=spread_of(path).mean, count=len(path.seasons), **values)
    elif elapsed >= path.length:
        yield step("expected_full", **values)
    elif elapsed <= 0:
        yield step("expected_start", **values)
    elif path.kind == "compound":
        yield step("expected_compound", **values)
    elif path.kind == "interim":
        (left, low), (right, high) = path.stretch(elapsed)
        between: dict[str, Value] = {"low": low, "high": high, "elapsed": elapsed - left, "length": right - left}
        yield step("expected_between", **{**values, **between})
    else:
        yield step("expected_from_zero" if path.baseline == 0 else "expected_from_baseline", **values)


def pace_steps(workings: Workings, goal: Goal) -> Iterator[Step]:
    """R7: the pace, or why there is none."""
    verdict = workings.verdict
    path, expected = verdict.path, verdict.expected
    if goal.terms == "done" or path is None or expected is None:
        return
    values: dict[str, Value] = {
        "actual": verdict.actual,
        "expected": expected.value,
        "baseline": path.baseline,
        "pace": verdict.pace.value if verdict.pace else None,
    }
    if verdict.pace is not None:
        plain = "pace" if path.baseline == 0 else "pace_from_baseline"
        yield step("pace_ceiling" if goal.ceiling else plain, **values)
    elif goal.ceiling:
        yield step("no_pace_unspent")
    else:
        hold = "no_pace_inside" if goal.includes(path.baseline) else "no_pace_hold"
        yield step(hold if goal.holds else "no_pace_flat", baseline=path.baseline, goal=goal.limit, **_ends(goal))


def percent_steps(workings: Workings, goal: Goal) -> Iterator[Step]:
    """R7: the progress, the shortfall, and what is needed each day."""
    verdict, assessment = workings.verdict, workings.assessment
    actual, start = verdict.actual, goal.path_baseline
    if actual is None:
        return
    percent = assessment.percent_achieved
    if goal.terms == "done":
        yield step("percent_done", percent=percent)
        return
    if percent is not None:
        code = "percent" if start == 0 else "percent_from_baseline"
        yield step(code, actual=actual, goal=goal.limit, baseline=start, percent=percent)
    elif goal.ceiling:
        yield step("no_percent_ceiling")
    elif start is None:
        yield step("no_percent_baseline", baseline=start, goal=goal.limit)
    else:
        code = "no_percent_inside" if goal.includes(start) else "no_percent_hold"
        yield step(code, baseline=start, goal=goal.limit, **_ends(goal))
    yield from _missing(workings, goal, actual)


def _ends(goal: Goal) -> dict[str, Value]:
    """The two ends of a range as values of a step; empty for any other target."""
    return {"low": goal.value, "high": goal.upper} if goal.two_ended else {}


def _missing(workings: Workings, goal: Goal, actual: Decimal) -> Iterator[Step]:
    verdict, assessment, deadline = workings.verdict, workings.assessment, workings.case.link.deadline
    short = assessment.shortfall
    if short is not None:
        ends = [end for end in (goal.value, goal.upper, goal.limit) if end is not None]
        end = next((end for end in ends if abs(end - actual) == short), None)
        if short == 0 or end is None:
            yield step("no_shortfall", shortfall=short)
        else:
            yield step("shortfall", more=max(end, actual), less=min(end, actual), shortfall=short)
    if assessment.required_per_day is not None and deadline is not None and verdict.covered_until is not None:
        yield step(
            "required_per_day",
            goal=goal.nearest(actual),
            actual=actual,
            until=verdict.covered_until,
            deadline=deadline,
            days=(deadline - verdict.covered_until).days,
            per_day=assessment.required_per_day,
        )


def projection_steps(workings: Workings, goal: Goal) -> Iterator[Step]:
    """R8: the value at the deadline at this pace, the day that meets the target, and the days behind."""
    path, forecast = workings.verdict.path, workings.forecast
    if path is None:
        return
    values = _of_projection(workings, path)
    if forecast is not None and forecast.value is not None:
        yield from _projected(workings, path, values)
    if forecast is not None and forecast.completion is not None:
        number = (forecast.completion - path.start).days + (1 if goal.summed else 0)
        values["elapsed"] = days_gone(workings.verdict)
        straight = path.kind == "linear" and path.baseline == 0
        code = "completion_from_zero" if straight else "completion"
        yield step(code, completion=forecast.completion, number=number, **values)
    behind = workings.assessment.days_behind
    planned = planned_on(goal, workings.verdict)
    if behind is not None and planned is not None:
        code = "days_behind" if behind > 0 else "days_ahead" if behind < 0 else "days_even"
        until = workings.verdict.covered_until
        yield step(code, planned=planned, until=until, days=abs(behind), actual=_on_path(path, workings.verdict.actual))


def _on_path(path: Path, actual: Decimal | None) -> Decimal | None:
    """The value, limited to the ends of the path: the plan expects no other value on any day."""
    low, high = sorted((path.baseline, path.goal))
    return None if actual is None else min(max(actual, low), high)


def _of_projection(workings: Workings, path: Path) -> dict[str, Value]:
    verdict = workings.verdict
    return {
        "actual": verdict.actual,
        "baseline": path.baseline,
        "goal": path.goal,
        "elapsed": verdict.elapsed,
        "length": path.length,
        "expected": verdict.expected.value if verdict.expected else None,
        "projection": workings.forecast.value if workings.forecast else None,
    }


def _projected(workings: Workings, path: Path, values: dict[str, Value]) -> Iterator[Step]:
    forecast = workings.forecast
    deadline = workings.case.link.deadline
    if path.kind == "seasonal" and forecast is not None:
        spread = spread_of(path)
        yield step("projection_by_season", mean=spread.mean, deadline=deadline, **values)
        if forecast.low is not None or forecast.high is not None:
            yield step(
                "projection_interval",
                count=spread.count,
                deviation=spread.deviation,
                point=spread.point,
                reach=spread.reach,
                low=forecast.low,
                high=forecast.high,
            )
    elif path.kind == "compound":
        yield step("projection_compound", deadline=deadline, **values)
    elif path.kind == "interim":
        yield step("projection_interim", deadline=deadline, **values)
    else:
        zero = path.baseline == ZERO
        yield step("projection_from_zero" if zero else "projection_from_baseline", deadline=deadline, **values)
