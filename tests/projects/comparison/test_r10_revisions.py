"""R10: the chain of revisions: two verdicts, what moved, by how much, and what was revised after the fact."""

from dataclasses import replace
from fractions import Fraction

import pytest

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
    reading,
    report,
    table,
    target,
    verdict,
)

A = target("a")
WHOLE = report(85, "01-01", "04-10")


def link(**columns: object):
    """Return the second link of a chain, announced 02-01."""
    return target("b", **{"announced": "02-01", **columns})


def moved(id: str, *changes: str, **columns: object) -> Case:
    """Return a case of a chain of two whose second link moved exactly this."""
    return case(id, chain(A, link(**columns)), [], "02-28", change={"b": changes})


VERDICTS = [
    # Lowered to 80 before the end: achieved now, missed against the first 100.
    case(
        "R10-current-and-first",
        chain(A, link(value=80)),
        [WHOLE],
        "06-30",
        target="b",
        status="achieved",
        percent_achieved=Fraction(85, 80),
        first__target="a",
        first__status="missed",
        first__actual=85,
        first__percent_achieved=0.85,
    ),
    case(
        "R10-one-link-is-its-own-first", A, [WHOLE], "06-30", status="missed", first__target="a", first__status="missed"
    ),
    case(
        "R10-withdrawn-current-first-goes-on",
        chain(A, link(withdrawn=True)),
        [WHOLE],
        "06-30",
        status="withdrawn",
        first__status="missed",
    ),
    ended(
        "R10-withdrawn-first-as-if-never",
        chain(A, link(withdrawn=True)),
        100,
        status="withdrawn",
        first__status="achieved",
    ),
    case(
        "R10-withdrawn-alone-as-if-never",
        replace(A, withdrawn=True),
        [WHOLE],
        "06-30",
        status="withdrawn",
        first__status="missed",
    ),
    case(
        "R10-back-after-a-withdrawal",
        chain(A, link(withdrawn=True), target("c", value=80, announced="03-01")),
        [WHOLE],
        "06-30",
        target="c",
        status="achieved",
        first__status="missed",
    ),
    # Postponed to 07-19: the first is overdue, the current on its way (85 of 100 after 100 of 200 days).
    case(
        "R10-postponed",
        chain(A, link(deadline="07-19")),
        [WHOLE],
        "05-01",
        status="on_track",
        first__status="missed",
        pace=1.7,
    ),
    case(
        "R10-latest-announced-by-as-of",
        chain(A, link(value=80), target("c", value=60, announced="03-01")),
        [],
        "02-28",
        target="b",
    ),
]

CHANGES = [
    moved("R10-raised", "raised", value=120),
    moved("R10-lowered", "lowered", value=80),
    moved("R10-postponed-only", "postponed", deadline="05-10"),
    moved("R10-advanced-only", "advanced", deadline="03-31"),
    moved("R10-raised-and-postponed-in-order", "raised", "postponed", value=120, deadline="05-10"),
    moved("R10-lowered-and-advanced-in-order", "lowered", "advanced", value=80, deadline="03-31"),
    moved("R10-requalified-qualifier", "requalified", qualifier="about"),
    moved("R10-requalified-timing", "requalified", timing="by_deadline"),
    moved("R10-requalified-unit", "requalified", on=replace(SUM, unit="lorries")),
    # "Any [qualifier] or none for done": a milestone told with another one is the same milestone.
    case(
        "R10-milestone-has-no-qualifier-to-move",
        chain(target("a", on=MILESTONE, qualifier="exactly"), link(on=MILESTONE, value=1, deadline="05-10")),
        [],
        "02-28",
        change={"b": ("postponed",)},
    ),
    # A day set after one was dropped is later, or earlier, than the last that was named.
    *(
        case(
            f"R10-day-after-none-{move}",
            chain(
                target("a", deadline="04-30"),
                link(deadline=None, timing="by_deadline"),
                target("c", announced="02-02", timing="by_deadline", deadline=day),
            ),
            [],
            "02-28",
            change={"c": (move,)},
        )
        for move, day in (("postponed", "05-10"), ("advanced", "04-20"))
    ),
    moved(
        "R10-all-three-in-order", "lowered", "postponed", "requalified", value=80, deadline="05-10", qualifier="about"
    ),
    moved("R10-nothing-moved"),
    moved("R10-withdrawn-says-it-alone", "withdrawn", withdrawn=True, value=80, deadline="05-10", qualifier="about"),
    case(
        "R10-requalified-basis",
        chain(target("a", on=LEVEL), link(on=LEVEL, basis="multiple", baseline_value=20)),
        [],
        "02-28",
        change={"b": ("requalified",)},
    ),
    # Each against the one before, not against the first.
    case(
        "R10-against-the-one-before",
        chain(A, link(value=120), target("c", value=110, announced="03-01")),
        [],
        "03-31",
        change={"b": ("raised",), "c": ("lowered",)},
    ),
    # The number is the number: up is raised, also where down is the good way.
    case(
        "R10-raised-is-of-the-number",
        chain(target("a", on=SPENT, qualifier="at_most"), link(on=SPENT, qualifier="at_most", value=120)),
        [],
        "02-28",
        change={"b": ("raised",)},
    ),
]

