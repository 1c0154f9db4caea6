"""R7: what the promise expected by the day the evidence reaches: straight lines, interims, seasons, compound growth."""

from dataclasses import replace
from fractions import Fraction

from tests.comparison.claims import FALLING, LEVEL, SPENT, SUM, Case, case, chain, check, reading, report, table, target

COMPOUND = replace(LEVEL, path="compound")
HALFWAY = report(40, "01-01", "02-19")
Q3 = report(60, "01-01", "03-16")  # day 75

LINEAR = [
    # Both ends counted: 50 days of 100.
    case("R7-sum-linear-in-days", target(), [HALFWAY], "03-31", expected=50, pace=0.8, percent_achieved=0.4),
    # The first day alone is one day of 100.
    case("R7-sum-both-ends-counted", target(), [report(1, "01-01", "01-01")], "03-31", expected=1),
    case("R7-sum-whole-window", target(), [report(90, "01-01", "04-10")], "06-30", expected=100, pace=0.9),
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
    case("R7-level-from-the-baselines-end", target(on=LEVEL), [reading(40, "02-19")], "03-31", expected=50, pace=0.8),
    case(
        "R7-level-from-a-later-window-start",
        target(on=LEVEL, baseline_end="2022-06-30", window_start="2022-12-31"),
        [reading(40, "02-19")],
        "03-31",
        expected=50,
    ),
    case(
        "R7-level-from-a-later-baseline",
        target(on=LEVEL, window_start="2022-06-30"),
        [reading(40, "02-19")],
        "03-31",
        expected=50,
    ),
    case(
        "R7-level-from-the-announcement",
        target(on=LEVEL, baseline_end=None, announced="2022-12-31"),
        [reading(40, "02-19")],
        "03-31",
        expected=50,
    ),
    # From 20: expected 20 + 80 / 2 = 60; pace (50 − 20) / (60 − 20); percent (50 − 20) / 80.
    case(
        "R7-level-baseline-subtracted",
        target(on=LEVEL, baseline_value=20),
        [reading(50, "02-19")],
        "03-31",
        expected=60,
        pace=0.75,
        percent_achieved=0.375,
    ),
    # A decrease from 100 to 50: at 70, 30 of 50 is done, 25 was expected.
    case(
        "R7-decreasing-target-shows-progress",
        target(on=FALLING, value=50, baseline_value=100),
        [reading(70, "02-19")],
        "03-31",
        expected=75,
        pace=1.2,
        percent_achieved=0.6,
        status="on_track",
    ),
    case(
        "R7-decrease-to-zero",
        target(on=FALLING, value=0, baseline_value=100),
        [reading(60, "02-19")],
        "03-31",
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
    case("R7-percent-never-clipped", target(), [report(150, "01-01", "04-10")], "06-30", percent_achieved=1.5),
    case(
        "R7-percent-never-clipped-below",
        target(on=LEVEL),
        [reading(-20, "02-19")],
        "03-31",
        percent_achieved=-0.2,
        pace=-0.4,
        status="off_track",
        has=("moving_away",),
    ),
    case("R7-baseline-zero", target(on=LEVEL, baseline_value=0), [reading(50, "02-19")], "03-31", percent_achieved=0.5),
    # The end nearer to the baseline: 90 from below, 110 from above.
    case(
        "R7-between-goal-from-below",
        target(on=LEVEL, qualifier="between", value=90, upper_value=110, baseline_value=50),
        [reading(70, "02-19")],
        "03-31",
        percent_achieved=0.5,
        expected=70,
        pace=1,
    ),
    case(
        "R7-between-goal-from-above",
        target(on=FALLING, qualifier="between", value=90, upper_value=110, baseline_value=150),
        [reading(130, "02-19")],
        "03-31",
        percent_achieved=0.5,
        expected=130,
        pace=1,
    ),
]

HOLD = [
    case(
        "R7-hold-baseline-is-target-met",
        target(on=LEVEL, baseline_value=100),
        [reading(100, "02-19")],
        "03-31",
        status="achieved",
        percent_achieved=None,
        pace=None,
    ),
    case(
        "R7-hold-baseline-is-target-worse",
        target(on=LEVEL, baseline_value=100),
        [reading(99, "02-19")],
        "03-31",
        status="off_track",
        percent_achieved=None,
        pace=None,
        has=("moving_away",),
    ),
    case(
        "R7-hold-wrong-side-met",
        target(on=LEVEL, value=90, baseline_value=100),
        [reading(95, "02-19")],
        "03-31",
        status="achieved",
        percent_achieved=None,
        pace=None,
    ),
    case(
        "R7-hold-wrong-side-unmet",
        target(on=LEVEL, value=90, baseline_value=100),
        [reading(85, "02-19")],
        "03-31",
        status="off_track",
        has=("moving_away",),
        percent_achieved=None,
    ),
    # More than 100 from 100: at 100 it is unmet, yet no worse than the baseline.
    case(
        "R7-hold-unmet-not-worse",
        target(on=LEVEL, qualifier="more_than", baseline_value=100),
        [reading(100, "02-19")],
        "03-31",
        status="off_track",
        lacks=("moving_away",),
    ),
    case(
        "R7-hold-decrease-unmet",
        target(on=FALLING, value=100, baseline_value=90),
        [reading(110, "02-19")],
        "03-31",
        status="off_track",
        has=("moving_away",),
    ),
    # At most 100 from 80 (increase is good): down is the good way, so 100 lies on the wrong side.
    case(
        "R7-hold-at-most-met",
        target(on=LEVEL, qualifier="at_most", baseline_value=80),
        [reading(90, "02-19")],
        "03-31",
        status="achieved",
        percent_achieved=None,
        pace=None,
    ),
    case(
        "R7-hold-zero-and-zero",
        target(on=FALLING, value=0, baseline_value=0),
        [reading(1, "02-19")],
        "03-31",
        status="off_track",
        has=("moving_away",),
        percent_achieved=None,
    ),
]

BUDGET = target(on=SPENT, qualifier="at_most")

CEILINGS = [
    # Expected 50 by day 50.
    case(
        "R7-ceiling-little-spent-is-no-delay",
        BUDGET,
        [report(20, "01-01", "02-19")],
        "03-31",
        status="on_track",
        pace=2.5,
        percent_achieved=None,
        expected=50,
    ),
    case(
        "R7-ceiling-spent-too-fast",
        BUDGET,
        [report(60, "01-01", "02-19")],
        "03-31",
        status="behind",
        pace=Fraction(5, 6),
        percent_achieved=None,
    ),
    case(
        "R7-ceiling-spent-far-too-fast",
        BUDGET,
        [report(90, "01-01", "02-19")],
        "03-31",
        status="off_track",
        pace=Fraction(5, 9),
    ),
    case("R7-ceiling-nothing-spent", BUDGET, [report(0, "01-01", "02-19")], "03-31", status="on_track", pace=None),
    case(
        "R7-ceiling-of-an-increasing-sum",
        target(qualifier="less_than"),
        [report(40, "01-01", "02-19")],
        "03-31",
        status="on_track",
        pace=1.25,
        percent_achieved=None,
    ),
    case(
        "R7-ceiling-any-qualifier-when-decrease-is-good",
        target(on=SPENT, qualifier="exactly"),
        [report(40, "01-01", "02-19")],
        "03-31",
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
    case(
        "R7-between-sum-inside-is-not-yet-achieved", RANGE, [report(90, "01-01", "02-19")], "03-31", status="on_track"
    ),
    case("R7-between-sum-achieved-when-covered", RANGE, [report(90, "01-01", "04-10")], "06-30", status="achieved"),
    case("R7-between-sum-ends-included", RANGE, [report(110, "01-01", "04-10")], "06-30", status="achieved"),
    case("R7-between-sum-passed-misses-at-once", RANGE, [report(111, "01-01", "02-19")], "03-31", status="missed"),
    case("R7-between-sum-passed-at-the-end", RANGE, [report(111, "01-01", "04-10")], "06-30", status="missed"),
    case("R7-between-sum-short-at-the-end", RANGE, [report(79, "01-01", "04-10")], "06-30", status="missed"),
    case(
        "R7-between-sum-never-covered-is-owed",
        RANGE,
        [report(90, "01-01", "03-31")],
        "06-30",
        status="overdue",
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
    case(
        "R7-between-sum-of-a-decrease",
        replace(RANGE, indicator=SPENT),
        [report(30, "01-01", "04-10")],
        "06-30",
        status="achieved",
    ),
    case(
        "R7-between-sum-of-a-decrease-passed",
        replace(RANGE, indicator=SPENT),
        [report(111, "01-01", "02-19")],
        "03-31",
        status="missed",
    ),
    case(
        "R7-between-sum-of-a-decrease-on-the-way",
        replace(RANGE, indicator=SPENT),
        [report(44, "01-01", "02-19")],
        "03-31",
        status="on_track",
        pace=1.25,
    ),
]

EARLY = target("i1", value=30, deadline="02-19", interim_for="t")
SECOND = target("i2", value=40, window_start="02-20", deadline="03-16", interim_for="t")

INTERIMS = [
    # 30 by day 50, then to 100 by day 100: 30 + 70 / 2 = 65 by day 75.
    case("R7-interim-at-its-deadline", target(), [HALFWAY], "03-31", [EARLY], expected=30, pace=Fraction(4, 3)),
    case("R7-interim-before-its-deadline", target(), [report(10, "01-01", "01-25")], "03-31", [EARLY], expected=15),
    case("R7-interim-then-to-the-target", target(), [Q3], "03-31", [EARLY], expected=65),
    # 30 + 40 = 70 by day 75, as the second has a window of its own.
    case("R7-interims-added-up-in-order", target(), [Q3], "03-31", [SECOND, EARLY], expected=70),
    # 70 by day 75 from the window's own start: cumulative.
    case(
        "R7-interims-cumulative",
        target(),
        [Q3],
        "03-31",
        [replace(SECOND, window_start=EARLY.window_start), EARLY],
        expected=40,
    ),
    case(
        "R7-interim-of-a-level",
        target(on=LEVEL),
        [reading(10, "01-25")],
        "03-31",
        [target("i1", on=LEVEL, value=30, deadline="02-19", interim_for="t")],
        expected=15,
    ),
    case(
        "R7-interim-of-a-level-later",
        target(on=LEVEL),
        [reading(60, "03-16")],
        "03-31",
        [target("i1", on=LEVEL, value=30, deadline="02-19", interim_for="t")],
        expected=65,
    ),
    # The interim moves to 20 on 03-01.
    case(
        "R7-interim-as-revised",
        target(),
        [HALFWAY],
        "03-31",
        chain(
            EARLY,
            replace(EARLY, id="i1b", value=EARLY.value - 10, announced=EARLY.announced.replace(year=2023, month=3)),
        ),
        expected=20,
    ),
    case(
        "R7-interim-before-its-revision",
        target(),
        [HALFWAY],
        "03-01",
        chain(
            EARLY,
            replace(EARLY, id="i1b", value=EARLY.value - 10, announced=EARLY.announced.replace(year=2023, month=3)),
        ),
        expected=30,
    ),
    case(
        "R7-interim-follows-the-chain",
        chain(target(), target("t2", value=200, announced="02-01")),
        [HALFWAY],
        "03-31",
        [EARLY],
        expected=30,
    ),
    # The path is flat until 02-19 (interim 0).
    case(
        "R7-R11.10-flat-path-not-worse",
        target(on=LEVEL),
        [reading(0, "01-25")],
        "03-31",
        [target("i1", on=LEVEL, value=0, deadline="02-19", interim_for="t")],
        status="on_track",
        expected=0,
        pace=None,
    ),
    case(
        "R7-R11.10-flat-path-better",
        target(on=LEVEL),
        [reading(5, "01-25")],
        "03-31",
        [target("i1", on=LEVEL, value=0, deadline="02-19", interim_for="t")],
        status="on_track",
        pace=None,
    ),
    case(
        "R7-R11.10-flat-path-worse",
        target(on=LEVEL),
        [reading(-1, "01-25")],
        "03-31",
        [target("i1", on=LEVEL, value=0, deadline="02-19", interim_for="t")],
        status="off_track",
        has=("moving_away",),
        pace=None,
    ),
]

YEAR = target(value=1200, deadline="12-31")
SPRING = report(300, "01-01", "03-31")


def past(share: int, year: int) -> list:
    """Return a year of 1,000 of which ``share`` came in its first quarter."""
    return [report(share, f"{year}-01-01", f"{year}-03-31"), report(1000, f"{year}-01-01", f"{year}-12-31")]


THREE = past(200, 2020) + past(300, 2021) + past(250, 2022)

SEASONS = [
    # The mean of 0.20, 0.30 and 0.25 is 0.25: expected 300.
    case("R7-seasonal-shares", YEAR, [*THREE, SPRING], "06-30", expected=300, pace=1),
    # 90 of 365 days: 1200 × 90 / 365.
    case("R7-two-years-are-too-few", YEAR, [*THREE[2:], SPRING], "06-30", expected=Fraction(1200 * 90, 365)),
    case(
        "R7-a-year-without-its-quarter-is-none", YEAR, [*THREE[1:], SPRING], "06-30", expected=Fraction(1200 * 90, 365)
    ),
    case(
        "R7-a-year-without-its-total-is-none",
        YEAR,
        [THREE[0], *THREE[2:], SPRING],
        "06-30",
        expected=Fraction(1200 * 90, 365),
    ),
    case(
        "R7-no-seasons-but-for-a-calendar-year",
        replace(YEAR, deadline=YEAR.deadline.replace(month=12, day=30)),
        [*THREE, SPRING],
        "06-30",
        expected=Fraction(1200 * 90, 364),
    ),
    case(
        "R7-interims-before-seasons",
        YEAR,
        [*THREE, SPRING],
        "06-30",
        [target("i1", value=100, deadline="03-31", interim_for="t")],
        expected=100,
    ),
    case(
        "R7-seasons-unknown-by-as-of",
        YEAR,
        [*THREE[:5], replace(THREE[5], published=THREE[5].published.replace(month=12)), SPRING],
        "06-30",
        expected=Fraction(1200 * 90, 365),
    ),
]

CURVES = [
    # 100 → 121 in 100 days: 110 after 50.
    case(
        "R7-compound-path",
        target(on=COMPOUND, value=121, baseline_value=100),
        [reading(105, "02-19")],
        "03-31",
        expected=110,
        pace=0.5,
        percent_achieved=Fraction(5, 21),
    ),
    case(
        "R7-compound-path-downwards",
        target(on=replace(COMPOUND, direction="decrease"), value=100, baseline_value=121),
        [reading(110, "02-19")],
        "03-31",
        expected=110,
        pace=1,
    ),
    case(
        "R7-compound-needs-positive-ends",
        target(on=COMPOUND, value=100, baseline_value=0),
        [reading(50, "02-19")],
        "03-31",
        expected=50,
    ),
    case(
        "R7-compound-needs-a-positive-target",
        target(on=replace(COMPOUND, direction="decrease"), value=0, baseline_value=100),
        [reading(50, "02-19")],
        "03-31",
        expected=50,
    ),
    case("R7-compound-is-for-levels", target(on=replace(SUM, path="compound")), [HALFWAY], "03-31", expected=50),
]

DERIVED = [
    # (100 − 40) / 50 days left.
    case("R7-required-per-day-of-a-sum", target(), [HALFWAY], "04-01", required_per_day=1.2, shortfall=60),
    case(
        "R7-required-per-day-of-a-level",
        target(on=LEVEL),
        [reading(40, "02-19")],
        "04-01",
        required_per_day=1.2,
        shortfall=60,
    ),
    case(
        "R7-required-per-day-downwards",
        target(on=FALLING, value=50, baseline_value=100),
        [reading(70, "02-19")],
        "04-01",
        required_per_day=-0.4,
        shortfall=20,
    ),
    case(
        "R7-required-per-day-none-left",
        target(),
        [report(90, "01-01", "04-10")],
        "06-30",
        required_per_day=None,
        shortfall=10,
    ),
    case(
        "R7-required-per-day-of-a-relative-target",
        target(on=LEVEL, basis="multiple", value=5, baseline_value=20),
        [reading(40, "02-19")],
        "04-01",
        required_per_day=1.2,
        shortfall=60,
    ),
    case("R7-shortfall-absent-when-met", target(), [report(150, "01-01", "04-10")], "06-30", shortfall=None),
    case("R7-shortfall-of-a-passed-ceiling", BUDGET, [report(120, "01-01", "02-19")], "03-31", shortfall=20),
    case(
        "R7-shortfall-to-the-printed-target",
        target(rounded_to=10),
        [report(90, "01-01", "04-10")],
        "06-30",
        shortfall=10,
    ),
]

FORWARD = LINEAR + HOLD + CEILINGS + BETWEEN
SHAPED = INTERIMS + SEASONS + CURVES + DERIVED


@table(FORWARD)
def test_r07_lines_and_ceilings(row: Case) -> None:
    check(row)


@table(SHAPED)
def test_r07_paths_and_figures(row: Case) -> None:
    check(row)
