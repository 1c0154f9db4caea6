"""A private feed holds the news of sixty days; each piece appears once and has its own id."""

from datetime import date, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.actions.private_addresses import renew_address
from accounts.follows.private_addresses import address_of_search
from accounts.models import DigestPreferences, Follow, PrivateAddress, User
from accounts.views import private_feed
from projects.actions.refresh import refresh_assessments
from projects.actions.rename_row import rename_row
from projects.models import Outcome
from projects.reports.overviews import change_log
from tests.accounts.logging_in import log_in_again
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def now():
    return timezone.now()  # noqa: TID251  # the feed has a clock of its own


@pytest.fixture
def neighbours(desk, now):
    """Two promises of one indicator, made long ago."""
    indicator = IndicatorFactory()
    columns = {"indicator": indicator, "window_start": date(2020, 1, 1), "timing": "by_deadline"}
    at = now - timedelta(days=90)
    return [
        desk.promise("pool-1", deadline=date(2098, 12, 31), at=at, value=10**6, **columns),
        desk.promise("pool-2", deadline=date(2099, 12, 31), at=at, value=10**7, **columns),
    ]


@pytest.fixture
def read(client, follower, neighbours, now):
    """The feed of somebody who follows both, a page after another: the entries, and how many pages there were."""
    person = follower(*neighbours, at=now - timedelta(days=80))
    secret = PrivateAddress.objects.create(user=person, created_at=now).secret

    def read(language="en"):
        DigestPreferences.objects.filter(user=person).update(language=language)
        address, entries, pages = reverse("private-feed", args=[secret]), [], 0
        while address:
            answer = client.get(address)
            assert answer.status_code == 200
            feed = ElementTree.fromstring(answer.content)
            entries += feed.findall(ATOM + "entry")
            pages += 1
            links = {link.get("rel"): link.get("href") for link in feed.findall(ATOM + "link")}
            address = links.get("next", "").removeprefix("http://127.0.0.1:8000")
        return entries, pages

    return read


def reports(neighbours, now, number):
    """So many reports, one an hour."""
    source = SourceFactory(published=date(2024, 2, 5))
    for place in range(number):
        day = date(2021, 1, 1) + timedelta(days=place)
        OutcomeFactory(
            id=f"report-{place}",
            indicator=neighbours[0].indicator,
            value=1,
            period_start=day,
            period_end=day,
            source=source,
            recorded_at=now - timedelta(hours=place + 1),
        )
    refresh_assessments(as_of=timezone.localdate(now), at=now - timedelta(days=70))


def child_text(entry, name):
    return entry.findtext(ATOM + name)


def test_it_holds_all_of_its_sixty_days(read, neighbours, now) -> None:
    reports(neighbours, now, 105)
    entries, pages = read()
    about = [child_text(entry, "id") for entry in entries if "outcome:" in child_text(entry, "id")]
    assert (len(about), pages) == (210, 1)
    moments = [child_text(entry, "updated") for entry in entries]
    assert moments == sorted(moments, reverse=True)


def test_what_a_page_cannot_hold_is_on_the_next(read, neighbours, now, monkeypatch) -> None:
    monkeypatch.setattr(private_feed, "ENTRIES", 4)
    reports(neighbours, now, 5)
    entries, pages = read()
    ids = [child_text(entry, "id") for entry in entries]
    assert pages == -(-len(ids) // 4) > 2
    assert len(ids) == len(set(ids)) >= 10


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "7", ""])
def test_a_page_that_is_none_is_the_nearest(client, read, neighbours, now, page) -> None:
    reports(neighbours, now, 2)
    address = reverse("private-feed", args=[PrivateAddress.objects.get().secret])
    assert client.get(address, {"page": page}).status_code == 200


def test_entries_are_known_by_the_ids_under_which_things_were_recorded(read, desk, neighbours, now) -> None:
    """Else a mended id would show readers of the feed old entries as new (ADR 50)."""
    reports(neighbours, now, 2)
    before = {entry.find(ATOM + "id").text for entry in read()[0]}

    rename_row(row=neighbours[0], new_id="z-pool", by=desk.editor, at=now)
    rename_row(row=Outcome.objects.get(pk="report-1"), new_id="a-report", by=desk.editor, at=now)

    assert {entry.find(ATOM + "id").text for entry in read()[0]} == before


