"""Deadlines as an iCalendar file, of the record and of what a person follows alike."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from projects import wording
from projects.http.public_urls import public_url
from projects.reports.overviews.due_dates import Deadline, Deadlines
from projects.reports.targets.promise_titles import title_of
from projects.templatetags.names import localname

from .feeds import host, writable


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
    title, indicator = title_of(entry, lang)
    note = wording.read_plainly(entry, "note", lang)
    about = (verdict, indicator, localname(entry.programme), localname(entry.responsible), note)
    event = Event()
    event.add("uid", f"{deadline.first}.deadline@{host()}")
    event.add("dtstamp", datetime.combine(deadline.changed_on, time(), UTC))
    event.add("sequence", len(entry.revisions) - 1)
    event.add("dtstart", deadline.on)
    event.add("summary", writable(title))
    event.add("description", writable("\n".join(filter(None, about))))
    event.add("url", public_url("target", entry.id))
    event.add("transp", "TRANSPARENT")
    if entry.withdrawn:
        event.add("status", "CANCELLED")
    return event
