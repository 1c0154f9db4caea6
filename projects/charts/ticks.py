"""The ticks of the axes: round numbers, and first days of months or years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import count

_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_STEPS = 5  # intervals on the axis of values, at most
_NEAR_ZERO = Decimal("0.5")  # the axis begins at zero if the lowest value is below this part of the highest
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000)


def value_ticks(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """Evenly spaced round numbers around all the values, with zero if it is near."""
    numbers = list(values)
    low, high = min(numbers), max(numbers)
    if low > 0 and low < high * _NEAR_ZERO:
        low = Decimal(0)
    if high < 0 and high > low * _NEAR_ZERO:
        high = Decimal(0)
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = Decimal(1)
    step = _round_up((high - low) / _STEPS)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (high / step).to_integral_value(rounding="ROUND_CEILING")
    return tuple(step * (first + place) for place in range(int(last - first) + 1))


def _round_up(size: Decimal) -> Decimal:
    power = Decimal(10) ** size.adjusted()
    return next(number * power for number in _ROUND if number * power >= size)


def day_ticks(first: date, last: date, *, months: int, years: int) -> tuple[tuple[date, ...], bool]:
    """First days of months or years, at most so many of either, and whether they are years."""
    for step in _MONTHS:
        days = _firsts(first, last, step)
        if len(days) <= (months if step < 12 else years):
            break
    return days, step >= 12


def _firsts(first: date, last: date, months: int) -> tuple[date, ...]:
    begin = -(-(first.year * 12 + first.month - 1) // months) * months
    days: list[date] = []
    for month in count(begin, months):
        year, place = divmod(month, 12)
        if year > last.year or year > date.max.year or len(days) > 50:
            break
        on = date(max(year, 1), place + 1, 1)
        if first <= on <= last:
            days.append(on)
    return tuple(days)
