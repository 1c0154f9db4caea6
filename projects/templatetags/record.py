"""The record in words, for templates: everything is said by ``projects.wording`` in the reader's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from projects import charts, wording
from projects.wording.kazakh import Case

register = template.Library()


def _lang() -> str:
    return get_language() or "en"


# --- names ----------------------------------------------------------------------------------------------------------


@register.filter
def localname(thing: Any) -> str:
    """The name of a thing of the record in the reader's language, else its English one."""
    return wording.isolated(str(getattr(thing, f"name_{_lang()}", "") or thing.name))


@register.filter
def localtext(thing: Any, field: str) -> str:
    """A text column in the reader's language, else the English one."""
    return wording.isolated(str(getattr(thing, f"{field}_{_lang()}", "") or getattr(thing, field)))


@register.filter
def isolated(text: str) -> str:
    """A word of the record that is nobody's language (a publisher, a speaker, a bundle): it turns only itself round."""
    return wording.isolated(text)


@register.filter
def quoted(text: str) -> str:
    """A text as the record has it – a note, a locator, a title – with its language where that is not the page's."""
    if not text:
        return ""
    written = wording.written_in(text)
    marked = format_html(' lang="{}"', written) if written != _lang() else ""
    return format_html("<bdi{}>{}</bdi>", marked, text)


# --- codes -------------------------------------------------------------------------------------------------------


@register.filter
def said(code: str, family: str) -> str:
    """A code in words: ``{{ outcome.source.kind|said:"source_kind" }}``; families are functions of wording."""
    return str(getattr(wording, family)(code, _lang()))


@register.filter
def filter_words(value: Any, name: str) -> str:
    """A value of a filter (``reports.targets.facets.FacetValue``) as its readers call it."""
    if value.thing is not None:
        return localname(value.thing)
    if name == "status":
        return wording.status(value.value, _lang())
    if name == "unit":
        return wording.unit_name(value.value, _lang())
    if name == "sector":
        return wording.sector(value.value, _lang())
    if name in ("overdue", "revised"):
        return gettext("yes") if value.value == "true" else gettext("no")
    return wording.isolated(str(value.value))


@register.filter
def sentences(told: Any) -> Any:
    """The steps of an explanation in words."""
    return told.sentences(_lang())


@register.filter
def about_report(told: Any, report: str) -> str:
    """What became of one report, in words."""
    return str(told.about_report(report, _lang()))


@register.filter
def sentence(finding: Any) -> str:
    """What a consistency check found, in words."""
    return str(finding.text(_lang()))


@register.simple_tag
def status_mark(code: str) -> SafeString:
    """A status told by word, shape and colour."""
    return marked(code, _lang())


@lru_cache
def marked(code: str, lang: str) -> SafeString:
    return format_html(
        '<span class="status status-{}">{}<span>{}</span></span>',
        code,
        charts.mark(code),
        wording.status(code, lang),
    )


@register.simple_tag
def bullet(entry: Any) -> SafeString:
    """The small bar of a list row: how far, how far by now, and the target."""
    return charts.bullet(entry.assessment, entry.value, _lang())


@register.simple_tag
def bullet_of(verdict: Any, value: Any) -> SafeString:
    """The same for a verdict and the value of the link that it is about."""
    return charts.bullet(verdict, value, _lang())


@register.filter
def status_word(code: str) -> str:
    return wording.status(code, _lang())


# --- figures -----------------------------------------------------------------------------------------------------


@register.simple_tag
def promise(link: Any, unit: str | None = None) -> str:
    """What a target promises: ``at least 180 projects``."""
    return wording.stated(
        basis=link.basis,
        qualifier=link.qualifier,
        value=link.value,
        upper=link.upper_value,
        unit=link.unit if unit is None else unit,
        lang=_lang(),
        promised=True,
    )


@register.filter
def due_by(deadline: date) -> str:
    return wording.by(deadline, _lang())


@register.filter
def deadlines(together: Any) -> str:
    """The deadlines of what is compared: by their years, where these tell them apart."""
    said = []
    for day, by_year, number in together.dates:
        words = (
            gettext("no date named") if day is None else str(day.year) if by_year else wording.short_day(day, _lang())
        )
        said.append(words if number == 1 else f"{words} (×{number})")
    return ", ".join(said)