DECIDED = report(100, "01-01", "02-19", published="03-01")
OWED = target("a", timing="by_deadline")
SHORT = report(90, "01-01", "04-10", published="04-20")


def fact(id: str, wanted: bool, first, announced: str, outcomes, **columns: object) -> Case:
    """Return a case of a revision announced on a day, after the fact or not."""
    second = replace(
        target("b", on=first.indicator, announced=announced, **columns), timing=first.timing, qualifier=first.qualifier
    )
    return case(id, chain(first, second), outcomes, "2024-12-31", after_the_fact={"b": wanted})


PASSED = [replace(DECIDED, value=DECIDED.value + 1)]
DONE = [done(1, "03-01", published="03-11")]
BUDGET = target("a", on=SPENT, qualifier="at_most")

# 50 out on 02-20, 60 more on 03-01: decided on 03-01.
PIECES = [report(50, "01-01", "01-31", published="02-20"), report(60, "02-01", "02-19", published="03-01")]

FACTS = [
    fact("R10-decided-by-the-last-piece-not-yet", False, A, "02-25", PIECES, value=120),
    fact("R10-decided-by-the-last-piece", True, A, "03-02", PIECES, value=120),
    # What came after the deciding report moves nothing.
    fact(
        "R10-decided-before-later-reports",
        True,
        A,
        "03-10",
        [DECIDED, report(20, "02-20", "03-10", published="03-20")],
        value=120,
    ),
    fact(
        "R10-between-sum-inside-decides-nothing",
        False,
        target("a", qualifier="between", value=80, upper_value=110),
        "03-02",
        [DECIDED],
        value=120,
        upper_value=130,
    ),
    fact(
        "R10-between-sum-passed-decides",
        True,
        target("a", qualifier="between", value=80, upper_value=95),
        "03-02",
        [DECIDED],
        value=120,
        upper_value=130,
    ),
    fact("R10-withdrawn-after-the-deadline", True, A, "04-11", [], withdrawn=True),
    fact(
        "R10-relative-sum-met",
        True,
        target("a", basis="multiple", value=2, baseline_value=50),
        "03-02",
        [DECIDED],
        value=120,
    ),
    # 80 was met by 100; what had been lowered in time is raised after the fact.
    case(
        "R10-decided-against-the-link-before",
        chain(A, link(value=80), target("c", value=120, announced="03-02")),
        [replace(DECIDED, value=DECIDED.value - 10)],
        "06-30",
        after_the_fact={"b": False, "c": True},
    ),
    fact("R10-on-the-old-deadline-is-in-time", False, A, "04-10", [], value=80),
    fact("R10-after-the-old-deadline", True, A, "04-11", [], value=80),
    fact("R10-sum-met-on-the-day-of-publication", False, A, "03-01", [DECIDED], value=120),
    fact("R10-sum-met-the-day-after", True, A, "03-02", [DECIDED], value=120),
    fact("R10-sum-not-met-decides-nothing", False, A, "03-02", [replace(DECIDED, value=DECIDED.value - 1)], value=120),
    fact("R10-ceiling-passed-the-day-after", True, BUDGET, "03-02", PASSED, value=120),
    fact("R10-ceiling-passed-on-the-day", False, BUDGET, "03-01", PASSED, value=120),
    fact("R10-ceiling-not-passed", False, BUDGET, "03-02", [DECIDED], value=120),
    fact("R10-milestone-done-the-day-after", True, target("a", on=MILESTONE), "03-12", DONE, deadline="05-10"),
    fact("R10-milestone-done-on-the-day", False, target("a", on=MILESTONE), "03-11", DONE, deadline="05-10"),
    fact(
        "R10-level-met-early-decides-nothing",
        False,
        target("a", on=LEVEL),
        "03-12",
        [reading(100, "03-01", published="03-11")],
        value=120,
    ),
    # The first link's deadline is 04-10, so anything that covers it comes later; then both clauses agree.
    fact(
        "R10-deadline-covered",
        True,
        target("a", on=LEVEL),
        "04-21",
        [reading(90, "04-10", published="04-20")],
        value=80,
    ),
    # The window's last day was reported on the day itself.
    fact("R10-by-deadline-owed-and-short", True, OWED, "04-21", [SHORT], value=80),
    case("R10-first-link-moves-nothing", A, [WHOLE], "06-30", after_the_fact={}),
    # The old deadline is the one before's, not the first's.
    case(
        "R10-the-deadline-of-the-one-before",
        chain(A, link(deadline="12-31"), target("c", value=80, deadline="12-31", announced="05-01")),
        [],
        "05-31",
        after_the_fact={"b": False, "c": False},
    ),
    # The figure was published after the revision: what counts is what had been published then.
    case(
        "R10-published-after-the-revision",
        chain(A, link(value=120, announced="02-25")),
        [DECIDED],
        "06-30",
        after_the_fact={"b": False},
    ),
]