def test_a_report_on_two_promises_is_an_entry_of_each_with_an_id_of_its_own(read, neighbours, now) -> None:
    reports(neighbours, now, 1)
    about = [entry for entry in read()[0] if "outcome:" in child_text(entry, "id")]
    assert [
        child_text(entry, "id").partition("news/")[2]
        for entry in sorted(about, key=lambda entry: child_text(entry, "id"))
    ] == [
        "outcome:report-0",  # as feed readers have known it
        "outcome:report-0@pool-2",
    ]
    assert {entry.find(ATOM + "link").get("href").rsplit("/", 2)[1] for entry in about} == {"pool-1", "pool-2"}


@pytest.mark.parametrize(("language", "day"), [("en", "1 July"), ("ru", "1 июля"), ("kk", "1 шілде")])
def test_a_verdict_says_the_day_of_its_sources(read, desk, client, now, language, day) -> None:
    target = desk.promise(
        "met", at=now - timedelta(days=3), deadline=date(2024, 6, 30), timing="within_period", value=1
    )
    client.force_login(PrivateAddress.objects.get().user)
    client.post(reverse("following-toggle"), {"kind": "target", "id": target.pk})
    entry = next(entry for entry in read(language)[0] if "status:met" in child_text(entry, "id"))
    assert day in child_text(entry, "summary").replace("\u00a0", " ")


# --- One saved search ------------------------------------------------------------------------------------------------


@pytest.fixture
def search(read, client):
    """A search of the person who follows both promises, and its address."""
    address = PrivateAddress.objects.get()
    columns = {
        "user": address.user,
        "search": "overdue=false",
        "name": "Обещания впереди",
        "created_at": address.created_at,
    }
    return Follow.objects.create(**columns)


def address_of(search) -> str:
    return address_of_search(PrivateAddress.objects.get(user=search.user_id).secret, search.pk)


def test_a_saved_search_has_a_feed_and_a_calendar_of_its_own(client, search, neighbours) -> None:
    answer = client.get(reverse("private-feed", args=[address_of(search)]))
    feed = feedparser.parse(answer.content)
    assert feed.feed.title == "Promise tracker: Обещания впереди"
    assert {entry.id.partition(",")[2].split("/")[1] for entry in feed.entries} == {"pool-1", "pool-2"}
    public = feedparser.parse(client.get("/targets/feed.atom?overdue=false").content)
    assert [entry.id for entry in feed.entries] == [entry.id for entry in public.entries]
    calendar = client.get(reverse("private-calendar", args=[address_of(search)]))
    assert {event["DTSTART"].dt.year for event in Calendar.from_ical(calendar.content).walk("VEVENT")} == {2098, 2099}
    for private in (answer, calendar):
        assert "private" in private["Cache-Control"]
        assert private["X-Robots-Tag"] == "noindex"
        assert "ETag" not in private
    assert PrivateAddress.objects.get().secret not in address_of(search)


def test_pages_of_the_feed_of_a_search_hold_all_of_it_once(client, search, monkeypatch) -> None:
    whole = feedparser.parse(client.get(reverse("private-feed", args=[address_of(search)])).content)
    monkeypatch.setattr(change_log, "PAGE_SIZE", 1)
    address, pages = reverse("private-feed", args=[address_of(search)]), []
    while address:
        feed = feedparser.parse(client.get(address).content)
        pages.append([entry.id for entry in feed.entries])
        links = {link.rel: link.href for link in feed.feed.links}
        address = links.get("next", "").removeprefix("http://127.0.0.1:8000")
    assert pages == [[entry.id] for entry in whole.entries]
    assert len(pages) > 1


def test_addresses_of_a_search_end_with_the_secret_the_search_and_the_account(client, search) -> None:
    first = address_of(search)
    client.force_login(search.user)
    assert first not in client.get("/en/following/").content.decode(), "shown after confirming alone"
    log_in_again(client, search.user)
    assert first in client.get("/en/following/").content.decode()
    client.logout()
    wrong_ones = [
        f"{first[:-1]}{'b' if first[-1] == 'a' else 'a'}",
        first.replace(f"-{search.pk}-", f"-{search.pk + 1}-"),
        f"search-{'9' * 18}-{first[-43:]}",
        PrivateAddress.objects.get().secret[:-1],
    ]
    for wrong in wrong_ones:
        assert client.get(reverse("private-feed", args=[wrong])).status_code == 404
    renew_address(by=search.user, at=search.created_at)
    assert client.get(reverse("private-feed", args=[first])).status_code == 404
    second = address_of(search)
    assert client.get(reverse("private-feed", args=[second])).status_code == 200
    User.objects.filter(pk=search.user_id).update(is_active=False)
    assert client.get(reverse("private-feed", args=[second])).status_code == 404
    User.objects.filter(pk=search.user_id).update(is_active=True)
    search.delete()
    assert client.get(reverse("private-calendar", args=[second])).status_code == 404
