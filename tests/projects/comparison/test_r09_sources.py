"""R9: which of several figures stands, what a correction does, and when sources disagree."""

from dataclasses import replace

from tests.projects.comparison.claims import (
    LEVEL,
    MILESTONE,
    Case,
    case,
    check,
    done,
    government,
    press,
    publisher,
    reading,
    report,
    table,
    target,
)

W = ("01-01", "04-10")
OFFICIAL = report(95, *W)
GAZETTE = report(101, *W, **press())
JAN = report(30, "01-01", "01-31", id="jan")
COMPANY = {"publisher": "plant", "source_kind": "company"}

STANDING = [
    case(
        "R9-a-later-provisional-does-not-unseat-the-final",
        target(),
        [report(101, *W, published="05-01"), report(95, *W, final=False, published="06-01")],
        "06-30",
        actual=101,
        conflicts=(),
        lacks=("provisional",),
    ),
    case("R9-official-before-government", target(), [report(101, *W, **government()), OFFICIAL], "06-30", actual=95),
    case(
        "R9-government-before-company",
        target(),
        [report(101, *W, **COMPANY), report(95, *W, **government())],
        "06-30",
        actual=95,
    ),
    case(
        "R9-company-before-press", target(), [report(101, *W, **press()), report(95, *W, **COMPANY)], "06-30", actual=95
    ),
    case(
        "R9-kind-before-final",
        target(),
        [report(95, *W, final=False), report(101, *W, **government())],
        "06-30",
        actual=95,
    ),
    case(
        "R9-final-before-provisional",
        target(),
        [report(95, *W, **press("a")), report(101, *W, final=False, published="05-30", **press("b"))],
        "06-30",
        actual=95,
    ),
    case(
        "R9-later-publication",
        target(),
        [report(95, *W, published="05-01"), report(101, *W, published="04-30", publisher="bureau")],
        "06-30",
        actual=95,
    ),
    case(
        "R9-later-of-one-publisher",
        target(),
        [report(95, *W, published="05-01"), report(101, *W, published="04-30")],
        "06-30",
        actual=95,
        conflicts=(),
        lacks=("sources_disagree",),
    ),
    case(
        "R9-final-retires-own-provisional",
        target(),
        [report(95, *W, final=False), report(101, *W, published="05-30")],
        "06-30",
        actual=101,
        conflicts=(),
        lacks=("sources_disagree", "provisional"),
    ),
    case(
        "R9-final-not-out-yet",
        target(),
        [report(95, *W, final=False), report(101, *W, published="05-30")],
        "05-29",
        actual=95,
        status="missed",
        has=("provisional",),
    ),
    # The ministry's own final retires its provisional: only the final is compared with the press.
    case(
        "R9-retired-provisional-is-no-conflict",
        target(),
        [report(95, *W, final=False, **government()), report(101, *W, published="05-30", **government()), GAZETTE],
        "06-30",
        actual=101,
        conflicts=(),
    ),
    case(
        "R9-anothers-final-does-not-retire",
        target(),
        [report(95, *W, final=False), report(101, *W, published="05-30", **press())],
        "06-30",
        actual=95,
        has=("sources_disagree",),
    ),
    case("R9-level", target(on=LEVEL), [reading(95, "04-10"), reading(101, "04-10", **press())], "06-30", actual=95),
]

CORRECTED = report(101, *W, corrects=OFFICIAL.id, published="05-15", id="fix")

