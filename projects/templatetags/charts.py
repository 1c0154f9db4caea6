"""Charts for templates: each as SVG for wide and narrow screens, with its legend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from projects import charts, wording
from projects.charts import revisions as ledgers
from projects.charts import timeline as timelines
from projects.charts.drawing import Path
from projects.charts.trajectory_table import Row
from projects.models.names import active_language
from projects.reports.targets.promise_titles import title_of

from .claims import promise
from .names import localname
from .page_addresses import page_url
from .verdicts import has_ceiling

_LOCALES = {"en": "en_GB", "ru": "ru_RU", "kk": "kk_KZ"}  # as the Open Graph protocol writes a language

register = template.Library()

TABLED = 12


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as a page shows it. ``legend`` holds (key as SVG, words)."""

    wide: SafeString
    narrow: SafeString
    unit: str
    legend: tuple[tuple[SafeString, str], ...]


@register.simple_tag
def trajectory_chart(data: Any, entry: Any) -> Chart:
    """The trajectory of a target; ``data`` are its points."""
    lang, name, summed = active_language(), localname(entry.indicator), entry.accumulation == "sum"
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
def newest_reports(data: Any) -> Any:
    """A trajectory with no more reports and announcements than a page has room for as rows of a table."""
    return replace(data, reported=data.reported[-TABLED:], promised=data.promised[-TABLED // 2 :])


@register.filter
def chart_rows(data: Any) -> tuple[Row, ...]:
    """The figures of a trajectory as a table."""
    return tuple(charts.rows(data, active_language()))


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
    lang, verdict = active_language(), entry.assessment
    stands = f"{wording.status(verdict['status'], lang)}."
    title = title_of(entry, lang).text
    bullet = charts.bullet_alt(verdict, current.value, lang)
    meaning = wording.verdict_meaning(verdict, lang, is_ceiling=has_ceiling(current))
    description = f"{stands} {localname(entry.programme)}, {localname(entry.responsible)}. {meaning}"
    alt = f"{title}. {stands}" + (f" {bullet}." if bullet else "")
    return SocialWords(title, description, alt, _LOCALES.get(lang, lang))


@dataclass(frozen=True, slots=True)
class DueColumn:
    """A column of a timeline as rows of a table: its days, the list of what falls due then, (status, count)."""

    days: str
    address: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TimelineChart:
    wide: SafeString
    narrow: SafeString
    columns: tuple[DueColumn, ...]


@register.simple_tag(takes_context=True)
def timeline_chart(context: Context, report: Any, **narrowed: str) -> TimelineChart:
    """The deadlines of a ``Timeline``; ``narrowed`` is how the list of targets is narrowed to the same ones."""
    lang = active_language()

    def list_of(period: Any) -> str:
        days = {"due_after": period.start.isoformat(), "due_before": period.end.isoformat()}
        return page_url(context, "targets", **narrowed, **days)

    def drawn(size: timelines.TimelineSize) -> SafeString:
        drawing = timelines.timeline(report.due, report.as_of, lang, size, list_of)
        return charts.in_page(drawing, f"timeline-{size.name}", size.name)

    columns = timelines.columns(report.due, report.as_of, lang, timelines.WIDE)
    return TimelineChart(
        drawn(timelines.WIDE),
        drawn(timelines.NARROW),
        tuple(
            DueColumn(column.named(lang), list_of(column.period), column.counts) for column in columns if column.counts
        ),
    )


def announcements(links: Any, standing: str, unit: str) -> list[ledgers.Announcement]:
    """The chain of a promise as its ledger draws it: values that are in the terms of the link that stands."""
    lang = active_language()
    current = next((link.target for link in links if link.target.id == standing), links[-1].target)
    announced = []
    for link in links:
        target, same = link.target, link.target.basis == current.basis and link.target.indicator.unit == unit
        announced.append(
            ledgers.Announcement(
                on=target.announced,
                promise=wording.change("withdrawn", lang)
                if target.withdrawn
                else promise(target, target.indicator.unit),
                value=target.value if same and not target.withdrawn else None,
                deadline=None if target.withdrawn else target.deadline,
                moved=tuple(wording.change(code, lang) for code in link.moved.change if not target.withdrawn),
                late=link.moved.revised_after_the_fact,
            )
        )
    return announced


@dataclass(frozen=True, slots=True)
class RevisionsChart:
    """``late`` is the key of what was moved after the fact, "" where nothing was."""

    wide: SafeString
    narrow: SafeString
    late: SafeString


@register.simple_tag
def revisions_chart(links: Any, standing: str, unit: str) -> RevisionsChart:
    """How a promise moved; ``standing`` is the link that stands."""
    chain = announcements(links, standing, unit)
    wide, narrow = (ledgers.revisions(chain, active_language(), size) for size in (ledgers.WIDE, ledgers.NARROW))
    late = charts.as_key(charts.key("", (Path("moved-late", "M8.5 2.5h7v7h-7z"),)))
    return RevisionsChart(
        charts.in_page(wide, "revisions-wide", "wide"),
        charts.in_page(narrow, "revisions-narrow", "narrow"),
        late if any(announcement.late for announcement in chain) else SafeString(""),
    )


@register.filter
def chart_word(code: str) -> str:
    """What a sign of a chart means."""
    return wording.chart(code, active_language())


@register.filter
def side_by_side(components: Any) -> list[Any]:
    """The components of a promise as a reader compares them: how many, for how much, with how many jobs, the rest."""

    def place(entry: Any) -> int:
        if wording.is_money(entry.unit):
            return 1
        return 3 if not entry.unit else 2 if entry.unit == "jobs" else 0

    return sorted(components, key=place)


@register.filter
def together_with(components: Any, entry: Any) -> list[Any]:
    """The components of a promise and this one, where it is the link that stands."""
    return [*components] if entry.superseded_by else [entry, *components]
