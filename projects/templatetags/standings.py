"""How promises stand, for templates: the sentence, and the bar with its legend."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.template.context import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from projects import charts, wording
from projects.charts import stacked
from projects.models.names import active_language
from projects.reports.overviews.standing import FAMILIES, GROUPS, Standing, statuses_of

from .page_addresses import page_url

register = template.Library()

_LOOKS = dict(zip(FAMILIES, stacked.LOOKS, strict=True))
_MARKS = {"open": "too_early"}  # a group of several statuses has the mark of one


@register.simple_tag(takes_context=True)
def standing_sentence(context: Context, standing: Standing, countries: int, **narrowed: str) -> SafeString:
    """How many promises are decided and how, how many are not; each number leads to its targets."""

    def linked(group: str, figure: str) -> str:
        statuses = statuses_of(group) if group else ()
        return f'<a href="{escape(page_url(context, "targets", status=statuses, **narrowed))}">{figure}</a>'

    counts = {**{"decided": standing.count("decided")}, **dict(standing.counts)}
    sentence = wording.standing(counts, countries, active_language(), linked)
    return mark_safe(sentence)  # noqa: S308  # our own words, and addresses that are escaped


@dataclass(frozen=True, slots=True)
class StandingBar:
    """The bar for wide and narrow screens; its legend: (name of the family, its groups), each group (mark, …)."""

    wide: SafeString
    narrow: SafeString
    legend: tuple[tuple[str, int, tuple[LegendLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class LegendLine:
    status: str
    mark: SafeString
    name: str
    count: int
    href: str


@register.simple_tag(takes_context=True)
def standing_bar(context: Context, standing: Standing, **narrowed: str) -> StandingBar:
    """The bar of all promises with its legend; each box and each line leads to its targets."""
    lang = active_language()
    counts = dict(standing.counts)

    def line(group: str) -> LegendLine:
        status = _MARKS.get(group, GROUPS[group][0])
        href = page_url(context, "targets", status=GROUPS[group], **narrowed)
        return LegendLine(status, charts.mark(status), wording.standing_group(group, lang), counts[group], href)

    lines = {family: tuple(line(group) for group in groups if counts[group]) for family, groups in FAMILIES.items()}
    families = [
        stacked.Family(
            wording.standing_group(family, lang),
            _LOOKS[family],
            tuple(
                stacked.Part(box.status, box.count, f"{box.name}: {wording.number(box.count, lang)}", box.href)
                for box in boxes
            ),
        )
        for family, boxes in lines.items()
    ]

    def drawn(size: stacked.BarSize) -> SafeString:
        drawing = stacked.stacked(families, wording.chart("standing", lang), "", lang, size)
        return charts.in_page(drawing, f"standing-{size.name}", size.name)

    legend = tuple(
        (family.name, family.count, boxes)
        for family, boxes in zip(families, lines.values(), strict=True)
        if family.count
    )
    return StandingBar(drawn(stacked.WIDE), drawn(stacked.NARROW), legend)
