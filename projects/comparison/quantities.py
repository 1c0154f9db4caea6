"""R5: exact arithmetic on figures: contexts, intervals, and how a result is written."""

from __future__ import annotations

from decimal import Context, Decimal

from .figures import Outcome

# 200 digits keep sums and products of recorded figures (at most 60 digits) exact, and every quotient on its side of a
# band of the method. No traps: bad data never raises.
EXACT = Context(prec=200, Emax=999_999, Emin=-999_999, traps=[])
SHOWN = Context(prec=28, Emax=999_999, Emin=-999_999, traps=[])

ZERO = Decimal(0)
ONE = Decimal(1)
HALF = Decimal("0.5")
HUNDRED = Decimal(100)
ABOUT = Decimal("0.05")  # R5*: how far "about" reaches
ON_TRACK = Decimal("0.95")  # R11*
BEHIND = Decimal("0.60")  # R11*

Interval = tuple[Decimal | None, Decimal | None]


def usable(value: Decimal | None) -> bool:
    """Whether there is a finite figure: absence, NaN and infinity are not zero."""
    return value is not None and value.is_finite()


def half(rounded_to: Decimal | None) -> Decimal:
    """Half the unit of the last printed digit; zero without ``rounded_to``: the figure is exact."""
    if rounded_to is None or not rounded_to.is_finite():
        return ZERO
    return EXACT.multiply(rounded_to.copy_abs(), HALF)  # three times as fast as a division by two


def printed(outcome: Outcome, up: bool) -> Decimal:
    """The figure as printed; of a range the end that is worse for the target (R5)."""
    assert outcome.value is not None
    if outcome.qualifier == "between" and outcome.upper_value is not None and usable(outcome.upper_value):
        low, high = sorted((outcome.value, outcome.upper_value))
        return low if up else high
    return outcome.value


def interval(outcome: Outcome) -> Interval:
    """The interval that an outcome's rounding and qualifier leave open (R5), exactly; None is an open end.

    Done and not done leave nothing open, whatever stands in those columns.
    """
    value = outcome.value
    assert value is not None
    if outcome.basis == "done":
        return value, value
    if outcome.qualifier == "between" and outcome.upper_value is not None and usable(outcome.upper_value):
        low, high = sorted((value, outcome.upper_value))
        return low, high
    slack = half(outcome.rounded_to)
    if outcome.qualifier == "exactly":
        return EXACT.subtract(value, slack), EXACT.add(value, slack)
    if outcome.qualifier == "about":
        slack = max(slack, EXACT.multiply(value.copy_abs(), ABOUT))
    low_end: Decimal | None = EXACT.subtract(value, slack)
    high_end: Decimal | None = EXACT.add(value, slack)
    if outcome.qualifier in ("more_than", "at_least"):
        high_end = None
    elif outcome.qualifier in ("at_most", "less_than"):
        low_end = None
    return low_end, high_end


def apart(first: Interval, second: Interval) -> bool:
    """R9: whether two intervals do not overlap; intervals that touch overlap."""
    return _below(first[1], second[0]) or _below(second[1], first[0])


def _below(high: Decimal | None, low: Decimal | None) -> bool:
    return high is not None and low is not None and high < low


def shown(value: Decimal | None) -> Decimal | None:
    """A result with at most 28 significant digits, finite; None for NaN and infinity."""
    if value is None or not value.is_finite():
        return None
    rounded = SHOWN.plus(value)
    return rounded.copy_abs() if rounded == 0 else rounded


def plain(figure: Decimal) -> str:
    """Decimal notation without grouping, exponent and trailing zeros: ``1500000000000``, ``7.4``."""
    text = f"{figure:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
