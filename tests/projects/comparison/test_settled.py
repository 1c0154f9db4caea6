"""Claims on which the method was open, or the engine wrong, until the second version of the method."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from projects import wording
from projects.comparison.engine import assess, history
from tests.projects.comparison.claims import (
    FALLING,
    LEVEL,
    MILESTONE,
    SUM,
    Case,
    case,
    chain,
    check,
    day,
    done,
    ended,
    government,
    press,
    reading,
    report,
    table,
    target,
)
from tests.projects.comparison.explaining.explained import explain

YEAR = {"announced": "2024-01-01", "window_start": "2024-01-01", "deadline": "2024-12-31", "qualifier": "exactly"}
RANGE = target(**{**YEAR, "qualifier": "between"}, value=400, upper_value=440, timing="by_deadline")
ROUNDED = replace(RANGE, rounded_to=Decimal(10))
OWED = target(**YEAR, timing="by_deadline")
OWED_LEVEL = {**YEAR, "timing": "by_deadline", "baseline_value": 500, "baseline_end": "2023-12-31"}
MINISTRY, HERALD = government(), press("herald")
Q1, Q2, H1 = ("2024-01-01", "2024-03-31"), ("2024-04-01", "2024-06-30"), ("2024-01-01", "2024-06-30")
BEFORE = {"baseline_value": None, "baseline_start": "2023-01-01", "baseline_end": "2023-12-31"}
AGAINST = {"basis": "multiple", "compared_with_start": "2023-01-01", "compared_with_end": "2023-12-31"}
REVISED = chain(target("t1", **YEAR), target("t2", **{**YEAR, "announced": "2024-09-01"}))
STEP = target("s", **{**YEAR, "deadline": "2024-06-30"}, value=10, interim_for="t2")
JUNE = [report(20, *H1)]
MONTHS = ("2024-02-01", "2024-06-30")  # January is not reported


def past(year: int) -> list:
    """Return a year of which a fifth came in its first half."""
    return [report(20, f"{year}-01-01", f"{year}-06-30"), report(100, f"{year}-01-01", f"{year}-12-31")]


RANGES_ON_SUMS = [
    case(
        "R5-R7-what-comes-after-the-deadline-passes-no-upper-end",
        ROUNDED,
        [report(420, "2024-01-01", "2024-12-31"), report(800, "2025-01-01", "2025-06-30")],
        "2025-08-01",
        status="achieved",
        reasons=(),
        actual=1220,
    ),
    case(
        "R5-upper-end-kept-within-rounding-by-the-deadline",
        ROUNDED,
        [report(443, "2024-01-01", "2024-12-31"), report(800, "2025-01-01", "2025-06-30")],
        "2025-08-01",
        status="achieved",
        reasons=("within_rounding",),
    ),
    case(
        "R5-upper-end-passed-by-the-deadline",
        ROUNDED,
        [report(446, "2024-01-01", "2024-12-31"), report(800, "2025-01-01", "2025-06-30")],
        "2025-08-01",
        status="missed",
        reasons=(),
    ),
    case(
        "R5-lower-end-reached-within-rounding",
        ROUNDED,
        [report(396, "2024-01-01", "2024-12-31")],
        "2025-08-01",
        status="achieved",
        reasons=("within_rounding",),
    ),
]

TOTALS = [
    # 100 + 100 or 100 + 90 in the pieces, 105 in the total: nobody says less than 105.
    case(
        "R9-no-less-than-anyone-says-in-all",
        OWED,
        [
            report(100, *Q1, publisher="bureau"),
            report(100, *Q2, publisher="bureau"),
            report(90, *Q2, **MINISTRY),
            report(105, *H1, **MINISTRY, published="2024-07-20"),
        ],
        "2024-08-01",
        status="achieved",
        reasons=("sources_disagree",),
        status_range=("achieved",),
    ),
    # The same with a ceiling: nobody says more than 100 + 100.
    case(
        "R9-no-more-than-anyone-says-in-all",
        target(**{**YEAR, "qualifier": "at_most"}, value=200),
        [
            report(80, *Q1, publisher="bureau"),
            report(80, *Q2, publisher="bureau"),
            report(110, *Q2, **MINISTRY),
            report(195, *H1, **MINISTRY, published="2024-07-20"),
        ],
        "2024-08-01",
        status="behind",
        reasons=("sources_disagree",),
        status_range=("behind", "off_track"),
    ),
    # The total is of the year and a half: what was done by the deadline it does not touch.
    case(
        "R9-a-total-changes-nothing-before-its-end",
        OWED,
        [
            report(200, "2024-01-01", "2024-12-31", publisher="bureau"),
            report(47, "2025-01-01", "2025-06-30", publisher="bureau"),
            report(142, "2024-01-01", "2025-06-30", **MINISTRY, published="2025-07-10"),
        ],
        "2025-08-01",
        status="achieved",
        reasons=("sources_disagree",),
        status_range=("achieved",),
    ),
    # A total that says more than the pieces: 60 + 60 against 210.
    case(
        "R9-a-higher-total",
        target(**YEAR, value=200),
        [
            report(60, *Q1, publisher="bureau"),
            report(60, *Q2, publisher="bureau"),
            report(210, *H1, **MINISTRY, published="2024-07-20"),
        ],
        "2024-08-01",
        status="on_track",
        status_range=("on_track", "achieved"),
    ),
]

# Reports of one publisher that deny each other are compared as if two had made them.
SAME_DAY = {"publisher": "Bureau", "published": "2024-07-10"}
OF_ONE_PUBLISHER = [
    case(
        "R9-two-figures-of-one-day",
        OWED,
        [report(100, *H1, **SAME_DAY, id="a"), report(40, *H1, **{**SAME_DAY, "publisher": "bureau "}, id="b")],
        "2024-08-01",
        status="achieved",
        reasons=("sources_disagree",),
        conflicts=(("a", "b"),),
        status_range=("achieved", "behind"),
    ),
    case(
        "R9-two-figures-of-one-day-within-their-rounding",
        OWED,
        [report(100, *H1, **SAME_DAY, rounded_to=10), report(96, *H1, **SAME_DAY)],
        "2024-08-01",
        conflicts=(),
        lacks=("sources_disagree",),
    ),
    case(
        "R9-final-and-provisional-of-one-day",
        OWED,
        [report(100, *H1, **SAME_DAY), report(40, *H1, **SAME_DAY, final=False)],
        "2024-08-01",
        status="achieved",
        conflicts=(),
    ),
    case(
        "R9-one-day-and-one-corrects-the-other",
        OWED,
        [report(100, *H1, **SAME_DAY, id="a"), report(40, *H1, **SAME_DAY, corrects="a")],
        "2024-08-01",
        actual=40,
        conflicts=(),
    ),
    case(
        "R9-two-figures-of-two-days",
        OWED,
        [report(100, *H1, **SAME_DAY), report(40, *H1, publisher="Bureau", published="2024-07-09")],
        "2024-08-01",
        conflicts=(),
    ),
    case(
        "R9-two-readings-of-one-day",
        target(on=LEVEL, **YEAR),
        [reading(101, "2024-12-31", published="2025-01-10"), reading(95, "2024-12-31", published="2025-01-10")],
        "2025-02-01",
        has=("sources_disagree",),
        status_range=("achieved", "missed"),
    ),
    case(
        "R9-done-and-not-done-on-one-day",
        target(on=MILESTONE, **YEAR),
        [done(1, "2024-06-30"), done(0, "2024-06-30")],
        "2024-08-01",
        has=("sources_disagree",),
    ),
    case(
        "R9-own-final-in-other-terms-retires-the-provisional",
        target(on=LEVEL, **YEAR, value=60, baseline_value=50, baseline_end="2023-12-31"),
        [
            reading(10, "2024-12-31", **{**AGAINST, "basis": "percent_change", "compared_with_start": "2023-12-31"}),
            reading(61, "2024-12-31", final=False, published="2025-01-05"),
        ],
        "2025-02-01",
        status="missed",
        reasons=(),
        actual=55,
    ),
]

READ_OTHERWISE = [
    # Denied of June and of September: all denials together leave nothing that was done.
    case(
        "R9-a-milestone-denied-twice",
        target(on=MILESTONE, **YEAR, timing="by_deadline"),
        [
            done(1, "2024-06-30", **MINISTRY),
            done(0, "2024-06-30", **HERALD),
            done(1, "2024-09-30", **MINISTRY),
            done(0, "2024-09-30", **HERALD),
        ],
        "2025-02-01",
        status="achieved",
        reasons=("sources_disagree",),
        status_range=("achieved", "unreported"),
    ),
    # "About 400" twice: both are 420 at their upper ends.
    case(
        "R5-levels-are-read-otherwise-all-at-once",
        target(on=FALLING, **OWED_LEVEL, value=400),
        [reading(400, "2024-12-31", qualifier="about"), reading(400, "2025-03-31", qualifier="about")],
        "2025-05-01",
        status="achieved",
        reasons=(),
        status_range=("achieved", "overdue"),
    ),
    case(
        "R5-a-later-exact-reading-is-still-late",
        target(on=FALLING, **OWED_LEVEL, value=400),
        [reading(400, "2024-12-31", qualifier="about"), reading(400, "2025-03-31")],
        "2025-05-01",
        status="achieved",
        status_range=("achieved", "achieved_late"),
    ),
    # The later reading answers; at its upper end the one at the deadline had met the target already.
    case(
        "R5-the-reading-at-the-deadline-might-have-met-it",
        target(on=LEVEL, **{**OWED_LEVEL, "baseline_value": 50}),
        [reading(96, "2024-12-31", rounded_to=10), reading(120, "2025-03-31")],
        "2025-05-01",
        status="achieved_late",
        status_range=("achieved", "achieved_late"),
    ),
    # The year's figure is no piece of the sum any more once a longer one is: what was there in time is in doubt.
    case(
        "R5-what-was-there-in-time-is-read-otherwise-too",
        OWED,
        [report(99, "2024-01-01", "2024-12-31", qualifier="about"), report(150, "2024-01-01", "2025-06-30")],
        "2025-08-01",
        status="achieved_late",
        status_range=("achieved", "achieved_late"),
    ),
]

PATHS = [
    case(
        "R7-no-step-towards-a-promise-not-yet-made",
        REVISED,
        JUNE,
        "2024-08-01",
        interims=[STEP],
        status="off_track",
        reasons=(),
        expected=Fraction(100 * 182, 366),
        pace=Fraction(20 * 366, 100 * 182),
    ),
    case("R7-a-step-counts-from-that-day", REVISED, JUNE, "2024-09-01", interims=[STEP], expected=10, pace=2),
    case("R7-a-step-of-the-old-link-goes-on", REVISED, JUNE, "2024-09-01", [replace(STEP, interim_for="t1")], pace=2),
    # The step that stands is the revised one, and it is towards the promise of September.
    case(
        "R7-a-revised-step-towards-a-promise-not-yet-made",
        REVISED,
        JUNE,
        "2024-08-01",
        [replace(STEP, interim_for="t1"), replace(STEP, id="s2", revises="s", announced=day("2024-03-01"))],
        expected=Fraction(100 * 182, 366),
    ),
    case(
        "R7-a-revised-step-names-what-the-first-named",
        REVISED,
        JUNE,
        "2024-08-01",
        [STEP, replace(STEP, id="s2", revises="s", interim_for=None)],
        expected=Fraction(100 * 182, 366),
    ),
    # 61 days are covered, on a path of 50 in 91 days.
    case(
        "R6-R7-a-path-of-steps-is-read-at-the-days-covered",
        target(**YEAR),
        [report(34, "2024-06-01", "2024-07-31", published="2024-08-01")],
        "2024-08-02",
        [target("s", **{**YEAR, "deadline": "2024-03-31"}, value=50, interim_for="t")],
        status="on_track",
        reasons=("gap_in_reports",),
        expected=Fraction(50 * 61, 91),
        pace=Fraction(34 * 91, 50 * 61),
    ),
    case(
        "R7-no-seasons-where-there-is-a-gap",
        target(**YEAR),
        [report(20, *MONTHS), *past(2021), *past(2022), *past(2023)],
        "2024-08-01",
        status="off_track",
        reasons=("gap_in_reports",),
        expected=Fraction(100 * 151, 366),
    ),
    case(
        "R4-baseline-of-a-level-named-by-its-end",
        target(on=LEVEL, **YEAR, basis="multiple", value=2, baseline_value=None, baseline_end="2023-12-31"),
        [report(50, "2023-12-01", "2023-12-31"), reading(110, "2024-12-31")],
        "2025-02-01",
        status="achieved",
        reasons=(),
        resolved_value=100,
    ),
    case(
        "R4-comparison-of-a-level-named-by-its-end",
        target(on=LEVEL, **YEAR, value=100, **{**BEFORE, "baseline_value": 50}),
        [reading(2, "2024-12-31", **{**AGAINST, "compared_with_start": None})],
        "2025-02-01",
        status="achieved",
        actual=100,
    ),
    case(
        "R4-baseline-of-a-sum-named-by-its-end-is-unknown",
        target(**YEAR, basis="multiple", value=2, baseline_end="2023-12-31"),
        [report(50, "2023-01-01", "2023-12-31"), report(110, "2024-01-01", "2024-12-31")],
        "2025-02-01",
        status="not_assessable",
        has=("baseline_not_published",),
    ),
    # 0.9 of 2 in 182 of 366 days.
    case(
        "R4-multiples-of-a-sum-add-up-from-nothing",
        target(**YEAR, basis="multiple", value=2, **BEFORE),
        [report("0.9", *H1, **AGAINST), report("0.9", "2024-07-01", "2024-12-31", **AGAINST)],
        "2024-08-01",
        status="behind",
        reasons=(),
        actual=Fraction(9, 10),
        percent_achieved=Fraction(45, 100),
        pace=Fraction(9 * 366, 20 * 182),
    ),
    case(
        "R4-multiples-of-a-sum-through-steps",
        target(**YEAR, basis="multiple", value=2, **BEFORE),
        [report("0.9", *H1, **AGAINST)],
        "2024-08-01",
        [target("s", **{**YEAR, "deadline": "2024-06-30"}, basis="multiple", value=1, interim_for="t", **BEFORE)],
        expected=1,
    ),
    case(
        "R4-multiples-of-a-level-start-at-one",
        target(on=LEVEL, **YEAR, basis="multiple", value=2, **{**BEFORE, "baseline_start": None}),
        [reading("1.5", "2024-06-30", **{**AGAINST, "compared_with_start": None})],
        "2024-08-01",
        percent_achieved=Fraction(1, 2),
    ),
    case(
        "R7-shortfall-of-a-range-is-to-its-nearer-end",
        target(on=FALLING, **{**YEAR, "qualifier": "between"}, value=100, upper_value=151, baseline_value=None),
        [reading("59.8", "2024-12-31")],
        "2025-02-01",
        status="missed",
        reasons=(),
        shortfall=Fraction(402, 10),
    ),
]


@table(RANGES_ON_SUMS + TOTALS + OF_ONE_PUBLISHER + READ_OTHERWISE + PATHS)
def test_settled(row: Case) -> None:
    check(row)


def sentences(row: Case, lang: str = "en") -> list[str]:
    """Return the explanation of a case."""
    explanation = explain(row.links, row.outcomes, row.as_of, row.interims)
    assert explanation is not None
    return [wording.explained(step, explanation.unit, explanation.terms, lang) for step in explanation.steps]


def test_explanation_of_a_range_kept_says_nothing_of_what_came_later() -> None:
    texts = sentences(replace(RANGES_ON_SUMS[0], links=(RANGE,)))
    assert "By the deadline the upper end is kept: 420 ≤ 440 (R5, R7)." in texts
    assert "The lower end is reached: 1,220 ≥ 400 (R5, R7)." in texts
    assert not any("passed:" in sentence for sentence in texts)
    assert any(sentence.startswith("The plan expected 400") for sentence in texts)


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_equals_sign_stands_only_where_the_printed_terms_come_to_it(lang: str) -> None:
    window = {**YEAR, "deadline": "2024-01-20"}
    row = case("", target(**window, value=400), [report("222.25708", "2024-01-01", "2024-01-08")], "2024-01-18")
    projected = next(sentence for sentence in sentences(row, lang) if "× 20 ÷ 8" in sentence)
    assert "=" not in projected
    assert "≈" in projected
    round_row = replace(row, outcomes=(report("222.25", "2024-01-01", "2024-01-08"),))
    assert any("× 20 ÷ 8 = 555" in sentence for sentence in sentences(round_row, lang))


def test_terms_of_a_comparison_are_printed_apart() -> None:
    row = ended("", target(value="222.257081"), "222.25708")
    assert "Not met: 222.25708 < 222.257081 (R5)." in sentences(row)
    row = ended("", target(value=1), "0.99999")
    assert "Not met: 0.99999 < 1 (R5)." in sentences(row)


@pytest.mark.parametrize(("on", "value", "edge"), [(LEVEL, -61, "(−61) ≥ (−63)"), (FALLING, -58, "(−58) ≤ (−57)")])
def test_five_percent_of_a_negative_target_is_no_negative_number(on: object, value: int, edge: str) -> None:
    promise = target(on=on, **{**YEAR, "qualifier": "about"}, value=-60, baseline_value=None)
    texts = sentences(case("", promise, [reading(value, "2024-12-31")], "2025-02-01"))
    assert "“About” allows 5%: 60 × 0.05 = 3 (R5)." in texts
    assert f"Met: {edge} (R5)." in texts


@pytest.mark.parametrize("name", ["Bureau ", "BUREAU", " bureau", "Bu\u00adreau", "Bureau\u00a0"])
def test_r09_a_publisher_is_the_same_however_its_name_is_written(name: str) -> None:
    figures = [
        report(105, "2024-01-01", "2024-12-31", id="o1", publisher="Bureau"),
        report(95, "2024-01-01", "2024-12-31", corrects="o1", final=False, publisher=name, published="2025-03-01"),
    ]
    assessment = assess((target(**YEAR),), figures, day("2025-04-01"))
    assert assessment is not None
    assert (assessment.status, assessment.actual, assessment.conflicts) == ("missed", 95, ())


def test_r09_reasons_of_a_step_of_the_history_say_that_sources_disagree() -> None:
    figures = [report(95, "2024-01-01", "2024-12-31"), report(101, "2024-01-01", "2024-12-31", **HERALD)]
    for indicator in (SUM, replace(SUM, id="j")):  # the second is walked without readings kept
        promise = target(on=indicator, **YEAR)
        interims = [] if indicator is SUM else [target("s", on=indicator, value=1, interim_for="t", **YEAR)]
        mine = [replace(figure, indicator=indicator.id) for figure in figures]
        last = history((promise,), mine, day("2025-04-01"), interims)[-1]
        assert (last.status, last.reasons) == ("missed", ("sources_disagree",))
