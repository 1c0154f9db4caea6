"""A line as it was typed → a promise: what the words, the line above and the record make of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.desk.announcement.promises import Amount, Baseline, KnownIndicator, KnownTarget, Window
from projects.desk.announcement.settled import CHOICES, same_indicator, settle
from projects.desk.announcement.typed import Figure, Programme, Time, Typed
from projects.reading import read_figure
from projects.reading.windows import read_window

pytestmark = pytest.mark.once

YEAR = Window(date(2027, 1, 1), date(2027, 12, 31), "in 2027")
BUILT = KnownIndicator("schools-built", ("Schools built", "Построенные школы"), "schools", "sum", "increase")
RECORDED = KnownTarget(
    id="schools-2026",
    indicator="schools-built",
    basis="absolute",
    amount=Amount(Decimal(12), None, None, "at_least"),
    window=Window(date(2026, 1, 1), date(2026, 12, 31), "in 2026"),
    timing="within_period",
    baseline=Baseline(),
    bundle="schools-2026",
    announced=date(2025, 1, 1),
)
PROGRAMME = Programme((BUILT,), (RECORDED,))


def figure(text):
    reading = read_figure(text).reading
    return Figure(reading, not read_figure(text).is_plain) if reading else None


def time(text):
    reading = read_window(text).reading
    return Time(reading, text) if reading else None


def line(what="Schools built", how_many="12", by="in 2027", was="", was_by="", number=1, **more):
    return Typed(
        number=number,
        what=what,
        how_many=how_many,
        figure=figure(how_many) if how_many else None,
        by=time(by) if by else None,
        was=figure(was) if was else None,
        was_by=time(was_by) if was_by else None,
        **{"unit": "schools", **more},
    )


def settled(typed, programme=None, above=None, sentence=""):
    return settle(typed, programme or Programme(), above, sentence)


def test_words_decide_what_nobody_chose():
    promise = settled(line()).promise
    assert (promise.accumulation, promise.direction, promise.timing, promise.basis) == (
        "sum",
        "increase",
        "within_period",
        "absolute",
    )
    assert promise.window == YEAR
    assert promise.amount == Amount(Decimal(12), None, None, "exactly")


def test_choice_goes_before_words():
    chosen = {"accumulation": "level", "timing": "by_deadline", "qualifier": "about"}
    promise = settled(line(chosen=chosen)).promise
    assert (promise.accumulation, promise.timing, promise.amount.qualifier) == ("level", "by_deadline", "about")


def test_level_owed_in_a_year_is_read_before_that_year_too():
    assert settled(line("Reach a share", "40 %", unit="")).promise.window.start is None


@pytest.mark.parametrize(
    ("what", "how_many", "unit", "expected"),
    [
        ("Cost", "40 billion tenge", "", (Decimal(40_000_000_000), Decimal(1_000_000_000), "KZT")),
        ("Reduce emissions", "by 10 %", "tonnes", (Decimal(-10), None, "tonnes")),
        ("Reduce emissions", "10–20 %", "tonnes", (Decimal(-20), None, "tonnes")),
        ("Exports", "5 times", "USD", (Decimal(5), None, "USD")),
        ("Share", "40 %", "", (Decimal(40), None, "percent")),
    ],
)
def test_figure_and_its_unit(what, how_many, unit, expected):
    promise = settled(line(what, how_many, unit=unit)).promise
    assert (promise.amount.value, promise.amount.rounded_to, promise.unit) == expected


def test_cut_of_a_range_has_its_ends_in_order():
    amount = settled(line("Reduce emissions", "10–20 %", unit="tonnes")).promise.amount
    assert (amount.value, amount.upper_value, amount.qualifier) == (Decimal(-20), Decimal(-10), "between")


def test_line_without_a_time_has_that_of_the_line_above():
    first = settled(line(was_by="2026"))
    second = settled(line("Jobs created", "900", by="", unit="jobs", number=2), above=first)
    third = settled(line("Cost", "40", by="", unit="KZT", number=3), above=second)
    assert second.promise.window == third.promise.window == YEAR
    assert third.promise.was == (third.promise.amount, Window(date(2026, 1, 1), date(2026, 12, 31)))
    assert third.like_above


def test_dash_says_that_no_time_was_named():
    second = settled(line(by="", has_no_deadline=True, number=2), above=settled(line()))
    assert (second.promise.window, second.like_above) == (Window(), False)


@pytest.mark.parametrize(
    ("by", "was_by", "start"),
    [
        ("in 2027", "2026", date(2026, 1, 1)),
        ("in 2027", "in 2026", date(2026, 1, 1)),
        ("by 2027", "2026", None),
        ("in March 2027", "12.2026", date(2026, 12, 1)),
        ("2026–2027", "30.06.2026", date(2026, 1, 1)),
    ],
)
def test_time_before_is_read_as_the_time_now(by, was_by, start):
    promise = settled(line(by=by, was_by=was_by)).promise
    assert promise.was[1].start == start


def test_figure_before_keeps_the_time():
    promise = settled(line(was="10")).promise
    assert promise.was == (Amount(Decimal(10), None, None, "exactly"), YEAR)


def test_same_words_and_unit_are_the_recorded_indicator():
    for what in ("Schools built", "built schools", "ПОСТРОЕННЫЕ ШКОЛЫ", "построенных школ"):
        assert same_indicator(what, "schools", (BUILT,)) == BUILT
    assert same_indicator("Schools built", "KZT", (BUILT,)) is None
    assert same_indicator("Schools", "schools", (BUILT,)) is None
    assert same_indicator("", "", (BUILT,)) is None


def test_recorded_indicator_is_offered_and_can_be_declined():
    assert settled(line(), PROGRAMME).promise.indicator == BUILT
    assert settled(line(chosen={"indicator": "new"}), PROGRAMME).promise.indicator is None


def test_recorded_target_that_says_what_was_promised_before_is_revised():
    promise = settled(line(was_by="2026"), PROGRAMME).promise
    assert (promise.revises, promise.was) == (RECORDED, None)
    other = settled(line(was_by="2025"), PROGRAMME).promise
    assert other.revises is None
    assert other.was is not None
    assert settled(line(was_by="2026", chosen={"revises": "new"}), PROGRAMME).promise.revises is None


def test_revised_target_gives_what_was_not_typed():
    moved = settled(line("", "", "in 2027", unit="", chosen={"revises": "schools-2026"}), PROGRAMME).promise
    assert (moved.amount, moved.window, moved.timing) == (RECORDED.amount, YEAR, "within_period")
    raised = settled(line("", "15", "", unit="", chosen={"revises": "schools-2026"}), PROGRAMME).promise
    assert (raised.amount.value, raised.window) == (15, RECORDED.window)


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        (line(was="12", chosen={"revises": "new"}), "was"),
        (line(was_by="in 2027"), "was_by"),
        (line(how_many="40 billion tenge"), "unit"),
        (line(how_many="at least 12", chosen={"qualifier": "at_most"}), "qualifier"),
        (line(since=date(2026, 7, 1)), "since"),
        (line(chosen={"basis": "done"}), "basis"),
        (line(chosen={"accumulation": "level"}), "accumulation"),
        (line(chosen={"indicator": "other"}), "indicator"),
        (line(chosen={"revises": "other"}), "revises"),
        (line(was="10", chosen={"revises": "schools-2026"}), "was"),
        (line(chosen={"revises": "schools-2026", "indicator": "other"}), "indicator"),
    ],
)
def test_what_the_boxes_say_against_one_another_stands_at_the_box(typed, box):
    assert box in settled(typed, PROGRAMME).problems


@pytest.mark.parametrize("typed", [line(), line(was_by="2026"), line(was="10"), line("Adopt the law", "", unit="")])
def test_a_plain_line_has_no_problems(typed):
    assert settled(typed).problems == {}
    assert set(settled(typed).proposals) == set(CHOICES)
