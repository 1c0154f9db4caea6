"""The axes of a chart in words: numbers without their unit, the unit once, days as months or years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from .amounts import counted_unit, percent, scale_of, unit_name
from .claims import signed_percent
from .kazakh import in_case
from .languages import Phrase, language
from .plurals import locale_of, number

_NOTHING_YET = Phrase("Nothing reported yet", "Пока ничего не сообщено", "Әзірге ештеңе хабарланған жоқ")
_OF_WAY = Phrase("{} of the way", "Пройдено {} пути к цели", "Мақсатқа апаратын жолдың {} өтілді")
_OF_VALUE = Phrase("{} of the announced value", "{} объявленного значения", "Жарияланған мәннің {}")
_EXPECTED = Phrase("{} expected by then", "к этой дате ожидалось {}", "осы күнге қарай күтілгені – {}")


def scale(values: Sequence[Decimal], basis: str, unit: str, lang: str) -> tuple[tuple[str, ...], str]:
    """Labels for the values of an axis, and their unit: ``("0", "500", "1,000"), "billion tenge"``.

    ``basis`` is the target's: a percent change is labelled with its sign and has no unit.
    """
    if basis == "percent_change":
        return tuple(signed_percent(value, lang) for value in values), ""
    if basis == "multiple":
        return tuple(number(value, lang) for value in values), unit_name("times", lang)
    factor, word = scale_of(max((abs(value) for value in values), default=Decimal(0)))
    labels = tuple(number((value / factor).normalize() + 0, lang) for value in values)
    name = "%" if unit == "percent" else unit_name(unit, lang) if word is None else counted_unit(unit, lang)
    return labels, " ".join(part for part in (word.text(lang) if word else "", name) if part)


def progress(done: Decimal | None, expected: Decimal | None, lang: str, *, of_way: bool) -> str:
    """A bullet in words: ``50% of the way; 70% expected by then``, or without ``of_way`` ``50% of the announced …``."""
    code = language(lang)
    if done is None:
        return _NOTHING_YET.text(code)
    share = percent(done, lang)
    share = in_case(share, "possessive") if code == "kk" else share
    progress_text = (_OF_WAY if of_way else _OF_VALUE).text(code, share)
    if expected is None:
        return progress_text
    return f"{progress_text}; {_EXPECTED.text(code, percent(expected, lang))}"


def tick(on: date, lang: str, *, yearly: bool) -> str:
    """A day of the time axis: ``2024``, or ``Jan 2024`` where the axis shows months."""
    return format_date(on, "y" if yearly else "LLL y", locale=locale_of(lang))
