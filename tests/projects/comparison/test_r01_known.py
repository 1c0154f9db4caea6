"""R1: only what was announced or published by the as-of date, about periods that had ended, exists."""

from tests.projects.comparison.claims import LEVEL, Case, case, chain, check, reading, report, table, target, verdict

HALF = report(50, "01-01", "02-19", published="03-01")
WHOLE = report(100, "01-01", "04-10", published="04-20")
REVISED = chain(target("a"), target("b", value=80, announced="03-05"))

CASES = [
    # The report of 03-01 is out: 50 of 100 after 50 of 100 days, pace 1.
    case("R1-published-on-as-of-counts", target(), [HALF], "03-01", status="on_track", actual=50, pace=1),
    case("R1-published-the-day-after-does-not", target(), [HALF], "02-28", status="no_data", actual=None),
    case("R1-announced-on-as-of-exists", target(announced="01-10"), [], "01-10", status="no_data"),
    # A period that ends on 02-19, printed in advance on 02-01, counts from 02-19.
    case(
        "R1-period-not-ended-does-not-count",
        target(),
        [report(50, "01-01", "02-19", published="02-01")],
        "02-18",
        status="no_data",
    ),
    case(
        "R1-period-ended-today-counts",
        target(),
        [report(50, "01-01", "02-19", published="02-01")],
        "02-19",
        actual=50,
        covered_until="02-19",
    ),
    case(
        "R1-level-reading-of-tomorrow",
        target(on=LEVEL),
        [reading(50, "02-19", published="02-01")],
        "02-18",
        actual=None,
    ),
    # The second link is announced 03-05: on 03-04 the first is current and the only one that can be named.
    case("R1-later-link-unknown-yet", REVISED, [WHOLE], "03-04", target="a", change={}),
    case("R1-later-link-known-on-its-day", REVISED, [WHOLE], "03-05", target="b", change={"b": ("lowered",)}),
    # Past figures are known for ever: the same on a late day.
    case("R1-late-question", target(), [HALF, WHOLE], "2030-01-01", status="achieved", actual=100),
    # A correction not yet published changes nothing.
    case(
        "R1-correction-unknown-yet",
        target(),
        [WHOLE, report(90, "01-01", "04-10", corrects=WHOLE.id, published="05-01")],
        "04-30",
        status="achieved",
        actual=100,
    ),
]


@table(CASES)
def test_r01(row: Case) -> None:
    check(row)


def test_nothing_announced_is_no_assessment() -> None:
    assert verdict(target(announced="03-01"), [HALF], "02-28") is None


def test_interim_announced_later_draws_no_path_yet() -> None:
    interim = target("i1", value=10, deadline="02-19", announced="03-02", interim_for="t")
    before = verdict(target(), [HALF], "03-01", interims=[interim])
    after = verdict(target(), [HALF], "03-02", interims=[interim])
    assert before is not None
    assert after is not None
    assert (before.expected, after.expected) == (50, 10)
