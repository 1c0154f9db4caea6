"""Charts for templates: each as SVG for wide and narrow screens, with its legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from projects import charts, wording
from projects.charts.trajectory_table import Row

from .record import localname, promise

_LOCALES = {"en": "en_GB", "ru": "ru_RU", "kk": "kk_KZ"}  # as the Open Graph protocol writes a language

register = template.Library()


def _lang() -> str:
    return get_language() or "en"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as a page shows it. ``legend`` holds (key as SVG, words)."""

    wide: SafeString
    narrow: SafeString
    unit: str
    legend: tuple[tuple[SafeString, str], ...]


@register.simple_tag
def trajectory_chart(data: Any, name: str, *, summed: bool) -> Chart:
    """The trajectory of the target called ``name``."""
    lang = _lang()
    return Chart(
        wide=charts.in_page(charts.trajectory(data, name, lang, charts.WIDE), "trajectory-wide", "wide"),
        narrow=charts.in_page(charts.trajectory(data, name, lang, charts.NARROW), "trajectory-narrow", "narrow"),
        unit=charts.unit_of(data, lang),
        legend=tuple(
            (charts.as_key(charts.key(words, shapes)), words)
            for words, shapes in charts.keys(data, lang, summed=summed)
        ),
    )


@register.filter
def chart_rows(data: Any) -> tuple[Row, ...]:
    """The figures of a trajectory as a table."""
    return tuple(charts.rows(data, _lang()))


@dataclass(frozen=True, slots=True)
class SocialWords:
    """What social networks show beside the card of a target, and say to those who do not see it."""

    title: str
    description: str
    alt: str
    locale: str


@register.simple_tag
def social_words(entry: Any, current: Any) -> SocialWords:
    """The promise, and the verdict in the language of the page; ``current`` is the link that stands."""
    lang, verdict = _lang(), entry.assessment
    stands = f"{wording.status(verdict['status'], lang)}."
    title = f"{localname(entry.indicator)}: {promise(entry)}"
    bullet = charts.bullet_alt(verdict, current.value, lang)
    meaning = wording.status_meaning(verdict["status"], lang)
    description = f"{stands} {localname(entry.programme)}, {localname(entry.responsible)}. {meaning}"
    alt = f"{title}. {stands}" + (f" {bullet}." if bullet else "")
    return SocialWords(title, description, alt, _LOCALES[lang])
