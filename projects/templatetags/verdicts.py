"""Verdicts in words and marks: the status, how late it is, how far it is, how it was reached."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects import charts, wording
from projects.comparison.goals import is_ceiling_shape
from projects.models.names import active_language

from .names import localname

register = template.Library()


@register.simple_tag
def status_mark(code: str) -> SafeString:
    """A status told by word, shape and colour."""
    return marked(code, active_language())


@register.simple_tag
def verdict_meaning(verdict: Any, current: Any) -> str:
    """What the status means for the link that stands, a sentence."""
    return wording.verdict_meaning(verdict, active_language(), is_ceiling=has_ceiling(current))


@register.simple_tag
def against_first(report: Any) -> str:
    """What became of the deadline that was named first; "" where it was none or still stands."""
    first = report.first_deadline
    return wording.first_deadline(first, report.done_on, active_language()) if first else ""


@register.filter
def has_ceiling(current: Any) -> bool:
    """Whether a target, a row or an entry of the list, is a sum that must not be exceeded (R11.3)."""
    shape = current if hasattr(current, "accumulation") else current.indicator
    return is_ceiling_shape(shape.accumulation, shape.direction, current.qualifier)


@lru_cache
def marked(code: str, lang: str) -> SafeString:
    return format_html(
        '<span class="status status-{}">{}<span>{}</span></span>',
        code,
        charts.mark(code),
        wording.status(code, lang),
    )


@register.filter
def status_word(code: str) -> str:
    return wording.status(code, active_language())


@register.simple_tag
def bullet(entry: Any) -> SafeString:
    """The small bar of a list row: how far, how far by now, and the target."""
    return charts.bullet(entry.assessment, entry.value, active_language())


@register.simple_tag
def bullet_of(verdict: Any, value: Any) -> SafeString:
    """The same for a verdict and the value of the link that it is about."""
    return charts.bullet(verdict, value, active_language())


@register.simple_tag
def bullet_legend(verdict: Any, value: Any) -> list[tuple[SafeString, str]]:
    """(key as SVG, words) for each part of the small bar of a verdict."""
    keys = charts.bullet_keys(verdict, value, active_language())
    return [(charts.as_key(charts.key(words, shapes)), words) for words, shapes in keys]


@register.simple_tag
def why_in_other_terms(report: Any, reason: str, entry: Any) -> str:
    """Why a report on another indicator does not count for the target of a page."""
    indicator, lang = report.outcome.indicator, active_language()
    place = report.outcome.territory or indicator.territory
    return wording.why_in_other_terms(reason, indicator.unit, entry.unit, localname(place) if place else "", lang)


@register.filter
def overdue_by(number: int, status: str) -> str:
    """How long a target is past its deadline: ``{{ verdict.days_overdue|overdue_by:verdict.status }}``."""
    return wording.overdue_by(number, active_language(), status)


@register.filter
def late_by(number: int, status: str) -> str:
    """The same beside the status itself: ``{{ verdict.days_overdue|late_by:verdict.status }}``."""
    return wording.late_by(number, active_language(), status)


@register.filter
def sentences(explanation: Any) -> Any:
    """The steps of an explanation in words."""
    return explanation.sentences(active_language())


@register.filter
def about_report(explanation: Any, report: str) -> str:
    """What became of one report, in words."""
    return str(explanation.about_report(report, active_language()))


@register.filter
def sentence(finding: Any) -> str:
    """What a consistency check found, in words."""
    return str(finding.text(active_language()))
