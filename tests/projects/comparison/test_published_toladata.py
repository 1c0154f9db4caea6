"""Every case of TolaData's own tests is reproduced, field by field, or listed with the reason why our rule differs."""

from decimal import Decimal
from typing import Any

import pytest

from projects.comparison.figures import Assessment
from tests.projects.comparison.claims import report, target, verdict
from tests.projects.comparison.published import toladata
from tests.projects.comparison.published.cases import differing, load
from tests.projects.comparison.published.toladata import (
    ON_TARGET,
    REASONS,
    Plan,
    half_years,
    judged,
    of_period,
    to_date,
    whole,
)

ALL = load("toladata.json")
PLANS = [toladata.read(case) for case in ALL if case["method"] == "tola_15pct"]
ELAPSED = [case for case in ALL if case["method"] == "tola_elapsed"]
SAYS = {"achieved": {1, 0}, "missed": {-1}}


def rounded_alike(ours: Decimal | None, theirs: object, unit: str) -> bool:
    """Return whether our ratio rounds to the printed one (the source prints whole per cents)."""
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return abs(ours - Decimal(str(theirs)) * Decimal(unit)) <= Decimal("0.005")


def compare_percent(ours: Assessment, theirs: object, unit: str) -> str:
    """Return "" where a percentage is reproduced, else the reason why it is not (or "wrong")."""
    if rounded_alike(ours.percent_achieved, theirs, unit):
        return ""
    return "decrease_percent" if theirs is not None and ours.percent_achieved is None else "wrong"


def compare_actual(plan: Plan, n: int, ours: Decimal | None, theirs: object) -> str:
    """Return "" where a period's figure is reproduced, else the reason why it is not (or "wrong")."""
    if ours == theirs:
        return ""
    return "running_total" if theirs is None and plan.cumulative and not plan.periods[n].results else "wrong"


def compare_verdict(plan: Plan, ours: Assessment, goal: Decimal, theirs: int | None, complete: bool) -> str:
    """Return "" where their over / on / under agrees with our status, else the reason why not (or "wrong")."""
    if theirs is None:
        return "closed_period" if not complete and ours.status == "achieved" else "wrong"
    if theirs in SAYS.get(ours.status, set()):
        return ""
    assert ours.actual is not None
    close = abs(ours.actual - goal) <= ON_TARGET * goal
    return "tolerance" if theirs == 0 and ours.status == "missed" and close else "wrong"


def compare_periods(plan: Plan) -> dict[str, str]:
    """Return, for each field told period by period, how ours compares."""
    expected, differences = plan.expected, {}
    unit = "0.01" if "lop_pct" in expected else "1"
    for n, period in enumerate(plan.periods):
        ours = of_period(plan, n)
        if "period_actuals" in expected:
            differences[f"period_actuals.{n}"] = compare_actual(plan, n, ours.actual, expected["period_actuals"][n])
        if "period_pct" in expected:
            percent = compare_percent(ours, expected["period_pct"][n], unit)
            empty = plan.cumulative and not period.results and expected["period_pct"][n] is None
            differences[f"period_pct.{n}"] = "running_total" if percent and empty else percent
        if isinstance(expected.get("over_under"), list):
            differences[f"over_under.{n}"] = compare_verdict(
                plan, ours, period.goal, expected["over_under"][n], period.complete
            )
    return differences


def compare(plan: Plan) -> dict[str, str]:
    """Return how ours compares with every field of a case: "" alike, else a reason, else "wrong"."""
    expected, differences = plan.expected, compare_periods(plan)
    life = whole(plan)
    if "lop_target" in expected:
        differences["lop_target"] = "" if toladata.total(plan, plan.periods) == expected["lop_target"] else "wrong"
    if "lop_actual" in expected:
        differences["lop_actual"] = "" if life.actual == expected["lop_actual"] else "wrong"
    if "lop_pct_met" in expected:
        differences["lop_pct_met"] = compare_percent(life, expected["lop_pct_met"], "1")
    if "lop_pct" in expected:
        differences["lop_pct"] = compare_percent(life, expected["lop_pct"], "0.01")
    if "half_year" in expected:
        differences["half_year"] = "" if half_years(plan) == expected["half_year"] else "wrong"
    if "reporting" in expected:
        differences["reporting"] = compare_verdict(plan, life, life.actual or Decimal(0), None, bool(plan.complete))
    return differences | compare_to_date(plan, life)


def compare_to_date(plan: Plan, life: Assessment) -> dict[str, str]:
    """Return how ours compares with what a case tells of the periods that are over."""
    expected: dict[str, Any] = plan.expected
    single = "over_under" in expected and not isinstance(expected["over_under"], list)
    differences: dict[str, str] = {}
    if not plan.complete:
        return {"over_under": compare_verdict(plan, life, Decimal(0), expected["over_under"], False)} if single else {}
    ours, goal = to_date(plan), toladata.total(plan, plan.complete)
    if "to_date_target" in expected:
        differences["to_date_target"] = "" if goal == expected["to_date_target"] else "wrong"
    if "to_date_actual" in expected:
        differences["to_date_actual"] = "" if ours.actual == expected["to_date_actual"] else "wrong"
    if "to_date_pct_met" in expected:
        differences["to_date_pct_met"] = compare_percent(ours, expected["to_date_pct_met"], "1")
    if single:
        differences["over_under"] = compare_verdict(plan, ours, goal, expected["over_under"], True)
    return differences


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_toladata_reproduced_or_listed(plan: Plan) -> None:
    differences = compare(plan)
    assert set(differences) >= {name for name in plan.expected if not isinstance(plan.expected[name], list)}
    assert "wrong" not in differences.values(), differences
    listed = differing("toladata.json")
    ours = {f"{plan.id}.{field}": reason for field, reason in differences.items() if reason}
    assert ours == {key: reason for key, reason in listed.items() if key.startswith(f"{plan.id}.")}


def test_toladata_reasons_are_told() -> None:
    assert set(differing("toladata.json").values()) <= set(REASONS)


def test_toladata_fields_are_all_compared() -> None:
    fields = {
        *("lop_target", "lop_actual", "lop_pct_met", "lop_pct", "half_year", "reporting", "period_actuals"),
        *("period_pct", "over_under", "to_date_target", "to_date_actual", "to_date_pct_met"),
    }
    assert {field for plan in PLANS for field in plan.expected} <= fields


@pytest.mark.parametrize("case", ELAPSED, ids=lambda case: case["id"])
def test_toladata_elapsed_share(case: dict[str, Any]) -> None:
    """Days counted from today: 30 back and 60 on are 31 of 91 days, both ends counted."""
    back = int(case["target"]["start"].removeprefix("today-").removesuffix("d"))
    on = int(case["target"]["deadline"].removeprefix("today+").removesuffix("d"))
    first, today = toladata.date(2023, 6, 1), toladata.date(2023, 6, 1) + toladata.timedelta(days=back)
    promise = target(window_start=first, deadline=today + toladata.timedelta(days=on))
    assessment = verdict(promise, [report(0, first.isoformat(), today.isoformat(), published=today)], today)
    assert assessment is not None
    assert assessment.expected is not None
    assert abs(assessment.expected - case["expected"]["elapsed_percent"]) <= case["expected"]["tolerance"]


def test_toladata_a_promise_is_judged_as_such() -> None:
    """The adapter asks the engine itself: 8 of 10 in a year that is over is missed."""
    plan = PLANS[0]
    first = plan.periods[0]
    assessment = judged(plan, first.goal, first.start, first.end)
    assert (assessment.status, assessment.actual, assessment.percent_achieved) == ("missed", 8, Decimal("0.8"))
