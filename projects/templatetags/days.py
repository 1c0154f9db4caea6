"""Days, periods and numbers of days in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django import template

from projects import wording
from projects.models.names import active_language
from projects.wording.kazakh import Case

register = template.Library()


@register.filter
def long_day(on: date | str | None) -> str:
    return wording.day(_date(on), active_language()) if on else ""


@register.filter
def short_day(on: date | str | None) -> str:
    return wording.short_day(_date(on), active_language()) if on else ""


@register.filter
def by_day(on: date) -> str:
    return wording.by(on, active_language())


@register.filter
def moment(at: datetime) -> str:
    """A moment to the minute; with ``|localtime`` before it, in the time zone of the reader."""
    return wording.moment(at, active_language())


@register.filter
def printed_day(source: Any) -> str:
    """The date of a source, as precisely as it was printed."""
    return wording.day(source.published, active_language(), source.published_precision)


@register.filter
def month_name(on: date) -> str:
    return wording.month(on, active_language())


@register.filter
def month_alone(on: date) -> str:
    return wording.month_alone(on, active_language())


@register.filter
def weekday(on: date) -> str:
    return wording.weekday(on, active_language())


@register.simple_tag
def window(start: date | None, end: date | None) -> str:
    return wording.period(start, end, active_language())


@register.simple_tag
def due(deadline: date, as_of: date) -> str:
    """``due in 38 days``, or how long ago that was."""
    days = (deadline - as_of).days
    return wording.due_in(days, active_language()) if days >= 0 else wording.ago(-days, active_language())


@register.filter
def day_count(number: int) -> str:
    return wording.days(number, active_language())


@register.filter
def time_count(number: int) -> str:
    return wording.times(number, active_language())


@register.filter
def kazakh(text: str, case: str) -> str:
    """A text with the ending that a Kazakh sentence asks for: ``day|long_day|kazakh:"dative"``."""
    return wording.kazakh_case(text, cast(Case, case), active_language())


def _date(on: date | str) -> date:
    return date.fromisoformat(on) if isinstance(on, str) else on
