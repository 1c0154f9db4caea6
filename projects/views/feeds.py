"""What programs read instead of a page: the changes as an Atom feed, the deadlines as a calendar.

Both are renderings of the reports behind ``/changes/`` and ``/calendar/``, in the words of the pages. Programs that
fetch them send no cookies, so ``lang`` names the language; without it the request's own counts.
"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from projects import wording
from projects.http.pages import public_page
from projects.http.public_urls import public_url
from projects.publishing.calendars import calendar_file
from projects.publishing.feeds import Feed, host, other_pages, writable
from projects.reports.overviews.change_log import Change, recorded_changes
from projects.reports.overviews.due_dates import deadlines
from projects.reports.parameters import AS_OF, PAGING, Kind, Parameter
from projects.reports.targets.target_query import TargetQuery
from projects.templatetags.claims import promise
from projects.templatetags.names import localname
from projects.templatetags.revisions import moves

from .file_filters import FILE_FILTERS, filter_names

LANG = Parameter("lang", Kind.CHOICE, "The language of the answer.", choices=wording.LANGUAGES)

PAGE = next(parameter for parameter in PAGING if parameter.name == "page")


def activate_language(request: HttpRequest, lang: str | None) -> str:
    """Answer in the language asked for, else in the request's; says which that is."""
    if lang is not None:
        translation.activate(lang)
        request.LANGUAGE_CODE = lang
    return translation.get_language() or "en"


# --- changes --------------------------------------------------------------------------------------------------------


@public_page(LANG, PAGE)
def feed_changes(request: HttpRequest, as_of: date, lang: str | None = None, page: int = 1) -> HttpResponse:
    """A page of the changes in the order of recording, one entry each; ids never change, whatever the language."""
    parameters = {name: request.GET[name] for name in (AS_OF.name, LANG.name) if name in request.GET}
    lang = activate_language(request, lang)
    recorded = recorded_changes(as_of, page)
    feed = Feed(
        title=f"{_('Promise tracker')}: {_('Changes, day by day')}",
        link=public_url("changes"),
        description=None,
        subtitle=_("Changed verdicts and revised promises, the last recorded first; each with the day of its sources."),
        language=lang,
        author_name=_("Promise tracker"),
        feed_url=public_url("changes-feed", lang=lang),
        feed_guid=f"tag:{host()},2024:changes",
        paged=other_pages(
            recorded.page, recorded.pages, lambda number: public_url("changes-feed", **parameters, page=str(number))
        ),
    )
    for change in recorded.changes:
        _add(feed, change, lang)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add(feed: Feed, change: Change, lang: str) -> None:
    what = f"{localname(change.target.indicator)}: {promise(change.target, change.target.indicator.unit)}"
    kind, known_as = ("status", change.status.first_id) if change.status else ("revision", change.target.id)
    feed.add_item(
        title=writable(f"{_headline(change, lang)} · {what}"),
        link=public_url("target", change.target.id),
        description=escape(writable(" · ".join([wording.day(change.on, lang), *_details(change, lang)]))),
        unique_id=f"tag:{host()},2024:{kind}/{known_as}/{change.on.isoformat()}",
        updateddate=change.recorded_at,
        categories=[kind],
    )


def _headline(change: Change, lang: str) -> str:
    if change.status:
        return wording.status(change.status.to_status, lang)
    return _("withdrawn") if change.target.withdrawn else _("revised")


def _details(change: Change, lang: str) -> list[str]:
    programme = localname(change.target.indicator.programme)
    if change.status:
        before = _("before: %(before)s") % {"before": wording.status(change.status.from_status, lang)}
        return [before, programme, *(wording.reason(code, lang) for code in change.status.reasons)]
    if change.before is None:
        return [programme]
    day = wording.short_day(change.before.announced, lang)
    if not change.target.withdrawn:
        return [*moves(change.before, change.target), _("last announced on %(day)s") % {"day": day}, programme]
    earlier = promise(change.before, change.before.indicator.unit)
    if change.before.deadline:
        earlier = f"{earlier}, {wording.by(change.before.deadline, lang)}"
    return [_("before (%(day)s): %(earlier)s") % {"day": day, "earlier": earlier}, programme]


# --- deadlines ------------------------------------------------------------------------------------------------------


@public_page(LANG, *FILE_FILTERS)
def calendar_of_deadlines(request: HttpRequest, as_of: date, lang: str | None = None, **narrowed: str) -> HttpResponse:
    """Every deadline as a day of its own; a postponed promise moves its event instead of adding one."""
    lang = activate_language(request, lang)
    chosen = deadlines(as_of, TargetQuery(**narrowed))  # type: ignore[arg-type]  # the names of its own fields
    name = ", ".join((f"{_('Promise tracker')}: {_('Calendar')}", *filter_names(narrowed)))
    return calendar_file(chosen, writable(name), lang)
