"""R7: the straight line from baseline to target, promises to hold, ceilings, and between on a sum."""

from dataclasses import replace
from fractions import Fraction

from tests.projects.comparison.claims import (
    FALLING,
    LEVEL,
    SPENT,
    Case,
    case,
    check,
    ended,
    halfway,
    reading,
    report,
    table,
    target,
)

HALFWAY = report(40, "01-01", "02-19")

LINEAR = [
    # Both ends counted: 50 days of 100.
    case("R7-sum-linear-in-days", target(), [HALFWAY], "03-31", expected=50, pace=0.8, percent_achieved=0.4),
    # The first day alone is one day of 100.
    case("R7-sum-both-ends-counted", target(), [report(1, "01-01", "01-01")], "03-31", expected=1),
    ended("R7-sum-whole-window", target(), 90, expected=100, pace=0.9),
    case(
        "R7-sum-days-covered-only",
        target(),
        [report(20, "01-01", "01-31"), report(20, "03-01", "03-31")],
        "04-10",
        expected=62,
        pace=Fraction(40, 62),
    ),
    case(
        "R7-sum-baseline-is-not-subtracted",
        target(baseline_value=10, baseline_end="2022-12-31"),
        [HALFWAY],
        "03-31",
        expected=50,
        percent_achieved=0.4,
    ),
    # 50 days from 12-31 to 02-19, 100 to 04-10.
    halfway("R7-level-from-the-baselines-end", target(on=LEVEL), 40, expected=50, pace=0.8),
    halfway(
        "R7-level-from-a-later-window-start",
        target(on=LEVEL, baseline_end="2022-06-30", window_start="2022-12-31"),
        40,
        expected=50,
    ),
    halfway("R7-level-from-a-later-baseline", target(on=LEVEL, window_start="2022-06-30"), 40, expected=50),
    halfway(
        "R7-level-from-the-announcement", target(on=LEVEL, baseline_end=None, announced="2022-12-31"), 40, expected=50
    ),
    # From 20: expected 20 + 80 / 2 = 60; pace (50 − 20) / (60 − 20); percent (50 − 20) / 80.
    halfway(
        "R7-level-baseline-subtracted",
        target(on=LEVEL, baseline_value=20),
        50,
        expected=60,
        pace=0.75,
        percent_achieved=0.375,
    ),
    # A decrease from 100 to 50: at 70, 30 of 50 is done, 25 was expected.
    halfway(
        "R7-decreasing-target-shows-progress",
        target(on=FALLING, value=50, baseline_value=100),
        70,
        expected=75,
        pace=1.2,
        percent_achieved=0.6,
        status="on_track",
    ),
    halfway(
        "R7-decrease-to-zero",
        target(on=FALLING, value=0, baseline_value=100),
        60,
        expected=50,
        pace=0.8,
        percent_achieved=0.4,
    ),
    case(
        "R7-never-beyond-the-target",
        target(on=LEVEL, timing="by_deadline"),
        [reading(90, "2024-01-31")],
        "2024-02-28",
        expected=100,
        pace=0.9,
    ),
    case(
        "R7-covering-reading-after-the-deadline",
        target(on=LEVEL),
        [reading(90, "05-10")],
        "06-30",
        expected=100,
        pace=0.9,
        status="missed",
    ),
    ended("R7-percent-never-clipped", target(), 150, percent_achieved=1.5),
    halfway(
        "R7-percent-never-clipped-below",
        target(on=LEVEL),
        -20,
        percent_achieved=-0.2,
        pace=-0.4,
        status="off_track",
        has=("moving_away",),
    ),
    halfway("R7-baseline-zero", target(on=LEVEL, baseline_value=0), 50, percent_achieved=0.5),
    # The end nearer to the baseline: 90 from below, 110 from above.
    halfway(
        "R7-between-goal-from-below",
        target(on=LEVEL, qualifier="between", value=90, upper_value=110, baseline_value=50),
        70,
        percent_achieved=0.5,
        expected=70,
        pace=1,
    ),
    halfway(
        "R7-between-goal-from-above",
        target(on=FALLING, qualifier="between", value=90, upper_value=110, baseline_value=150),
        130,
        percent_achieved=0.5,
        expected=130,
        pace=1,
    ),
]

