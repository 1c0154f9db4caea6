"""R7: the path through interims, by the seasons and by compound growth; what is still required, what is short."""

from dataclasses import replace
from fractions import Fraction

from tests.projects.comparison.claims import (
    FALLING,
    LEVEL,
    SPENT,
    SUM,
    Case,
    case,
    chain,
    check,
    ended,
    halfway,
    reading,
    report,
    table,
    target,
)

COMPOUND = replace(LEVEL, path="compound")
HALFWAY = report(40, "01-01", "02-19")
Q3 = report(60, "01-01", "03-16")  # day 75

BUDGET = target(on=SPENT, qualifier="at_most")

EARLY = target("i1", value=30, deadline="02-19", interim_for="t")
SECOND = target("i2", value=40, window_start="02-20", deadline="03-16", interim_for="t")

THIRTY = target("i1", on=LEVEL, value=30, deadline="02-19", interim_for="t")
FLAT = replace(THIRTY, value=THIRTY.value - 30)
# The interim moves to 20 on 03-01.
MOVED = chain(EARLY, replace(EARLY, id="i1b", value=EARLY.value - 10, announced=EARLY.announced.replace(2023, 3)))

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
    case("R7-interim-of-a-level", target(on=LEVEL), [reading(10, "01-25")], "03-31", [THIRTY], expected=15),
    # Told against the unknown baseline, five times by the end: an amount of 30 on the way is no point of 1 → 5.
    case(
        "R7-R4-interim-in-other-terms",
        target(on=LEVEL, basis="multiple", value=5, baseline_value=None, baseline_end="2022-12-31"),
        [reading(2, "02-19", basis="multiple", compared_with_end="2022-12-31")],
        "03-31",
        [THIRTY],
        expected=3,
    ),
    # Three times the unknown level of 2021 is no point of the way from 10 to 100.
    case(
        "R7-R4-interim-against-an-unknown-level",
        target(on=LEVEL, baseline_value=10),
        [reading(40, "02-19"), reading(2, "03-01", basis="multiple", compared_with_end="2021-12-31")],
        "03-31",
        [
            target(
                "i1",
                on=LEVEL,
                basis="multiple",
                value=3,
                baseline_value=None,
                baseline_end="2021-12-31",
                deadline="03-16",
                interim_for="t",
            )
        ],
        expected=55,
    ),
    # Fivefold from 20, twofold on the way: the step means the same 20.
    halfway(
        "R7-R4-interim-against-the-target-s-baseline",
        target(on=LEVEL, basis="multiple", value=5, baseline_value=20),
        40,
        [
            target(
                "i1",
                on=LEVEL,
                basis="multiple",
                value=2,
                baseline_value=None,
                baseline_end=None,
                deadline="02-19",
                interim_for="t",
            )
        ],
        expected=40,
        pace=1,
    ),
    case("R7-interim-of-a-level-later", target(on=LEVEL), [reading(60, "03-16")], "03-31", [THIRTY], expected=65),
    case("R7-interim-as-revised", target(), [HALFWAY], "03-31", MOVED, expected=20),
    case("R7-interim-before-its-revision", target(), [HALFWAY], "03-01", MOVED, expected=30),
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
        [FLAT],
        status="on_track",
        expected=0,
        pace=None,
    ),
    case(
        "R7-R11.10-flat-path-better",
        target(on=LEVEL),
        [reading(5, "01-25")],
        "03-31",
        [FLAT],
        status="on_track",
        pace=None,
    ),
    case(
        "R7-R11.10-flat-path-worse",
        target(on=LEVEL),
        [reading(-1, "01-25")],
        "03-31",
        [FLAT],
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
    halfway(
        "R7-compound-path",
        target(on=COMPOUND, value=121, baseline_value=100),
        105,
        expected=110,
        pace=0.5,
        percent_achieved=Fraction(5, 21),
    ),
    halfway(
        "R7-compound-path-downwards",
        target(on=replace(COMPOUND, direction="decrease"), value=100, baseline_value=121),
        110,
        expected=110,
        pace=1,
    ),
    halfway("R7-compound-needs-positive-ends", target(on=COMPOUND, value=100, baseline_value=0), 50, expected=50),
    halfway(
        "R7-compound-needs-a-positive-target",
        target(on=replace(COMPOUND, direction="decrease"), value=0, baseline_value=100),
        50,
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
    ended("R7-required-per-day-none-left", target(), 90, required_per_day=None, shortfall=10),
    case(
        "R7-required-per-day-of-a-relative-target",
        target(on=LEVEL, basis="multiple", value=5, baseline_value=20),
        [reading(40, "02-19")],
        "04-01",
        required_per_day=1.2,
        shortfall=60,
    ),
    ended("R7-shortfall-absent-when-met", target(), 150, shortfall=None),
    halfway("R7-shortfall-of-a-passed-ceiling", BUDGET, 120, shortfall=20),
    ended("R7-shortfall-to-the-printed-target", target(rounded_to=10), 90, shortfall=10),
]


@table(INTERIMS + SEASONS + CURVES + DERIVED)
def test_r07_paths(row: Case) -> None:
    check(row)
