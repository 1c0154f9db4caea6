"""R11.1 to R11.5: withdrawn, not assessable, ceilings, met, and promises without a date or a baseline."""

from dataclasses import replace

from tests.projects.comparison.claims import (
    LEVEL,
    MILESTONE,
    SPENT,
    SUM,
    Case,
    case,
    chain,
    check,
    done,
    ended,
    halfway,
    reading,
    report,
    table,
    target,
)

BUDGET = target(on=SPENT, qualifier="at_most")
OWED = target(timing="by_deadline")
NO_DATE = {"deadline": None, "timing": "by_deadline"}
FULL = report(100, "01-01", "04-10")
SHORT = report(90, "01-01", "04-10")
HOLED = [report(30, "01-01", "01-31"), report(40, "03-01", "04-10")]

FIRST = [
    case(
        "R11.1-withdrawn-though-met",
        chain(target(), target("b", withdrawn=True, announced="05-01")),
        [FULL],
        "06-30",
        status="withdrawn",
    ),
    case(
        "R11.1-withdrawn-before-no-value", replace(target(value=None), withdrawn=True), [], "03-31", status="withdrawn"
    ),
    case(
        "R11.1-not-withdrawn-yet",
        chain(target(), target("b", withdrawn=True, announced="05-01")),
        [FULL],
        "04-30",
        status="achieved",
    ),
    case("R11.2-no-unit", target(on=replace(SUM, unit="")), [FULL], "06-30", status="not_assessable", has=("no_unit",)),
    case("R11.2-no-value", target(value=None), [FULL], "06-30", status="not_assessable", has=("no_value",)),
    case(
        "R11.2-no-baseline-published",
        target(basis="multiple", value=5),
        [FULL],
        "06-30",
        status="not_assessable",
        has=("baseline_not_published",),
    ),
    case("R11.2-before-overdue", target(value=None), [], "06-30", status="not_assessable", days_overdue=None),
    case(
        "R11.2-before-a-ceiling",
        replace(BUDGET, value=None),
        [FULL],
        "06-30",
        status="not_assessable",
        has=("no_value",),
    ),
    case(
        "R11.2-a-milestone-needs-no-unit-and-no-value",
        target(on=MILESTONE),
        [done(1, "03-01")],
        "03-31",
        status="achieved",
    ),
]