HOLD = [
    halfway(
        "R7-hold-baseline-is-target-met",
        target(on=LEVEL, baseline_value=100),
        100,
        status="achieved",
        percent_achieved=None,
        pace=None,
    ),
    halfway(
        "R7-hold-baseline-is-target-worse",
        target(on=LEVEL, baseline_value=100),
        99,
        status="off_track",
        percent_achieved=None,
        pace=None,
        has=("moving_away",),
    ),
    halfway(
        "R7-hold-wrong-side-met",
        target(on=LEVEL, value=90, baseline_value=100),
        95,
        status="achieved",
        percent_achieved=None,
        pace=None,
    ),
    halfway(
        "R7-hold-wrong-side-unmet",
        target(on=LEVEL, value=90, baseline_value=100),
        85,
        status="off_track",
        has=("moving_away",),
        percent_achieved=None,
    ),
    # More than 100 from 100: at 100 it is unmet, yet no worse than the baseline.
    halfway(
        "R7-hold-unmet-not-worse",
        target(on=LEVEL, qualifier="more_than", baseline_value=100),
        100,
        status="off_track",
        lacks=("moving_away",),
    ),
    halfway(
        "R7-hold-decrease-unmet",
        target(on=FALLING, value=100, baseline_value=90),
        110,
        status="off_track",
        has=("moving_away",),
    ),
    # Between 90 and 110 from 100: the range is kept already, so leaving it at its better end is no progress either.
    halfway(
        "R7-hold-inside-range-left-at-the-better-end",
        target(on=LEVEL, qualifier="between", value=90, upper_value=104, baseline_value=100),
        130,
        status="off_track",
        reasons=(),
        percent_achieved=None,
        pace=None,
        expected=100,
        shortfall=26,
        required_per_day=Fraction(-26, 50),
        compound__category=None,
    ),
    halfway(
        "R7-hold-inside-range-left-at-the-worse-end",
        target(on=LEVEL, qualifier="between", value=90, upper_value=104, baseline_value=100),
        80,
        status="off_track",
        has=("moving_away",),
        percent_achieved=None,
        pace=None,
        projected_completion=None,
    ),
    halfway(
        "R7-hold-inside-range-kept",
        target(on=FALLING, qualifier="between", value=90, upper_value=104, baseline_value=100),
        91,
        status="achieved",
        percent_achieved=None,
        pace=None,
        compound__category="met",
    ),
    # At most 100 from 80 (increase is good): down is the good way, so 100 lies on the wrong side.
    halfway(
        "R7-hold-at-most-met",
        target(on=LEVEL, qualifier="at_most", baseline_value=80),
        90,
        status="achieved",
        percent_achieved=None,
        pace=None,
    ),
    halfway(
        "R7-hold-zero-and-zero",
        target(on=FALLING, value=0, baseline_value=0),
        1,
        status="off_track",
        has=("moving_away",),
        percent_achieved=None,
    ),
]

BUDGET = target(on=SPENT, qualifier="at_most")

CEILINGS = [
    # Expected 50 by day 50.
    halfway(
        "R7-ceiling-little-spent-is-no-delay",
        BUDGET,
        20,
        status="on_track",
        pace=2.5,
        percent_achieved=None,
        expected=50,
    ),
    halfway("R7-ceiling-spent-too-fast", BUDGET, 60, status="behind", pace=Fraction(5, 6), percent_achieved=None),
    halfway("R7-ceiling-spent-far-too-fast", BUDGET, 90, status="off_track", pace=Fraction(5, 9)),
    halfway("R7-ceiling-nothing-spent", BUDGET, 0, status="on_track", pace=None),
    halfway("R7-ceiling-less-than-nothing-spent", BUDGET, -50, status="off_track", pace=-1),
    halfway(
        "R7-ceiling-of-an-increasing-sum",
        target(qualifier="less_than"),
        40,
        status="on_track",
        pace=1.25,
        percent_achieved=None,
    ),
    halfway(
        "R7-ceiling-any-qualifier-when-decrease-is-good",
        target(on=SPENT, qualifier="exactly"),
        40,
        pace=1.25,
        percent_achieved=None,
    ),
]

RANGE = target(qualifier="between", value=80, upper_value=110)

BETWEEN = [
    # As at_least 80: expected 40 by day 50.
    case(
        "R7-between-sum-path-to-the-lower-end",
        RANGE,
        [HALFWAY],
        "03-31",
        expected=40,
        pace=1,
        percent_achieved=0.5,
        status="on_track",
    ),
    halfway("R7-between-sum-inside-is-not-yet-achieved", RANGE, 90, status="on_track"),
    ended("R7-between-sum-achieved-when-covered", RANGE, 90, status="achieved"),
    ended("R7-between-sum-ends-included", RANGE, 110, status="achieved"),
    halfway("R7-between-sum-passed-misses-at-once", RANGE, 111, status="missed"),
    ended("R7-between-sum-passed-at-the-end", RANGE, 111, status="missed"),
    ended("R7-between-sum-short-at-the-end", RANGE, 79, status="missed"),
    case(
        "R7-between-sum-never-covered-is-unreported",
        RANGE,
        [report(90, "01-01", "03-31")],
        "06-30",
        status="unreported",
        has=("no_final_report",),
    ),
    case(
        "R7-between-sum-later-reports-do-not-pass-it",
        replace(RANGE, timing="by_deadline"),
        [report(90, "01-01", "04-10"), report(40, "04-11", "06-30")],
        "12-31",
        status="achieved",
    ),
    # As at_most 110.
    ended("R7-between-sum-of-a-decrease", replace(RANGE, indicator=SPENT), 30, status="achieved"),
    halfway("R7-between-sum-of-a-decrease-passed", replace(RANGE, indicator=SPENT), 111, status="missed"),
    halfway(
        "R7-between-sum-of-a-decrease-on-the-way", replace(RANGE, indicator=SPENT), 44, status="on_track", pace=1.25
    ),
]


@table(LINEAR + HOLD + CEILINGS + BETWEEN)
def test_r07_lines(row: Case) -> None:
    check(row)