@register.simple_tag
def report(outcome: Any, unit: str) -> str:
    """What an outcome reports: ``more than 12,000 jobs``."""
    return wording.stated(
        basis=outcome.basis,
        qualifier=outcome.qualifier,
        value=outcome.value,
        upper=outcome.upper_value,
        unit=unit,
        lang=_lang(),
        compared_with=(outcome.compared_with_start, outcome.compared_with_end),
    )


@register.simple_tag
def amount(value: Any, unit: str, digits: int | None = None) -> str:
    """A figure with its unit; ``digits`` rounds a computed one."""
    return wording.amount(value, unit, _lang(), digits=digits)


@register.simple_tag
def figure(verdict: Any, name: str, link: Any, unit: str | None = None, digits: int | None = None) -> str:
    """A figure of a verdict, in the terms that the target is judged in: absolute once a baseline is known (R4)."""
    basis = "absolute" if verdict["resolved_value"] is not None else link.basis
    if name == "actual":
        qualifier = verdict.get("actual_qualifier")
        return wording.measured(verdict[name], qualifier, basis, link.unit if unit is None else unit, _lang())
    return wording.in_terms(verdict[name], basis, link.unit if unit is None else unit, _lang(), digits=digits)


@register.filter
def in_percent(ratio: Any) -> str:
    return wording.percent(ratio, _lang())


@register.filter
def signed_ratio(ratio: Decimal) -> str:
    """A change as a percentage with its sign and one decimal."""
    percent = (ratio * 100).quantize(Decimal("0.1"))
    return wording.signed_percent(
        percent.normalize() if percent != percent.to_integral_value() else percent.quantize(Decimal(1)), _lang()
    )


@register.filter
def beside(cells: Any, titled: Any) -> list[tuple[Any, str]]:
    """The cells of a row, each with the title of its column."""
    return [(cell, title) for cell, (_column, title, _without) in zip(cells, titled, strict=True)]


@register.filter
def as_ratio(value: Any) -> str:
    return wording.ratio(value, _lang())


@register.filter
def grouped(value: Any) -> str:
    return wording.number(value, _lang())


# --- dates -------------------------------------------------------------------------------------------------------


@register.filter
def long_day(on: date | str | None) -> str:
    return wording.day(_date(on), _lang()) if on else ""


@register.filter
def kazakh(text: str, case: str) -> str:
    """A text with the ending that a Kazakh sentence asks for: ``day|long_day|kazakh:"dative"``."""
    return wording.kazakh_case(text, cast(Case, case), _lang())


@register.filter
def short_day(on: date | str | None) -> str:
    return wording.short_day(_date(on), _lang()) if on else ""


@register.filter
def by_day(on: date) -> str:
    return wording.by(on, _lang())


@register.filter
def month_name(on: date) -> str:
    return wording.month(on, _lang())


@register.filter
def month_alone(on: date) -> str:
    return wording.month_alone(on, _lang())


@register.filter
def weekday(on: date) -> str:
    return wording.weekday(on, _lang())


@register.filter
def printed_day(source: Any) -> str:
    """The date of a source, as precisely as it was printed."""
    return wording.day(source.published, _lang(), source.published_precision)


@register.simple_tag
def window(start: date | None, end: date | None) -> str:
    return wording.period(start, end, _lang())


@register.simple_tag
def within(start: date | None, end: date) -> str:
    return wording.within(start, end, _lang())


@register.filter
def day_count(number: int) -> str:
    return wording.days(number, _lang())


@register.filter
def time_count(number: int) -> str:
    return wording.times(number, _lang())


@register.filter
def overdue_by(number: int, status: str) -> str:
    """How long a target is past its deadline: ``{{ verdict.days_overdue|overdue_by:verdict.status }}``."""
    return wording.overdue_by(number, _lang(), status)


@register.filter
def late_by(number: int, status: str) -> str:
    """The same beside the status itself: ``{{ verdict.days_overdue|late_by:verdict.status }}``."""
    return wording.late_by(number, _lang(), status)


@register.simple_tag
def due(deadline: date, as_of: date) -> str:
    """``due in 38 days``, or how long ago that was."""
    days = (deadline - as_of).days
    return wording.due_in(days, _lang()) if days >= 0 else wording.ago(-days, _lang())


def _date(on: date | str) -> date:
    return date.fromisoformat(on) if isinstance(on, str) else on
