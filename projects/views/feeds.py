"""What programs read instead of a page: the changes as an Atom feed, the deadlines as a calendar.

Programs that fetch them send no cookies, so ``lang`` names the language; without it the request's own counts.
"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from projects.http.country import TERRITORY
from projects.http.freshness import reads_the_record
from projects.http.pages import LANG, activate_language, public_page
from projects.http.public_urls import public_url
from projects.publishing.calendars import calendar_file
from projects.publishing.change_feed import FeedFrame, change_feed
from projects.publishing.correction_feed import correction_feed
from projects.publishing.feeds import Feed, page_number, writable
from projects.reports.overviews.change_log import recorded_changes
from projects.reports.overviews.change_scope import changes_of_place
from projects.reports.overviews.correction_filters import OF_INDICATOR, OF_PROGRAMME, WHOSE_MISTAKE
from projects.reports.overviews.corrections import correction_list
from projects.reports.overviews.deadlines import deadlines
from projects.reports.parameters import AS_OF, PAGING
from projects.reports.targets.target_query import TargetQuery

from .file_filters import FILE_FILTERS, filter_names

ATOM = "application/atom+xml; charset=utf-8"


def atom_file(feed: Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type=ATOM)


@public_page(LANG, TERRITORY, PAGING[0])
def feed_changes(
    request: HttpRequest, as_of: date, lang: str | None = None, territory: str | None = None, page: int = 1
) -> HttpResponse:
    """A page of the changes in the order of recording."""
    lang = activate_language(request, lang)
    place = {TERRITORY.name: territory} if territory else {}
    day_and_language = {**place, AS_OF.name: request.GET.get(AS_OF.name, ""), LANG.name: lang}
    frame = FeedFrame(
        title=", ".join((_("Changes, day by day"), *filter_names(place))),
        page=public_url("changes", **place),
        name="/".join(("changes", *place.values())),
        address=lambda number: public_url("changes-feed", **day_and_language, page=page_number(number)),
        promises=False,
    )
    changes = recorded_changes(as_of, page, changes_of_place(territory), reads_the_record(request))
    return atom_file(change_feed(changes, frame, lang))


@public_page(LANG, WHOSE_MISTAKE, OF_PROGRAMME, OF_INDICATOR, TERRITORY, PAGING[0])
def feed_corrections(
    request: HttpRequest, as_of: date, lang: str | None = None, page: int = 1, **filters: str
) -> HttpResponse:
    """A page of the corrections in the order of recording."""
    lang = activate_language(request, lang)
    parameters = {**filters, AS_OF.name: request.GET.get(AS_OF.name, ""), LANG.name: lang}
    report = correction_list(as_of, page=page, as_recorded=True, **filters)

    def address(number: int) -> str:
        return public_url("corrections-feed", **parameters, page=page_number(number))

    return atom_file(correction_feed(report, filters, address, lang, filter_names(filters)))


@public_page(LANG, *FILE_FILTERS)
def calendar_of_deadlines(request: HttpRequest, as_of: date, lang: str | None = None, **filters: str) -> HttpResponse:
    """Each deadline as an event. A postponed promise moves its event."""
    lang = activate_language(request, lang)
    query = TargetQuery(**filters)  # type: ignore[arg-type]  # the names of its own fields
    chosen = deadlines(as_of, query, version=reads_the_record(request))
    name = ", ".join((f"{_('Promise tracker')}: {_('Calendar')}", *filter_names(filters)))
    return calendar_file(chosen, writable(name), lang, public_url("calendar"))
