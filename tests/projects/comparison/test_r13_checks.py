"""R13: figures that contradict each other are shown beside the verdict and change none."""

import pytest

from projects.comparison.checks import (
    consistency,
    exchange_rates,
    parts_against_total,
    share_against_part_and_whole,
)
from projects.comparison.figures import Outcome
from tests.projects.comparison.claims import LEVEL, SUM, day, press, report, target, verdict

YEAR = ("2023-01-01", "2023-12-31")
BEFORE = ("2022-01-01", "2022-12-31")
NAMED = {"compared_with_start": BEFORE[0], "compared_with_end": BEFORE[1]}


def doubts(*figures: Outcome, as_of: str = "2024-12-31", on=SUM) -> set[frozenset[str]]:
    """Return the groups of reports that contradict each other."""
    return {frozenset(findings.outcomes) for findings in consistency(on, figures, day(as_of))}


def test_r13_cumulative_figure_falls() -> None:
    first, second = report(50, "01-01", "02-28", id="a"), report(40, "01-01", "03-31", id="b")
    assert doubts(first, second) == {frozenset("ab")}


def test_r13_cumulative_figure_that_may_have_fallen() -> None:
    """50 and 45, both to the nearest 10: 45 to 55 and 40 to 50 overlap."""
    assert not doubts(report(50, "01-01", "02-28", rounded_to=10), report(45, "01-01", "03-31", rounded_to=10))


def test_r13_cumulative_figure_stands_still() -> None:
    assert not doubts(report(50, "01-01", "02-28"), report(50, "01-01", "03-31"))


def test_r13_periods_of_their_own_may_be_lower() -> None:
    assert not doubts(report(50, "01-01", "02-28"), report(20, "03-01", "03-31"))


def test_r13_a_level_may_fall() -> None:
    assert not doubts(report(50, "01-01", "02-28"), report(40, "01-01", "03-31"), on=LEVEL)


def test_r13_unknown_yet() -> None:
    late = report(40, "01-01", "03-31", published="06-01")
    assert not doubts(report(50, "01-01", "02-28"), late, as_of="05-31")
    assert doubts(report(50, "01-01", "02-28"), late, as_of="06-01")


def test_r13_corrected_figure_is_out() -> None:
    first = report(50, "01-01", "02-28", id="a")
    fixed = report(30, "01-01", "02-28", corrects="a", published="04-01")
    assert not doubts(first, fixed, report(40, "01-01", "03-31"))


@pytest.mark.parametrize(
    ("previous", "doubtful"),
    [
        # 46,000 to the nearest thousand, up 8 to the nearest per cent: 45,500 / 1.085 = 41,935.5 to 46,500 / 1.075.
        pytest.param(42000, False, id="R13-growth-agrees"),
        pytest.param(41936, False, id="R13-growth-lower-end"),
        pytest.param(41935, True, id="R13-growth-below"),
        pytest.param(43255, False, id="R13-growth-upper-end"),
        pytest.param(43256, True, id="R13-growth-above"),
    ],
)
def test_r13_growth_against_levels(previous: int, doubtful: bool) -> None:
    now = report(46000, *YEAR, rounded_to=1000)
    growth = report(8, *YEAR, basis="percent_change", rounded_to=1, **NAMED)
    assert bool(doubts(now, growth, report(previous, *BEFORE))) is doubtful


def test_r13_multiple_against_levels() -> None:
    """Doubled from 50 is 100, not 120."""
    doubled = report(2, *YEAR, basis="multiple", **NAMED)
    assert not doubts(report(100, *YEAR), doubled, report(50, *BEFORE))
    assert doubts(report(120, *YEAR), doubled, report(50, *BEFORE))


def test_r13_share_against_part_and_whole() -> None:
    whole, part = report(200, *YEAR), report(50, *YEAR)
    assert share_against_part_and_whole(report(25, *YEAR), part, whole) is None
    assert share_against_part_and_whole(report(30, *YEAR), part, whole) is not None
    # 26 to the nearest 2 is 25 to 27.
    assert share_against_part_and_whole(report(26, *YEAR, rounded_to=2), part, whole) is None


def test_r13_share_of_nothing_raises_nothing() -> None:
    share_against_part_and_whole(report(25, *YEAR), report(50, *YEAR), report(0, *YEAR))


def test_r13_parts_against_their_total() -> None:
    parts = [report(40, *YEAR), report(50, *YEAR)]
    assert parts_against_total(parts, report(90, *YEAR), complete=True) is None
    assert parts_against_total(parts, report(95, *YEAR), complete=True) is not None
    assert parts_against_total(parts, report(95, *YEAR), complete=False) is None
    assert parts_against_total(parts, report(85, *YEAR), complete=False) is not None


def test_r13_a_rush_at_the_end() -> None:
    """126 by 22 December (356 days, 0.354 a day), 170 at the year's end: 44 in 9 days are 4.9 a day, 13.8 times."""
    assert doubts(report(126, "2023-01-01", "2023-12-22", final=False), report(170, *YEAR))


@pytest.mark.parametrize(("last", "doubtful"), [(150, False), (151, True)])
def test_r13_over_five_times_the_rate(last: int, doubtful: bool) -> None:
    """One a day for 50 days, then 100 in 20 days are five a day: not over five times."""
    findings = doubts(report(50, "01-01", "02-19", final=False), report(last, "01-01", "03-11"))
    assert bool(findings) is doubtful


def test_r13_implied_exchange_rates() -> None:
    """1,500 for 3 is 500; 1,560 for 3 is 520, told thirty days later: apart; told 46 days later: not compared."""

    def pair(local: int, on: str) -> tuple[Outcome, Outcome]:
        return report(local, *YEAR, published=on, id=f"kzt{on}"), report(3, *YEAR, published=on, id=f"usd{on}")

    assert exchange_rates([pair(1500, "2024-02-01"), pair(1560, "2024-03-02")])
    assert exchange_rates([pair(1500, "2024-02-01"), pair(1560, "2024-03-17")])
    assert not exchange_rates([pair(1500, "2024-02-01"), pair(1560, "2024-03-18")])
    assert not exchange_rates([pair(1500, "2024-02-01"), pair(1500, "2024-03-02")])


def test_r13_implied_exchange_rates_within_rounding() -> None:
    """3 to the nearest 1 is 2.5 to 3.5: 429 to 600, which holds 520."""
    first = (report(1500, *YEAR, published="2024-02-01"), report(3, *YEAR, published="2024-02-01", rounded_to=1))
    second = (report(1560, *YEAR, published="2024-02-05"), report(3, *YEAR, published="2024-02-05"))
    assert not exchange_rates([first, second])


def test_r13_changes_no_verdict() -> None:
    figures = [report(50, "01-01", "02-28"), report(40, "01-01", "03-31", **press())]
    assessment = verdict(target(), figures, "04-10")
    assert assessment is not None
    assert (assessment.status, assessment.actual) == ("off_track", 40)


def test_r13_order_of_reports_never_matters() -> None:
    figures = [
        report(50, "01-01", "02-28", id="a"),
        report(40, "01-01", "03-31", id="b"),
        report(45, "01-01", "04-10", id="c"),
    ]
    assert doubts(*figures) == doubts(*reversed(figures))
