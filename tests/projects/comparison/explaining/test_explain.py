"""Explanations: each report has one reason, each number is the verdict's own, and the arithmetic can be done again."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import HealthCheck, given, settings

from projects.comparison.engine import assess
from projects.comparison.explaining.report_choices import CODES
from projects.comparison.explaining.steps import RULES, Explanation, Step
from projects.comparison.figures import Assessment
from projects.comparison.quantities import EXACT, shown
from tests.projects.comparison.claim_strategies import Claims, claims, wild_claims
from tests.projects.comparison.claims import day, report, target
from tests.projects.comparison.explaining.explained import explain
from tests.projects.comparison.explaining.explained_cases import ALL, REPORTS, Explained

PROFILE = settings(
    max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
# The step that tells a figure of the assessment, and under which name.
FIGURES = {
    "sum_of_one": ("actual", "actual"),
    "sum_of_many": ("actual", "actual"),
    "reading_latest": ("actual", "reading"),
    "reading_covers": ("actual", "reading"),
    "reading_meets_later": ("actual", "reading"),
    "reading_still_short": ("actual", "reading"),
    "expected_from_zero": ("expected", "expected"),
    "expected_from_baseline": ("expected", "expected"),
    "expected_between": ("expected", "expected"),
    "expected_by_season": ("expected", "expected"),
    "expected_compound": ("expected", "expected"),
    "expected_full": ("expected", "expected"),
    "expected_start": ("expected", "expected"),
    "pace": ("pace", "pace"),
    "pace_from_baseline": ("pace", "pace"),
    "pace_ceiling": ("pace", "pace"),
    "percent": ("percent_achieved", "percent"),
    "percent_from_baseline": ("percent_achieved", "percent"),
    "percent_done": ("percent_achieved", "percent"),
    "shortfall": ("shortfall", "shortfall"),
    "no_shortfall": ("shortfall", "shortfall"),
    "required_per_day": ("required_per_day", "per_day"),
    "projection_from_zero": ("projection", "projection"),
    "projection_from_baseline": ("projection", "projection"),
    "projection_interim": ("projection", "projection"),
    "projection_by_season": ("projection", "projection"),
    "projection_compound": ("projection", "projection"),
    "completion": ("projected_completion", "completion"),
    "completion_from_zero": ("projected_completion", "completion"),
    "days_overdue": ("days_overdue", "days"),
    "days_unreported": ("days_overdue", "days"),
    "status": ("status", "status"),
    "status_range": ("status_range", "statuses"),
}


def explained(explained_case: Explained | Claims) -> tuple[Explanation | None, Assessment | None]:
    """Return the explanation of the claims and the assessment that it explains."""
    given_now = (explained_case.links, explained_case.outcomes, explained_case.as_of, explained_case.interims)
    return explain(*given_now), assess(*given_now)


def steps_by_code(explained_case: Explained) -> dict[str, Step]:
    """Return the last step of each code."""
    explanation, _ = explained(explained_case)
    assert explanation is not None
    return {step.code: step for step in explanation.steps}


def reports(explanation: Explanation) -> list[tuple[str, str]]:
    """Return what became of each report."""
    return [
        (str(step.values["report"]), step.code.removeprefix("report_"))
        for step in explanation.steps
        if step.code.startswith("report_")
    ]


@pytest.mark.parametrize("explained_case", REPORTS, ids=lambda explained_case: explained_case.id)
def test_each_report_has_its_reason(explained_case: Explained) -> None:
    explanation, assessment = explained(explained_case)
    assert explanation is not None
    assert assessment is not None
    became = dict(reports(explanation))
    assert {id: became[id] for id in explained_case.reports} == explained_case.reports
    assert set(became) == {outcome.id for outcome in explained_case.outcomes}


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.id)
def test_steps_that_the_case_is_about_are_told(row: Explained) -> None:
    assert set(row.steps) <= set(steps_by_code(row))


def test_cases_reach_every_code() -> None:
    assert set(RULES) - {code for row in ALL for code in steps_by_code(row)} == set()
    assert {f"report_{code}" for code in CODES} <= set(RULES)


def test_rule_of_the_case_is_named_by_a_step() -> None:
    for row in ALL:
        rule = row.id.split("-")[0]
        steps = steps_by_code(row)
        named = {rule for step in steps.values() for rule in step.rules}
        assert rule in named, row.id


def agrees(explanation: Explanation, assessment: Assessment) -> None:
    """Assert that every number told is the assessment's."""
    assert (explanation.target, explanation.as_of) == (assessment.target, assessment.as_of)
    for step in explanation.steps:
        if step.code in FIGURES:
            figure, name = FIGURES[step.code]
            wanted, value = getattr(assessment, figure), step.values[name]
            assert (shown(value) if isinstance(value, Decimal) else value) == wanted, step
    became = reports(explanation)
    assert {id for id, code in became if code in ("adds_up", "stands")} == set(assessment.evidence)
    codes = {step.code for step in explanation.steps}
    for name in {figure for figure, _ in FIGURES.values()} - {"status_range", "expected", "actual"}:
        present = getattr(assessment, name) is not None
        assert present == any(FIGURES[code][0] == name for code in codes & set(FIGURES)), name
    behind = [step for step in explanation.steps if step.code in ("days_behind", "days_ahead", "days_even")]
    assert bool(behind) is (assessment.days_behind is not None)
    assert [abs(assessment.days_behind or 0)] * len(behind) == [step.values["days"] for step in behind]
    assert ("stale" in codes) is assessment.stale
    assert sum(step.code == "sources_disagree" for step in explanation.steps) == len(assessment.conflicts)


