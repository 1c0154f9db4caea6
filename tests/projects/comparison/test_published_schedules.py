"""Earned schedule and run-rate figures are reproduced, or listed with the reason why our rule differs."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from projects.comparison.checks import consistency, parts_against_total
from tests.projects.comparison.claims import LEVEL, SUM, day, reading, report, target, verdict
from tests.projects.comparison.published.cases import differing, load
from tests.projects.comparison.published.schedules import REASONS, WEEK, earned_schedule, number, percent_of, run_rate

ALL = load("schedules.json")
HANDLED = {"earned_schedule", "run_rate", "statement", "percent", "iati", "yoy", "consistency"}


def of(*methods: str) -> pytest.MarkDecorator:
    """Return the parametrization of a test by the cases of some methods."""
    cases = [case for case in ALL if case["method"] in methods]
    return pytest.mark.parametrize("case", cases, ids=lambda case: case["id"])


def as_printed(ours: Decimal | None, theirs: object) -> bool:
    """Return whether our figure rounds to the printed one (half a unit of its last digit)."""
    if ours is None:
        return False
    wanted = number(theirs)
    half = Decimal(1).scaleb(min(int(wanted.as_tuple().exponent), 0)) / 2
    return abs(ours - wanted) <= half


def test_schedules_no_case_is_left_out() -> None:
    assert {case["method"] for case in ALL} == HANDLED
    assert set(differing("schedules.json").values()) == set(REASONS)


@of("earned_schedule")
def test_earned_schedule(case: dict[str, Any]) -> None:
    computed, expected, inputs = earned_schedule(case["inputs"]), case["expected"], case["inputs"]
    assert computed.pace is not None
    run = number(inputs["actual_time_weeks"])
    # Earned schedule over actual time is our pace on an even plan, and the time behind is their difference.
    weeks = computed.pace * run
    assert computed.days_behind is not None
    assert abs(computed.days_behind - (run - weeks) * WEEK) < 1
    if "spi_t" in expected:
        assert as_printed(computed.pace, expected["spi_t"])
    if "earned_schedule_weeks_source" in expected:
        assert int(weeks) == expected["earned_schedule_weeks_source"]
        assert run - int(weeks) == expected["deficit_weeks_source"]
        assert differing("schedules.json")[f"{case['id']}.earned_schedule_weeks_source"] == "whole_weeks"
        assert differing("schedules.json")[f"{case['id']}.deficit_weeks_source"] == "whole_weeks"


RUN_RATE = {
    "pct_achieved": lambda computed: computed.percent_achieved * 100,
    "expected_by_now_days": lambda computed: computed.expected,
    "pace_ratio_days": lambda computed: computed.pace,
    "projection_days": lambda computed: computed.projection,
    "elapsed_share_days": lambda computed: computed.expected / 160000,
}


@of("run_rate")
def test_run_rate(case: dict[str, Any]) -> None:
    computed, listed = run_rate(case), differing("schedules.json")
    for name, expected in case["expected"].items():
        if name in RUN_RATE:
            assert as_printed(RUN_RATE[name](computed), expected), name
        else:
            assert listed[f"{case['id']}.{name}"] == "months", name


@of("statement")
def test_statement(case: dict[str, Any]) -> None:
    """Judged where the data end, two years before the report."""
    computed = run_rate(case)
    assert computed.status == case["expected"]["status_said"].replace(" ", "_")


@of("percent")
def test_percent_increase(case: dict[str, Any]) -> None:
    computed = percent_of(case["inputs"]["base"], case["inputs"]["increase_pct"])
    assert computed.resolved_value == case["expected"]["value"]


@pytest.mark.parametrize("case", [case for case in ALL if case["id"] == "yoy-project"], ids=lambda case: case["id"])
def test_growth_of_last_year_is_no_projection(case: dict[str, Any]) -> None:
    """The product is right as arithmetic (R4), but we do not call it a projection."""
    compound = percent_of(case["inputs"]["previous_full_year"], case["inputs"]["ytd_growth_pct"])
    assert compound.resolved_value == case["expected"]["projection"]
    assert compound.projection is None
    assert differing("schedules.json")["yoy-project.projection"] == "growth_is_no_path"


@of("iati")
def test_direction_is_ascending(case: dict[str, Any]) -> None:
    """Ascending: it improves from small to large."""
    better = {"ascending_true": "increase", "ascending_false": "decrease"}
    for name, direction in better.items():
        assert case["expected"][name].startswith("improves small" if direction == "increase" else "improves large")
        on = replace(LEVEL, direction=direction)
        assessment = verdict(target(on=on, baseline_value=100), [reading(101, "04-10")], "06-30")
        assert assessment is not None
        assert assessment.status == ("achieved" if direction == "increase" else "missed")
    assert differing("schedules.json")["iati-ascending.optional"] == "undirected"


YOY = [case for case in ALL if case["method"] == "yoy" and "previous_interval" in case["expected"]]


@pytest.mark.parametrize("case", YOY, ids=lambda case: case["id"])
def test_growth_back_to_the_year_before(case: dict[str, Any]) -> None:
    """Previous = current / (1 + g) by interval arithmetic (R13): inside the printed interval no doubt, outside one."""
    inputs, (low, high) = case["inputs"], map(number, case["expected"]["previous_interval"])
    year, before = ("2023-01-01", "2023-12-31"), ("2022-01-01", "2022-12-31")
    now = report(inputs["current"], *year, rounded_to=inputs["current_rounding"])
    named = {"compared_with_start": before[0], "compared_with_end": before[1], "basis": "percent_change"}
    growth = report(inputs["growth_pct"], *year, rounded_to=inputs["growth_rounding_pp"], **named)
    for previous, doubtful in ((low - 1, True), (low + 1, False), (high - 1, False), (high + 1, True)):
        compound = consistency(SUM, [now, growth, report(previous, *before)], day("2024-12-31"))
        assert bool(compound) is doubtful, previous


@of("consistency")
def test_parts_and_total(case: dict[str, Any]) -> None:
    inputs, expected = case["inputs"], case["expected"]
    year, rounding = ("2023-01-01", "2023-12-31"), inputs.get("rounding")
    parts = [report(part, *year, rounded_to=rounding) for part in inputs.get("parts") or inputs["monthly"]]
    total = report(inputs.get("total", inputs.get("stated_ytd")), *year, rounded_to=rounding)
    computed = parts_against_total(parts, total, complete=True)
    assert (computed is None) is (expected["verdict"] == "consistent")
    if "deviation" in expected:
        assert abs(sum(part.value for part in parts) - total.value) == expected["deviation"]
        # Half a unit for every part and for the total.
        assert number(rounding) / 2 * (len(parts) + 1) == expected["tolerance"]
