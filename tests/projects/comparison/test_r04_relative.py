"""R4: relative promises become absolute with their baseline; without it only like is compared with like."""

from tests.projects.comparison.claims import LEVEL, Case, case, check, ended, press, reading, report, table, target

YEAR = {"baseline_start": "2022-01-01", "baseline_end": "2022-12-31"}
NAMED = {"compared_with_start": "2022-01-01", "compared_with_end": "2022-12-31"}
OTHER = {"compared_with_start": "2021-01-01", "compared_with_end": "2021-12-31"}
FIVEFOLD = target(on=LEVEL, basis="multiple", value=5, baseline_value=20)
DOUBLE = target(basis="multiple", value=2, baseline_value=None, **YEAR)
FIFTH_MORE = target(basis="percent_change", value=20, baseline_value=None, **YEAR)
LEVEL_DOUBLE = target(on=LEVEL, basis="multiple", value=2, baseline_value=None, baseline_end="2022-12-31")
LAST_YEAR = report(50, "2022-01-01", "2022-12-31")
H1 = report(20, "2022-01-01", "2022-06-30")
H2 = report(30, "2022-07-01", "2022-12-31")
NO_MEANING = {
    "status": "not_assessable",
    "reasons": ("baseline_not_positive",),
    "resolved_value": None,
    "actual": None,
    "percent_achieved": None,
}
UNKNOWN = {"status": "not_assessable", "has": ("baseline_not_published",), "resolved_value": None}

