"""The changes as a feed and the deadlines as a calendar: what the pages show, for programs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from projects.actions.refresh import refresh_assessments
from projects.models import Target
from projects.reports.overviews import change_log
from projects.reports.version_cache import version_cache
from tests.factories import IndicatorFactory, OutcomeFactory, TargetFactory
from tests.projects.conftest import NOW, TODAY

ATOM = "{http://www.w3.org/2005/Atom}"
FEED, FILE = "/changes/feed.atom", "/calendar.ics"


def feed(reader: Client, query: str = "") -> ElementTree.Element:
    answer = reader.get(FEED + query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def child_text(entry: ElementTree.Element, name: str) -> str:
    return (entry.findtext(ATOM + name) or "").replace("\u00a0", " ")


def events(reader: Client, query: str = "") -> dict[str, object]:
    answer = reader.get(FILE + query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["UID"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


@pytest.mark.usefixtures("record")
def test_feed_holds_what_the_page_of_changes_holds_newest_first(reader: Client) -> None:
    entries = feed(reader).findall(ATOM + "entry")
    page = reader.get("/changes/").content.decode()
    assert len(entries) == page.count('<a href="/targets/') - page.count('<a href="/targets/">')
    days = [child_text(entry, "updated") for entry in entries]
    assert days == sorted(days, reverse=True)
    revision = next(entry for entry in entries if "revision/" in child_text(entry, "id"))
    recorded_at = Target.objects.get(pk="money-2").recorded_at
    assert child_text(revision, "id") == "tag:127.0.0.1,2024:revision/money-2/2025-01-05"
    assert child_text(revision, "title") == "revised · Value launched: 1.5 trillion tenge in 2024"
    assert datetime.fromisoformat(child_text(revision, "updated")) == recorded_at.replace(microsecond=0)
    assert child_text(revision, "summary").startswith("5 January 2025 · ")
    assert "1.2 trillion tenge" in child_text(revision, "summary")
    assert revision.find(ATOM + "link").get("href") == "http://127.0.0.1:8000/targets/money-2/"
    assert any(child_text(entry, "title").startswith("No final report · 180 projects in 2024") for entry in entries)


@pytest.mark.usefixtures("record")
def test_feed_is_as_new_as_its_newest_entry_and_knows_its_day(reader: Client) -> None:
    feed_xml = feed(reader)
    assert child_text(feed_xml, "updated") == child_text(feed_xml.find(ATOM + "entry"), "updated")
    earlier = feed(reader, "?as_of=2024-12-31")
    assert all(child_text(entry, "id")[-10:] < "2025" for entry in earlier.findall(ATOM + "entry"))


@pytest.mark.usefixtures("record")
def test_what_is_recorded_late_about_a_day_of_long_ago_is_on_top(reader: Client) -> None:
    before = feed(reader)
    late = NOW + timedelta(days=1)
    target = TargetFactory(
        id="long-ago",
        window_start=date(2023, 1, 1),
        deadline=date(2023, 12, 31),
        announced=date(2023, 1, 5),
        recorded_at=late,
        timing="within_period",
    )
    OutcomeFactory(
        indicator=target.indicator,
        period_end=date(2023, 12, 31),
        period_start=date(2023, 1, 1),
        source__published=date(2024, 1, 20),
        recorded_at=late,
    )
    refresh_assessments(as_of=TODAY, at=late)
    after = feed(reader)

    ids = {child_text(entry, "id") for entry in before.findall(ATOM + "entry")}
    entries = after.findall(ATOM + "entry")
    fresh = [entry for entry in entries if child_text(entry, "id") not in ids]
    assert fresh
    assert entries[: len(fresh)] == fresh
    assert "2024" in child_text(fresh[0], "summary")
    assert datetime.fromisoformat(child_text(fresh[0], "updated")) == late
    assert child_text(after, "updated") == child_text(fresh[0], "updated") > child_text(before, "updated")


@pytest.mark.usefixtures("record")
def test_a_long_feed_has_pages_that_know_each_other(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    every = [child_text(entry, "id") for entry in feed(reader).findall(ATOM + "entry")]
    monkeypatch.setattr(change_log, "PAGE_SIZE", 2)
    version_cache.clear()  # which rows a page has is kept
    address, seen = "/changes/feed.atom?lang=en", []
    while address:
        feed_xml = ElementTree.fromstring(reader.get(address).content)
        seen += [child_text(entry, "id") for entry in feed_xml.findall(ATOM + "entry")]
        links = {link.get("rel"): link.get("href") for link in feed_xml.findall(ATOM + "link")}
        assert {"first", "last"} <= links.keys()
        address = links.get("next", "").removeprefix("http://127.0.0.1:8000")
        assert not address or "lang=en" in address
    assert seen == every
    assert len(seen) == 4


@pytest.mark.django_db
def test_empty_feed_and_calendar_are_valid(reader: Client) -> None:
    feed_xml = feed(reader)
    assert not feed_xml.findall(ATOM + "entry")
    assert child_text(feed_xml, "updated") == "2024-01-01T00:00:00+00:00"
    assert events(reader) == {}


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("lang", "word"), [("en", "No final report"), ("ru", "Нет итогового отчёта"), ("kk", "Қорытынды есеп жоқ")]
)
@pytest.mark.parametrize("how", ["parameter", "header"])
def test_language_is_that_of_the_request_and_ids_stay(reader: Client, lang: str, word: str, how: str) -> None:
    ids = [child_text(entry, "id") for entry in feed(reader).findall(ATOM + "entry")]
    query, header = (f"?lang={lang}", "en") if how == "parameter" else ("", lang)
    answer = reader.get(FEED + query, headers={"accept-language": header})
    assert answer["Content-Language"] == lang
    feed_xml = ElementTree.fromstring(answer.content)
    assert feed_xml.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    assert [child_text(entry, "id") for entry in feed_xml.findall(ATOM + "entry")] == ids
    assert any(word in child_text(entry, "title") for entry in feed_xml.findall(ATOM + "entry"))


@pytest.mark.usefixtures("record")
def test_calendar_holds_every_deadline_as_a_day_of_its_own(reader: Client) -> None:
    calendar = events(reader)
    assert set(calendar) == {f"{first}.deadline@127.0.0.1" for first in ("count-2024", "money-1", "plan-2025")}
    money = calendar["money-1.deadline@127.0.0.1"]
    assert money["DTSTART"].dt == date(2024, 12, 31)
    assert money["DTSTART"].params["VALUE"] == "DATE"
    assert money["SUMMARY"].replace("\u00a0", " ") == "Value launched: 1.5 trillion tenge in 2024"
    assert money["URL"] == "http://127.0.0.1:8000/targets/money-2/"
    assert money["SEQUENCE"] == 1
    assert money["DTSTAMP"].dt == money["LAST-MODIFIED"].dt == NOW, "when the record last said something new"
    assert reader.get(FILE).content == reader.get(FILE).content


@pytest.mark.usefixtures("record")
def test_calendar_of_an_earlier_day_knows_only_what_was_announced(reader: Client) -> None:
    assert events(reader, "?as_of=2024-02-01") == {}
    before = events(reader, "?as_of=2024-06-30")["money-1.deadline@127.0.0.1"]
    assert "1.2" in before["SUMMARY"]
    assert before["SEQUENCE"] == 0


@pytest.mark.usefixtures("record")
def test_pages_name_their_twins(reader: Client) -> None:
    changes, calendar = (" ".join(reader.get(path).content.decode().split()) for path in ("/changes/", "/calendar/"))
    assert (
        '<link rel="alternate" type="application/atom+xml" title="Changes" href="/changes/feed.atom?lang=en">'
        in changes
    )
    assert '<link rel="alternate" type="text/calendar" title="Calendar" href="/calendar.ics?lang=en">' in calendar


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("path", [FEED, FILE])
def test_unchanged_answer_is_not_sent_again_and_nonsense_is_refused(reader: Client, path: str) -> None:
    tag = reader.get(path)["ETag"]
    assert reader.get(path, headers={"if-none-match": tag}).status_code == 304
    assert reader.get(f"{path}?lang=fr").status_code == 400
    assert reader.get(f"{path}?as_of=soon").status_code == 400


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("path", [FEED, FILE])
def test_hostile_names_stay_text(reader: Client, path: str) -> None:
    name = "</title><script>alert(1)</script>\x0b ]]> \u202e;,\nEND:VEVENT"
    first = TargetFactory(id="hostile", indicator=IndicatorFactory(name=name), note=name)
    TargetFactory(id="hostile-2", indicator=first.indicator, revises=first, announced=date(2025, 1, 9))
    refresh_assessments(as_of=TODAY, at=NOW)
    assert b"<script" not in reader.get(path).content if path == FEED else True
    assert any("hostile" in child_text(entry, "id") for entry in feed(reader).findall(ATOM + "entry"))
    assert "</title><script>" in str(events(reader)["hostile.deadline@127.0.0.1"]["SUMMARY"])


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("path", [FEED, FILE])
@pytest.mark.parametrize("query", ["", "?as_of=2025-01-09"])
def test_queries_do_not_grow_with_the_record(reader: Client, path: str, query: str) -> None:
    few = _queries(reader, path + query)
    for number in range(5):
        more = TargetFactory(value=number + 1)
        OutcomeFactory(indicator=more.indicator)
    refresh_assessments(as_of=TODAY, at=NOW)
    assert _queries(reader, path + query) <= few <= 16


def _queries(reader: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(path).status_code == 200
    return len(captured)
