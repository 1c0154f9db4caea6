"""The long parts of a list of targets: its rows, and the values of its filters.

They are joined here and not by a template: a list has fifty rows of some twenty pieces, and what a template spends on
each piece is most of the time that the whole page takes (docs/speed.md). All text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from operator import attrgetter
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from projects import charts, wording
from projects.comparison.statuses import OPEN
from projects.comparison.track_record import JUDGED
from projects.models.names import active_language
from projects.reports.targets.facets import Facet
from projects.reports.targets.promise_titles import title_of_row
from projects.reports.targets.target_entry import TargetEntry
from projects.reports.targets.target_row import TargetRow, row_of_entry

from .desk_links import report_link, sees_the_desk
from .names import localname, localtext
from .page_addresses import page_url
from .verdicts import marked

register = template.Library()


@register.simple_tag(takes_context=True)
def entry_rows(
    context: Context | dict[str, Any],
    entries: Iterable[TargetEntry | TargetRow],
    hide_programme: bool = False,
    picked_for: str = "",
) -> SafeString:
    """A row of the table for each target; ``picked_for`` names the form that picks some of them."""
    row = _Row(context, hide_programme, picked_for)
    return mark_safe("".join([row.html(_line(entry, row.lang)) for entry in entries]))  # noqa: S308  # all is escaped


@register.simple_tag
def target_tags(entry: TargetEntry) -> SafeString:
    """What a reader should know beside a verdict: revised, disputed, no recent report."""
    return mark_safe(_words().tags(_line(entry, active_language())))  # noqa: S308  # our own words, escaped


@register.simple_tag(takes_context=True)
def decided_promises(context: Context, like: TargetEntry | None = None) -> str:
    """The address of the promises that reports have decided: all, or those comparable with one (R16)."""
    likeness: dict[str, str] = {}
    if like is not None:
        likeness = {"responsible": like.responsible.id, "sector": like.sector, "accumulation": like.accumulation}
    return page_url(context, "targets", **likeness, status=JUDGED)


@register.simple_tag
def reported_so_far(entry: TargetEntry) -> SafeString:
    """What has been reported of a target, its share of the way, and both as a bullet."""
    return mark_safe(_words().actual(_line(entry, active_language())))  # noqa: S308  # all text is escaped


def filter_words(value: Any, name: str) -> str:
    """A value of a filter (``reports.targets.facets.FacetValue``) as its readers call it."""
    if value.thing is not None:
        return localname(value.thing)
    if name == "status":
        return wording.status(value.value, active_language())
    if name == "unit":
        return wording.unit_name(value.value, active_language())
    if name == "sector":
        return wording.sector(value.value, active_language())
    if name in ("overdue", "revised"):
        return _("yes") if value.value == "true" else _("no")
    return wording.isolated(str(value.value))


@register.simple_tag
def facet_options(facet: Facet) -> SafeString:
    """The values of a filter as options, each with how many targets it would leave."""
    return _options(facet, active_language())


@register.simple_tag
def facet_boxes(facet: Facet) -> SafeString:
    """The verdicts as boxes to tick, each with how many targets have it."""
    return _boxes(facet, active_language())


# A person who is logged in has the whole page written; a facet is the same object until the record changes.
@lru_cache(maxsize=1000)
def _options(facet: Facet, lang: str) -> SafeString:
    options = [
        f'<option value="{escape(value.value)}"{" selected" if value.chosen else ""}>'
        f"{escape(filter_words(value, facet.name))} ({wording.number(value.count, lang)})</option>"
        for value in facet.values
    ]
    return mark_safe("".join(options))  # noqa: S308  # all text is escaped


def _boxes(facet: Facet, lang: str) -> SafeString:
    boxes = [
        f'<label><input type="checkbox" id="f-{facet.name}-{value.value}" name="{facet.name}" value="{value.value}"'
        f"{' checked' if value.chosen else ''}> {marked(value.value, lang)} "
        f'<span class="soft">{wording.number(value.count, lang)}</span></label>'
        for value in facet.values
    ]
    return mark_safe("\n".join(boxes))  # noqa: S308  # statuses are our own words


# What rows say, escaped.
@lru_cache(maxsize=20_000)
def _titled(parts: tuple[Any, ...], lang: str) -> tuple[str, str]:
    """What the promise is called, and the indicator's name where that is not in it."""
    title, indicator = title_of_row(parts, lang)
    return escape(title), f"<bdi>{escape(indicator)}</bdi>" if indicator else ""


