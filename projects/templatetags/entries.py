"""The long parts of a list of targets: its rows, and the values of its filters.

They are joined here and not by a template: a list has fifty rows of some twenty pieces, and what a template spends on
each piece is most of the time that the whole page takes (docs/speed.md). All text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape as html_escape
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from projects import charts, wording
from projects.comparison.figures import OPEN_STATUSES
from projects.reports.facets import Facet
from projects.reports.target_entry import Named, TargetEntry

from .frame import page_url
from .record import filter_words, marked, quoted

register = template.Library()
escape = lru_cache(maxsize=20_000)(html_escape)  # a list repeats its names, figures and dates


@register.simple_tag(takes_context=True)
def entry_rows(
    context: Context, entries: Iterable[TargetEntry], hide_programme: bool = False, picked_for: str = ""
) -> SafeString:
    """A row of the table for each target; ``picked_for`` names the form that picks some of them."""
    row = _Row(context, hide_programme, picked_for)
    return mark_safe("".join(map(row.html, entries)))  # noqa: S308  # all text is escaped


@register.simple_tag
def target_tags(verdict: Mapping[str, Any]) -> SafeString:
    """What a reader should know beside a verdict: revised, disputed, no recent report."""
    return mark_safe(_words().tags(verdict))  # noqa: S308  # our own words, escaped


@register.simple_tag
def reported_so_far(entry: TargetEntry) -> SafeString:
    """What has been reported of a target, its share of the way, and both as a bullet."""
    return mark_safe(_words().actual(entry))  # noqa: S308  # all text is escaped


@register.simple_tag
def facet_options(facet: Facet) -> SafeString:
    """The values of a filter as options, each with how many targets it would leave."""
    return _options(facet, _lang())


@register.simple_tag
def facet_boxes(facet: Facet) -> SafeString:
    """The verdicts as boxes to tick, each with how many targets have it."""
    return _boxes(facet, _lang())


# A facet is the same object until the record changes (reports.kept).
@lru_cache(maxsize=1000)
def _options(facet: Facet, lang: str) -> SafeString:
    options = [
        f'<option value="{escape(value.value)}"{" selected" if value.chosen else ""}>'
        f"{escape(filter_words(value, facet.name))} ({wording.number(value.count, lang)})</option>"
        for value in facet.values
    ]
    return mark_safe("".join(options))  # noqa: S308  # all text is escaped


@lru_cache(maxsize=200)
def _boxes(facet: Facet, lang: str) -> SafeString:
    boxes = [
        f'<label><input type="checkbox" id="f-{facet.name}-{value.value}" name="{facet.name}" value="{value.value}"'
        f"{' checked' if value.chosen else ''}> {marked(value.value, lang)} "
        f'<span class="soft">{wording.number(value.count, lang)}</span></label>'
        for value in facet.values
    ]
    return mark_safe("\n".join(boxes))  # noqa: S308  # statuses are our own words


class _Words:
    """What rows say again and again, looked up once."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.name = f"name_{lang}"
        self.promised, self.so_far, self.undated, self.compare = map(
            escape, (_("Promised"), _("Reported so far"), _("no date named"), _("Compare"))
        )
        self.nothing, self.done, self.not_done = map(escape, (_("nothing"), _("done"), _("not done")))
        self.revised, self.disputed, self.silent = map(
            escape, (_("revised"), _("sources disagree"), _("no recent report"))
        )

    def named(self, thing: Named) -> str:
        return escape(getattr(thing, self.name, "") or thing.name)

    def tags(self, verdict: Mapping[str, Any]) -> str:
        said = f'<span class="tag">{self.revised}</span>' if len(verdict["revisions"]) > 1 else ""
        if verdict["conflicts"]:
            said += f'<span class="tag strong">{self.disputed}</span>'
        if verdict["stale"] and verdict["status"] in OPEN_STATUSES:
            said += f'<span class="tag">{self.silent}</span>'
        return f'<span class="tags">{said}</span>' if said else ""

    def actual(self, entry: TargetEntry) -> str:
        verdict = entry.assessment
        actual = verdict["actual"]
        if entry.basis == "done":
            if actual is None:
                return f'<span class="soft">{self.nothing}</span>'
            return self.done if actual == "1" else self.not_done
        bullet = charts.bullet(verdict, entry.value, self.lang)
        if actual is None:
            return f'<span class="soft">{self.nothing}</span>{bullet}'
        basis = "absolute" if verdict["resolved_value"] is not None else entry.basis
        said = escape(wording.in_terms(actual, basis, entry.unit, self.lang))
        share = verdict["percent_achieved"]
        so_far = (
            f' <span class="meta">({escape(wording.percent(share, self.lang))})</span>' if share is not None else ""
        )
        return f"{said}{so_far}{bullet}"


class _Row:
    """A row of the table."""

    def __init__(self, context: Context, hide_programme: bool, picked_for: str) -> None:
        self.words = _words()
        self.lang = self.words.lang
        self.hide_programme, self.picked_for = hide_programme, escape(picked_for)
        self.before, _id, self.after = page_url(context, "target", "0").partition("/0/")

    def html(self, entry: TargetEntry) -> str:
        verdict, name, promised = entry.assessment, self.words.named(entry.indicator), self.promise(entry)
        programme = "" if self.hide_programme else f"<bdi>{self.words.named(entry.programme)}</bdi>"
        return (
            f'<tr role="row">{self.pick(entry.id, name, promised)}<th scope="row" role="rowheader" class="what">'
            f'<a href="{self.before}/{entry.id}/{self.after}"><bdi>{name}</bdi>{self.when(entry)}</a> '
            f'<span class="meta">{programme} {self.words.tags(verdict)}</span></th>'
            f'<td role="cell" data-label="{self.words.promised}">{promised}{self.no_date(entry)}</td>'
            f'<td role="cell">{marked(verdict["status"], self.lang)}{self.overdue(verdict)}</td>'
            f'<td role="cell" data-label="{self.words.so_far}">{self.words.actual(entry)}</td></tr>\n'
        )

    def promise(self, entry: TargetEntry) -> str:
        return escape(
            wording.stated(
                basis=entry.basis,
                qualifier=entry.qualifier,
                value=entry.value,
                upper=entry.upper_value,
                unit=entry.unit,
                lang=self.lang,
                promised=True,
            )
        )

    def pick(self, id: str, name: str, promised: str) -> str:
        if not self.picked_for:
            return ""
        return (
            f'<td role="cell" class="pick"><input type="checkbox" name="targets" value="{id}" form="{self.picked_for}"'
            f' aria-label="{self.words.compare}: {name}, {promised}"></td>'
        )

    def when(self, entry: TargetEntry) -> str:
        if not entry.deadline:
            return ""
        if entry.window_start:
            return f", {escape(wording.period(entry.window_start, entry.deadline, self.lang))}"
        return f", {escape(wording.by(entry.deadline, self.lang))}"

    def no_date(self, entry: TargetEntry) -> str:
        if entry.deadline:
            return ""
        said = quoted(entry.deadline_text) if entry.deadline_text else self.words.undated
        return f' <span class="meta"><br>{said}</span>'

    def overdue(self, verdict: Mapping[str, Any]) -> str:
        days = verdict["days_overdue"]
        return f' <span class="meta"><br>{escape(wording.overdue_by(days, self.lang))}</span>' if days else ""


def _words() -> _Words:
    return _words_in(_lang())


_words_in = lru_cache(_Words)  # of a language; the texts of an interface do not change while it runs


def _lang() -> str:
    return get_language() or "en"
