"""R15: what became of many promises, counted; medians of days and percent; a share of five or more only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from projects.comparison.figures import RevisionStep
from projects.comparison.history import HistoryStep
from projects.comparison.readings import OutcomeIndex
from projects.comparison.revisions import steps
from projects.comparison.statuses import STATUSES
from projects.comparison.track_record import (
    ENDINGS,
    ChainRecord,
    Move,
    TrackRecord,
    cohorts,
    first_answer,
    moves_of,
    track_record,
)
from tests.projects.comparison.claims import MILESTONE, target

TODAY = date(2026, 1, 1)
DUE, LATER = date(2024, 12, 31), date(2028, 12, 31)


def chain(number: int = 1, status: str = "achieved", **changes: object) -> ChainRecord:
    """A chain announced and due in 2024, whose verdict is the same against both of its ends."""
    record = ChainRecord(f"first-{number}", f"target-{number}", date(2024, 1, 1), status, status, DUE, DUE)
    return replace(record, **changes)  # type: ignore[arg-type]  # the names of its own fields


def counts(record: TrackRecord) -> dict[str, int]:
    """How many promises ended each way, without those that are none."""
    return {ending.name: len(ending.targets) for ending in record.endings if ending.targets}


def median_of(record: TrackRecord, way: str) -> Decimal | None:
    return next(moved.median for moved in record.movement.ways if moved.name == way)


# --- what fell due ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({"status": "achieved"}, {"achieved": 1}),
        ({"status": "achieved_late"}, {"achieved_late": 1}),
        ({"status": "missed"}, {"missed": 1}),
        ({"status": "overdue"}, {"overdue": 1}),
        ({"status": "unreported"}, {"unreported": 1}),
        ({"status": "not_assessable"}, {"not_assessable": 1}),
        ({"status": "withdrawn"}, {"withdrawn": 1}),
        ({"status": "on_track", "deadline": LATER}, {"ahead": 1}),  # postponed past today
        ({"status": "no_data", "deadline": None}, {"ahead": 1}),
        ({"status": "on_track", "first_deadline": LATER, "deadline": LATER}, {}),
        ({"status": "achieved", "first_deadline": LATER, "deadline": LATER}, {"achieved": 1}),  # decided early
        ({"status": "missed", "first_deadline": LATER, "deadline": LATER}, {"missed": 1}),  # a ceiling passed
        ({"status": "withdrawn", "first_deadline": LATER, "deadline": LATER}, {"withdrawn": 1}),
        ({"status": "achieved", "first_deadline": None, "deadline": None}, {"achieved": 1}),
        ({"status": "not_assessable", "first_deadline": None, "deadline": None}, {}),
        ({"status": "unreported", "first_deadline": TODAY}, {}),  # on the day itself it has not passed
        ({"status": "missed", "announced": date(2027, 1, 1)}, {}),  # not known yet
    ],
)
def test_r15_promise_is_counted_once_where_it_belongs(changes: dict[str, object], counted: dict[str, int]) -> None:
    record = track_record([chain(**changes)], TODAY)  # type: ignore[arg-type]  # the names of its own fields
    assert counts(record) == counted
    assert record.due == sum(counted.values())


def test_r15_every_status_of_what_fell_due_has_a_line() -> None:
    record = track_record([chain(number, status) for number, status in enumerate(STATUSES)], TODAY)
    assert tuple(ending.name for ending in record.endings) == ENDINGS
    assert record.due == record.promises == len(STATUSES) == sum(counts(record).values())


def test_r15_promise_without_a_day_is_told_apart() -> None:
    record = track_record([chain(status="not_assessable", first_deadline=None, deadline=None)], TODAY)
    assert (record.promises, record.due, record.undated) == (1, 0, ("target-1",))


def test_r15_against_the_first_announcement() -> None:
    moved = chain(status="on_track", first_status="overdue", deadline=LATER)
    lowered = chain(2, "achieved", first_status="missed")
    assert counts(track_record([moved, lowered], TODAY)) == {"achieved": 1, "ahead": 1}
    assert counts(track_record([moved, lowered], TODAY, against_first=True)) == {"missed": 1, "overdue": 1}


def test_r15_of_nothing() -> None:
    record = track_record([], TODAY)
    assert (record.promises, record.due, record.decided, record.kept_share) == (0, 0, 0, None)
    assert (record.movement.share, record.silence.median_days) == (None, None)
    assert cohorts([], TODAY) == ()


# --- shares ----------------------------------------------------------------------------------------------------------


def test_r15_kept_is_a_share_of_the_decided_and_never_of_fewer_than_five() -> None:
    four = [chain(1), chain(2), chain(3, "achieved_late"), chain(4, "missed")]
    silent = [chain(number, "unreported") for number in range(5, 15)]
    record = track_record([*four, *silent], TODAY)
    assert (record.due, record.decided, record.kept_share) == (14, 4, None)
    share = track_record([*four, *silent, chain(15, "missed")], TODAY).kept_share
    assert share is not None
    assert (share.number, share.whole, share.share) == (2, 5, Decimal("0.4"))
    assert share.low < share.share < share.high


def test_r15_endings_are_shares_of_what_fell_due() -> None:
    record = track_record([chain(1), *(chain(number, "unreported") for number in range(2, 6))], TODAY)
    shares = {ending.name: ending.share and ending.share.share for ending in record.endings}
    assert (shares["achieved"], shares["unreported"], shares["missed"]) == (Decimal("0.2"), Decimal("0.8"), Decimal(0))
    assert all(ending.share is None for ending in track_record([chain()], TODAY).endings)


# --- moves -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"value": 80}, Move(("lowered",), False, 0, Decimal("-0.2"))),
        ({}, {"value": 150}, Move(("raised",), False, 0, Decimal("0.5"))),
        ({}, {"deadline": "12-31"}, Move(("postponed",), False, 265)),
        ({}, {"deadline": "03-01"}, Move(("advanced",), False, -40)),
        ({}, {"deadline": None}, Move(("postponed",), False)),
        ({"deadline": None}, {}, Move(("advanced",), False)),
        ({}, {"qualifier": "about"}, Move(("requalified",), False, 0)),
        ({}, {"withdrawn": True, "value": None}, Move(("withdrawn",), False)),
        ({"value": 0}, {"value": 5}, Move(("raised",), False, 0)),  # nothing is so many times nothing
        ({"value": -100}, {"value": -80}, Move(("raised",), False, 0, Decimal("0.2"))),
        (
            {"qualifier": "between", "value": 10, "upper_value": 20},
            {"qualifier": "between", "value": 10, "upper_value": 25},
            Move(("raised",), False, 0, Decimal("0.25")),
        ),
        ({"on": MILESTONE}, {"on": MILESTONE, "deadline": LATER}, Move(("postponed",), False, 2092)),
    ],
)
def test_r15_move_says_what_changed_and_how_far(
    before: dict[str, object], after: dict[str, object], expected: Move
) -> None:
    links = (target("a", **before), target("b", announced="03-01", **after))
    assert moves_of(links, steps(links, OutcomeIndex(()))) == (expected,)


def test_r15_first_link_is_no_move() -> None:
    links = (target("a"),)
    assert moves_of(links, steps(links, OutcomeIndex(()))) == ()


def test_r15_promises_that_moved_are_counted_once_and_their_medians_are_of_promises() -> None:
    twice = (Move(("lowered",), False, 0, Decimal("-0.5")), Move(("lowered", "postponed"), True, 100, Decimal("-0.5")))
    record = track_record(
        [
            chain(1, moves=twice),
            chain(2, moves=(Move(("lowered",), False, 0, Decimal("-0.25")),)),
            chain(3, moves=(Move(("postponed",), True, 300),)),
            chain(4, moves=(Move(("raised",), False, 0, Decimal("0.1")), Move((), True))),
            chain(5, moves=(Move((), True),)),  # said again, after the fact: no move
        ],
        TODAY,
    )
    assert {way.name: (way.moves, way.targets) for way in record.movement.ways if way.moves} == {
        "raised": (1, ("target-4",)),
        "lowered": (3, ("target-1", "target-2")),
        "postponed": (2, ("target-1", "target-3")),
    }
    assert median_of(record, "lowered") == Decimal("-0.5"), "between a quarter and, of what was halved twice, three"
    assert median_of(record, "postponed") == 200
    assert median_of(record, "requalified") is None
    assert record.movement.targets == ("target-1", "target-2", "target-3", "target-4")
    assert record.movement.after_the_fact == ("target-1", "target-3")
    assert record.movement.share is not None
    assert record.movement.share.share == Decimal("0.8")


def test_r15_distance_that_is_not_known_is_in_no_median() -> None:
    unknown = (Move(("postponed",), False, 10), Move(("postponed",), False))
    record = track_record([chain(1, moves=unknown), chain(2, moves=(Move(("postponed",), False, 30),))], TODAY)
    assert median_of(record, "postponed") == 30


def test_r15_what_was_put_off_without_a_day_counts_with_the_day_named_next() -> None:
    """Its days are those since the last day that was named, so nothing is missing from their sum."""
    airport = [
        target("2011", deadline=date(2011, 10, 30)),
        target("2013", deadline=date(2013, 10, 27), revises="2011"),
        target("none", deadline=None, revises="2013"),
        target("2020", deadline=date(2020, 10, 31), revises="none"),
    ]
    steps = [RevisionStep(link.id, ("postponed",) if link.revises else (), False) for link in airport]
    record = track_record([chain(moves=moves_of(airport, steps))], TODAY)
    assert median_of(record, "postponed") == (date(2020, 10, 31) - date(2011, 10, 30)).days


# --- silence ---------------------------------------------------------------------------------------------------------


def history(*changes: tuple[str, str]) -> list[HistoryStep]:
    return [HistoryStep(date.fromisoformat(day), "a", status, ()) for day, status in changes]


@pytest.mark.parametrize(
    ("changes", "answered"),
    [
        ([], None),
        ([("2024-01-01", "no_data"), ("2025-01-01", "unreported")], None),
        ([("2025-01-01", "unreported"), ("2025-03-01", "missed")], "2025-03-01"),
        ([("2025-01-01", "unreported"), ("2025-03-01", "overdue"), ("2025-09-01", "achieved_late")], "2025-03-01"),
        ([("2024-06-01", "achieved")], "2024-06-01"),  # met early, and no later report takes it back
        ([("2024-06-01", "achieved"), ("2024-09-01", "behind"), ("2025-02-01", "missed")], "2025-02-01"),
        ([("2024-06-01", "missed"), ("2024-07-01", "on_track")], None),  # revised before the deadline that stands
        ([("2025-01-01", "unreported"), ("2025-02-01", "withdrawn")], None),
        ([("2025-01-01", "not_assessable")], None),
    ],
)
def test_r15_first_answer_is_the_first_report_on_the_deadline(
    changes: list[tuple[str, str]], answered: str | None
) -> None:
    assert first_answer(history(*changes), DUE) == (answered and date.fromisoformat(answered))


def test_r15_silence_counts_from_the_deadline_and_tells_the_silent_apart() -> None:
    record = track_record(
        [
            chain(1, answered_on=date(2025, 1, 30)),
            chain(2, "missed", answered_on=date(2025, 2, 19)),
            chain(3, "overdue", answered_on=date(2025, 12, 31)),
            chain(4, answered_on=date(2024, 11, 1)),  # answered before its deadline: nobody waited
            chain(5, "unreported"),
            chain(6, "not_assessable"),
            chain(7, "on_track", deadline=LATER),
        ],
        TODAY,
    )
    assert record.silence.answered == ("target-1", "target-2", "target-3")
    assert record.silence.median_days == 50
    assert record.silence.silent == ("target-5",)


# --- cohorts ---------------------------------------------------------------------------------------------------------


def test_r15_cohort_is_a_year_of_first_announcement() -> None:
    years = cohorts(
        [chain(1, announced=date(2023, 5, 1)), chain(2, "missed"), chain(3), chain(4, announced=date(2026, 1, 2))],
        TODAY,
    )
    assert [(year, record.promises, counts(record)) for year, record in years] == [
        (2023, 1, {"achieved": 1}),
        (2024, 2, {"achieved": 1, "missed": 1}),
    ]
    [(year, record)] = cohorts([chain(status="on_track", first_status="missed")], TODAY, against_first=True)
    assert (year, counts(record)) == (2024, {"missed": 1})


def test_r15_steps_that_are_not_those_of_the_links_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        moves_of((target("a"), target("b")), (RevisionStep("a", (), False),))