@table(VERDICTS + CHANGES + FACTS)
def test_r10(row: Case) -> None:
    check(row)


def trillions(*values: str) -> tuple:
    """Return the chain of announcements of one money pool, a fortnight apart."""
    days = ("01-02", "01-16", "01-30", "02-13", "02-27")
    return chain(*(target(f"l{n}", value=value, announced=days[n]) for n, value in enumerate(values)))


def test_r10_chain_moved_four_times_and_back() -> None:
    """1.2 → 1.3 → 1.5 → 1.3 → 1.2: moved four times, net nothing, swinging by 0.3 / 1.2 of the first value."""
    assessment = verdict(trillions("1.2", "1.3", "1.5", "1.3", "1.2"), [], "03-31")
    assert assessment is not None
    assert assessment.chain is not None
    assert (assessment.chain.times_moved, assessment.chain.net_percent_moved, assessment.chain.days_slipped) == (
        4,
        0,
        0,
    )
    assert assessment.chain.widest_swing == pytest.approx(0.25) or float(
        assessment.chain.widest_swing or 0
    ) == pytest.approx(0.25)


def test_r10_chain_days_and_net() -> None:
    """Postponed by 30 and by 31 days: 61 in all; 100 → 90 → 80: 0.2 of the first down."""
    links = chain(A, link(value=90, deadline="05-10"), target("c", value=80, deadline="06-10", announced="03-01"))
    assessment = verdict(links, [], "03-31")
    assert assessment is not None
    assert assessment.chain is not None
    assert (assessment.chain.times_moved, assessment.chain.days_slipped) == (2, 61)
    assert float(assessment.chain.net_percent_moved or 0) == pytest.approx(-0.2)


def test_r10_chain_known_by_then() -> None:
    assessment = verdict(trillions("1.2", "1.3", "1.5"), [], "01-29")
    assert assessment is not None
    assert assessment.chain is not None
    assert assessment.chain.times_moved == 1
