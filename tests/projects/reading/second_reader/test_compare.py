"""Where two readers disagree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from projects.reading.articles import ArticleFigure
from projects.reading.second_reader import SecondFigure, compare_readings

END = date(2025, 12, 31)
FIRST = ArticleFigure("12 homes", 10, 18, Decimal(12), "homes", "exactly", None, "target", None, END, "absolute", None)
SECOND = SecondFigure(10, 12, Decimal(12), None, "target", None, END)


@pytest.mark.parametrize(
    ("changes", "differences"),
    [
        ({}, None),
        ({"kind": "", "period_end": None}, None),
        ({"value": Decimal(-12)}, None),
        ({"value": Decimal(13)}, ("value",)),
        ({"upper_value": Decimal(13)}, ("value",)),
        ({"kind": "outcome"}, ("kind",)),
        ({"period_end": date(2026, 12, 31)}, ("period",)),
        ({"period_start": date(2025, 1, 1)}, None),
        ({"kind": "other", "period_end": date(2026, 12, 31)}, ("kind",)),
        (
            {"value": Decimal(1), "kind": "outcome", "period_end": date(2024, 12, 31)},
            ("value", "kind", "period"),
        ),
    ],
)
def test_difference_is_named(changes, differences) -> None:
    second = replace(SECOND, **changes)
    disagreements, agreed = compare_readings([FIRST], [second], 100)
    assert agreed == (1 if differences is None else 0)
    assert [(row.first, row.second, row.differences) for row in disagreements] == (
        [] if differences is None else [(FIRST, second, differences)]
    )


def test_start_of_a_period_differs_where_both_have_one() -> None:
    first = replace(FIRST, period_start=date(2025, 1, 1))
    second = replace(SECOND, period_start=date(2025, 7, 1))
    assert compare_readings([first], [second], 100)[0][0].differences == ("period",)


def test_figure_of_one_reader_is_a_disagreement_unless_it_is_nothing_to_record() -> None:
    apart = replace(SECOND, start=30, end=40)
    other = replace(SECOND, start=50, end=60, kind="other")
    disagreements, agreed = compare_readings(
        [FIRST, replace(FIRST, start=70, end=75, kind="other")], [other, apart], 99
    )
    assert [(row.first is None, row.second is None) for row in disagreements] == [(False, True), (True, False)]
    assert agreed == 0


def test_what_the_second_reader_was_not_sent_is_no_disagreement() -> None:
    assert compare_readings([FIRST], [], 10) == ([], 0)


def test_figure_has_one_rival() -> None:
    longer = replace(SECOND, start=10, end=18)
    disagreements, agreed = compare_readings([FIRST], [SECOND, longer], 100)
    assert (agreed, [row.second for row in disagreements]) == (1, [SECOND])
