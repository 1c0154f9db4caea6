"""Numbers of an explanation: a reader with a pocket calculator gets the same results from the printed terms.

A result has = if it follows exactly from the printed terms, else ≈: ``= 87``, ``≈ 52,896``. Call within ``WIDE``.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from itertools import pairwise

from babel.numbers import format_decimal

from .languages import grammar
from .plurals import NBSP, locale_of, number

WIDE = Context(prec=400, rounding=ROUND_HALF_EVEN, Emax=999_999, Emin=-999_999)  # more digits than any figure
BANDS = (Decimal(0), Decimal("0.6"), Decimal("0.95"), Decimal(1))  # R11*: rounding must not seem to cross these
_SHORT = 4  # numbers of at most so many decimals are printed in full
_DIGITS = 5  # significant digits of longer numbers: results from them hold to four
_MOST = 30


def calculated(value: Decimal) -> Decimal:
    """A number in full if it has few decimals, else rounded to enough digits to compute with."""
    shown = value if value == _cut(value, _SHORT) else _cut(value, _decimals(value))
    return shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown.normalize()


def _decimals(value: Decimal) -> int:
    return max(0, _DIGITS - 1 - value.adjusted(), 2 if abs(value) < 10_000 else 0)


def bare(value: Decimal, lang: str) -> str:
    """A number in a formula, in brackets if negative."""
    return in_brackets(calculated(value), lang)


def in_brackets(shown: Decimal, lang: str) -> str:
    """The same for a number that is rounded already."""
    text = _written(shown, lang)
    return f"({text})" if text.startswith("−") else text


def compared(values: Iterable[Decimal]) -> dict[Decimal, Decimal]:
    """Numbers of a comparison → as printed, with enough decimals to tell them apart."""
    wanted = sorted(set(values))
    for decimals in range(_SHORT, _MOST):
        shown = [calculated(value) if decimals == _SHORT else _cut(value, decimals) for value in wanted]
        if all(low < high for low, high in pairwise(shown)):
            return dict(zip(wanted, shown, strict=True))
    return {value: value for value in wanted}


def is_exact(value: Decimal) -> bool:
    """Whether ``bare`` prints the number with all its digits."""
    return calculated(value) == value


def is_exact_share(value: Decimal) -> bool:
    """Whether ``bare_share`` prints the share with all its digits."""
    return _cut(value, 6) == value


def result(value: Decimal, lang: str, terms: bool = True) -> str:
    """``= 87``, ``≈ 52,896``; ``terms``: whether all terms of the formula are printed exactly."""
    shown = calculated(value)
    return f"{_sign(shown, value, terms)} {_written(shown, lang)}"


def bare_ratio(value: Decimal, lang: str) -> str:
    """A ratio to three decimals, or to more if rounding would lift it into the next band."""
    shown = _short_of_bands(value, 3)
    pattern = "#,##0.000" if shown == _cut(shown, 3) != shown.to_integral_value() else "#,##0.###"
    if shown != _cut(shown, 3):
        return _written(shown, lang)
    return str(format_decimal(shown, pattern, locale=locale_of(lang))).replace("-", "−")


def ratio_result(value: Decimal, lang: str, terms: bool = True) -> str:
    """``≈ 0.870``."""
    return f"{_sign(_short_of_bands(value, 3), value, terms)} {bare_ratio(value, lang)}"


def bare_share(value: Decimal, lang: str) -> str:
    """A share of a whole to six decimals."""
    return _written(_cut(value, 6), lang)


def share_result(value: Decimal, lang: str, terms: bool = True) -> str:
    """``≈ 0.305556``."""
    return f"{_sign(_cut(value, 6), value, terms)} {bare_share(value, lang)}"


def bare_percent(value: Decimal, lang: str) -> str:
    """A ratio as a percentage to two decimals; a ratio below 1 never shows as 100 %."""
    text = _written(_short_of_bands(value, 4) * 100, lang)
    return f"{text}%" if grammar(lang) == "en" else f"{text}{NBSP}%"


def percent_result(value: Decimal, lang: str, terms: bool = True) -> str:
    """``= 28.75%``."""
    return f"{_sign(_short_of_bands(value, 4), value, terms)} {bare_percent(value, lang)}"


def _sign(shown: Decimal, exact: Decimal, terms: bool) -> str:
    return "=" if terms and shown == exact else "≈"


def _cut(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals))


def _short_of_bands(value: Decimal, decimals: int) -> Decimal:
    value = value or Decimal(0)  # zero has no sign: 0 ÷ (−50) = 0
    for more in range(decimals, _MOST):
        shown = _cut(value, more)
        if all((shown >= band) == (value >= band) for band in BANDS):
            return shown
    return value


def _written(value: Decimal, lang: str) -> str:
    """Without trailing zeros, with a true minus sign, which zero has not."""
    value = value or Decimal(0)
    whole = value == value.to_integral_value()
    return number(value.quantize(Decimal(1)) if whole else value.normalize(), lang).replace("-", "−")
