"""R16: of comparable promises how many were kept in time, and how well that foretold what became of others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.comparison.forecast import (
    FORECAST,
    WEIGHT_OF_ALL,
    Forecast,
    Promise,
    Step,
    Tally,
    chance,
    forecast,
    tally_of,
)
from projects.comparison.forecast_score import score
from projects.comparison.statuses import DECIDED, STATUSES
from projects.comparison.track_record import JUDGED

START = date(2024, 1, 1)
ALIKE, ALL = Tally(6, 14), Tally(15, 30)


def promise(number: int, kind: str, *steps: tuple[int, str]) -> Promise:
    """A promise whose status changed on some days after the start."""
    return Promise(
        str(number),
        (kind,),
        frozenset({(kind,)}),
        tuple(Step(START + timedelta(days), status) for days, status in steps),
    )


def settled(number: int, status: str, kind: str = "housing") -> Promise:
    """A promise that was decided as it was announced: it is counted, and never forecast."""
    return promise(number, kind, (0, status))


def test_statuses_that_are_forecast_may_still_become_kept_in_time():
    assert {"overdue", "not_assessable", *DECIDED} == {*STATUSES} - {*FORECAST}


def test_tally_counts_what_reports_decided():
    assert tally_of(STATUSES) == Tally(in_time=1, decided=len(JUDGED))


@pytest.mark.parametrize(
    ("alike", "everything", "beats_plain", "expected"),
    [
        (ALIKE, ALL, True, Forecast(ALIKE, comparable=True)),
        (Tally(2, 4), ALL, True, Forecast(ALL, comparable=False)),  # of fewer than five nothing is said
        (ALIKE, ALL, False, Forecast(ALL, comparable=False)),  # the plain share foretells better
        (Tally(2, 4), Tally(2, 4), True, None),
        (Tally(), Tally(), True, None),
    ],
)
def test_forecast_counts_comparable_promises_or_all(alike, everything, beats_plain, expected):
    assert forecast(alike, everything, beats_plain=beats_plain) == expected


@pytest.mark.parametrize(
    ("alike", "expected"),
    [
        (Tally(), Decimal("0.5")),  # nothing alike: the share of all
        (Tally(5, 5), Decimal("0.75")),  # five alike weigh as much as all
        (Tally(0, 15), Decimal("0.125")),
    ],
)
def test_chance_lies_between_those_alike_and_all(alike, expected):
    assert WEIGHT_OF_ALL == 5
    assert chance(alike, ALL) == expected


def test_score_of_promises_decided_at_once_is_none():
    assert score([settled(number, "missed") for number in range(9)]) is None


def test_score_waits_until_five_promises_are_decided():
    early = promise(9, "housing", (0, "on_track"), (10, "achieved"))
    assert score([early, *(promise(number, "housing", (10, "missed")) for number in range(5))]) is None


def test_score_compares_the_chance_of_each_day_with_what_came():
    before = [settled(number, "missed", "roads") for number in range(5)]
    before += [settled(number, "achieved") for number in range(5, 10)]
    in_time = promise(10, "housing", (0, "no_data"), (100, "achieved"))
    scored = score([*before, in_time])
    assert scored is not None
    assert (scored.promises, scored.brier, scored.brier_of_plain) == (1, Decimal("0.0625"), Decimal("0.25"))
    assert scored.beats_plain
    (band,) = scored.bands
    assert (band.low, band.high, band.promises) == (Decimal("0.6"), Decimal("0.8"), 1)
    assert (band.forecast, band.in_time) == (Decimal("0.75"), 1)


def test_score_leaves_out_days_on_which_nothing_was_forecast():
    before = [settled(number, "missed", "roads") for number in range(5)]
    before += [settled(number, "achieved") for number in range(5, 10)]
    overdue = promise(10, "housing", (0, "overdue"), (100, "achieved_late"))
    assert score([*before, overdue]) is None


def test_score_forgets_a_decision_that_a_later_report_took_back():
    before = [settled(number, "missed") for number in range(5)]
    wavering = promise(6, "housing", (0, "on_track"), (10, "achieved"), (20, "on_track"), (30, "missed"))
    scored = score([*before, wavering])
    assert scored is not None
    assert (scored.brier, scored.brier_of_plain) == (Decimal(0), Decimal(0))


def test_score_counts_a_promise_for_the_body_that_took_over():
    before = [
        replace(settled(number, "achieved", "old"), counts_for=frozenset({("old",), ("new",)})) for number in range(5)
    ]
    in_time, failed = promise(5, "new", (0, "no_data"), (9, "achieved")), promise(6, "old", (0, "missed"))
    scored = score([*before, failed, in_time])
    assert scored is not None
    assert abs(scored.brier - (1 - chance(Tally(5, 5), Tally(5, 6))) ** 2) < Decimal("1e-20")


histories = st.lists(
    st.tuples(
        st.sampled_from(["housing", "roads"]),
        st.dictionaries(st.integers(0, 12), st.sampled_from(STATUSES), min_size=1, max_size=4),
    ),
    max_size=14,
)


@given(histories)
def test_score_equals_a_count_of_every_day(histories):
    promises = [promise(number, kind, *sorted(steps.items())) for number, (kind, steps) in enumerate(histories)]
    expected = [errors for item in promises if (errors := _errors_by_day(item, promises))]
    scored = score(promises)
    if not expected:
        assert scored is None
        return
    assert scored is not None
    assert scored.promises == len(expected)
    for place, brier in enumerate((scored.brier, scored.brier_of_plain)):
        mean = sum(errors[place] for errors in expected) / len(expected)
        assert abs(brier - mean) < Decimal("1e-20")
    assert sum(band.promises for band in scored.bands) == len(expected)
    assert all(band.low <= band.forecast <= band.high and band.in_time <= band.promises for band in scored.bands)


def _errors_by_day(item: Promise, promises: list[Promise]) -> tuple[Decimal, Decimal] | None:
    """The mean squares of the errors of the chance and of the plain share, day by day."""
    if item.steps[-1].status not in JUDGED:
        return None
    in_time = item.steps[-1].status == "achieved"
    errors = []
    for number in range(13):
        day = START + timedelta(number)
        everything = tally_of(_status(other, day) for other in promises)
        if _status(item, day) in FORECAST and everything.decided >= 5:
            alike = tally_of(_status(other, day) for other in promises if other.likeness == item.likeness)
            plain = Decimal(everything.in_time) / everything.decided
            errors.append(((chance(alike, everything) - in_time) ** 2, (plain - in_time) ** 2))
    if not errors:
        return None
    return (
        sum((own for own, _plain in errors), Decimal(0)) / len(errors),
        sum((plain for _own, plain in errors), Decimal(0)) / len(errors),
    )


def _status(item: Promise, day: date) -> str:
    return next((step.status for step in reversed(item.steps) if step.on <= day), "")
