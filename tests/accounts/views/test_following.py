"""Following on the pages: a click to follow, the list with statuses, a click to stop."""

from datetime import UTC, date, datetime

import pytest

from accounts.actions.follows import follow
from accounts.models import User
from projects.actions.refresh import refresh_due
from tests.accounts.views.following import press

pytestmark = pytest.mark.django_db


def test_following_needs_a_log_in(client):
    response = client.get("/following/")

    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/following/"


def test_following_nothing_says_what_to_do(client, person):
    page = client.get("/following/").content.decode()

    assert "You follow nothing yet" in page
    assert "the next one is due" in page


def test_one_click_follows_and_the_next_stops(client, person, target):
    data = {"kind": "target", "id": target.pk, "next": "/targets/pool/"}

    response = client.post("/following/toggle/", data)
    assert (response.status_code, response.url) == (302, "/targets/pool/")
    assert person.follows.get().target == target

    client.post("/following/toggle/", data)
    assert not person.follows.exists()


def test_the_page_shows_each_thing_with_its_status(client, person, target):
    refresh_due(as_of=date(2024, 7, 1), at=datetime(2024, 7, 1, tzinfo=UTC))
    programme = target.indicator.programme
    for kind, thing in (("target", target), ("programme", programme), ("organisation", programme.responsible)):
        client.post("/following/toggle/", {"kind": kind, "id": thing.pk})

    page = client.get("/following/").content.decode()

    assert page.count("No final report") >= 3
    assert "No final report" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "since 1 July 2024" in page
    assert 'href="/targets/pool/"' in page
    assert f'href="/programmes/{programme.pk}/"' in page
    assert f'href="/organisations/{programme.responsible.pk}/"' in page


def test_the_page_answers_for_another_day(client, person, target):
    """The deadline is 30 June 2024: on that day nothing is overdue yet, on the next it is."""
    refresh_due(as_of=date(2024, 7, 1), at=datetime(2024, 7, 1, tzinfo=UTC))
    client.post("/following/toggle/", {"kind": "target", "id": target.pk})

    assert "status-unreported" not in client.get("/following/?as_of=2024-06-30").content.decode()
    page = client.get("/following/?as_of=2024-07-01").content.decode()
    assert "status-unreported" in page
    assert 'href="/targets/pool/?as_of=2024-07-01"' in page
    for extreme in ("0001-01-01", "9999-12-31"):
        assert client.get(f"/following/?as_of={extreme}").status_code == 200
    refused = client.get("/following/?as_of=yesterday")
    assert (refused.status_code, b"<code>as_of</code>" in refused.content) == (400, True)


def test_the_page_takes_a_fixed_number_of_queries(client, person, desk, django_assert_max_num_queries):
    for number in range(12):
        target = desk.promise(f"pool-{number}")
        client.post("/following/toggle/", {"kind": "target", "id": target.pk})

    with django_assert_max_num_queries(21):
        client.get("/following/")


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil", ""])
def test_the_way_back_stays_on_this_site(client, person, target, address):
    response = client.post("/following/toggle/", {"kind": "target", "id": target.pk, "next": address})

    assert response.url == "/following/"


@pytest.mark.parametrize("kind", ["target", "programme", "organisation", "user", ""])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_thing_gets_a_page_that_helps(client, person, kind, method):
    response = getattr(client, method)("/following/toggle/", {"kind": kind, "id": "no-such\0thing"})

    assert response.status_code == 404
    assert 'href="/targets/"' in response.content.decode()


def test_a_get_changes_nothing(client, person, target):
    client.get("/following/toggle/", {"kind": "target", "id": target.pk})

    assert not person.follows.exists()


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("address", ["/following/", "/following/preferences/"])
def test_pages_speak_the_readers_language(client, person, target, address, language):
    client.post("/following/toggle/", {"kind": "target", "id": target.pk})
    client.cookies["django_language"] = language

    page = client.get(address).content.decode()

    assert f'<html lang="{language}">' in page
    for english in ("What I follow", "Stop following", "My digest", "every week", "Monday", "Change this"):
        assert english not in page


def test_pressing_the_same_button_twice_does_not_undo_it(client, person, target):
    assert "You follow this now." in press(client, "target", target.pk, want="follow").content.decode()
    assert "You follow this already." in press(client, "target", target.pk, want="follow").content.decode()
    assert person.follows.count() == 1
    for _again in range(2):
        assert "You no longer follow this." in press(client, "target", target.pk, want="stop").content.decode()
    assert not person.follows.exists()


def test_nobody_sees_what_others_follow(client, person, target):
    other = User.objects.create_user("other@example.org", "secret")
    follow(by=other, kind="search", thing_id="search=projects", at=datetime(2024, 7, 1, tzinfo=UTC), name="Secret")

    for address in ("/following/", "/targets/?search=projects", "/targets/pool/"):
        page = client.get(address).content.decode()
        assert "Secret" not in page
        assert 'value="stop"' not in page
    mine = other.follows.get()
    assert client.post("/following/rename/", {"follow": mine.pk, "name": "Mine"}).status_code == 404
