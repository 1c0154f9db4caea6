"""R5: an actual keeps the qualifier of the reports that it is made of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.comparison.as_reported import qualifier_of
from projects.comparison.figures import Outcome
from projects.comparison.publishers import Publisher
from projects.comparison.quantities import Interval
from projects.comparison.readings import Reading

DAY = date(2024, 6, 30)


def reading(printed_as: Outcome | Interval, value: int = 10) -> Reading:
    return Reading("r", None, DAY, Decimal(value), printed_as, 0, True, DAY, "p", 0)


def reported(qualifier: str, upper: int | None = None) -> Outcome:
    return Outcome(
        id="r",
        indicator="i",
        territory="kz",
        basis="absolute",
        value=Decimal(10),
        period_start=None,
        period_end=DAY,
        qualifier=qualifier,
        upper_value=None if upper is None else Decimal(upper),
        final=True,
        published=DAY,
        publisher=Publisher("p", "p"),
        source_kind="press",
    )


@pytest.mark.parametrize(
    ("qualifiers", "expected"),
    [
        ([], ""), (["exactly"], "exactly"), (["about"], "about"), (["more_than"], "more_than"),
        (["less_than", "less_than"], "less_than"), (["exactly", "exactly"], "exactly"),
        (["more_than", "exactly"], "at_least"), (["at_least", "more_than"], "at_least"),
        (["less_than", "exactly"], "at_most"), (["at_least", "at_most"], "about"), (["about", "at_least"], "about"),
        (["exactly", "about"], "about"), ([""], ""),
    ],
)  # fmt: skip
def test_qualifier_of_an_actual_is_the_vaguest_of_its_reports(qualifiers: list[str], expected: str) -> None:
    assert qualifier_of(reading(reported(qualifier)) for qualifier in qualifiers) == expected


def test_end_of_a_range_is_open_towards_the_other() -> None:
    assert qualifier_of([reading(reported("between", 20), 10)]) == "at_least"
    assert qualifier_of([reading(reported("between", 20), 20)]) == "at_most"
    assert qualifier_of([reading(reported("between", 10), 10)]) == "exactly"


@pytest.mark.parametrize(
    ("interval", "expected"),
    [((None, Decimal(10)), "at_most"), ((Decimal(10), None), "at_least"), ((Decimal(9), Decimal(11)), "exactly")],
)
def test_converted_figure_keeps_the_end_that_is_open(interval: Interval, expected: str) -> None:
    assert qualifier_of([reading(interval)]) == expected
