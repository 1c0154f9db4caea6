"""The unit of the last printed digit of an article's figure."""

from __future__ import annotations

import re
from decimal import Decimal

from .figure import ArticleFigure
from .text import plain_text

_NUMBER = re.compile(r"[0-9]+(?:[ '.,][0-9]+)*")
_ONE = Decimal(1)


def rounded_to(figure: ArticleFigure) -> Decimal:
    """``1.5 trillion`` → 100000000000, ``146,2 тыс.`` → 100, ``22,000`` → 1; of number words 1."""
    match = _NUMBER.search(plain_text(figure.text).text)
    if match is None or not figure.value:
        return _ONE
    digits = re.sub("[ ']", "", match.group())
    for whole, decimals in _readings(digits):
        number = Decimal(f"{whole}.{decimals or 0}")
        if not number:
            continue
        scale = abs(figure.value) / number
        if _is_power_of_ten(scale):
            return (scale.normalize() * Decimal(10) ** -len(decimals)).normalize()
    return _ONE


def _readings(digits: str) -> list[tuple[str, str]]:
    """Whole digits and decimals, as groups of thousands first."""
    readings = []
    if all(len(group) == 3 for group in re.split("[.,]", digits)[1:]):
        readings.append((re.sub("[.,]", "", digits), ""))
    whole, _, decimals = digits.replace(",", ".").rpartition(".")
    readings.append((whole.replace(".", ""), decimals) if whole else (decimals, ""))
    return readings


def _is_power_of_ten(scale: Decimal) -> bool:
    return scale > 0 and scale.normalize().as_tuple().digits == (1,)
