"""Deadlines as an iCalendar file, of the record and of what a person follows alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration, vText, vUri

from projects import wording
from projects.http.public_urls import public_url
from projects.reports.overviews.deadlines import Deadline, Deadlines
from projects.reports.targets.promise_titles import title_of
from projects.templatetags.names import localname

from .feeds import host, rights, writable
from .licence import DATA, LINK

REFRESHED = timedelta(days=1)  # how often programs are asked to fetch it


def calendar_file(chosen: Deadlines, name: str, lang: str, page: str = "") -> HttpResponse:
    """These deadlines as a calendar of that name; it says so where it leaves some out.

    ``page`` is the address of the page that shows the same.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{host()}//Promise tracker//{lang.upper()}")
    calendar.add("version", "2.0")
    for text in ("name", "x-wr-calname"):  # of RFC 7986, and what older programs know
        calendar.add(text, vText(name))  # else its commas would not be escaped
    for text in ("description", "x-wr-caldesc"):
        calendar.add(text, vText(f"{_about(chosen, lang)} {rights(page or settings.SITE_URL, lang)}"))
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED))
    calendar.add("url", page or settings.SITE_URL)
    calendar.add("x-license", vUri(DATA.url), parameters={"VALUE": "URI"})
    for deadline in chosen.shown:
        calendar.add_component(_event(deadline, lang))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer["Link"] = LINK
    return answer


def _about(chosen: Deadlines, lang: str) -> str:
    """What the calendar holds, in a sentence or two."""
    sentences = [_("Deadlines of public promises, each with its verdict. A deadline that is moved moves its event.")]
    if len(chosen.shown) < chosen.count:
        numbers = {"shown": wording.number(len(chosen.shown), lang), "count": wording.number(chosen.count, lang)}
        sentences.append(_("The %(shown)s deadlines nearest to today, of %(count)s.") % numbers)
    return " ".join(sentences)


def _event(deadline: Deadline, lang: str) -> Event:
    """The event of a chain. Its UID stays while the promise is moved, its SEQUENCE grows, and what is dropped is
    cancelled, so that programs take it out.
    """
    entry = deadline.entry
    event = Event()
    event.add("uid", f"{deadline.name}.deadline@{host()}")
    event.add("dtstamp", deadline.changed_at)
    event.add("last-modified", deadline.changed_at)
    event.add("sequence", deadline.version)
    event.add("dtstart", deadline.on)
    event.add("summary", writable(title_of(entry, lang).text))
    event.add("description", writable("\n".join(filter(None, _lines(deadline, lang)))))
    event.add("url", public_url("target", entry.id))
    event.add("transp", "TRANSPARENT")
    if deadline.dropped:
        event.add("status", "CANCELLED")
    return event


def _lines(deadline: Deadline, lang: str) -> Iterator[str]:
    """The verdict, the day before a move, and what the promise belongs to."""
    entry = deadline.entry
    yield wording.status(entry.assessment["status"], lang)
    if deadline.dropped and not entry.withdrawn:
        yield _("no date named")
    elif deadline.before is not None and not deadline.dropped:
        days = (wording.short_day(day, lang) for day in (deadline.before, deadline.on))
        yield _("deadline: %(before)s → %(after)s") % dict(zip(("before", "after"), days, strict=True))
    yield title_of(entry, lang).indicator
    yield localname(entry.programme)
    yield localname(entry.responsible)
    yield wording.read_plainly(entry, "note", lang)
