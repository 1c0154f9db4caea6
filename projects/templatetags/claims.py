"""What was promised and what was reported, as figures with their units, in the reader's language."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext

from projects import wording
from projects.models.names import active_language
from projects.reports.targets.promise_titles import title_of

register = template.Library()


@register.simple_tag
def promise(link: Any, unit: str | None = None) -> str:
    """What a target promises: ``at least 180 projects``."""
    return wording.stated(
        basis=link.basis,
        qualifier=link.qualifier,
        value=link.value,
        upper=link.upper_value,
        unit=link.unit if unit is None else unit,
        lang=active_language(),
        promised=True,
    )


@register.filter
def titled(target: Any) -> str:
    """What a target is called: ``160,000 vehicles in 2024``."""
    return title_of(target, active_language()).text


@register.filter
def indicator_beneath(target: Any) -> str:
    """The name of a target's indicator, to stand beneath its title; "" where the title has it."""
    return title_of(target, active_language()).indicator


@register.simple_tag
def promised_when(target: Any) -> str:
    """When a target is to be met: ``by 31 December 2024``, ``in 2024``; "" where it has no deadline."""
    if not target.deadline:
        return ""
    if target.timing == "within_period" and target.window_start:
        return wording.within(target.window_start, target.deadline, active_language())
    return wording.by(target.deadline, active_language())


@register.simple_tag
def report(outcome: Any, unit: str) -> str:
    """What an outcome reports: ``more than 12,000 jobs``."""
    return wording.stated(
        basis=outcome.basis,
        qualifier=outcome.qualifier,
        value=outcome.value,
        upper=outcome.upper_value,
        unit=unit,
        lang=active_language(),
        compared_with=(outcome.compared_with_start, outcome.compared_with_end),
    )


@register.simple_tag
def amount(value: Any, unit: str, digits: int | None = None) -> str:
    """A figure with its unit; ``digits`` rounds a computed one."""
    return wording.amount(value, unit, active_language(), digits=digits)


@register.simple_tag
def figure(verdict: Any, name: str, link: Any, unit: str | None = None, digits: int | None = None) -> str:
    """A figure of a verdict, in the terms that the target is judged in: absolute once a baseline is known (R4)."""
    basis = "absolute" if verdict["resolved_value"] is not None else link.basis
    if name == "actual":
        qualifier = verdict.get("actual_qualifier")
        return wording.measured(verdict[name], qualifier, basis, link.unit if unit is None else unit, active_language())
    return wording.in_terms(verdict[name], basis, link.unit if unit is None else unit, active_language(), digits=digits)


@register.filter
def in_percent(ratio: Any) -> str:
    return wording.percent(ratio, active_language())


@register.filter
def rounded_to(value: Decimal, decimals: int) -> str:
    """A number with so many decimals."""
    return wording.number(value.quantize(Decimal(1).scaleb(-decimals)), active_language())


@register.filter
def as_ratio(value: Any) -> str:
    return wording.ratio(value, active_language())


@register.filter
def signed_ratio(ratio: Decimal) -> str:
    """A change as a percentage with its sign and one decimal."""
    percent = (ratio * 100).quantize(Decimal("0.1"))
    return wording.signed_percent(
        percent.normalize() if percent != percent.to_integral_value() else percent.quantize(Decimal(1)),
        active_language(),
    )


@register.filter
def grouped(value: Any) -> str:
    return wording.number(value, active_language())


@register.filter
def beside(cells: Any, titled: Any) -> list[tuple[Any, str]]:
    """The cells of a row, each with the title of its column."""
    return [(cell, title) for cell, (_column, title, _without) in zip(cells, titled, strict=True)]


@register.filter
def titles(titled: Any) -> list[str]:
    """The titles of the columns that are compared."""
    return [title for _column, title, _without in titled]


@register.filter
def deadlines(together: Any) -> str:
    """The deadlines of what is compared: by their years, where these tell them apart."""
    phrases = []
    for day, by_year, number in together.dates:
        words = (
            gettext("no date named")
            if day is None
            else str(day.year)
            if by_year
            else wording.short_day(day, active_language())
        )
        phrases.append(words if number == 1 else f"{words} (×{number})")
    return ", ".join(phrases)