CASES = [
    # "Judged only by outcomes in the same terms": one from before the window is no evidence to judge by.
    case(
        "R4-same-terms-outside-the-window",
        target(basis="multiple", value=2, baseline_value=None, **YEAR),
        [report(3, "2022-10-01", "2022-12-31", basis="multiple", **NAMED)],
        "06-30",
        **UNKNOWN,
    ),
    case(
        "R4-same-terms-before-the-window-of-a-level",
        target(
            on=LEVEL, basis="multiple", value=2, baseline_value=None, baseline_end="2022-12-31", window_start="02-01"
        ),
        [reading(3, "01-15", basis="multiple", compared_with_end="2022-12-31")],
        "01-31",
        **UNKNOWN,
    ),
    # 2 to the nearest 0.1 of 50 is 97.5 to 102.5.
    case(
        "R4-R5-rounding-of-a-converted-figure",
        LEVEL_DOUBLE,
        [
            reading(50, "2022-12-31"),
            reading(2, "04-10", basis="multiple", compared_with_end="2022-12-31", rounded_to="0.1"),
        ],
        "06-30",
        status="achieved",
        actual=100,
        status_range=("achieved", "missed"),
    ),
    # The year's figure is corrected from 50 to 40: twice that is 80.
    case(
        "R4-corrected-baseline",
        DOUBLE,
        [LAST_YEAR, report(40, "2022-01-01", "2022-12-31", corrects=LAST_YEAR.id, published="03-01")],
        "03-31",
        resolved_value=80,
    ),
    # 5 × 20 = 100; half of the way from 20: (60 − 20) / (100 − 20) = 0.5.
    case(
        "R4-multiple-of-baseline-value",
        FIVEFOLD,
        [reading(60, "02-19")],
        "03-31",
        resolved_value=100,
        percent_achieved=0.5,
        actual=60,
    ),
    case("R4-multiple-met", FIVEFOLD, [reading(100, "04-10")], "06-30", status="achieved"),
    # 200 + 10 % = 220.
    ended(
        "R4-percent-change-of-baseline-value",
        target(on=LEVEL, basis="percent_change", value=10, baseline_value=200),
        220,
        resolved_value=220,
        status="achieved",
    ),
    ended(
        "R4-percent-is-not-percentage-point",
        target(on=LEVEL, basis="percent_change", value=10, baseline_value=20),
        22,
        resolved_value=22,
        status="achieved",
    ),
    # 50 in 2022, so 100.
    case(
        "R4-baseline-from-an-outcome",
        DOUBLE,
        [LAST_YEAR, report(100, "01-01", "04-10")],
        "06-30",
        resolved_value=100,
        status="achieved",
    ),
    case(
        "R4-baseline-from-an-outcome-unknown-yet",
        DOUBLE,
        [report(50, "2022-01-01", "2022-12-31", published="03-01")],
        "02-28",
        **UNKNOWN,
    ),
    case(
        "R4-baseline-from-an-outcome-known-now",
        DOUBLE,
        [report(50, "2022-01-01", "2022-12-31", published="03-01")],
        "03-01",
        resolved_value=100,
        status="no_data",
    ),
    case("R4-baseline-tiled", DOUBLE, [H1, H2], "03-31", resolved_value=100, status="no_data"),
    case("R4-baseline-tiled-with-a-hole", DOUBLE, [H1, report(30, "2022-07-02", "2022-12-31")], "03-31", **UNKNOWN),
    case("R4-baseline-of-another-year", DOUBLE, [report(50, "2021-01-01", "2021-12-31")], "03-31", **UNKNOWN),
    case(
        "R4-baseline-of-a-part", DOUBLE, [report(50, "2022-01-01", "2022-12-31", territory="kz-71")], "03-31", **UNKNOWN
    ),
    case(
        "R4-baseline-outcome-that-stands",
        DOUBLE,
        [LAST_YEAR, report(60, "2022-01-01", "2022-12-31", **press())],
        "03-31",
        resolved_value=100,
    ),
    case(
        "R4-level-baseline-from-an-outcome",
        LEVEL_DOUBLE,
        [reading(50, "2022-12-31"), reading(100, "04-10")],
        "06-30",
        resolved_value=100,
        status="achieved",
    ),
    case(
        "R4-level-is-not-tiled",
        target(on=LEVEL, basis="multiple", value=2, baseline_value=None, **YEAR),
        [H1, H2],
        "03-31",
        **UNKNOWN,
    ),
    case(
        "R4-stated-baseline-before-outcomes",
        target(basis="multiple", value=2, baseline_value=40, **YEAR),
        [LAST_YEAR],
        "03-31",
        resolved_value=80,
    ),
    # 1.5 × 50 = 75 of 100 in a year named as the baseline's.
    case(
        "R4-relative-outcome-converted",
        DOUBLE,
        [LAST_YEAR, report("1.5", "01-01", "04-10", basis="multiple", **NAMED)],
        "06-30",
        actual=75,
        status="missed",
    ),
    # 50 + 110 % = 105.
    case(
        "R4-percent-outcome-converted",
        DOUBLE,
        [LAST_YEAR, report(110, "01-01", "04-10", basis="percent_change", **NAMED)],
        "06-30",
        actual=105,
        status="achieved",
    ),
    case(
        "R4-relative-to-another-period-not-converted",
        DOUBLE,
        [LAST_YEAR, report(3, "01-01", "04-10", basis="multiple", **OTHER)],
        "06-30",
        actual=None,
        status="unreported",
    ),
    case(
        "R4-doubled-without-a-period-not-converted",
        DOUBLE,
        [LAST_YEAR, report(3, "01-01", "04-10", basis="multiple")],
        "06-30",
        actual=None,
    ),
    # No baseline: 1.6 of 2, from 1: (1.6 − 1) / (2 − 1) = 0.6.
    case(
        "R4-like-with-like-multiple",
        DOUBLE,
        [report("1.6", "01-01", "04-10", basis="multiple", **NAMED)],
        "06-30",
        status="missed",
        percent_achieved=0.8,  # the multiples of a sum add up from 0, not from 1
        resolved_value=None,
    ),
    case(
        "R4-like-with-like-multiple-met",
        DOUBLE,
        [report("2.1", "01-01", "04-10", basis="multiple", **NAMED)],
        "06-30",
        status="achieved",
    ),
    # No baseline: 10 of 20 %, from 0: a half.
    case(
        "R4-like-with-like-percent",
        FIFTH_MORE,
        [report(10, "01-01", "04-10", basis="percent_change", **NAMED)],
        "06-30",
        status="missed",
        percent_achieved=0.5,
    ),
    case(
        "R4-like-with-like-level",
        LEVEL_DOUBLE,
        [reading(2, "04-10", basis="multiple", compared_with_end="2022-12-31")],
        "06-30",
        status="achieved",
    ),
    case(
        "R4-unlike-terms", DOUBLE, [report(150, "01-01", "04-10", basis="percent_change", **NAMED)], "06-30", **UNKNOWN
    ),
    case(
        "R4-doubled-without-a-period-proves-nothing",
        DOUBLE,
        [report(2, "01-01", "04-10", basis="multiple")],
        "06-30",
        **UNKNOWN,
    ),
    case(
        "R4-another-period-of-comparison",
        DOUBLE,
        [report(2, "01-01", "04-10", basis="multiple", **OTHER)],
        "06-30",
        **UNKNOWN,
    ),
    case(
        "R4-neither-names-a-period",
        target(on=LEVEL, basis="multiple", value=2, baseline_value=None, baseline_end=None),
        [reading(2, "04-10", basis="multiple")],
        "06-30",
        **UNKNOWN,
    ),
    ended("R4-absolute-outcome-without-baseline", DOUBLE, 500, **UNKNOWN),
    case("R4-no-outcome-no-baseline", DOUBLE, [], "03-31", **UNKNOWN),
    ended("R4-multiple-of-zero", target(on=LEVEL, basis="multiple", value=5, baseline_value=0), 1, **NO_MEANING),
    ended(
        "R4-percent-change-of-less-than-zero",
        target(on=LEVEL, basis="percent_change", value=50, baseline_value=-10),
        "-14.9",
        **NO_MEANING,
    ),
    ended(
        "R4-percent-change-of-zero-on-a-sum",
        target(basis="percent_change", value=50, baseline_value=0, **YEAR),
        0,
        **NO_MEANING,
    ),
    case(
        "R4-multiple-of-a-zero-that-was-reported",
        DOUBLE,
        [report(0, "2022-01-01", "2022-12-31"), report(3, "01-01", "04-10")],
        "06-30",
        **NO_MEANING,
    ),
    # A report in the same terms gives the target no meaning either.
    case(
        "R4-multiple-of-zero-reported-as-a-multiple",
        target(on=LEVEL, basis="multiple", value=2, baseline_value=0, baseline_end="2022-12-31"),
        [reading(3, "04-10", basis="multiple", compared_with_end="2022-12-31")],
        "06-30",
        **NO_MEANING,
    ),
    case(
        "R4-report-relative-to-zero-is-no-evidence",
        target(on=LEVEL),
        [reading(3, "02-19", basis="multiple", compared_with_end="2022-12-31")],
        "03-31",
        status="no_data",
        actual=None,
    ),
    case(
        "R4-report-relative-to-less-than-zero-is-no-evidence",
        target(on=LEVEL, baseline_value=-10),
        [reading(-900, "04-10", basis="percent_change", compared_with_end="2022-12-31"), reading(70, "04-08")],
        "06-30",
        actual=70,
        evidence=("statistics:None/04-08:70",),
    ),
    # 4.5 is not fivefold: half of rounded_to = 0.5 is not forgiven on a relative target.
    ended(
        "R4-rounding-not-forgiven",
        target(on=LEVEL, basis="multiple", value=5, baseline_value=20, rounded_to=1),
        95,
        status="missed",
        lacks=("within_rounding",),
    ),
]


@table(CASES)
def test_r04(row: Case) -> None:
    check(row)
