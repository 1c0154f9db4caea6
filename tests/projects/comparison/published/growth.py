"""The growth cases of Statistics Canada, Open SDG and EUSTAT in our terms.

They compare annual levels: a year is its last day, so decimal years differ by whole numbers as theirs do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from projects.comparison.compound import compound, ratio_for_years
from projects.comparison.figures import Assessment, Compound
from tests.projects.comparison.claims import FALLING, LEVEL, reading, target, verdict

# Their words, ours. Absent: there is nothing to say.
CATEGORIES = {
    "target_achieved": "met",
    "substantial_progress": "significant",
    "significant_progress": "significant",
    "moderate_progress": "moderate",
    "limited_progress": "insufficient",
    "moderate_deterioration": "insufficient",
    "deterioration": "moving_away",
    "significant_deterioration": "moving_away",
    "not_available": None,
}

# Where our rule differs on purpose, and why.
REASONS = {
    "no_promise": "The source rates growth without any target (by fixed yearly rates). We compare promises with "
    "outcomes: without a promised value the verdict is not_assessable, no_value (R11.2).",
    "not_positive": "The source replaces zero by 0.001 or takes rates of negative values. Zero is a value (R5): a rate "
    "of growth needs a positive baseline, target and reading, otherwise there is no ratio and the reason is given.",
}


@dataclass(frozen=True)
class Growth:
    """One published case: whole years and values as printed."""

    id: str
    direction: str
    baseline: Decimal | None
    baseline_year: Decimal
    goal: Decimal | None
    goal_year: Decimal | None
    qualifier: str
    latest: Decimal | None
    latest_year: Decimal | None
    ratio: Decimal | None
    ratio_printed: bool
    category: str | None


def read(case: dict[str, Any]) -> Growth:
    """Return a published case (as the source prints it) in our words."""
    goal = case["target"] or {}
    latest = max(case["reports"], key=lambda report: report["year"], default={})
    expected = case["expected"]
    printed = [name for name in ("progress_value", "ratio_or_cagr") if name in expected]
    year = goal.get("deadline_year")
    return Growth(
        id=case["id"],
        direction="increase" if case["indicator"]["direction"] == "up" else "decrease",
        baseline=number(case["baseline"]["value"]),
        baseline_year=Decimal(case["baseline"]["year"]),
        goal=number(goal.get("value")),
        goal_year=None if year is None else Decimal(year),
        qualifier=goal.get("qualifier", "at_least"),
        latest=number(latest.get("value")),
        latest_year=None if not latest else Decimal(latest["year"]),
        ratio=number(expected[printed[0]]) if printed else None,
        ratio_printed=bool(printed),
        category=CATEGORIES[expected["status"]],
    )


def number(value: object) -> Decimal | None:
    """Return a JSON number as an exact decimal."""
    return None if value is None else Decimal(str(value))


def end_of(year: Decimal | None) -> date | None:
    """Return the day that stands for a year: its last."""
    return None if year is None else date(int(year), 12, 31)


def difference(case: Growth) -> str | None:
    """Return why our rule differs on purpose, or None where the case must be reproduced."""
    if case.goal is None:
        return "no_promise"
    if any(value is not None and value <= 0 for value in (case.baseline, case.latest, case.goal)):
        return "not_positive"
    return None


def our_growth(case: Growth) -> Compound:
    """Return our compound growth of the figures alone."""
    return compound(
        case.baseline,
        None if case.baseline is None else end_of(case.baseline_year),
        case.latest,
        end_of(case.latest_year),
        case.goal,
        end_of(case.goal_year),
        case.direction,
    )


def our_ratio(case: Growth) -> Decimal | None:
    """Return our ratio for the years as printed, fractions of a year included."""
    assert case.baseline is not None
    assert case.latest is not None
    assert case.goal is not None
    assert case.latest_year is not None
    assert case.goal_year is not None
    sign = 1 if case.direction == "increase" else -1
    elapsed, required = case.latest_year - case.baseline_year, case.goal_year - case.baseline_year
    return ratio_for_years(case.baseline, case.latest, case.goal, elapsed, required, sign)


def our_verdict(case: Growth) -> Assessment:
    """Return the engine's verdict on the promise, asked a month after the latest reading's year."""
    promise = target(
        on=LEVEL if case.direction == "increase" else FALLING,
        value=case.goal,
        qualifier=case.qualifier,
        deadline=end_of(case.goal_year),
        baseline_value=case.baseline,
        baseline_end=end_of(case.baseline_year),
        announced=end_of(case.baseline_year),
    )
    outcomes = []
    if case.latest is not None and case.latest_year is not None:
        outcomes = [reading(case.latest, date(int(case.latest_year), 12, 31))]
    day = date(int(case.latest_year or case.baseline_year) + 1, 1, 31)
    assessment = verdict(promise, outcomes, day)
    assert assessment is not None
    return assessment
