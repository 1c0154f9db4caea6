"""Searches can be followed and renamed; a search that brings too much needs a confirmation."""

import pytest

from tests.accounts.views.following import press

pytestmark = pytest.mark.django_db


def test_a_search_is_followed_from_the_list_and_renamed(client, person, target):
    listed = client.get("/targets/?search=projects&page_size=25").content.decode()
    assert "Follow this search" in listed
    assert "Follow this search" not in client.get("/targets/").content.decode()
    press(client, "search", "search=projects&page_size=25", want="follow", sure="yes")

    page = client.get("/following/").content.decode()
    assert 'href="/targets/?search=projects"' in page
    assert "saved search" in page
    mine = person.follows.get()
    renamed = client.post("/following/rename/", {"follow": mine.pk, "name": "Plants <b>"}, follow=True).content.decode()
    assert "Plants &lt;b&gt;" in renamed
    assert "Stop following this search" in client.get("/targets/?search=projects").content.decode()


@pytest.mark.parametrize(
    ("given", "status"),
    [({"follow": "x"}, 404), ({"follow": "9" * 30}, 404), ({"follow": "0", "name": "n"}, 404), ({}, 404)],
)
def test_renaming_what_is_not_there_helps(client, person, given, status):
    assert client.post("/following/rename/", given).status_code == status


def test_a_nameless_or_endless_name_is_refused(client, person, target):
    press(client, "search", "search=projects", want="follow", sure="yes")
    mine = person.follows.get()

    for name, words in ((" \t", "needs a name"), ("n" * 201, "at most 200 characters")):
        page = client.post("/following/rename/", {"follow": mine.pk, "name": name}, follow=True)
        assert words in page.content.decode()
    mine.refresh_from_db()
    assert mine.name == "“projects”"


@pytest.mark.parametrize(
    ("search", "status", "words"),
    [
        ("", 400, "This search has no filter"),
        ("page=2&as_of=2024-01-01", 400, "This search has no filter"),
        ("status=late", 400, "is none of"),
        ("colour=red", 400, "no such parameter"),
        ("territory=mars", 404, "in the record"),
        ("search=" + "a" * 201, 400, "longer than 200"),
    ],
)
def test_a_search_for_everything_or_nonsense_is_answered_clearly(client, person, target, search, status, words):
    response = press(client, "search", search, want="follow")

    assert response.status_code == status
    assert words in response.content.decode()
    assert not person.follows.exists()


@pytest.mark.parametrize(
    ("search", "words"),
    [("search=projects", "finds every one of the 2 targets"), ("status=missed", "Nothing is found today")],
)
def test_a_search_that_finds_all_or_nothing_is_asked_about_first(client, person, target, desk, search, words):
    desk.promise("other")
    page = press(client, "search", search, want="follow").content.decode()
    assert words in page
    assert not person.follows.exists()

    press(client, "search", search, want="follow", sure="yes")
    assert person.follows.exists()


def test_what_brings_more_than_a_person_reads_warns_first(client, person, desk, monkeypatch):
    desk.promise()
    other = desk.promise("other")
    monkeypatch.setattr("accounts.follows.page.items_a_week", lambda weeks, chains: 20.6)

    page = press(client, "programme", other.indicator.programme_id, want="follow").content.decode()
    assert "You would get some 21 items a week" in page
    assert not person.follows.exists()

    press(client, "programme", other.indicator.programme_id, want="follow", sure="yes")
    assert person.follows.get().programme_id == other.indicator.programme_id
    assert "about 21" in client.get("/following/").content.decode()
