"""Calendar arithmetic: numbers of days, decimal years, and days beyond the calendar's end."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

# Far above the error of several divisions in the EXACT context, far below any difference of exact figures: a count of
# 900 that was divided by nine and multiplied again is rounded up to day 900, not 901.
QUOTIENT = Decimal("1E-120")
DEFAULT_INTERVAL = 180  # R3*, R11*: days, where an indicator names no reporting interval


def days(start: date, end: date) -> int:
    """Days from ``start`` to ``end``, both counted."""
    return end.toordinal() - start.toordinal() + 1


def after(day: date, count: int) -> date | None:
    """The day ``count`` days later; None outside the calendar."""
    ordinal = day.toordinal() + count
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def after_at_most(day: date, count: int) -> date:
    """The day ``count`` days later, at most the calendar's last day."""
    return after(day, count) or date.max


def whole_days_up(count: Decimal) -> int | None:
    """A number of days, rounded up; None beyond any calendar."""
    if not count.is_finite() or abs(count) > 4_000_000:
        return None
    return int(count.quantize(QUOTIENT).to_integral_value(rounding=ROUND_CEILING))


def decimal_year(day: date) -> Decimal:
    """Year + day of year / days in year, as the growth rates of Eurostat and Statistics Canada count time."""
    length = 366 if calendar.isleap(day.year) else 365
    return day.year + Decimal(day.timetuple().tm_yday) / length


def is_calendar_year(start: date | None, end: date | None) -> bool:
    """Whether a window is exactly one calendar year."""
    return (
        start is not None
        and end is not None
        and start.year == end.year
        and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    )


def same_day_in(year: int, day: date) -> date:
    """The same day of another year; the last day of February stays the last day of February."""
    if day.month == 2 and day.day >= 28 and (day + timedelta(days=1)).month == 3:
        return date(year, 2, 29 if calendar.isleap(year) else 28)
    return day.replace(year=year)
