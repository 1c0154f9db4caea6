"""A private feed holds the news of sixty days; each piece appears once and has its own id."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import DigestPreferences, PrivateAddress
from accounts.views import private_feed
from projects.actions.refresh import refresh_assessments
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
