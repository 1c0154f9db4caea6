"""What programs read instead of a page: the changes as an Atom feed, the deadlines as a calendar.

Both are renderings of the reports behind ``/changes/`` and ``/calendar/``, in the words of the pages. Programs that
fetch them send no cookies, so ``lang`` names the language; without it the request's own counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from projects import wording
from projects.reports.change_log import Change, recorded_changes
from projects.reports.due_dates import Deadline, Deadlines, deadlines
from projects.reports.parameters import AS_OF, PAGING, Kind, Parameter
from projects.reports.target_query import TargetQuery
from projects.templatetags.frame import public_url
from projects.templatetags.moves import moves
from projects.templatetags.record import localname, promise

from .edges import page
from .parts import PARTS, names_of

LANG = Parameter("lang", Kind.CHOICE, "The language of the answer.", choices=wording.LANGUAGES)

PAGE = next(parameter for parameter in PAGING if parameter.name == "page")

# XML 1.0 has no way to write these, and no text needs them.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def speak(request: HttpRequest, lang: str | None) -> str:
    """Answer in the language asked for, else in the request's; says which that is."""
    if lang is not None:
        translation.activate(lang)
        request.LANGUAGE_CODE = lang
    return translation.get_language() or "en"


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


# --- changes --------------------------------------------------------------------------------------------------------


class Feed(Atom1Feed):
    """An Atom feed that is as new as its newest entry; an empty one does not read the clock.

    ``paged`` are the addresses of other pages by their relation (RFC 5005): first, previous, next, last.
    """

    opened = datetime(2024, 1, 1, tzinfo=UTC)

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["paged"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self.opened)


def other_pages(page: int, pages: int, address: Callable[[int], str]) -> dict[str, str]:
    """The addresses of the other pages of a feed by their relation; none where there is but one."""
    numbers = {"first": 1, "previous": page - 1, "next": page + 1, "last": pages}
    there = {relation: number for relation, number in numbers.items() if 1 <= number <= pages}
    return {relation: address(number) for relation, number in there.items()} if pages > 1 else {}


@page(LANG, PAGE)
def feed_changes(request: HttpRequest, as_of: date, lang: str | None = None, page: int = 1) -> HttpResponse:
    """A page of the changes in the order of recording, one entry each; ids never change, whatever the language."""
    asked = {name: request.GET[name] for name in (AS_OF.name, LANG.name) if name in request.GET}
    lang = speak(request, lang)
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
            recorded.page, recorded.pages, lambda number: public_url("changes-feed", **asked, page=str(number))
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


def writable(text: str) -> str:
    """The text without what XML and calendars cannot hold."""
    return _UNWRITABLE.sub("", text)


# --- deadlines ------------------------------------------------------------------------------------------------------


@page(LANG, *PARTS)
def calendar_of_deadlines(request: HttpRequest, as_of: date, lang: str | None = None, **narrowed: str) -> HttpResponse:
    """Every deadline as a day of its own; a postponed promise moves its event instead of adding one."""
    lang = speak(request, lang)
    chosen = deadlines(as_of, TargetQuery(**narrowed))  # type: ignore[arg-type]  # the names of its own fields
    name = ", ".join((f"{_('Promise tracker')}: {_('Calendar')}", *names_of(narrowed)))
    return calendar_file(chosen, writable(name), lang)


def calendar_file(chosen: Deadlines, name: str, lang: str) -> HttpResponse:
    """These deadlines as a calendar of that name; it says so where it leaves some out."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{host()}//Promise tracker//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(name))  # else its commas would not be escaped
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    if len(chosen.shown) < chosen.count:
        numbers = {"shown": wording.number(len(chosen.shown), lang), "count": wording.number(chosen.count, lang)}
        calendar.add("x-wr-caldesc", vText(_("The %(shown)s deadlines nearest to today, of %(count)s.") % numbers))
    for deadline in chosen.shown:
        calendar.add_component(_event(deadline, lang))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return answer


def _event(deadline: Deadline, lang: str) -> Event:
    entry = deadline.entry
    verdict = wording.status(entry.assessment["status"], lang)
    about = (verdict, localname(entry.programme), localname(entry.responsible), *([entry.note] if entry.note else []))
    event = Event()
    event.add("uid", f"{deadline.first}.deadline@{host()}")
    event.add("dtstamp", datetime.combine(deadline.changed_on, time(), UTC))
    event.add("sequence", len(entry.revisions) - 1)
    event.add("dtstart", deadline.on)
    event.add("summary", writable(f"{localname(entry.indicator)}: {promise(entry)}"))
    event.add("description", writable("\n".join(about)))
    event.add("url", public_url("target", entry.id))
    event.add("transp", "TRANSPARENT")
    if entry.withdrawn:
        event.add("status", "CANCELLED")
    return event
