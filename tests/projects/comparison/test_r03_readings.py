"""R3: which reading of a level stands, when the deadline is covered, and when a milestone is done."""

from dataclasses import replace

from tests.projects.comparison.claims import (
    FALLING,
    LEVEL,
    MILESTONE,
    Case,
    case,
    chain,
    check,
    done,
    ended,
    press,
    reading,
    report,
    table,
    target,
)

OWED = target(on=LEVEL, timing="by_deadline")
BARE = target(on=LEVEL, baseline_value=None, baseline_end=None, announced="2022-12-20")
MONTHLY = replace(LEVEL, reporting_interval_days=30)
STEP = target(on=MILESTONE)

LEVELS = [
    case(
        "R3-latest-reading-stands",
        target(on=LEVEL),
        [reading(20, "01-20"), reading(50, "02-19")],
        "03-31",
        actual=50,
        pace=1,
    ),
    # A late publication of an early reading does not overwrite the later reading.
    case(
        "R3-latest-by-period-not-by-publication",
        target(on=LEVEL),
        [reading(20, "01-20", published="03-30"), reading(50, "02-19")],
        "03-31",
        actual=50,
    ),
    case(
        "R3-on-the-baselines-end-is-no-reading",
        target(on=LEVEL),
        [reading(100, "2022-12-31")],
        "03-31",
        status="no_data",
    ),
    case("R3-day-after-the-baselines-end", target(on=LEVEL), [reading(100, "01-01")], "03-31", status="achieved"),
    case(
        "R3-before-the-window-start",
        target(on=LEVEL, window_start="02-01"),
        [reading(100, "01-31")],
        "03-31",
        status="no_data",
    ),
    case(
        "R3-on-the-window-start",
        target(on=LEVEL, window_start="02-01"),
        [reading(100, "02-01")],
        "03-31",
        status="achieved",
    ),
    case("R3-neither-before-the-announcement", BARE, [reading(100, "2022-12-19")], "03-31", status="no_data"),
    case("R3-neither-on-the-announcement", BARE, [reading(100, "2022-12-20")], "03-31", status="achieved"),
    # With a baseline the announcement is no bound: the reading lies after the baseline, before the promise.
    case(
        "R3-baseline-bounds-instead-of-announcement",
        target(on=LEVEL, announced="02-10"),
        [reading(50, "01-20")],
        "03-31",
        actual=50,
    ),
    case(
        "R3-announcement-of-the-first-link",
        chain(
            replace(BARE, id="a"), replace(BARE, id="b", announced=BARE.announced.replace(year=2023, month=3, day=1))
        ),
        [reading(100, "01-20")],
        "03-31",
        target="b",
        status="achieved",
    ),
    case(
        "R3-reading-of-a-part-is-none",
        target(on=LEVEL),
        [reading(50, "02-19", territory="kz-71")],
        "03-31",
        status="no_data",
    ),
    # A level with a period (an annual index) stands at its end.
    case(
        "R3-level-with-a-period",
        target(on=LEVEL),
        [report(50, "01-01", "02-19")],
        "03-31",
        actual=50,
        covered_until="02-19",
    ),
    ended("R3-deadline-covered-on-it", target(on=LEVEL), 90, status="missed", actual=90),
    # 180 days after 04-10 is 10-07; 181 is 10-08.
    case("R3-covered-180-days-after", target(on=LEVEL), [reading(90, "10-07")], "2024-01-31", status="missed"),
    case(
        "R3-not-covered-181-days-after",
        target(on=LEVEL),
        [reading(90, "10-08")],
        "2024-01-31",
        status="unreported",
        has=("no_final_report",),
    ),
    case(
        "R3-covered-within-the-indicators-interval",
        target(on=MONTHLY),
        [reading(90, "05-10")],
        "06-30",
        status="missed",
    ),
    case(
        "R3-not-covered-beyond-the-indicators-interval",
        target(on=MONTHLY),
        [reading(90, "05-11")],
        "06-30",
        status="unreported",
    ),
    case(
        "R3-before-the-deadline-covers-nothing",
        target(on=LEVEL),
        [reading(90, "04-09")],
        "06-30",
        status="unreported",
        has=("no_final_report",),
    ),
    case(
        "R3-the-first-covering-stands-for-good-met",
        target(on=LEVEL),
        [reading(100, "04-10"), reading(70, "05-10"), reading(70, "2024-05-10")],
        "2024-12-31",
        status="achieved",
        actual=100,
        covered_until="04-10",
    ),
    case(
        "R3-the-first-covering-stands-for-good-unmet",
        target(on=LEVEL),
        [reading(90, "04-10"), reading(120, "05-10")],
        "12-31",
        status="missed",
        actual=90,
    ),
    case(
        "R3-covering-follows-periods-not-publications",
        target(on=LEVEL),
        [reading(90, "04-20", published="08-01"), reading(120, "05-10", published="05-20")],
        "12-31",
        status="missed",
        actual=90,
    ),
    case(
        "R3-by-deadline-latest-until-one-meets",
        OWED,
        [reading(90, "04-10"), reading(95, "05-10")],
        "06-30",
        status="overdue",
        actual=95,
        has=("short_at_deadline",),
    ),
    case(
        "R3-by-deadline-first-later-that-meets",
        OWED,
        [
            reading(90, "04-10"),
            reading(95, "05-10"),
            reading(101, "06-10"),
            reading(120, "07-10"),
            reading(60, "08-10"),
        ],
        "12-31",
        status="achieved_late",
        actual=101,
        covered_until="06-10",
    ),
    case(
        "R3-by-deadline-met-when-covered-stands",
        OWED,
        [reading(100, "04-10"), reading(60, "05-10")],
        "12-31",
        status="achieved",
        actual=100,
    ),
    case(
        "R3-by-deadline-met-never-covered",
        OWED,
        [reading(50, "02-19"), reading(101, "2024-06-30")],
        "2024-12-31",
        status="achieved_late",
        actual=101,
    ),
    case(
        "R3-by-deadline-met-never-covered-stands",
        OWED,
        [reading(101, "2024-06-30"), reading(60, "2024-09-30")],
        "2024-12-31",
        status="achieved_late",
        actual=101,
    ),
    case(
        "R3-same-period-one-stands",
        target(on=LEVEL),
        [reading(50, "02-19"), reading(70, "02-19", **press())],
        "03-31",
        actual=50,
    ),
    ended("R3-decrease", target(on=FALLING, value=50, baseline_value=100), 50, status="achieved"),
]

