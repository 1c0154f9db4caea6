"""Dates, periods and numbers of days in words. The month names are Babel's; the order of a Kazakh date is ours."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime

from .kazakh import in_case
from .languages import Phrase, grammar, language
from .plurals import counted, locale_of
from .units import UNITS

_DAY = Phrase("d MMMM y", "d MMMM y 'г'.", "y 'ж'. d MMMM")
_SHORT_DAY = Phrase("d MMM y", "d MMM y 'г'.", "y 'ж'. d MMM")
_MONTH = Phrase("LLLL y", "LLLL y 'г'.", "y 'ж'. MMMM")
_YEAR = Phrase("y", "y 'г'.", "y 'ж'.")
_YEARS = Phrase("{}–{}", "{}–{} гг.", "{}–{} жж.")
_DAY_OF_YEAR = Phrase("d MMMM", "d MMMM", "d MMMM")
_MONTH_OF_YEAR = Phrase("LLLL", "LLLL", "MMMM")
# The dative of the months, for comparisons in Russian.
_TO_MONTHS = {
    "январь": "январю",
    "февраль": "февралю",
    "март": "марту",
    "апрель": "апрелю",
    "май": "маю",
    "июнь": "июню",
    "июль": "июлю",
    "август": "августу",
    "сентябрь": "сентябрю",
    "октябрь": "октябрю",
    "ноябрь": "ноябрю",
    "декабрь": "декабрю",
}
_WEEKDAY = Phrase("EEE", "EEE", "EEE")
_MONTH_ALONE = Phrase("LLL", "LLL", "LLL")
_MOMENT = Phrase("d MMMM y, HH:mm", "d MMMM y 'г'., HH:mm", "y 'ж'. d MMMM, HH:mm")

_BY = Phrase("by {}", "до {}", "мерзімі: {}")
_IN_YEAR = Phrase("in {}", "за {}", "{} ішінде")
_ON_DAY = Phrase("on {}", "на {}", "{}")
_FROM_TO = Phrase("from {} to {}", "с {} по {}", "{} – {}")
_OVERDUE = Phrase("{} overdue", "просрочено на {}", "мерзімінен {} өтті")
_UNREPORTED = Phrase("no final report for {}", "итогового отчёта нет уже {}", "{} бойы қорытынды есеп жоқ")
# The same beside the status, which already has the word.
_BY_DAYS = Phrase("by {}", "на {}", "{} өтті")
_FOR_DAYS = Phrase("for {}", "уже {}", "{} бойы")
_DUE_IN = Phrase("due in {}", "срок через {}", "мерзіміне {} қалды")
_DUE_TODAY = Phrase("due today", "срок сегодня", "мерзімі бүгін")
_DAYS_AGO = Phrase("{} ago", "{} назад", "{} бұрын")
_DAYS = {
    "en": ("day", "days"),
    "ru": ("день", "дня", "дней", "дня"),
    "kk": ("күн",),
}
_LONG = 2
_FIRST_DEADLINE = Phrase("The first deadline was {}.", "Первый названный срок: {}.", "Алғаш аталған мерзім: {}.")
_FIRST_DEADLINE_MISSED = Phrase(
    "The day named first, {}, was missed by {}.",
    "Названный первым срок, {}, сорван: опоздание {}.",
    "Алғаш аталған мерзімнен ({}) {} кешікті.",
)
_TIMES = {
    "en": ("time", "times"),
    "ru": ("раз", "раза", "раз", "раза"),
    "kk": ("рет",),
}


def _written(on: date, patterns: Phrase, lang: str) -> str:
    return format_date(on, patterns.text(lang), locale=locale_of(lang))


def day(on: date, lang: str, precision: str = "day") -> str:
    """A date as precisely as its source printed it (rule R1): ``9 March 2026``, ``March 2026``, ``2026``."""
    return _written(on, {"month": _MONTH, "year": _YEAR}.get(precision, _DAY), lang)


def short_day(on: date, lang: str) -> str:
    """A date for a table: ``9 Mar 2026``, ``9 мар. 2026 г.``, ``2026 ж. 9 нау.``"""
    return _written(on, _SHORT_DAY, lang)


def month(on: date, lang: str) -> str:
    """A month with its year, as a heading."""
    text = _written(on, _MONTH, lang)
    return text[0].upper() + text[1:]


def month_day(on: date, lang: str) -> str:
    """A day without its year: ``29 November``."""
    return _written(on, _DAY_OF_YEAR, lang)


def weekday(on: date, lang: str) -> str:
    """The short name of a weekday: ``Mon``, ``пн``, ``дс``."""
    return _written(on, _WEEKDAY, lang)


def month_alone(on: date, lang: str) -> str:
    """The short name of a month: ``Jan``, ``янв.``."""
    text = _written(on, _MONTH_ALONE, lang)
    return text[0].upper() + text[1:]


def moment(at: datetime, lang: str) -> str:
    """A moment to the minute, in the time zone that ``at`` carries."""
    return format_datetime(at, _MOMENT.text(lang), tzinfo=at.tzinfo, locale=locale_of(lang))


def clock(at: datetime) -> str:
    """The time of day of a moment, in the time zone that ``at`` carries: ``09:05``."""
    return f"{at:%H:%M}"


def _is_month_end(on: date) -> bool:
    return on.day == calendar.monthrange(on.year, on.month)[1]


def period(start: date | None, end: date | None, lang: str) -> str:
    """A period as a reader names it: a year, a month, or its two ends; a missing end stays open."""
    if end is None:
        return f"{day(start, lang)} –" if start else ""
    if start is None or start == end:
        return day(end, lang)
    if (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31):
        if start.year == end.year:
            return day(end, lang, "year")
        return _YEARS.text(lang, start.year, end.year)
    if start.day == 1 and _is_month_end(end):
        return _months(start, end, lang)
    if start.year != end.year:
        return f"{day(start, lang)} – {day(end, lang)}"
    if language(lang) == "kk":
        return f"{day(start, lang)} – {_written(end, _DAY_OF_YEAR, lang)}"
    return f"{_written(start, _DAY_OF_YEAR, lang)} – {day(end, lang)}"


def _months(start: date, end: date, lang: str) -> str:
    """Whole months; a year that both ends share stands once."""
    last = day(end, lang, "month")
    if (start.year, start.month) == (end.year, end.month):
        return last
    if start.year != end.year:
        return f"{day(start, lang, 'month')} – {last}"
    if language(lang) == "kk":
        return f"{day(start, lang, 'month')}–{_written(end, _MONTH_OF_YEAR, lang)}"
    return f"{_written(start, _MONTH_OF_YEAR, lang)}–{last}"


def compared_period(start: date | None, end: date, lang: str) -> str:
    """A period of comparison in the grammatical case of the comparison: ``к январю–маю 2023 г.``"""
    code = grammar(lang)
    named = period(start, end, lang)
    if code == "kk":
        return in_case(named, "with")
    if code == "en" or (start is not None and named == day(end, lang, "year")):
        return named
    if start is not None and start.day == 1 and _is_month_end(end):
        return re.sub(r"[а-я]+", lambda word: _TO_MONTHS.get(word[0], word[0]), named)
    if start is None or start == end:
        return named
    return f"периоду {during(start, end, lang)}"


def during(start: date | None, end: date, lang: str) -> str:
    """A period as an adverb after a figure: ``in 2024``, ``from 1 January to 18 December 2025``, ``on 9 March 2026``.

    In Kazakh it is the bare period: the sentence puts it before the figure.
    """
    code = language(lang)
    named = period(start, end, lang)
    if code == "kk":
        return named
    if start is None or start == end:
        return _ON_DAY.text(code, named)
    if start.day == 1 and _is_month_end(end):
        return _IN_YEAR.text(code, named)
    first = _written(start, _DAY_OF_YEAR, lang) if start.year == end.year else day(start, lang)
    return _FROM_TO.text(code, first, day(end, lang))


def days(number: Decimal | int, lang: str) -> str:
    """A number of days: ``1 day``, ``22 дня``, ``5 күн``."""
    return counted(number, _DAYS, lang)


def span(start: date, end: date, lang: str) -> str:
    """A long time in whole years, with its days: ``9 years (3,289 days)``; less than two years in days alone."""
    years = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    in_days = days((end - start).days, lang)
    return in_days if years < _LONG else f"{counted(years, UNITS['years'], lang)} ({in_days})"


def first_deadline(deadline: date, done_on: date | None, lang: str) -> str:
    """What became of the deadline that was named first; ``done_on`` is the later day on which it was done."""
    if done_on is None or done_on <= deadline:
        return _FIRST_DEADLINE.text(lang, day(deadline, lang))
    return _FIRST_DEADLINE_MISSED.text(lang, day(deadline, lang), span(deadline, done_on, lang))


def times(number: int, lang: str) -> str:
    """How often: ``1 time``, ``3 times``."""
    return counted(number, _TIMES, lang)


def overdue_by(number: int, lang: str, status: str = "overdue") -> str:
    """How long a target is past its deadline (R11.7): ``326 days overdue``, ``no final report for 326 days``."""
    return (_UNREPORTED if status == "unreported" else _OVERDUE).text(lang, days(number, lang))


def late_by(number: int, lang: str, status: str) -> str:
    """The words after a status past its deadline: *Overdue* ``by 326 days``, *No final report* ``for 8 days``."""
    return (_FOR_DAYS if status == "unreported" else _BY_DAYS).text(lang, days(number, lang))


def due_in(number: int, lang: str) -> str:
    """``due in 38 days``; zero is ``due today``."""
    if number == 0:
        return _DUE_TODAY.text(lang)
    return _DUE_IN.text(lang, days(number, lang))


def ago(number: int, lang: str) -> str:
    """``12 days ago``."""
    return _DAYS_AGO.text(lang, days(number, lang))


def by(on: date, lang: str) -> str:
    """A deadline: ``by 31 December 2024``."""
    return _BY.text(lang, day(on, lang))


def within(start: date | None, end: date, lang: str) -> str:
    """The window of a promise within a period: ``in 2024`` for whole months, else its two ends."""
    named = start is not None and start.day == 1 and _is_month_end(end)
    pattern = _IN_YEAR.text(lang) if named else "{}"
    return pattern.format(period(start, end, lang))