@pytest.mark.parametrize("explained_case", ALL, ids=lambda explained_case: explained_case.id)
def test_numbers_are_those_of_the_verdict(explained_case: Explained) -> None:
    explanation, assessment = explained(explained_case)
    assert explanation is not None
    assert assessment is not None
    agrees(explanation, assessment)


@pytest.mark.slow
@PROFILE
@given(claims())
def test_numbers_are_those_of_the_verdict_whatever_the_claims(case: Claims) -> None:
    explanation, assessment = explained(case)
    assert (explanation is None) is (assessment is None)
    if explanation is not None and assessment is not None:
        agrees(explanation, assessment)
        assert sorted(id for id, _ in reports(explanation)) == sorted(outcome.id for outcome in case.outcomes)


@pytest.mark.slow
@PROFILE
@given(wild_claims())
def test_explaining_is_total(case: Claims) -> None:
    explanation, assessment = explained(case)
    assert (explanation is None) is (assessment is None)
    if explanation is not None:
        assert sorted(id for id, _ in reports(explanation)) == sorted(outcome.id for outcome in case.outcomes)
        assert not any(isinstance(value, float) for step in explanation.steps for value in step.values.values())


# --- the arithmetic, done again from the numbers told ---------------------------------------------------------------


@pytest.mark.parametrize("explained_case", ALL, ids=lambda explained_case: explained_case.id)
def test_arithmetic_can_be_done_again(explained_case: Explained) -> None:
    with localcontext(EXACT):
        for step in steps_by_code(explained_case).values():
            again = redone(step)
            if again is not None:
                name, value = again
                assert shown(value) == shown(Decimal(step.values[name])), step  # type: ignore[arg-type]  # figures all


def redone(step: Step) -> tuple[str, Decimal] | None:
    """Return the result of the formula that the step's sentence prints."""
    get = {name: Decimal(value) for name, value in step.values.items() if isinstance(value, Decimal | int)}
    match step.code:
        case "sum_of_many":
            return "actual", sum(step.values["pieces"], Decimal(0))  # type: ignore[arg-type]  # figures all
        case "resolved_multiple":
            return "resolved", get["baseline"] * get["factor"]
        case "resolved_percent":
            return "resolved", get["baseline"] + get["baseline"] * get["factor"] / 100
        case "converted_multiple":
            return "reading", get["baseline"] * get["factor"]
        case "expected_from_zero":
            return "expected", get["goal"] * get["elapsed"] / get["length"]
        case "expected_from_baseline":
            return "expected", get["baseline"] + (get["goal"] - get["baseline"]) * get["elapsed"] / get["length"]
        case "expected_between":
            return "expected", get["low"] + (get["high"] - get["low"]) * get["elapsed"] / get["length"]
        case "expected_by_season":
            return "expected", get["goal"] * get["mean"]
        case "pace":
            return "pace", get["actual"] / get["expected"]
        case "pace_from_baseline":
            return "pace", (get["actual"] - get["baseline"]) / (get["expected"] - get["baseline"])
        case "pace_ceiling":
            return "pace", get["expected"] / get["actual"]
        case "percent":
            return "percent", get["actual"] / get["goal"]
        case "percent_from_baseline":
            return "percent", (get["actual"] - get["baseline"]) / (get["goal"] - get["baseline"])
        case "shortfall":
            return "shortfall", get["more"] - get["less"]
        case "required_per_day":
            return "per_day", (get["goal"] - get["actual"]) / get["days"]
        case "projection_from_zero":
            return "projection", get["actual"] * get["length"] / get["elapsed"]
        case "projection_by_season":
            return "projection", get["actual"] / get["mean"]
        case "season":
            return "share", get["part"] / get["whole"]
        case "gap":
            return "missing", get["whole"] - get["days"]
        case "completion_from_zero":
            exact = get["elapsed"] * get["goal"] / get["actual"]
            return "number", exact.to_integral_value(rounding="ROUND_CEILING")
        case _:
            return None


def test_the_example_of_the_method_has_its_numbers() -> None:
    cars = target(value=160000, window_start="2024-01-01", deadline="2024-12-31", announced="2024-05-28")
    figure = report(46000, "2024-01-01", "2024-04-30")
    explanation = explain([cars], [figure], day("2024-06-01"))
    assert explanation is not None
    steps = {step.code: step for step in explanation.steps}
    window, expected = steps["window_days"], steps["expected_from_zero"]
    assert (window.values["length"], window.values["elapsed"], window.rules) == (366, 121, ("R6", "R7"))
    assert expected.values["goal"] == 160000
    assert str(steps["pace"].values["pace"]).startswith("0.86962")
    assert steps["status"].rules == ("R11.10",)


def test_before_the_announcement_there_is_nothing_to_explain() -> None:
    assert explain([target()], [], day("2022-12-19")) is None


def test_every_step_case_is_about_something() -> None:
    assert all(row.reports or row.steps for row in ALL)
