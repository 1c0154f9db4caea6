"""Charts for templates: each as SVG for wide and narrow screens, with its legend and its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from projects import charts
from projects.charts.trajectory_table import Row

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
    rows: tuple[Row, ...]


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
        rows=tuple(charts.rows(data, lang)),
    )
