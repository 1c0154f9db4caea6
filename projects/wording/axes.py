"""The scales of a chart in words: numbers without their unit, the unit once, days as months or years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from .amounts import scale_of, unit_name
from .claims import signed_percent
from .languages import language
from .plurals import LOCALES, number


def scale(values: Sequence[Decimal], basis: str, unit: str, lang: str) -> tuple[tuple[str, ...], str]:
    """Labels for the values of an axis, and what they count: ``("0", "500", "1,000"), "billion tenge"``.

    ``basis`` as a target's: a percent change is labelled with its sign and needs no unit.
    """
    if basis == "percent_change":
        return tuple(signed_percent(value, lang) for value in values), ""
    if basis == "multiple":
        return tuple(number(value, lang) for value in values), unit_name("times", lang)
    factor, word = scale_of(max((abs(value) for value in values), default=Decimal(0)))
    labels = tuple(number((value / factor).normalize() + 0, lang) for value in values)
    name = "%" if unit == "percent" else unit_name(unit, lang)
    return labels, " ".join(part for part in (str(getattr(word, language(lang))) if word else "", name) if part)


def tick(on: date, lang: str, *, yearly: bool) -> str:
    """A day of the time axis: ``2024``, or ``Jan 2024`` where the axis shows months."""
    return format_date(on, "y" if yearly else "LLL y", locale=LOCALES[language(lang)])