CORRECTIONS = [
    case(
        "R9-correction-of-the-same-publisher",
        target(),
        [OFFICIAL, CORRECTED],
        "06-30",
        actual=101,
        status="achieved",
        evidence=("fix",),
        conflicts=(),
    ),
    case("R9-correction-applies-from-its-publication", target(), [OFFICIAL, CORRECTED], "05-15", actual=101),
    case(
        "R9-correction-not-before-its-publication", target(), [OFFICIAL, CORRECTED], "05-14", actual=95, status="missed"
    ),
    case(
        "R9-correction-of-another-publisher-without-note",
        target(),
        [OFFICIAL, replace(CORRECTED, publisher=publisher("gazette"), source_kind="press")],
        "06-30",
        actual=95,
    ),
    case(
        "R9-correction-of-another-publisher-with-note",
        target(),
        [OFFICIAL, replace(CORRECTED, publisher=publisher("gazette"), source_kind="press", has_note=True)],
        "06-30",
        actual=101,
        conflicts=(),
    ),
    # 30 for January was in truth for 01-01..02-19: 50 days.
    case(
        "R9-correction-changes-the-period",
        target(),
        [JAN, report(30, "01-01", "02-19", corrects="jan", published="03-01")],
        "03-31",
        actual=30,
        covered_until="02-19",
        expected=50,
    ),
    case(
        "R9-correction-moves-the-period-away",
        target(),
        [JAN, report(30, "2022-01-01", "2022-01-31", corrects="jan", published="03-01")],
        "03-31",
        status="no_data",
        actual=None,
    ),
    case(
        "R9-correction-of-a-correction",
        target(),
        [OFFICIAL, CORRECTED, report(99, *W, corrects="fix", published="06-01", id="fix2")],
        "06-30",
        actual=99,
        evidence=("fix2",),
    ),
    # A provisional figure corrected by a provisional one: the first does not come back.
    case("R9-correction-by-a-provisional", target(), [OFFICIAL, replace(CORRECTED, final=False)], "06-30", actual=101),
    case(
        "R9-correction-of-a-reading",
        target(on=LEVEL),
        [reading(95, "04-10", id="r"), reading(101, "04-10", corrects="r", published="05-15")],
        "06-30",
        status="achieved",
        actual=101,
    ),
    case(
        "R9-correction-of-a-milestone",
        target(on=MILESTONE),
        [done(1, "03-01", id="m"), done(0, "03-01", corrects="m", published="03-20")],
        "03-31",
        status="no_data",
    ),
    case(
        "R9-correction-of-the-date-of-a-milestone",
        target(on=MILESTONE),
        [done(1, "03-01", id="m"), done(1, "04-20", corrects="m", published="05-01")],
        "06-30",
        status="achieved_late",
        covered_until="04-20",
    ),
]

HALVES = [report(40, "01-01", "02-19", **press("b")), report(50, "02-20", "04-10", **press("b"))]  # 90 together

