"""Feeds of one thing and of a search, read as a feed reader reads them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.refresh import refresh_assessments
from projects.actions.rename_row import rename_row
from projects.models import Indicator, Person, Programme, StatusChange, Target
from projects.reports.overviews import change_log
from tests.factories import IndicatorFactory, OutcomeFactory, PersonFactory, TargetFactory, UserFactory
from tests.projects.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("record")
TAG = "tag:127.0.0.1,2024:"
COUNT = [f"{TAG}status/count-2024/2025-01-01", f"{TAG}promise/count-2024/2024-02-05"]
FILES = ("feed.atom", "calendar.ics")
MONEY = [f"{TAG}revision/money-2/2025-01-05", f"{TAG}promise/money-1/2024-02-05"]


@pytest.fixture
def speaker(record: None) -> None:
    """A minister who announced the money anew, and nothing else."""
    Target.objects.filter(pk="money-2").update(spoken_by=PersonFactory(id="minister", name="A minister"))


def read(reader: Client, address: str) -> feedparser.FeedParserDict:
    answer = reader.get(address)
    assert answer.status_code == 200, address
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def ids(reader: Client, address: str) -> set[str]:
    return {entry.id for entry in read(reader, address).entries}


EVERYTHING = {"count-2024", "money-1", "plan-2025"}
THINGS = [
    ("programmes/pool", "Pool", EVERYTHING),
    ("organisations/old-ministry", "Old ministry", EVERYTHING),
    ("organisations/new-ministry", "New ministry", EVERYTHING),
    ("territories/kz", "Kazakhstan", EVERYTHING),
    ("territories/kz-71", "Astana", set()),
    ("people/minister", "A minister", {"money-1"}),
    ("targets/money-1", "Value launched: 1.5 trillion tenge in 2024", {"money-1"}),
    ("targets/money-2", "Value launched: 1.5 trillion tenge in 2024", {"money-1"}),
]


@pytest.mark.usefixtures("speaker")
def test_a_thing_has_the_changes_of_its_promises_and_they_are_known_by_one_id(reader) -> None:
    everywhere = ids(reader, "/changes/feed.atom")
    for path, title, about in THINGS:
        feed = read(reader, f"/{path}/feed.atom?lang=en")
        assert feed.feed.title.replace("\u00a0", " ") == f"Promise tracker: {title}"
        assert feed.feed.link == f"http://127.0.0.1:8000/{path}/"
        assert "CC BY 4.0" in feed.feed.rights
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"] == f"http://127.0.0.1:8000/{path}/feed.atom?lang=en"
        assert links["license"].startswith("https://creativecommons.org/")
        promised = {entry.id for entry in feed.entries if entry.tags[0].term == "promise"}
        assert promised == {f"{TAG}promise/{first}/2024-02-05" for first in about}
        changed = {entry.id for entry in feed.entries} - promised
        assert changed == everywhere if about == EVERYTHING else changed <= everywhere


@pytest.mark.usefixtures("speaker")
def test_pages_lead_to_the_feed_and_the_calendar_of_their_thing(reader) -> None:
    for path, _title, _about in THINGS[:-1]:
        page = " ".join(reader.get(f"/ru/{path}/?as_of=2025-01-09").content.decode().split())
        for file, kind in (("feed.atom", "application/atom+xml"), ("calendar.ics", "text/calendar")):
            address = f'href="/{path}/{file}?lang=ru"'
            assert re.search(
                rf'<link rel="alternate" type="{re.escape(kind)}" title="[^"]+" {re.escape(address)}>', page
            )
            assert f'<a {address} type="{kind}">' in page


def test_a_feed_is_in_the_language_that_is_asked_for_and_its_ids_stay(reader) -> None:
    english, russian, kazakh = (read(reader, f"/programmes/pool/feed.atom?lang={lang}") for lang in ("en", "ru", "kk"))
    for lang, other in (("ru", russian), ("kk", kazakh)):
        assert other.feed.language == lang
        assert [entry.id for entry in english.entries] == [entry.id for entry in other.entries]
        assert english.feed.id == other.feed.id
        assert all(before.title != after.title for before, after in zip(english.entries, other.entries, strict=True))


SEARCHES = [
    ("unit=KZT", MONEY),
    ("bundle=pool-2024&revised=false", COUNT),
    ("status=unreported&unit=projects", COUNT),
    ("search=launched&status=unreported&status=achieved&revised=true", MONEY),
    ("moved=raised", MONEY),
    ("responsible=new-ministry&revised=true", MONEY),
    ("sector=housing", []),
]


def test_a_search_has_the_changes_of_what_the_list_shows(reader) -> None:
    everything = ids(reader, "/targets/feed.atom")
    for query, entries in SEARCHES:
        feed = ids(reader, f"/targets/feed.atom?{query}")
        assert set(entries) <= feed <= everything, query
        listed = reader.get(f"/api/v1/targets/?{query}").json()["results"]
        chains = {entry["revisions"][0]["id"] for entry in listed}
        assert {id.split("/")[1] for id in feed if "promise/" in id} == chains, query
        page = reader.get(f"/targets/?{query}").content.decode()
        assert page.count('href="/targets/feed.atom?') == page.count('href="/targets/calendar.ics?') == 2, (
            "head and body"
        )


def test_a_promise_that_leaves_a_search_takes_its_leave(reader) -> None:
    left = StatusChange.objects.get(first="count-2024", on=date(2025, 1, 1))
    assert ids(reader, f"/targets/feed.atom?status={left.from_status}&unit=projects") == {COUNT[0]}
    assert ids(reader, f"/targets/feed.atom?status={left.from_status}&unit=KZT") == set()


def test_a_feed_names_its_filters_and_keeps_them_from_page_to_page(reader, monkeypatch) -> None:
    monkeypatch.setattr(change_log, "PAGE_SIZE", 1)
    address, seen = "/targets/feed.atom?status=achieved&status=unreported&unit=KZT&lang=en", []
    title = "Promise tracker: Targets; Verdict: Achieved, No final report; Unit: tenge"
    while address:
        feed = read(reader, address)
        assert feed.feed.title == title
        seen += [entry.id for entry in feed.entries]
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"].removeprefix("http://127.0.0.1:8000") == address
        address = links.get("next", "").removeprefix("http://127.0.0.1:8000")
    assert len(seen) == len(set(seen)) == 3


REFUSED = [
    ("ordering=-deadline", 400, "It has an order of its own"),
    ("known_at=2025-01-01T00:00:00Z", 400, "shows all that is recorded"),
    ("page_size=500&unit=KZT", 400, "?unit=KZT"),
    ("recorded_after=nonsense", 400, "leave this out"),
    ("status=lost", 400, "is none of"),
    ("programme=nothing", 404, "nothing"),
    ("ordering=&page_size=", 200, ""),
    ("lang=xx", 400, "is none of"),
]


def test_what_a_feed_or_a_calendar_cannot_be_combined_with_is_refused(reader) -> None:
    for query, status, words in REFUSED:
        for file in FILES:
            answer = reader.get(f"/targets/{file}?{query}")
            assert answer.status_code == status, query
            assert words in answer.content.decode(), query
    assert reader.get("/targets/calendar.ics?page=2").status_code == 400
    assert reader.get("/programmes/pool/calendar.ics?page=2").status_code == 400
    assert reader.get("/programmes/pool/feed.atom?unit=KZT").status_code == 400


def test_an_unknown_id_is_a_page_not_found(reader) -> None:
    for path in ("programmes", "organisations", "people", "territories", "targets"):
        for file in FILES:
            answer = reader.get(f"/{path}/nobody/{file}")
            assert answer.status_code == 404
            assert "nobody" in answer.content.decode()


def test_entries_keep_their_ids_when_a_target_gets_another_id_or_its_day_is_mended(reader) -> None:
    before = ids(reader, "/programmes/pool/feed.atom")
    by = UserFactory(admin=True)
    for old_id, new_id in (("money-1", "value-1"), ("value-1", "worth-1")):
        rename_row(row=Target.objects.get(pk=old_id), new_id=new_id, by=by, at=NOW)
    target = Target.objects.get(pk="money-2")
    fix_copying_error(target=target, reason="Wrong day.", by=by, at=NOW, announced=date(2025, 1, 6))
    rename_row(row=Programme.objects.get(pk="pool"), new_id="fund", by=by, at=NOW)
    refresh_assessments(as_of=TODAY, at=NOW)
    assert reader.get("/programmes/pool/feed.atom?lang=kk").headers["Location"] == "/programmes/fund/feed.atom?lang=kk"
    assert reader.get("/targets/money-1/calendar.ics").headers["Location"] == "/targets/worth-1/calendar.ics"
    assert ids(reader, "/programmes/fund/feed.atom") == before
    assert read(reader, "/targets/worth-1/feed.atom").feed.id == f"{TAG}target/money-1"


def test_what_moves_to_another_programme_takes_its_leave_of_the_first(reader) -> None:
    elsewhere = IndicatorFactory(id="elsewhere", unit="KZT")
    columns = {"indicator": elsewhere, "value": Decimal(10), "announced": date(2025, 1, 8)}
    TargetFactory(id="money-3", revises=Target.objects.get(pk="money-2"), **columns)
    refresh_assessments(as_of=TODAY, at=NOW)
    move = f"{TAG}revision/money-3/2025-01-08"
    for programme in ("pool", elsewhere.programme_id):
        assert move in ids(reader, f"/programmes/{programme}/feed.atom")


@pytest.mark.usefixtures("speaker")
@pytest.mark.parametrize("file", FILES)
def test_unchanged_is_304_and_queries_do_not_grow(reader, file) -> None:
    addresses = [
        *(f"/{path}/{file}" for path in ("programmes/pool", "organisations/new-ministry", "territories/kz")),
        *(f"/{path}/{file}" for path in ("people/minister", "targets/money-1")),
        f"/targets/{file}?unit=KZT&overdue=true",
    ]
    few = {address: _queries(reader, address) for address in addresses}
    tag = reader.get(addresses[0])["ETag"]
    assert reader.get(addresses[0], headers={"if-none-match": tag}).status_code == 304
    money, minister = Indicator.objects.get(pk="money"), Person.objects.get(pk="minister")
    for number in range(4):
        first = TargetFactory(indicator=money, value=number + 1, spoken_by=minister)
        TargetFactory(indicator=money, revises=first, withdrawn=True, deadline=None, window_start=None,
                      announced=date(2024, 3, 1), spoken_by=minister)  # fmt: skip
        OutcomeFactory(indicator=money)
    refresh_assessments(as_of=TODAY, at=datetime(2025, 1, 10, 10, tzinfo=UTC))
    assert reader.get(addresses[0], headers={"if-none-match": tag}).status_code == 200
    many = {address: _queries(reader, address) for address in addresses}
    # One more for the days that were named before they were dropped.
    assert all(many[address] <= few[address] + (file == "calendar.ics") <= 19 for address in addresses), (few, many)


def _queries(reader: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(path).status_code == 200
    return len(captured)
