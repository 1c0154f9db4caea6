"""The result of reading a text: its readings, or the problem."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Problem(StrEnum):
    """Why a text has no reading; the result's ``detail`` names the part."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_DIGITS = "no_digits"
    OTHER_DIGITS = "other_digits"  # digits of another script, fractions, superscripts
    EXPONENT = "exponent"
    GROUPING = "grouping"
    OTHER_DECIMAL = "other_decimal"  # another sign than the one that is said to be decimal
    TOO_MANY_DIGITS = "too_many_digits"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_SIGN = "unknown_sign"
    RANGE_ORDER = "range_order"
    RANGE_SCALE = "range_scale"  # 900–1 million: does the scale belong to both ends?
    RANGE_QUALIFIED = "range_qualified"
    UNITS_DIFFER = "units_differ"
    UNIT_NOT_ALLOWED = "unit_not_allowed"
    SHAPE = "shape"  # every part is known, together they are no figure
    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_MONTH = "no_such_month"
    OTHER_ORDER = "other_order"  # of day, month and year than the one that is said to be theirs
    SHORT_YEAR = "short_year"
    DAY_NEEDED = "day_needed"


@dataclass(frozen=True, slots=True)
class FigureReading:
    """One way to read a figure.

    ``value`` and ``upper_value`` (of a range) are in base units. ``qualifier`` is a code of the method or empty.
    ``unit`` is ``percent``, ``percentage_points``, ``times``, an ISO 4217 code or empty. ``rounded_to`` is the unit of
    the last printed digit.
    """

    value: Decimal
    rounded_to: Decimal
    upper_value: Decimal | None = None
    qualifier: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FigureResult:
    """One reading, two to ask about, or none with the ``problem``. ``is_plain``: digits and at most one point."""

    text: str
    readings: tuple[FigureReading, ...] = ()
    problem: Problem | None = None
    detail: str = ""
    is_plain: bool = False

    @property
    def reading(self) -> FigureReading | None:
        """The only reading, if there is only one."""
        return self.readings[0] if len(self.readings) == 1 else None


@dataclass(frozen=True, slots=True)
class DayReading:
    """One way to read a date: its first and last day, which differ where ``precision`` is ``month`` or ``year``."""

    first: date
    last: date
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class DayResult:
    """One reading, two to ask about (05/06/2024), or none with the ``problem``."""

    text: str
    readings: tuple[DayReading, ...] = ()
    problem: Problem | None = None
    detail: str = ""

    @property
    def reading(self) -> DayReading | None:
        """The only reading, if there is only one."""
        return self.readings[0] if len(self.readings) == 1 else None
