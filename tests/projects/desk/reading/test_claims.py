"""A figure is asked about where it can be read in two ways, and refused where the text leaves something open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from projects.desk.reading.claims import Measured, agreed, asked_about, cells_for, lacks, unit_problem
from projects.reading.articles import ArticleFigure

HOMES = Measured("homes", "dwellings", "sum")


def figure(**members: Any) -> ArticleFigure:
    basic: dict[str, Any] = {
        **{"text": "1,500 homes", "start": 0, "end": 11, "value": Decimal(1500), "unit": "dwellings"},
        **{"qualifier": "exactly", "upper_value": None, "kind": "outcome", "period_start": date(2025, 1, 1)},
        **{"period_end": date(2025, 6, 30), "basis": "absolute", "converted_from": None},
    }
    return ArticleFigure(**{**basic, **members})


@pytest.mark.parametrize(
    ("members", "is_asked"),
    [
        ({"other_value": Decimal("1.5")}, False),
        ({"text": "52,000 homes", "value": Decimal(52_000), "other_value": Decimal(52)}, False),
        ({"text": "1,500 tonnes", "unit": "tonnes", "other_value": Decimal("1.5")}, True),
        ({"text": "$1,500", "unit": "USD", "other_value": Decimal("1.5")}, True),
        ({"text": "1,500 widgets", "unit": "units", "other_value": Decimal("1.5")}, True),
        ({"text": "1,500", "unit": "", "other_value": Decimal("1.5")}, True),
        ({"text": "1,500 домов", "value": Decimal("1.5"), "other_value": Decimal(1500)}, True),
        (
            {"text": "1,234 million people", "unit": "people", "value": Decimal(1_234_000_000)}
            | {"other_value": Decimal(1_234_000)},
            True,
        ),
        ({"text": "1,500 %", "unit": "percent", "other_value": Decimal("1.5")}, True),
        ({}, False),
    ],
)
def test_second_reading_is_asked_about_unless_it_cannot_be(members, is_asked) -> None:
    assert (asked_about(figure(**members)).other_value is not None) is is_asked


def test_reading_that_was_chosen_is_taken_and_no_other_value() -> None:
    read = figure(unit="tonnes", other_value=Decimal("1.5"))
    assert agreed(read, Decimal("1.5")).value == Decimal("1.5")
    assert agreed(read, Decimal(7)).value == Decimal(1500)
    assert agreed(read, None).value == Decimal(1500)


def test_both_ends_of_a_range_are_read_alike() -> None:
    text = {"text": "1,500–2,500 tonnes", "unit": "tonnes", "qualifier": "between", "upper_value": Decimal(2500)}
    chosen = agreed(figure(**text, other_value=Decimal("1.5")), Decimal("1.5"))
    assert (chosen.value, chosen.upper_value) == (Decimal("1.5"), Decimal("2.5"))
    chosen = agreed(
        figure(**{**text, "value": Decimal("1.5"), "upper_value": Decimal("2.5")}, other_value=Decimal(1500)),
        Decimal(1500),
    )
    assert cells_for(chosen, "outcomes", "metal", 1)["upper_value"] == "2500"


@pytest.mark.parametrize(
    ("members", "table", "measured", "boxes"),
    [
        ({}, "outcomes", HOMES, []),
        ({"period_end": None, "period_start": None}, "outcomes", HOMES, ["end"]),
        ({"period_end": None, "period_start": None}, "targets", HOMES, ["end"]),
        ({"period_start": None}, "outcomes", HOMES, ["start"]),
        ({"period_start": None}, "outcomes", Measured("stock", "dwellings", "level"), []),
        ({"period_start": None, "is_undated": True}, "outcomes", Measured("stock", "dwellings", "level"), ["end"]),
        ({"period_start": None}, "targets", HOMES, []),
        ({}, "", HOMES, ["what"]),
        ({"unit": "tonnes", "other_value": Decimal("1.5")}, "outcomes", HOMES, ["value", "indicator"]),
        ({"unit": "USD"}, "outcomes", Measured("m", "KZT", "sum"), ["indicator"]),
        ({"unit": ""}, "outcomes", Measured("m", "KZT", "sum"), ["indicator"]),
        ({"unit": "units"}, "outcomes", HOMES, []),
        ({"unit": "percent", "basis": "percent_change"}, "outcomes", HOMES, []),
        ({"unit": ""}, "targets", Measured("m", "", "milestone"), ["indicator"]),
        ({"unit": "units"}, "outcomes", Measured("m", "percent", "point"), ["indicator"]),
        ({"unit": ""}, "outcomes", Measured("m", "km", "sum"), ["indicator"]),
        ({"unit": "percentage_points", "basis": "percent_change"}, "outcomes", HOMES, ["indicator"]),
        (
            {"unit": "percentage_points", "basis": "percent_change"},
            *("outcomes", Measured("m", "percent", "point"), ["indicator"]),
        ),
    ],
)
@pytest.mark.usefixtures("db")
def test_what_the_text_leaves_open_is_asked_for(members, table, measured, boxes) -> None:
    assert [box for box, _sentence in lacks(figure(**members), table, measured, None)] == boxes


def test_figure_of_another_unit_says_both() -> None:
    sentence = unit_problem(figure(unit="USD"), Measured("m", "KZT", "sum"))
    assert "dollar" in sentence.lower()
    assert "tenge" in sentence.lower()


def test_columns_are_canonical_and_of_their_table() -> None:
    cells = cells_for(figure(text="1.5 thousand homes"), "outcomes", "homes", 3)
    assert (cells["value"], cells["rounded_to"], cells["locator"]) == ("1500", "100", "¶ 3")
    assert (cells["period_start"], cells["period_end"], cells["final"]) == ("2025-01-01", "2025-06-30", "true")
    assert cells_for(figure(period_start=None, is_undated=True), "outcomes", "homes", 3)["period_end"] == ""
    cells = cells_for(figure(period_start=None), "targets", "homes", 3, "homes-2025")
    assert (cells["deadline"], cells["window_start"], cells["timing"]) == ("2025-06-30", "", "by_deadline")
    assert (cells["revises"], cells["rounded_to"]) == ("homes-2025", "")
    assert cells_for(figure(), "targets", "homes", 3)["timing"] == "within_period"
