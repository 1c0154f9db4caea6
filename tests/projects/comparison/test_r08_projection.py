"""R8: the same path, extended: the projection at the deadline, the day it meets the target, the days behind."""

from dataclasses import replace
from fractions import Fraction

import pytest

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
    verdict,
)

COMPOUND = replace(LEVEL, path="compound")
YEAR = target(value=1200, deadline="12-31")
SPRING = report(300, "01-01", "03-31")


def past(share: int, year: int) -> list:
    """Return a year of 1,000 of which ``share`` came in its first quarter."""
    return [report(share, f"{year}-01-01", f"{year}-03-31"), report(1000, f"{year}-01-01", f"{year}-12-31")]


CASES = [
    # 40 in 50 days would be 100 on day 125: what comes after day 100 does not count.
    halfway(
        "R8-within-its-period-no-day-after-it", target(), 40, projection=80, projected_completion=None, days_behind=10
    ),
    case(
        "R8-within-its-period-the-deadline-itself",
        target(on=LEVEL),
        [reading(50, "02-19")],
        "04-10",
        projection=100,
        projected_completion="04-10",
    ),
    case(
        "R8-a-closed-period-is-not-projected",
        target(),
        [report(60, "01-01", "02-19")],
        "04-11",
        status="unreported",
        has=("no_final_report",),
        projection=None,
        projected_completion=None,
    ),
    case(
        "R8-a-closed-period-of-a-level-is-not-projected",
        target(on=LEVEL),
        [reading(60, "02-19")],
        "04-11",
        projection=None,
        projected_completion=None,
    ),
    case(
        "R8-a-closed-year-has-no-interval",
        YEAR,
        [*past(200, 2020), *past(300, 2021), *past(250, 2022), SPRING],
        "2024-01-01",
        projection=None,
        projection_low=None,
        projection_high=None,
        projected_completion=None,
    ),
    case(
        "R8-a-closed-period-of-a-ceiling-is-not-projected",
        target(on=SPENT, qualifier="at_most"),
        [report(40, "01-01", "02-19")],
        "04-11",
        projection=None,
    ),
    case(
        "R8-still-owed-is-projected-on",
        target(timing="by_deadline"),
        [report(40, "01-01", "02-19")],
        "04-11",
        projection=80,
        projected_completion="05-05",
    ),
    # Still owed after its deadline: 75 in 150 days is 0.5 a day, 100 on day 200. No value is left to project.
    case(
        "R8-sum-still-owed",
        target(timing="by_deadline"),
        [report(75, "01-01", "05-30")],
        "06-30",
        status="overdue",
        projection=None,
        projected_completion="07-19",
    ),
    case(
        "R8-level-still-owed",
        target(on=LEVEL, timing="by_deadline"),
        [reading(50, "05-30")],
        "06-30",
        status="overdue",
        projection=None,
        projected_completion="10-27",
    ),
    # Doubled in 100 days, fourfold wanted: 200 days on the geometric path.
    ended(
        "R8-compound-still-owed",
        target(on=COMPOUND, timing="by_deadline", value=40, baseline_value=10),
        20,
        projected_completion="07-19",
    ),
    case(
        "R8-owed-and-moving-away",
        target(on=LEVEL, timing="by_deadline", baseline_value=20),
        [reading(10, "05-30")],
        "06-30",
        projected_completion=None,
    ),
    ended("R8-missed-is-owed-no-more", target(), 75, status="missed", projected_completion=None),
    # 40 in 50 days: 0.8 a day, 80 in 100 days, 100 in 125 days (2023-05-05); 40 was expected on day 40 (02-09).
    halfway(
        "R8-sum-behind", target(timing="by_deadline"), 40, projection=80, projected_completion="05-05", days_behind=10
    ),
    # 50 in 40 days: 1.25 a day, 125 in 100 days, 100 in 80 days (03-21); 50 was expected on day 50.
    case(
        "R8-sum-ahead",
        target(),
        [report(50, "01-01", "02-09")],
        "03-31",
        projection=125,
        projected_completion="03-21",
        days_behind=-10,
    ),
    halfway("R8-sum-on-the-day", target(), 50, projection=100, projected_completion="04-10", days_behind=0),
    # From 0 on 12-31: 40 after 50 days, 100 after 125 days (05-05); 40 was expected after 40 days.
    halfway(
        "R8-level-behind",
        target(on=LEVEL, timing="by_deadline"),
        40,
        projection=80,
        projected_completion="05-05",
        days_behind=10,
    ),
    # 100 → 50: 20 of 50 after 50 days, 60 at the deadline, 50 after 125 days; 80 was expected after 40 days.
    halfway(
        "R8-decrease",
        target(on=FALLING, value=50, baseline_value=100, timing="by_deadline"),
        80,
        projection=60,
        projected_completion="05-05",
        days_behind=10,
    ),
    halfway("R8-moving-away-never-completes", target(on=LEVEL), -10, projection=-20, projected_completion=None),
    halfway("R8-standing-still-never-completes", target(), 0, projection=0, projected_completion=None, days_behind=50),
    # 62 of 100 days are covered by 31: half of the target by the deadline, at 0.5 a day.
    case(
        "R8-sum-with-a-gap",
        target(),
        [report(11, "01-01", "01-31"), report(20, "03-01", "03-31")],
        "04-10",
        projection=50,
    ),
    case(
        "R8-no-evidence-no-projection",
        target(),
        [],
        "03-31",
        projection=None,
        projected_completion=None,
        days_behind=None,
    ),
    # The mean share is 0.25, so 300 by March make 1,200.
    case(
        "R8-by-seasonal-share",
        YEAR,
        [*past(200, 2020), *past(300, 2021), *past(250, 2022), SPRING],
        "06-30",
        projection=1200,
    ),
    # 100 → 121: growth 1.05 in 50 days, so 105 × 1.05 = 110.25 at the deadline.
    halfway("R8-compound", target(on=COMPOUND, value=121, baseline_value=100), 105, projection=Fraction(44100, 400)),
    halfway("R8-ceiling", target(on=SPENT, qualifier="at_most"), 40, projection=80),
]


@table(CASES)
def test_r08(row: Case) -> None:
    check(row)


def test_r08_seasonal_interval_holds_the_projection() -> None:
    assessment = verdict(YEAR, [*past(200, 2020), *past(300, 2021), *past(250, 2022), SPRING], "06-30")
    assert assessment is not None
    assert assessment.projection_low is not None
    assert assessment.projection_high is not None
    assert assessment.projection_low < 1200 < assessment.projection_high


def test_r08_equal_shares_leave_no_interval() -> None:
    assessment = verdict(YEAR, [*past(250, 2020), *past(250, 2021), *past(250, 2022), SPRING], "06-30")
    assert assessment is not None
    assert assessment.projection_low == assessment.projection == assessment.projection_high == 1200


@pytest.mark.parametrize("days", range(10, 90, 7))
def test_r08_on_its_path_nothing_is_behind(days: int) -> None:
    """One a day, as promised: complete on the deadline, whatever the day."""
    end = target().window_start.replace(month=1, day=1)
    end = end.fromordinal(end.toordinal() + days - 1)
    assessment = verdict(target(), [report(days, "01-01", end.isoformat())], "04-10")
    assert assessment is not None
    assert (assessment.days_behind, assessment.projection, assessment.projected_completion) == (
        0,
        100,
        target().deadline,
    )
