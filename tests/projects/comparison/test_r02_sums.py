"""R2: which reports are added up for a sum, which never, and how far they reach."""

from tests.projects.comparison.claims import Case, case, chain, check, government, halfway, press, report, table, target

JAN = report(30, "01-01", "01-31")  # 31 days
FEB = report(20, "02-01", "02-28")  # 28 days
MAR = report(25, "03-01", "03-31")  # 31 days
ONWARDS = target(timing="by_deadline")
OPEN = target(timing="by_deadline", window_start=None)

CASES = [
    case(
        "R2-distinct-periods-add-up",
        target(),
        [JAN, FEB],
        "03-31",
        actual=50,
        covered_until="02-28",
        lacks=("gap_in_reports",),
    ),
    case(
        "R2-part-of-the-territory-is-not-it",
        target(),
        [report(30, "01-01", "01-31", territory="kz-71")],
        "03-31",
        status="no_data",
    ),
    case(
        "R2-parts-never-add-up-by-themselves",
        target(),
        [report(60, "01-01", "04-10", territory="kz-71"), report(60, "01-01", "04-10", territory="kz-75")],
        "06-30",
        status="unreported",
        actual=None,
        has=("no_report",),
    ),
    case(
        "R2-another-indicator-is-not-evidence",
        target(),
        [report(30, "01-01", "01-31", indicator="j")],
        "03-31",
        status="no_data",
    ),
    case("R2-begins-before-the-window", target(), [report(99, "2022-12-31", "01-31"), JAN], "03-31", actual=30),
    case("R2-ends-after-the-deadline-within-period", target(), [JAN, report(70, "02-01", "04-11")], "06-30", actual=30),
    case(
        "R2-ends-on-the-deadline",
        target(),
        [JAN, report(70, "02-01", "04-10")],
        "06-30",
        actual=100,
        covered_until="04-10",
    ),
    case(
        "R2-by-deadline-counts-on-to-as-of",
        ONWARDS,
        [JAN, report(70, "02-01", "04-11")],
        "06-30",
        actual=100,
        covered_until="04-11",
    ),
    case("R2-no-window-start-no-lower-bound", OPEN, [report(60, "2019-01-01", "2022-12-31"), JAN], "03-31", actual=90),
    # Ways of reading: cumulated 55 against the sum of all reports 105.
    case("R2-year-to-date-is-not-added-to-itself", target(), [JAN, report(50, "01-01", "02-28")], "03-31", actual=50),
    case(
        "R2-three-years-to-date",
        target(),
        [JAN, report(50, "01-01", "02-28"), report(75, "01-01", "03-31")],
        "04-10",
        actual=75,
        covered_until="03-31",
    ),
    case(
        "R2-two-newspapers-are-not-added",
        target(),
        [report(40, "01-01", "01-31", **press("a")), report(40, "01-01", "01-31", **press("b"))],
        "03-31",
        actual=40,
    ),
    # 31 + 28 = 59 days beat one period of 50 days.
    case(
        "R2-most-days-win",
        target(),
        [report(45, "01-01", "02-19"), JAN, FEB],
        "03-31",
        actual=50,
        covered_until="02-28",
    ),
    # One period of 60 days beats 31 + 28 = 59.
    case(
        "R2-most-days-win-total",
        target(),
        [report(45, "01-01", "03-01"), JAN, FEB],
        "03-31",
        actual=45,
        covered_until="03-01",
    ),
    # 31 + 31 = 62 days with a hole beat 61 without; the sum is then a lower bound.
    case(
        "R2-gap-inside",
        target(),
        [JAN, MAR, report(50, "01-01", "03-02", **press())],
        "04-10",
        actual=55,
        covered_until="03-31",
        has=("gap_in_reports",),
    ),
    case("R2-gap-at-the-beginning", target(), [FEB], "03-31", actual=20, has=("gap_in_reports",)),
    # Days covered are the days in the pieces: expected 62 of 100, not 90.
    case("R2-days-covered-are-days-in-pieces", target(), [JAN, MAR], "04-10", expected=62),
    case("R2-gap-of-a-day", target(), [JAN, report(20, "02-02", "02-28")], "03-31", has=("gap_in_reports",)),
    # Equal days (59): the kinds of source decide, the weakest piece standing for its set.
    case(
        "R2-tie-better-source", target(), [JAN, FEB, report(49, "01-01", "02-28", **government())], "03-31", actual=50
    ),
    case(
        "R2-tie-weakest-of-the-pieces",
        target(),
        [JAN, report(20, "02-01", "02-28", **press()), report(49, "01-01", "02-28", **government())],
        "03-31",
        actual=49,
    ),
    case(
        "R2-tie-fewer-pieces", target(), [JAN, FEB, report(49, "01-01", "02-28", published="02-28")], "03-31", actual=49
    ),
    # By kind alone: that the total is provisional does not weaken it, and it has fewer pieces.
    case("R2-tie-kind-alone", target(), [JAN, FEB, report(49, "01-01", "02-28", final=False)], "03-31", actual=49),
    # Two pieces each, all official: the set whose last report came on 03-20 beats that of 03-10.
    case(
        "R2-tie-later-last-publication",
        target(),
        [JAN, FEB, report(10, "01-01", "02-10"), report(15, "02-11", "02-28", published="03-20")],
        "03-31",
        actual=25,
    ),
    case(
        "R2-no-period-start-is-no-evidence",
        target(),
        [report(30, None, "01-31")],
        "03-31",
        status="no_data",
        actual=None,
    ),
    case(
        # 12 for January comes after the total of 25 for January and February.
        "R2-late-correction-of-an-early-period",
        target(),
        [
            report(10, "01-01", "01-31", id="jan"),
            report(25, "01-01", "02-28"),
            report(12, "01-01", "01-31", corrects="jan", published="04-01"),
        ],
        "04-10",
        actual=25,
        covered_until="02-28",
    ),
    case(
        "R2-relative-outcome-is-no-piece",
        target(),
        [report(8, "01-01", "01-31", basis="percent_change")],
        "03-31",
        status="no_data",
    ),
    case(
        "R2-evidence-names-the-pieces",
        target(),
        [JAN, FEB, report(9, "01-01", "01-10")],
        "03-31",
        evidence={JAN.id, FEB.id},
    ),
    halfway("R2-zero-is-a-value", target(), 0, actual=0, status="off_track", pace=0),
    # The window is the current link's: February on, 69 days.
    case(
        "R2-window-of-the-current-link",
        chain(target("a"), target("b", window_start="02-01", announced="01-20")),
        [JAN, FEB],
        "03-31",
        actual=20,
        lacks=("gap_in_reports",),
        first__actual=50,
    ),
    # Overlapping by one day: the two cannot both be chosen.
    case("R2-overlap-by-a-day", target(), [JAN, report(20, "01-31", "02-19")], "03-31", actual=30),
]


@table(CASES)
def test_r02(row: Case) -> None:
    check(row)
