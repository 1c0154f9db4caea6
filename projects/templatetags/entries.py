"""The long parts of a list of targets: its rows, and the values of its filters.

They are joined here and not by a template: a list has fifty rows of some twenty pieces, and what a template spends on
each piece is most of the time that the whole page takes (docs/speed.md). All text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from projects import charts, wording
from projects.comparison.figures import OPEN_STATUSES
from projects.reports.facets import Facet
from projects.reports.target_entry import TargetEntry

from .frame import page_url
from .record import filter_words, localname, promise, quoted, status_mark

register = template.Library()


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
    return mark_safe(_tags(verdict))  # noqa: S308  # our own words, escaped


@register.simple_tag
def reported_so_far(entry: TargetEntry) -> SafeString:
    """What has been reported of a target, its share of the way, and both as a bullet."""
    return mark_safe(_actual(entry, _lang()))  # noqa: S308  # all text is escaped


@register.simple_tag
def facet_options(facet: Facet) -> SafeString:
    """The values of a filter as options, each with how many targets it would leave."""
    lang = _lang()
    options = [
        f'<option value="{escape(value.value)}"{" selected" if value.chosen else ""}>'
        f"{escape(filter_words(value, facet.name))} ({wording.number(value.count, lang)})</option>"
        for value in facet.values
    ]
    return mark_safe("".join(options))  # noqa: S308  # all text is escaped


class _Row:
    """A row of the table, with all that is the same in every row."""

    def __init__(self, context: Context, hide_programme: bool, picked_for: str) -> None:
        self.lang, self.hide_programme, self.picked_for = _lang(), hide_programme, escape(picked_for)
        self.before, _id, self.after = page_url(context, "target", "0").partition("/0/")
        self.promised, self.so_far, self.undated, self.compare = map(
            escape, (_("Promised"), _("Reported so far"), _("no date named"), _("Compare"))
        )

    def html(self, entry: TargetEntry) -> str:
        verdict, name, promised = entry.assessment, escape(localname(entry.indicator)), escape(promise(entry))
        programme = "" if self.hide_programme else f"<bdi>{escape(localname(entry.programme))}</bdi>"
        return (
            f'<tr role="row">{self._pick(entry.id, name, promised)}<th scope="row" role="rowheader" class="what">'
            f'<a href="{self.before}/{entry.id}/{self.after}"><bdi>{name}</bdi>{self._when(entry)}</a> '
            f'<span class="meta">{programme} {_tags(verdict)}</span></th>'
            f'<td role="cell" data-label="{self.promised}">{promised}{self._no_date(entry)}</td>'
            f'<td role="cell">{status_mark(verdict["status"])}{self._overdue(verdict)}</td>'
            f'<td role="cell" data-label="{self.so_far}">{_actual(entry, self.lang)}</td></tr>\n'
        )

    def _pick(self, id: str, name: str, promised: str) -> str:
        if not self.picked_for:
            return ""
        return (
            f'<td role="cell" class="pick"><input type="checkbox" name="targets" value="{id}" form="{self.picked_for}"'
            f' aria-label="{self.compare}: {name}, {promised}"></td>'
        )

    def _when(self, entry: TargetEntry) -> str:
        if not entry.deadline:
            return ""
        if entry.window_start:
            return f", {escape(wording.period(entry.window_start, entry.deadline, self.lang))}"
        return f", {escape(wording.by(entry.deadline, self.lang))}"

    def _no_date(self, entry: TargetEntry) -> str:
        if entry.deadline:
            return ""
        said = quoted(entry.deadline_text) if entry.deadline_text else self.undated
        return f' <span class="meta"><br>{said}</span>'

    def _overdue(self, verdict: Mapping[str, Any]) -> str:
        days = verdict["days_overdue"]
        return f' <span class="meta"><br>{escape(wording.overdue_by(days, self.lang))}</span>' if days else ""


def _tags(verdict: Mapping[str, Any]) -> str:
    tags = (
        ("tag", _("revised")) if len(verdict["revisions"]) > 1 else None,
        ("tag strong", _("sources disagree")) if verdict["conflicts"] else None,
        ("tag", _("no recent report")) if verdict["stale"] and verdict["status"] in OPEN_STATUSES else None,
    )
    said = "".join(f'<span class="{tag[0]}">{escape(tag[1])}</span>' for tag in tags if tag)
    return f'<span class="tags">{said}</span>' if said else ""


def _actual(entry: TargetEntry, lang: str) -> str:
    verdict = entry.assessment
    actual = verdict["actual"]
    if entry.basis == "done":
        if actual is None:
            return f'<span class="soft">{escape(_("nothing"))}</span>'
        return escape(_("done") if actual == "1" else _("not done"))
    bullet = charts.bullet(verdict, entry.value, lang)
    if actual is None:
        return f'<span class="soft">{escape(_("nothing"))}</span>{bullet}'
    basis = "absolute" if verdict["resolved_value"] is not None else entry.basis
    said = escape(wording.in_terms(actual, basis, entry.unit, lang))
    share = verdict["percent_achieved"]
    so_far = f' <span class="meta">({escape(wording.percent(share, lang))})</span>' if share is not None else ""
    return f"{said}{so_far}{bullet}"


def _lang() -> str:
    return get_language() or "en"
