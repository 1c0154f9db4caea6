"""Shares of counts, with the interval that their small number leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

FEWEST = 5  # a share of fewer says more than is known*
NORMAL_95 = Decimal("1.959963984540054")  # the standard normal distribution holds 95 % within this of its middle


@dataclass(frozen=True, slots=True)
class Share:
    """``number`` of ``whole``, and Wilson's 95 % interval of the proportion. Ratios: 1 = all."""

    number: int
    whole: int
    share: Decimal
    low: Decimal
    high: Decimal


def share_of(number: int, whole: int) -> Share | None:
    """A count as a share with its interval; None of fewer than five."""
    if whole < FEWEST:
        return None
    low, high = wilson(number, whole)
    return Share(number, whole, Decimal(number) / whole, low, high)


def wilson(number: int, whole: int) -> tuple[Decimal, Decimal]:
    """Wilson's 95 % interval of a proportion (1927), without a correction for continuity.

    It never leaves 0 to 1, and is of use from a handful on. Raises ValueError where ``number`` is no part of ``whole``.
    """
    if not 0 <= number <= whole or whole == 0:
        raise ValueError(f"{number} of {whole} is no proportion")
    share, square = Decimal(number) / whole, NORMAL_95 * NORMAL_95
    centre = share + square / (2 * whole)
    reach = NORMAL_95 * (share * (1 - share) / whole + square / (4 * whole * whole)).sqrt()
    scale = 1 + square / whole
    low = Decimal(0) if number == 0 else (centre - reach) / scale
    high = Decimal(1) if number == whole else (centre + reach) / scale
    return low, high