@lru_cache(maxsize=20_000)
def _reported(actual: str, qualifier: str | None, basis: str, unit: str, share: str | None, lang: str) -> str:
    text = escape(wording.measured(actual, qualifier, basis, unit, lang))
    return text if share is None else f'{text} <span class="meta">({escape(wording.percent(share, lang))})</span>'


@lru_cache(maxsize=20_000)
def _overdue(days: int, status: str, lang: str) -> str:
    return f' <span class="meta"><br>{escape(wording.late_by(days, lang, status))}</span>'


def _line(shown: TargetEntry | TargetRow, lang: str) -> TargetRow:
    return shown if isinstance(shown, TargetRow) else row_of_entry(shown, lang)


_facts = attrgetter(*charts.DRAWN_FROM)


class _Words:
    """What rows say again and again, looked up once."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.so_far, self.compare = map(escape, (_("Reported so far"), _("Compare")))
        self.nothing, self.done, self.not_done = map(escape, (_("nothing"), _("done"), _("not done")))
        self.revised, self.disputed, self.silent = map(
            escape, (_("revised"), _("sources disagree"), _("no recent report"))
        )

    def tags(self, line: TargetRow) -> str:
        tags = f'<span class="tag">{self.revised}</span>' if line.times_moved else ""
        if line.disputed:
            tags += f'<span class="tag strong">{self.disputed}</span>'
        if line.stale and line.status in OPEN:
            tags += f'<span class="tag">{self.silent}</span>'
        return f'<span class="tags">{tags}</span>' if tags else ""

    def actual(self, line: TargetRow) -> str:
        actual = line.actual
        if line.basis == "done":
            if actual is None:
                return f'<span class="soft">{self.nothing}</span>'
            return self.done if actual == "1" else self.not_done
        bullet = charts.bullet_from(_facts(line), line.value, self.lang)
        if actual is None:
            return f'<span class="soft">{self.nothing}</span>{bullet}'
        basis = "absolute" if line.resolved_value is not None else line.basis
        return f"{_reported(actual, line.actual_qualifier, basis, line.unit, line.percent_achieved, self.lang)}{bullet}"


class _Row:
    """A row of the table."""

    def __init__(self, context: Context | dict[str, Any], hide_programme: bool, picked_for: str) -> None:
        self.words = _words()
        self.lang = self.words.lang
        self.hide_programme, self.picked_for = hide_programme, escape(picked_for)
        self.before, _id, self.after = page_url(context, "target", "0").partition("/0/")
        self.has_desk_links = sees_the_desk(context)

    def html(self, line: TargetRow) -> str:
        words, (title, indicator) = self.words, _titled(line.title_parts, self.lang)
        programme = "" if self.hide_programme else f"<bdi>{escape(line.programme)}</bdi>"
        about = f"{indicator} · {programme}" if indicator and programme else indicator or programme
        return (
            f'<tr role="row">{self.pick(line.id, title)}<th scope="row" role="rowheader" class="what">'
            f'<a href="{self.before}/{line.id}/{self.after}"><bdi>{title}</bdi></a> '
            f'<span class="meta">{about}{self.undated(line)} {words.tags(line)}</span></th>'
            f'<td role="cell">{marked(line.status, self.lang)}{self.overdue(line)}</td>'
            f'<td role="cell" data-label="{words.so_far}">{words.actual(line)}</td></tr>\n'
        )

    def pick(self, id: str, title: str) -> str:
        if not self.picked_for:
            return ""
        return (
            f'<td role="cell" class="pick"><input type="checkbox" name="targets" value="{id}" form="{self.picked_for}"'
            f' aria-label="{self.words.compare}: {title}"></td>'
        )

    def undated(self, line: TargetRow) -> str:
        """The words that stand for a deadline."""
        return "" if line.deadline or not line.deadline_text else f"<br>{localtext(line, 'deadline_text')}"

    def overdue(self, line: TargetRow) -> str:
        if not line.days_overdue:
            return ""
        text = _overdue(line.days_overdue, line.status, self.lang)
        return f"{text} {report_link(line.id, 'meta')}" if self.has_desk_links else text


def _words() -> _Words:
    return _words_in(active_language())


_words_in = lru_cache(_Words)  # of a language; the texts of an interface do not change while it runs
