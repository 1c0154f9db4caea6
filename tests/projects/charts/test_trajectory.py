"""A trajectory as a picture: everything within the frame, in both sizes and three languages."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from projects import wording
from projects.charts import pictures
from projects.charts.ticks import day_ticks, value_ticks
from projects.comparison.trajectory import Point, Promised, Reported, Trajectory

START, END = date(2024, 1, 1), date(2024, 12, 31)


def data(**values) -> Trajectory:
    given = {
        "as_of": date(2024, 8, 1), "unit": "KZT", "terms": "absolute", "deadline": END, "goal": Decimal(15 * 10**11),
        "path": (Point(START, Decimal(0)), Point(END, Decimal(15 * 10**11))), "expected": None,
        "reported": (
            Reported("a", date(2024, 3, 31), Decimal(3 * 10**11), Decimal(25 * 10**10), Decimal(35 * 10**10), True),
            Reported("b", date(2024, 6, 30), Decimal(6 * 10**11), Decimal(6 * 10**11), None, False),
        ),
        "line": (Point(START, Decimal(0)), Point(date(2024, 3, 31), Decimal(3 * 10**11))),
        "promised": (
            Promised("x", date(2023, 12, 1), Decimal(12 * 10**11), date(2024, 6, 30), date(2024, 4, 1)),
            Promised("y", date(2024, 4, 1), Decimal(15 * 10**11), END, None),
        ),
        **values,
    }  # fmt: skip
    return Trajectory(**given)


def places(picture) -> list[tuple[float, float]]:
    points = [tuple(map(float, pair.split(","))) for line in (picture.path, picture.line) for pair in line.split()]
    points += [(float(one.x), float(y)) for one in picture.dots for y in (one.y, one.low, one.high)]
    points += [(float(one.x), float(one.y)) for one in picture.goals]
    return points


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_everything_lies_within_the_frame(lang: str) -> None:
    for picture in pictures(data(), lang):
        for x, y in places(picture):
            assert float(picture.left) <= x <= float(picture.right) <= picture.width
            assert 0 < float(picture.top) <= y <= float(picture.bottom) <= picture.height
        assert {mark.text for mark in picture.values} == {"0", "0.5", "1", "1.5"} or lang != "en"


def test_higher_values_are_higher_up_and_later_days_further_right() -> None:
    wide, narrow = pictures(data(), "en")
    (start, low), (end, high) = (tuple(map(float, pair.split(","))) for pair in wide.path.split())
    assert start < end
    assert high < low
    assert (wide.name, narrow.name) == ("wide", "narrow")
    assert narrow.width < 375


def test_range_without_a_limit_runs_to_the_frame() -> None:
    picture = pictures(data(), "en")[0]
    rounded, open_above = picture.dots
    assert float(rounded.high) < float(rounded.y) < float(rounded.low)
    assert open_above.high == picture.top
    assert (rounded.stands, open_above.stands) == (True, False)


def test_each_announcement_is_a_step_and_leaves_its_own_goal() -> None:
    picture = pictures(data(), "en")[0]
    assert re.fullmatch(r"M[\d.]+ [\d.]+H([\d.]+)L\1 [\d.]+H[\d.]+", picture.steps)
    assert [goal.current for goal in picture.goals] == [False, True]


@pytest.mark.parametrize(("as_of", "beyond"), [(date(2025, 1, 10), False), (date(2030, 1, 1), True)])
def test_day_of_the_question_far_beyond_is_pointed_at(as_of: date, beyond: bool) -> None:
    picture = pictures(data(as_of=as_of), "en")[0]
    assert picture.as_of_beyond is beyond
    assert float(picture.as_of.at) <= float(picture.right)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0, 180], [0, 50, 100, 150, 200]),
        ([Decimal("91.2"), Decimal("94.8")], [91, 92, 93, 94, 95]),
        ([-3, 8], [-5, Decimal("-2.5"), 0, Decimal("2.5"), 5, Decimal("7.5"), 10]),
        ([0, 0], [0, Decimal("0.2"), Decimal("0.4"), Decimal("0.6"), Decimal("0.8"), 1]),
        ([7], [0, 2, 4, 6, 8]),
        ([-4], [-4, -3, -2, -1, 0]),
        ([10**40, 2 * 10**40], None),
    ],
)
def test_values_are_enclosed_by_round_numbers(values: list, ticks: list | None) -> None:
    found = value_ticks(map(Decimal, values))
    assert found[0] <= min(values)
    assert found[-1] >= max(values)
    assert ticks is None or list(found) == ticks


@pytest.mark.parametrize(
    ("first", "last", "yearly", "most"),
    [
        (START, END, False, 7),
        (date(2022, 3, 5), date(2029, 12, 31), True, 12),
        (date(1, 1, 1), date.max, True, 12),
        (START, START, False, 7),
    ],
)
def test_days_are_few_enough_to_be_read(first: date, last: date, yearly: bool, most: int) -> None:
    days, years = day_ticks(first, last, months=7, years=12)
    assert years is yearly
    assert len(days) <= most
    assert all(first <= on <= last and on.day == 1 for on in days)


def test_scale_names_its_unit_once() -> None:
    values = [Decimal(0), Decimal(5 * 10**11), Decimal(10**12)]
    assert wording.scale(values, "absolute", "KZT", "en") == (("0", "0.5", "1"), "trillion tenge")
    assert wording.scale(values, "absolute", "KZT", "ru")[0][1] == "0,5"
    assert wording.scale([Decimal(-5), Decimal(5)], "percent_change", "KZT", "en") == (("−5%", "+5%"), "")
    assert wording.scale([Decimal(50)], "absolute", "percent", "en") == (("50",), "%")
    assert wording.tick(START, "en", yearly=False) == "Jan 2024"
    assert wording.tick(START, "kk", yearly=True) == "2024"
