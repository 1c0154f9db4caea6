"""Shares of counts: Wilson's interval against published values, and no share of fewer than five."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.comparison.proportions import share_of, wilson

# Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3; and p = 1/2 by hand.
PUBLISHED = [
    (81, 263, ".2553", ".3662"),
    (15, 148, ".0624", ".1605"),
    (0, 20, ".0000", ".1611"),
    (1, 29, ".0061", ".1718"),
    (5, 10, ".2366", ".7634"),
]


@pytest.mark.parametrize(("number", "whole", "low", "high"), PUBLISHED)
def test_interval_is_the_published_one(number: int, whole: int, low: str, high: str) -> None:
    places = Decimal("0.0001")
    assert tuple(end.quantize(places) for end in wilson(number, whole)) == (Decimal(low), Decimal(high))


@given(st.integers(1, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_interval_holds_the_share_and_stays_within_nothing_and_all(case: tuple[int, int]) -> None:
    number, whole = case
    low, high = wilson(number, whole)
    assert 0 <= low <= Decimal(number) / whole <= high <= 1
    others = wilson(whole - number, whole)
    assert abs(others[0] - (1 - high)) < Decimal("1e-20"), "those that are left have the interval turned round"


@pytest.mark.parametrize(("number", "whole", "given"), [(0, 0, False), (4, 4, False), (3, 5, True), (0, 5, True)])
def test_share_is_given_from_five_on(number: int, whole: int, given: bool) -> None:
    assert (share_of(number, whole) is not None) == given


def test_share_says_of_how_many() -> None:
    share = share_of(6, 14)
    assert share is not None
    assert (share.number, share.whole, share.share) == (6, 14, Decimal(6) / 14)
    assert (share.low, share.high) == wilson(6, 14)


@pytest.mark.parametrize(("number", "whole"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_what_is_no_part_of_a_whole_has_no_interval(number: int, whole: int) -> None:
    with pytest.raises(ValueError, match="is no proportion"):
        wilson(number, whole)
