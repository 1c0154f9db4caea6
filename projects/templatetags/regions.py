"""The map of a country's regions, for templates, with the same numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects import charts, wording
from projects.charts.region_maps import RegionMap, region_map
from projects.charts.regions import NARROW, WIDE, MapSize, RegionFigure, region_drawing
from projects.models.names import active_language
from projects.reports.overviews.regions import CountryRegions, Region
from projects.reports.overviews.standing import Standing

from .names import localname
from .page_addresses import page_url

register = template.Library()

# What a map and its table tell of a region: the name of the column, its groups, the status whose mark it has.
COLUMNS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("kept_at_all", ("kept", "late"), "achieved"),
    ("missed", ("missed",), "missed"),
    ("past", ("overdue", "silent"), "overdue"),
    ("open", ("open",), "too_early"),
    ("other", ("not_assessable", "withdrawn"), "not_assessable"),
)


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A row of the table: a region's name and address, all its promises, and their number in each column."""

    name: str
    href: str
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RegionChart:
    """``pictures`` are empty where no map is shipped; ``source`` names whose it is, and its licence.

    ``columns``: (status, mark, name) for the table and the legend.
    """

    pictures: tuple[SafeString, ...]
    source: SafeString
    columns: tuple[tuple[str, SafeString, str], ...]
    rows: tuple[RegionRow, ...]
    whole: RegionRow


@register.simple_tag(takes_context=True)
def region_chart(context: Context, report: CountryRegions) -> RegionChart:
    """The map of a country and its table; regions without promises are in the map alone."""
    lang, country = active_language(), report.country
    figures = {region.place.id: _figure(context, region, lang) for region in report.regions}
    drawn = region_map(country.id)
    title = wording.chart("regions", lang, localname(country))

    def picture(size: MapSize) -> SafeString:
        assert drawn is not None
        drawing = region_drawing(drawn, figures, title, lang, size)
        sizes = size.name if drawn.tiles else "whole"
        return charts.in_page(drawing, f"regions-{country.id}-{size.name}", sizes)

    sizes = () if drawn is None else (WIDE, NARROW) if drawn.tiles else (WIDE,)
    whole = _counts(report.whole)
    return RegionChart(
        pictures=tuple(picture(size) for size in sizes),
        source=SafeString("") if drawn is None else _source(drawn, lang),
        columns=tuple(
            (status, charts.mark(status), wording.standing_group(name, lang)) for name, _groups, status in COLUMNS
        ),
        rows=tuple(
            RegionRow(figures[region.place.id].name, figures[region.place.id].href, region.standing.total, counts)
            for region in report.listed
            if (counts := tuple(_counts(region.standing).values()))
        ),
        whole=RegionRow(localname(country), "", report.whole.total, tuple(whole.values())),
    )


def _figure(context: Context, region: Region, lang: str) -> RegionFigure:
    counts, name = _counts(region.standing), localname(region.place)
    return RegionFigure(
        name=name,
        total=region.standing.total,
        groups=tuple((status, counts[column]) for column, _groups, status in COLUMNS),
        label=wording.counted_groups(name, counts, lang),
        href=page_url(context, "territory", region.place.id),
    )


def _source(drawn: RegionMap, lang: str) -> SafeString:
    """Whose map it is, as a link where it has an address, and its licence."""
    source, licence = (words.get(lang) or words["en"] for words in (drawn.source, drawn.licence))
    return format_html(
        "{}, {}", format_html('<a href="{}">{}</a>', drawn.url, source) if drawn.url else source, licence
    )


def _counts(standing: Standing) -> Mapping[str, int]:
    return {column: standing.count(*groups) for column, groups, _status in COLUMNS}
