"""TolaData's cases in our terms: a period is a year, its results fill it, a running period has run for half of it.

Their "latest" indicators are our levels with a baseline of zero (they know none), their sums our sums. A collection
date, where one is printed, is a report of that one day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from projects.comparison.figures import Assessment, Outcome, Target
from tests.projects.comparison.claims import FALLING, LEVEL, SPENT, SUM, reading, report, target, verdict

ON_TARGET = Decimal("0.15")

# Where our rule differs on purpose, and why: field by field.
REASONS = {
    "tolerance": "TolaData calls anything within 15 % of the target on target. We forgive what the announcement itself "
    "leaves open: half its last printed digit, or 5 % after 'about' (R5). Short of that it is missed.",
    "decrease_percent": "TolaData divides actual by target, or target by actual, for a decreasing indicator. Percent "
    "is the way from the baseline to the target (R7): without a baseline above the target, and for a ceiling, "
    "it is absent.",
    "running_total": "TolaData leaves a cumulative period without results of its own empty. The target counts all "
    "since the start, so what is known of it is the total so far (R2).",
    "closed_period": "TolaData gives no verdict until the period ends. A sum cannot be undone by more of it, so that "
    "a sum met early is achieved (R11.4).",
}


@dataclass(frozen=True)
class Period:
    """One target period: its promise, its results as printed, its first and last day, and whether it is over."""

    goal: Decimal
    results: tuple[Decimal, ...]
    start: date
    end: date
    complete: bool


@dataclass(frozen=True)
class Plan:
    """One indicator's plan with its results."""

    id: str
    rising: bool
    level: bool
    cumulative: bool
    periods: tuple[Period, ...]
    dated: tuple[tuple[date, Decimal], ...]
    expected: dict[str, Any]

    @property
    def complete(self) -> tuple[Period, ...]:
        """The periods that are over."""
        return tuple(period for period in self.periods if period.complete)


def read(case: dict[str, Any]) -> Plan:
    """Return a published case in our words; a completion that is not told means that all is over."""
    indicator = case["indicator"]
    cumulative = "cumulative" in indicator.get("cumulative", "") and "non_" not in indicator.get("cumulative", "")
    periods = []
    for n, expected in enumerate(case["target"]["periods"]):
        complete = expected["complete"] is not False
        end = date(2020 + n, 12, 31) if complete else date(2020 + n, 6, 30)
        results = tuple(Decimal(str(result)) for result in expected["results"])
        periods.append(Period(Decimal(str(expected["target"])), results, date(2020 + n, 1, 1), end, complete))
    level = indicator["accumulation"] == "latest"
    return Plan(
        id=case["id"],
        rising=indicator.get("direction", "up") == "up",
        level=level,
        cumulative=cumulative and not level,
        periods=tuple(periods),
        dated=collection_dates(case, periods),
        expected=case["expected"],
    )


def collection_dates(case: dict[str, Any], periods: list[Period]) -> tuple[tuple[date, Decimal], ...]:
    """Return the results with the dates printed in the notes ("result dates 2016-02-01; 06-01, 08-10; 10-20")."""
    match = re.search(r"result dates (\d{4})-([-\d;, ]+)", case.get("notes", ""))
    if not match:
        return ()
    days = re.findall(r"\d\d-\d\d", match[2])
    results = [result for period in periods for result in period.results]
    return tuple((date.fromisoformat(f"{match[1]}-{day}"), value) for day, value in zip(days, results, strict=True))


def outcomes(plan: Plan) -> list[Outcome]:
    """Return the results as reports that fill what has run of their periods, in order, known on their last day."""
    differences = []
    for period in plan.periods:
        days = (period.end - period.start).days + 1
        for n, value in enumerate(period.results):
            first = period.start + timedelta(days=days * n // len(period.results))
            last = period.start + timedelta(days=days * (n + 1) // len(period.results) - 1)
            start = None if plan.level else first.isoformat()
            differences.append(report(value, start, last.isoformat(), published=last))
    return differences


def as_of(plan: Plan) -> date:
    """Return the day of the question: within the first period that runs, or a year after the last."""
    running = [period.end for period in plan.periods if not period.complete]
    return running[0] if running else plan.periods[-1].end + timedelta(days=365)


def promise(plan: Plan, goal: Decimal, start: date, end: date) -> Target:
    """Return one of their targets as ours: exactly the value, within the window."""
    on = {(True, True): LEVEL, (True, False): FALLING, (False, True): SUM, (False, False): SPENT}
    indicator = on[plan.level, plan.rising]
    columns: dict[str, object] = {"value": goal, "window_start": start, "deadline": end, "announced": date(2019, 12, 1)}
    if plan.level:
        columns |= {"baseline_value": 0, "baseline_end": date(2019, 12, 31)}
    return target(on=indicator, qualifier="exactly", **columns)


def judged(plan: Plan, goal: Decimal, start: date, end: date) -> Assessment:
    """Return our verdict on one of their targets."""
    assessment = verdict(promise(plan, goal, start, end), outcomes(plan), as_of(plan))
    assert assessment is not None
    return assessment


def year_end(period: Period) -> date:
    """Return the last day of a period, run or not."""
    return period.start.replace(month=12, day=31)


def of_period(plan: Plan, n: int) -> Assessment:
    """Return our verdict on the target of one period (cumulative ones count from the first)."""
    period = plan.periods[n]
    start = plan.periods[0].start if plan.cumulative else period.start
    return judged(plan, period.goal, start, year_end(period))


def total(plan: Plan, periods: tuple[Period, ...]) -> Decimal:
    """Return the target of some first periods together: the last one, or for period targets of a sum all of them."""
    return periods[-1].goal if plan.level or plan.cumulative else sum((period.goal for period in periods), Decimal(0))


def to_date(plan: Plan) -> Assessment:
    """Return our verdict on the periods that are over, as one target."""
    periods = plan.complete
    start = periods[-1].start if plan.level else periods[0].start
    return judged(plan, total(plan, periods), start, periods[-1].end)


def whole(plan: Plan) -> Assessment:
    """Return our verdict on the life of the programme."""
    return judged(plan, total(plan, plan.periods), plan.periods[0].start, year_end(plan.periods[-1]))


def half_years(plan: Plan) -> list[Decimal | None]:
    """Return what the dated results made of each half-year: from the start for a cumulative plan, else by itself."""
    year = plan.dated[0][0].year
    halves = [(date(year, 1, 1), date(year, 6, 30)), (date(year, 7, 1), date(year, 12, 31))]
    differences = []
    for start, end in halves:
        start = halves[0][0] if plan.cumulative else start  # noqa: PLW2901 - a cumulative plan counts from the start
        link = replace(promise(plan, Decimal(1), start, end), announced=date(year - 1, 12, 1))
        if plan.level:
            figures = [reading(value, day.isoformat(), published=day) for day, value in plan.dated]
            link = replace(link, baseline_end=date(year - 1, 12, 31))
        else:
            figures = [report(value, day.isoformat(), day.isoformat(), published=day) for day, value in plan.dated]
        answer = verdict(link, figures, end)
        assert answer is not None
        differences.append(answer.actual)
    return differences
