"""Calendars as programs read them: a deadline that is moved, dropped or decided, by two independent libraries."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pytest
import vobject
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from icalendar import Calendar

from projects.actions.erase_claim import erase_claim
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.refresh import refresh_assessments
from projects.actions.revise_target import revise_target
from projects.models import Indicator, Target
from tests.factories import IndicatorFactory, SourceFactory, TargetFactory, UserFactory
from tests.projects.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("shared_record", "db")
PLAN = "plan-2025.deadline@127.0.0.1"


class Event(NamedTuple):
    """What a library reads of an event."""

    on: date
    sequence: int
    changed_at: datetime
    status: str
    summary: str
    description: str


def by_icalendar(text: bytes) -> dict[str, Event]:
    events = Calendar.from_ical(text).walk("VEVENT")
    return {
        str(event["UID"]): Event(
            event["DTSTART"].dt, int(event["SEQUENCE"]), event["LAST-MODIFIED"].dt, str(event.get("STATUS", "")),
            str(event["SUMMARY"]), str(event["DESCRIPTION"]),
        )
        for event in events
    }  # fmt: skip


def by_vobject(text: bytes) -> dict[str, Event]:
    def value(event: Any, name: str) -> Any:
        return event.contents[name][0].value if name in event.contents else ""

    events = vobject.readOne(text.decode()).contents.get("vevent", [])
    return {
        value(event, "uid"): Event(
            value(event, "dtstart"), int(value(event, "sequence")), value(event, "last-modified"),
            value(event, "status"), value(event, "summary"), value(event, "description"),
        )
        for event in events
    }  # fmt: skip


def events(reader: Client, address: str) -> dict[str, Event]:
    """The events of a calendar, as both libraries read them."""
    answer = reader.get(address)
    assert answer.status_code == 200
    read = by_icalendar(answer.content)
    assert by_vobject(answer.content) == read
    return read


def test_a_moved_deadline_moves_its_event_and_a_withdrawn_one_is_cancelled(reader) -> None:
    by, at = UserFactory(editor=True), NOW
    seen = [events(reader, "/programmes/pool/calendar.ics")[PLAN]]
    for day, columns in (
        (date(2025, 1, 6), {"deadline": date(2025, 6, 30)}),
        (date(2025, 1, 7), {"deadline": date(2025, 6, 30), "note": "Said again."}),
        (date(2025, 1, 8), {"deadline": None, "deadline_text": "in time"}),
        (date(2025, 1, 9), {"withdrawn": True}),
    ):
        at += timedelta(hours=1)
        target = Target.objects.order_by("-announced", "-pk").filter(indicator="plan").first()
        source = SourceFactory(published=day)
        revise_target(target=target, announced=day, source=source, by=by, at=at, id=f"plan-{day:%d}", **columns)
        seen.append(events(reader, "/programmes/pool/calendar.ics")[PLAN])
    assert [event.on for event in seen] == [date(2025, 3, 1), *[date(2025, 6, 30)] * 4]
    assert [event.sequence for event in seen] == [0, 1, 2, 3, 4]
    assert [event.status for event in seen] == ["", "", "", "CANCELLED", "CANCELLED"]
    assert "deadline: 1 Mar 2025 → 30 Jun 2025" in seen[1].description.replace("\u00a0", " ")
    moments = [event.changed_at for event in seen]
    assert moments == sorted(set(moments))
    assert moments[-1] == at
    for path in ("targets/plan-2025", "targets/plan-09", "organisations/new-ministry", "territories/kz"):
        assert events(reader, f"/{path}/calendar.ics")[PLAN] == seen[-1]
    earlier = events(reader, "/targets/plan-2025/calendar.ics?as_of=2025-01-06")[PLAN]
    assert (earlier.on, earlier.sequence, earlier.status) == (date(2025, 6, 30), 1, "")


def test_our_own_mistakes_raise_the_sequence_too(reader) -> None:
    by = UserFactory(admin=True)
    plan = Target.objects.get(pk="plan-2025")
    fix_copying_error(target=plan, reason="Wrong day.", by=by, at=NOW, deadline=date(2025, 4, 1))
    mended = events(reader, "/calendar.ics")[PLAN]
    assert (mended.on, mended.sequence) == (date(2025, 4, 1), 1)
    _revise(plan, "plan-x", by, deadline=date(2025, 5, 1))
    assert events(reader, "/calendar.ics")[PLAN].sequence == 2
    erase_claim(claim=Target.objects.get(pk="plan-x"), reason="Never said.", by=by, at=NOW + timedelta(hours=1))
    erased = events(reader, "/calendar.ics")[PLAN]
    assert (erased.on, erased.sequence) == (date(2025, 4, 1), 3)
    assert erased.changed_at == NOW + timedelta(hours=1)


def _revise(target: Target, id: str, by: AbstractBaseUser, **columns: object) -> None:
    source = SourceFactory(published=date(2025, 1, 7))
    revise_target(target=target, announced=date(2025, 1, 7), source=source, by=by, at=NOW, id=id, **columns)


def test_what_never_named_a_day_has_no_event_and_a_decided_one_keeps_its_verdict(reader) -> None:
    TargetFactory(id="never", indicator=IndicatorFactory(id="undated"), deadline=None, window_start=None)
    refresh_assessments(as_of=TODAY, at=NOW)
    calendar = events(reader, "/calendar.ics?lang=en")
    assert "never.deadline@127.0.0.1" not in calendar
    assert calendar["count-2024.deadline@127.0.0.1"].description.startswith("No final report\n")
    assert events(reader, "/targets/never/calendar.ics") == {}
    assert events(reader, "/targets/calendar.ics?status=unreported&unit=projects").keys() == {
        "count-2024.deadline@127.0.0.1"
    }


def test_a_calendar_says_what_it_is_when_to_ask_again_and_how_it_may_be_used(reader) -> None:
    name = "Обрабатывающая промышленность; «Пул», " * 6
    Indicator.objects.filter(pk="plan").update(name_ru=name.strip())
    answer = reader.get("/programmes/pool/calendar.ics?lang=ru")
    lines = answer.content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # folded between letters, never within one
    calendar = Calendar.from_ical(answer.content)
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Трекер обещаний: Пул"
    assert "CC BY 4.0" in calendar["DESCRIPTION"]
    assert "CC BY 4.0" in calendar["X-WR-CALDESC"]
    assert calendar["X-LICENSE"].startswith("https://creativecommons.org/")
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(days=1)
    assert calendar["X-PUBLISHED-TTL"] == "P1D"
    assert calendar["URL"] == "http://127.0.0.1:8000/programmes/pool/"
    assert 'rel="license"' in answer["Link"]
    assert name.strip() in events(reader, "/programmes/pool/calendar.ics?lang=ru")[PLAN].summary.replace("\u00a0", " ")