CEILINGS = [
    halfway("R11.3-passed-at-once", BUDGET, 101, status="missed", actual=101),
    case("R11.3-covered", BUDGET, [FULL], "06-30", status="achieved"),
    case(
        "R11.3-covered-on-the-day-itself",
        BUDGET,
        [replace(FULL, published=FULL.period_end)],
        "04-10",
        status="achieved",
    ),
    case(
        "R11.3-covered-with-a-gap",
        BUDGET,
        HOLED,
        "06-30",
        status="not_assessable",
        has=("no_final_report", "gap_in_reports"),
    ),
    case("R11.3-passed-with-a-gap", BUDGET, [HOLED[0], report(80, "03-01", "04-10")], "06-30", status="missed"),
    case(
        "R11.3-past-and-not-covered",
        BUDGET,
        [report(60, "01-01", "03-31")],
        "06-30",
        status="not_assessable",
        has=("no_final_report",),
    ),
    case("R11.3-past-and-silent", BUDGET, [], "06-30", status="not_assessable", has=("no_final_report",)),
    case(
        "R11.3-no-deadline",
        replace(BUDGET, **NO_DATE),
        [report(60, "01-01", "03-31")],
        "06-30",
        status="not_assessable",
        has=("no_deadline",),
    ),
    case(
        "R11.3-no-deadline-passed",
        replace(BUDGET, **NO_DATE),
        [report(160, "01-01", "03-31")],
        "06-30",
        status="missed",
    ),
    halfway("R11.3-before-it-on-track", BUDGET, 50, status="on_track"),
    case(
        "R11.3-before-it-never-achieved-early",
        BUDGET,
        [report(1, "01-01", "04-09", published="04-10")],
        "04-10",
        status="on_track",
    ),
    case("R11.3-before-it-too-early", BUDGET, [report(5, "01-01", "01-09")], "03-31", status="too_early"),
    case("R11.3-before-it-no-data", BUDGET, [], "03-31", status="no_data"),
    # Whatever the timing its evidence ends at the deadline: 40 spent later pass nothing.
    case(
        "R11.3-by-deadline-ends-at-its-deadline",
        replace(BUDGET, timing="by_deadline"),
        [report(80, "01-01", "04-10"), report(40, "04-11", "06-30")],
        "12-31",
        status="achieved",
        actual=80,
    ),
    case(
        "R11.3-by-deadline-a-straddling-report-is-none",
        replace(BUDGET, timing="by_deadline"),
        [report(120, "01-01", "06-30")],
        "12-31",
        status="not_assessable",
        has=("no_final_report",),
    ),
    halfway("R11.3-less-than-passed-when-equal", replace(BUDGET, qualifier="less_than"), 100, status="missed"),
    halfway("R11.3-any-qualifier-of-a-decrease", target(on=SPENT), 101, status="missed"),
    # About 100: passed beyond 105.
    case(
        "R11.3-about-is-a-ceiling-of-a-decrease",
        target(on=SPENT, qualifier="about"),
        [report(105, "01-01", "02-19")],
        "04-01",
        status="off_track",
    ),
    case(
        "R11.3-about-passed",
        target(on=SPENT, qualifier="about"),
        [report(106, "01-01", "02-19")],
        "04-01",
        status="missed",
    ),
    halfway("R11.3-increase-at-most-is-a-ceiling", target(qualifier="at_most"), 101, status="missed"),
    halfway(
        "R11.3-a-level-at-most-is-none",
        target(on=LEVEL, qualifier="at_most", baseline_value=50),
        110,
        status="off_track",
    ),
    ended("R11.3-zero-spent-at-the-end", BUDGET, 0, status="achieved", actual=0),
    halfway("R11.3-zero-allowed", replace(BUDGET, value=BUDGET.value - 100), 1, status="missed"),
]

MET = [
    case("R11.4-sum-met-in-the-window", target(), [FULL], "06-30", status="achieved"),
    halfway("R11.4-sum-met-early", target(), 100, status="achieved"),
    case(
        "R11.4-sum-met-with-a-gap",
        target(),
        [report(60, "01-01", "01-31"), report(40, "03-01", "03-31")],
        "04-10",
        status="achieved",
        has=("gap_in_reports",),
    ),
    case(
        "R11.4-sum-met-late", OWED, [SHORT, report(20, "04-11", "05-31")], "06-30", status="achieved_late", actual=110
    ),
    # Met by day 100; what came after is added, the status stays.
    case(
        "R11.4-sum-stays-achieved-and-counts-on",
        OWED,
        [FULL, report(20, "04-11", "05-31")],
        "06-30",
        status="achieved",
        actual=120,
    ),
    # The later total swallows the earlier one in R2, and yet 100 was there by the deadline.
    case(
        "R11.4-sum-stays-achieved-under-a-later-total",
        OWED,
        [FULL, report(130, "01-01", "05-31")],
        "06-30",
        status="achieved",
        actual=130,
    ),
    # Met by the deadline; then a lower total for a longer time stands, and it is what the verdict is about.
    case(
        "R11.4-sum-met-in-time-is-judged-by-what-stands-since",
        OWED,
        [FULL, report(95, "01-01", "05-31")],
        "06-30",
        status="overdue",
        actual=95,
    ),
    case("R11.4-straddling-report-is-late", OWED, [report(130, "01-01", "05-31")], "06-30", status="achieved_late"),
    case("R11.4-sum-without-deadline", target(**NO_DATE), [FULL], "06-30", status="achieved"),
    case(
        "R11.4-level-without-deadline", target(on=LEVEL, **NO_DATE), [reading(100, "02-19")], "06-30", status="achieved"
    ),
    halfway("R11.4-level-met-while-it-holds", target(on=LEVEL), 100, status="achieved"),
    case(
        "R11.4-level-no-longer-met",
        target(on=LEVEL),
        [reading(100, "01-20"), reading(45, "02-19")],
        "03-31",
        status="behind",
        pace=0.9,
    ),
    case(
        "R11.4-level-met-early-is-not-enough-afterwards",
        target(on=LEVEL),
        [reading(100, "02-19")],
        "06-30",
        status="unreported",
        has=("no_final_report",),
        days_overdue=81,
    ),
    ended("R11.4-level-covered-on-the-deadline", target(on=LEVEL), 100, status="achieved"),
    # The standing reading ends after the deadline.
    case(
        "R11.4-level-by-deadline-met-later",
        target(on=LEVEL, timing="by_deadline"),
        [reading(90, "04-10"), reading(100, "05-10")],
        "06-30",
        status="achieved_late",
    ),
    case(
        "R11.4-level-covered-after-the-deadline",
        target(on=LEVEL),
        [reading(100, "05-10")],
        "06-30",
        status="achieved_late",
    ),
    case("R11.4-milestone-in-time", target(on=MILESTONE), [done(1, "04-10")], "06-30", status="achieved"),
    case(
        "R11.4-milestone-late-within-period", target(on=MILESTONE), [done(1, "05-01")], "06-30", status="achieved_late"
    ),
    case(
        "R11.4-milestone-late-by-deadline",
        target(on=MILESTONE, timing="by_deadline"),
        [done(1, "05-01")],
        "06-30",
        status="achieved_late",
    ),
    case(
        "R11.4-milestone-without-deadline",
        target(on=MILESTONE, deadline=None),
        [done(1, "05-01")],
        "06-30",
        status="achieved",
    ),
    case(
        "R11.4-reported-late-done-in-time",
        target(on=MILESTONE),
        [done(1, "04-01", published="06-01")],
        "06-30",
        status="achieved",
    ),
]