MILESTONES = [
    case("R3-done-before-the-deadline", STEP, [done(1, "03-01")], "03-31", status="achieved", covered_until="03-01"),
    case("R3-done-on-the-deadline", STEP, [done(1, "04-10")], "06-30", status="achieved"),
    case("R3-done-the-day-after", STEP, [done(1, "04-11")], "06-30", status="achieved_late"),
    case("R3-zero-is-not-done", STEP, [done(0, "03-01")], "03-31", status="no_data"),
    case("R3-zero-before-one", STEP, [done(0, "02-01"), done(1, "03-01")], "03-31", status="achieved"),
    case("R3-taken-back", STEP, [done(1, "02-01"), done(0, "03-01")], "03-31", status="no_data"),
    case(
        "R3-taken-back-past-the-deadline",
        STEP,
        [done(1, "02-01"), done(0, "03-01")],
        "06-30",
        status="unreported",
        has=("no_final_report",),
        lacks=("not_done",),
    ),
    # The earliest that no later 0 takes back is that of May.
    case(
        "R3-done-again",
        STEP,
        [done(1, "02-01"), done(0, "03-01"), done(1, "05-01")],
        "06-30",
        status="achieved_late",
        covered_until="05-01",
    ),
    case(
        "R3-the-earliest-counts",
        STEP,
        [done(1, "03-01"), done(1, "06-01")],
        "06-30",
        status="achieved",
        covered_until="03-01",
    ),
    case("R3-done-before-the-promise-is-not-it", STEP, [done(1, "2022-12-19")], "03-31", status="no_data"),
    case("R3-done-on-the-day-of-the-promise", STEP, [done(1, "2022-12-20")], "03-31", status="achieved"),
    case(
        "R3-done-before-its-window",
        target(on=MILESTONE, window_start="02-01"),
        [done(1, "01-31")],
        "03-31",
        status="no_data",
    ),
    case(
        "R3-standing-one-of-the-same-day",
        STEP,
        [done(1, "03-01"), done(0, "03-01", **press())],
        "03-31",
        status="achieved",
    ),
    case(
        "R3-standing-zero-of-the-same-day",
        STEP,
        [done(0, "03-01"), done(1, "03-01", **press())],
        "03-31",
        status="no_data",
    ),
    case("R3-absolute-figure-is-no-milestone", STEP, [reading(1, "03-01")], "03-31", status="no_data"),
]


@table(LEVELS + MILESTONES)
def test_r03(row: Case) -> None:
    check(row)