CONFLICTS = [
    # Pace 0.8 or 1.0 of the expected 50.
    case(
        "R9-range-before-the-deadline",
        target(),
        [report(40, "01-01", "02-19"), report(50, "01-01", "02-19", **press())],
        "03-31",
        status="behind",
        status_range=("behind", "on_track"),
    ),
    # All lowest 20 + 20 = 40 of 59, all highest 30 + 30 = 60 of 59; the chosen 50 of 59.
    case(
        "R9-all-lowest-and-all-highest",
        target(),
        [
            report(20, "01-01", "01-31"),
            report(30, "01-01", "01-31", **press()),
            report(30, "02-01", "02-28"),
            report(20, "02-01", "02-28", **press()),
        ],
        "03-31",
        status="behind",
        actual=50,
        status_range=("behind", "on_track"),
    ),
    case(
        "R9-tiles-against-anothers-total",
        target(),
        [report(40, "01-01", "02-19"), report(50, "02-20", "04-10"), report(101, *W, **press())],
        "06-30",
        actual=90,
        has=("sources_disagree",),
        status_range=("missed", "achieved"),
    ),
    case(
        "R9-neighbouring-readings-are-no-conflict",
        target(on=LEVEL),
        [reading(95, "04-10"), reading(101, "04-12", **press())],
        "06-30",
        actual=95,
        conflicts=(),
    ),
    # Done is done: what stands in the columns of a figure leaves nothing open (R5).
    case(
        "R5-milestone-has-no-rounding",
        target(on=MILESTONE),
        [done(1, "03-01", rounded_to=1, qualifier="about")],
        "03-31",
        status="achieved",
        status_range=(),
    ),
    case(
        "R9-milestone-disagreement-is-not-rounding",
        target(on=MILESTONE),
        [done(1, "03-01", rounded_to=1), done(0, "03-01", rounded_to=1, **press())],
        "03-31",
        status="achieved",
        has=("sources_disagree",),
    ),
    case(
        "R9-milestone-disagreement",
        target(on=MILESTONE),
        [done(1, "03-01"), done(0, "03-01", **press())],
        "03-31",
        status="achieved",
        has=("sources_disagree",),
    ),
    case(
        "R9-sources-disagree",
        target(),
        [OFFICIAL, GAZETTE],
        "06-30",
        status="missed",
        actual=95,
        has=("sources_disagree",),
        conflicts=((OFFICIAL.id, GAZETTE.id),),
        status_range=("missed", "achieved"),
    ),
    case(
        "R9-disagree-with-one-verdict",
        target(),
        [OFFICIAL, report(90, *W, **press())],
        "06-30",
        has=("sources_disagree",),
        status_range=("missed",),
    ),
    case(
        "R9-agree",
        target(),
        [OFFICIAL, report(95, *W, **press())],
        "06-30",
        lacks=("sources_disagree",),
        conflicts=(),
        status_range=(),
    ),
    # 95 ± 1 and 97 ± 1 touch at 96; 98 ± 1 does not.
    case(
        "R9-touching-is-overlapping",
        target(),
        [report(95, *W, rounded_to=2), report(97, *W, rounded_to=2, **press())],
        "06-30",
        lacks=("sources_disagree",),
        conflicts=(),
        status_range=(),
    ),
    case(
        "R9-not-touching",
        target(),
        [report(95, *W, rounded_to=2), report(98, *W, rounded_to=2, **press())],
        "06-30",
        has=("sources_disagree",),
        status_range=("missed",),
    ),
    # 95 ± 0.5 against 101 ± 5 (96): apart by a half; against 101 ± 6 they overlap.
    case(
        "R9-different-roundings-apart",
        target(),
        [report(95, *W, rounded_to=1), report(101, *W, rounded_to=10, **press())],
        "06-30",
        has=("sources_disagree",),
    ),
    case(
        "R9-different-roundings-overlap",
        target(),
        [report(95, *W, rounded_to=1), report(101, *W, rounded_to=12, **press())],
        "06-30",
        lacks=("sources_disagree",),
    ),
    case(
        "R9-corrected-figure-is-no-conflict",
        target(),
        [OFFICIAL, CORRECTED, report(101, *W, **press())],
        "06-30",
        lacks=("sources_disagree",),
        conflicts=(),
    ),
    case(
        "R9-one-publisher-never-disagrees-with-itself",
        target(),
        [report(95, *W, published="05-01"), report(90, *W, final=False)],
        "06-30",
        conflicts=(),
        lacks=("sources_disagree",),
    ),
    case(
        "R9-another-territory-is-no-conflict",
        target(),
        [OFFICIAL, report(20, *W, territory="kz-71", **press())],
        "06-30",
        conflicts=(),
    ),
    case(
        "R9-readings-disagree",
        target(on=LEVEL),
        [reading(95, "04-10"), reading(101, "04-10", **press())],
        "06-30",
        has=("sources_disagree",),
        status_range=("missed", "achieved"),
    ),
    # 95 in one figure against 40 + 50 = 90 in two that tile it.
    case("R9-total-against-tiles", target(), [OFFICIAL, *HALVES], "06-30", actual=95, has=("sources_disagree",)),
    case(
        "R9-total-against-tiles-agree",
        target(),
        [report(90, *W), *HALVES],
        "06-30",
        actual=90,
        lacks=("sources_disagree",),
        conflicts=(),
    ),
    case(
        "R9-total-against-tiles-within-rounding",
        target(),
        [report(95, *W, rounded_to=10), *HALVES],
        "06-30",
        lacks=("sources_disagree",),
    ),
    case(
        "R9-total-against-what-does-not-tile-it",
        target(),
        [OFFICIAL, HALVES[0]],
        "06-30",
        lacks=("sources_disagree",),
        conflicts=(),
    ),
    case(
        "R9-total-of-one-publisher-against-its-own-tiles",
        target(),
        [report(95, *W, **press("b")), *HALVES],
        "06-30",
        lacks=("sources_disagree",),
        conflicts=(),
    ),
    case(
        "R9-unpublished-yet-is-no-conflict",
        target(),
        [OFFICIAL, replace(GAZETTE, published=GAZETTE.published.replace(month=6))],
        "05-31",
        conflicts=(),
        status_range=(),
    ),
    # Three publishers: all that disagree are shown, the range runs from 90 to 101.
    case(
        "R9-three-publishers",
        target(),
        [OFFICIAL, GAZETTE, report(90, *W, **government())],
        "06-30",
        actual=95,
        status_range=("missed", "achieved"),
    ),
    # Missed under the chosen figure and under both: the range names it once.
    case(
        "R9-range-is-of-distinct-statuses",
        target(value=200),
        [OFFICIAL, GAZETTE],
        "06-30",
        status="missed",
        status_range=("missed",),
    ),
]


@table(STANDING + CORRECTIONS)
def test_r09_standing(row: Case) -> None:
    check(row)


@table(CONFLICTS)
def test_r09_conflicts(row: Case) -> None:
    check(row)
