"""Weeks and what became new in them, in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template

from projects import wording
from projects.models.names import active_language

register = template.Library()


@register.filter
def week_days(week: Any) -> str:
    """The days of a week: ``23–29 November 2026``."""
    return wording.week_days(week.monday, week.sunday, active_language())


@register.simple_tag
def week_sentences(report: Any) -> list[str]:
    """How many promises became what in the week, and what was recorded about earlier days."""
    lang = active_language()
    numbers = report.numbers
    late = wording.late_sentence(numbers.late, lang)
    if late and not numbers.timely:
        return [late]
    timely = wording.week_sentence(numbers.timely, lang, under_way=report.under_way)
    return [timely, late] if late else [timely]