DATES = [
    case(
        "R11.5-no-deadline-not-met",
        target(**NO_DATE),
        [report(60, "01-01", "03-31")],
        "06-30",
        status="not_assessable",
        has=("no_deadline",),
        days_overdue=None,
    ),
    case("R11.5-no-deadline-silent", target(**NO_DATE), [], "06-30", status="not_assessable", has=("no_deadline",)),
    case(
        "R11.5-no-deadline-milestone",
        target(on=MILESTONE, deadline=None),
        [done(0, "03-01")],
        "06-30",
        status="not_assessable",
        has=("no_deadline",),
    ),
    case(
        "R11.5-no-deadline-level",
        target(on=LEVEL, **NO_DATE),
        [reading(60, "02-19")],
        "06-30",
        status="not_assessable",
        has=("no_deadline",),
    ),
    # On its last day a deadline is not ahead any more, and a reading covers it: R11.6.
    case(
        "R11.6-no-baseline-on-the-deadline",
        target(on=LEVEL, baseline_value=None, baseline_end=None),
        [reading(60, "04-10", published="04-10")],
        "04-10",
        status="missed",
        lacks=("no_baseline",),
    ),
    halfway(
        "R11.5-no-baseline",
        target(on=LEVEL, baseline_value=None, baseline_end=None),
        60,
        status="not_assessable",
        has=("no_baseline",),
        actual=60,
        percent_achieved=None,
        pace=None,
    ),
    halfway(
        "R11.5-no-baseline-but-met", target(on=LEVEL, baseline_value=None, baseline_end=None), 100, status="achieved"
    ),
    case(
        "R11.5-no-baseline-not-read",
        target(on=LEVEL, baseline_value=None, baseline_end=None),
        [],
        "03-31",
        status="no_data",
    ),
    ended(
        "R11.5-no-baseline-past-and-covered",
        target(on=LEVEL, baseline_value=None, baseline_end=None),
        90,
        status="missed",
    ),
    case(
        "R11.5-no-baseline-past-not-covered",
        target(on=LEVEL, baseline_value=None, baseline_end=None),
        [reading(90, "02-19")],
        "06-30",
        status="unreported",
        has=("no_final_report",),
    ),
    halfway("R11.5-a-sum-needs-no-baseline", target(), 50, status="on_track"),
]


@table(FIRST + CEILINGS + MET + DATES)
def test_r11_first(row: Case) -> None:
    check(row)
