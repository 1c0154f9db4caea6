"""Days, periods and numbers of days in the reader's language."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import template
from django.utils.translation import get_language

from projects import wording
from projects.wording.kazakh import Case

register = template.Library()


@register.filter
def long_day(on: date | str | None) -> str:
    return wording.day(_date(on), _lang()) if on else ""


@register.filter
def short_day(on: date | str | None) -> str:
    return wording.short_day(_date(on), _lang()) if on else ""


@register.filter
def by_day(on: date) -> str:
    return wording.by(on, _lang())


@register.filter
def printed_day(source: Any) -> str:
    """The date of a source, as precisely as it was printed."""
    return wording.day(source.published, _lang(), source.published_precision)


@register.filter
def month_name(on: date) -> str:
    return wording.month(on, _lang())


@register.filter
def month_alone(on: date) -> str:
    return wording.month_alone(on, _lang())


@register.filter
def weekday(on: date) -> str:
    return wording.weekday(on, _lang())


@register.simple_tag
def window(start: date | None, end: date | None) -> str:
    return wording.period(start, end, _lang())


@register.simple_tag
def due(deadline: date, as_of: date) -> str:
    """``due in 38 days``, or how long ago that was."""
    days = (deadline - as_of).days
    return wording.due_in(days, _lang()) if days >= 0 else wording.ago(-days, _lang())


@register.filter
def day_count(number: int) -> str:
    return wording.days(number, _lang())


@register.filter
def time_count(number: int) -> str:
    return wording.times(number, _lang())


@register.filter
def kazakh(text: str, case: str) -> str:
    """A text with the ending that a Kazakh sentence asks for: ``day|long_day|kazakh:"dative"``."""
    return wording.kazakh_case(text, cast(Case, case), _lang())


def _date(on: date | str) -> date:
    return date.fromisoformat(on) if isinstance(on, str) else on


def _lang() -> str:
    return get_language() or "en"
