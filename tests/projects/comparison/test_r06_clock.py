"""R6: progress is measured where the evidence ends; today only says what is past and what is stale."""

from dataclasses import replace

import pytest

from tests.projects.comparison.claims import LEVEL, SUM, Case, case, check, reading, report, table, target, verdict

HALF = report(50, "01-01", "02-19", published="03-01")
# Six years, one of them reported: 5.1 of 29 million lives at the end of 2017, read in May 2019.
LIVES = target(value=29000000, window_start="2017-01-01", deadline="2022-12-31", announced="2017-01-01")
YEARLY = replace(SUM, reporting_interval_days=30)
LONG = target(deadline="2027-12-31", announced="2022-12-20")
LONG_MONTHLY = target(on=YEARLY, deadline="2027-12-31")

CASES = [
    case("R6-measured-at-covered-until-early", target(), [HALF], "03-01", pace=1, expected=50, covered_until="02-19"),
    case(
        "R6-measured-at-covered-until-late",
        target(),
        [HALF],
        "04-10",
        status="on_track",
        pace=1,
        expected=50,
        covered_until="02-19",
    ),
    case(
        "R6-never-at-publication",
        target(),
        [replace(HALF, published=HALF.published.replace(month=4, day=9))],
        "04-10",
        pace=1,
        expected=50,
    ),
    case("R6-level-measured-at-its-reading", target(on=LEVEL), [reading(50, "02-19")], "04-10", pace=1, expected=50),
    # 365 of 2,191 days: expected 29,000,000 × 365 / 2191 = 4,831,127.3; 5.1 million is 1.0557 of it.
    case(
        "R6-data-date-not-report-date",
        LIVES,
        [report(5100000, "2017-01-01", "2017-12-31", published="2018-06-30")],
        "2019-05-15",
        status="on_track",
        covered_until="2017-12-31",
    ),
    case("R6-deadline-today-is-not-past", target(), [HALF], "04-10", days_overdue=None),
    case("R6-deadline-yesterday-is-past", target(), [HALF], "04-11", status="unreported", days_overdue=1),
]


@table(CASES)
def test_r06(row: Case) -> None:
    check(row)


@pytest.mark.parametrize(
    ("promise", "as_of", "wanted"),
    [
        pytest.param(LONG, "12-31", False, id="R6-R11-not-stale-within-two-intervals-of-180-days"),
        pytest.param(LONG, "2024-04-30", True, id="R6-R11-stale-after-two-intervals-of-180-days"),
        pytest.param(LONG_MONTHLY, "04-15", False, id="R6-R11-not-stale-within-two-intervals-of-30-days"),
        pytest.param(LONG_MONTHLY, "05-31", True, id="R6-R11-stale-after-two-intervals-of-30-days"),
    ],
)
def test_r06_stale(promise: object, as_of: str, wanted: bool) -> None:
    """The one report covers up to 02-19 and was published 03-01: the margins hold whichever of the two is counted."""
    assessment = verdict(promise, [HALF], as_of)
    assert assessment is not None
    assert assessment.stale is wanted


def test_r06_a_new_report_ends_staleness() -> None:
    news = report(90, "01-01", "2024-03-31")
    assessment = verdict(LONG, [HALF, news], "2024-04-30")
    assert assessment is not None
    assert not assessment.stale
