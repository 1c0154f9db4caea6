"""Compound growth: the ratio of growth rates of Eurostat and Statistics Canada, and when there is none."""

from datetime import date
from decimal import Decimal

import pytest

from projects.comparison.compound import compound
from tests.projects.comparison.claims import FALLING, LEVEL, near, reading, report, target, verdict

START, END = date(2015, 12, 31), date(2025, 12, 31)  # ten decimal years


def growth(baseline: object, latest: object, goal: object, on: date = date(2020, 12, 31), direction: str = "increase"):
    """Return the comparison from 2015 to 2025 with a latest value on a day (half-way by default)."""
    values = [None if value is None else Decimal(str(value)) for value in (baseline, latest, goal)]
    return compound(values[0], START, values[1], on, values[2], END, direction)


def rate(latest: float, baseline: float, years: float) -> float:
    """Return the compound annual growth rate, in binary floating point: good to 1e-12 or so."""
    return (latest / baseline) ** (1 / years) - 1


def test_compound_on_its_path_is_one() -> None:
    """100 → 121 in ten years is 110 after five."""
    growth_rate = growth(100, 110, 121)
    assert near(growth_rate.ratio, 1)
    assert growth_rate.category == "significant"


@pytest.mark.parametrize(
    ("latest", "category"),
    [
        ("109.52", "significant"),
        ("109.4", "moderate"),
        ("106", "moderate"),
        ("105", "insufficient"),
        ("100", "insufficient"),
        ("99.9", "moving_away"),
        ("121", "met"),
        ("150", "met"),
    ],
)
def test_compound_categories(latest: str, category: str) -> None:
    """At 100 → 121 the ratio is 0.95 at about 109.474, 0.60 at about 105.894."""
    assert growth(100, latest, 121).category == category


def test_compound_ratio_by_hand() -> None:
    """100 → 105 in five years is 0.98 % a year, of the 1.92 % required."""
    wanted = rate(105, 100, 5) / rate(121, 100, 10)
    assert float(growth(100, 105, 121).ratio) == pytest.approx(wanted, rel=1e-11)


def test_compound_decrease_is_turned() -> None:
    """121 → 100 required, 121 → 110 seen: on the path, the good way."""
    growth_rate = growth(121, 110, 100, direction="decrease")
    assert near(growth_rate.ratio, 1)
    assert growth_rate.category == "significant"


def test_compound_decrease_moving_away() -> None:
    growth_rate = growth(121, 125, 100, direction="decrease")
    assert growth_rate.ratio is not None
    assert growth_rate.ratio < 0
    assert growth_rate.category == "moving_away"


def test_compound_met_whatever_the_ratio() -> None:
    """At most 70 from 7: 12 meets it, though it grew the wrong way."""
    growth_rate = growth(7, 12, 70, direction="decrease")
    assert growth_rate.category == "met"
    assert growth_rate.ratio is not None
    assert growth_rate.ratio < 0


@pytest.mark.parametrize(
    ("baseline", "latest", "goal"),
    [
        (0, 5, 10),
        (-1, 5, 10),
        (5, 0, 10),
        (5, -1, 10),
        (50, 40, 0),
        (50, 40, -10),
        (None, 5, 10),
        (5, None, 10),
        (5, 6, None),
    ],
)
def test_compound_needs_three_positive_values(baseline: object, latest: object, goal: object) -> None:
    growth_rate = growth(baseline, latest, goal)
    assert growth_rate.ratio is None
    assert growth_rate.reason


def test_compound_required_rate_zero() -> None:
    growth_rate = growth(100, 90, 100)
    assert (growth_rate.ratio, growth_rate.category) == (None, None)
    assert growth_rate.reason


def test_compound_required_rate_zero_and_met() -> None:
    """A target that is met needs no ratio; the missing ratio still has a reason."""
    growth_rate = growth(100, 100, 100)
    assert (growth_rate.ratio, growth_rate.category) == (None, "met")
    assert growth_rate.reason


def test_compound_no_time_has_passed() -> None:
    growth_rate = growth(100, 100, 121, on=START)
    assert growth_rate.ratio is None
    assert growth_rate.reason


def test_compound_decimal_years() -> None:
    """2016 is a leap year: 2016-07-01 is day 183 of 366, so 2016.5; from 2015-12-31 (2016.0) half a year."""
    wanted = rate(101, 100, 0.5) / rate(121, 100, 10)
    assert float(growth(100, 101, 121, on=date(2016, 7, 1)).ratio) == pytest.approx(wanted, rel=1e-11)


def test_compound_no_float_anywhere() -> None:
    growth_rate = growth(100, 110, 121)
    assert type(growth_rate.ratio) is Decimal


def ten_years(**columns):
    """Return the verdict on a level promised from the end of 2015 to that of 2025, at 110 by the end of 2020."""
    promise = target(baseline_end="2015-12-31", deadline="2025-12-31", announced="2016-01-01", **columns)
    assessment = verdict(promise, [reading(110, "2020-12-31")], "2021-06-30")
    assert assessment is not None
    assert assessment.compound is not None
    return assessment


def test_compound_beside_the_linear_pace() -> None:
    """A level from 100 to 121 in ten years, 110 after five: linear pace 10 / 10.5."""
    assessment = ten_years(on=LEVEL, value=121, baseline_value=100)
    assert near(assessment.compound.ratio, 1)
    # 1,827 of 3,653 days; expected 100 + 21 × 1827 / 3653.
    assert float(assessment.pace or 0) == pytest.approx(10 / (21 * 1827 / 3653), rel=1e-9)


def test_compound_of_a_decreasing_level() -> None:
    assert near(ten_years(on=FALLING, value=100, baseline_value=121).compound.ratio, 1)


def test_compound_is_for_levels() -> None:
    assessment = verdict(target(), [report(50, "01-01", "02-19")], "03-31")
    assert assessment is not None
    assert assessment.compound is None or assessment.compound.ratio is None
