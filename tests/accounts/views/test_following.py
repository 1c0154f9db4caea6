import re
from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress

from accounts.actions.follows import follow
from accounts.delivery.stop_tokens import DIGESTS, token_for
from accounts.models import DigestPreferences, User
from projects.actions.refresh import refresh_due
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(desk):
    return desk.promise("pool", deadline=date(2024, 6, 30))


@pytest.fixture
def person(client):
    person = User.objects.create_user("aigul@example.org", "secret")
    client.force_login(person)
    return person


# --- following ------------------------------------------------------------------------------------------------------


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

    with django_assert_max_num_queries(20):
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


def test_a_stranger_logs_in_first_and_comes_back_to_a_question(client, target):
    response = client.post("/following/toggle/", {"kind": "target", "id": target.pk, "next": "/targets/pool/"})
    assert response.status_code == 302
    login, _sign, after = response.url.partition("?next=")
    assert login == "/accounts/login/"

    person = User.objects.create_user("aigul@example.org", "secret")
    client.force_login(person)
    from urllib.parse import unquote

    page = client.get(unquote(after))
    assert page.status_code == 200
    assert "Projects launched" in page.content.decode()
    assert not person.follows.exists()


def test_a_get_changes_nothing(client, person, target):
    client.get("/following/toggle/", {"kind": "target", "id": target.pk})

    assert not person.follows.exists()


# --- preferences -----------------------------------------------------------------------------------------------------

CHOSEN = {
    "cadence": "daily",
    "weekday": "2",
    "hour": "7",
    "time_zone": "Europe/Berlin",
    "language": "ru",
    "kinds": ["overdue", "decided"],
    "quiet": "nothing",
}


def test_preferences_are_saved_and_say_when_the_next_digest_comes(client, person):
    response = client.post("/following/preferences/", CHOSEN, follow=True)

    stored = DigestPreferences.objects.get(user=person)
    assert (stored.cadence, stored.hour, stored.time_zone, stored.language) == ("daily", 7, "Europe/Berlin", "ru")
    page = response.content.decode()
    assert "Saved. Your next digest is due" in page
    assert "(Berlin)" in page
    assert not re.search("[а-я]{4}", page.split("Saved. ")[1].split("<")[0]), "the mails are Russian, the page is not"


@pytest.mark.parametrize(
    "nonsense",
    [
        {"cadence": "hourly"},
        {"hour": "24"},
        {"hour": "x"},
        {"time_zone": "Mars/Olympus"},
        {"language": "de"},
        {"weekday": "9"},
        {"kinds": []},
        {"kinds": ["weather"]},
        {"quiet": "loud"},
    ],
)
def test_nonsense_is_said_at_its_field_and_changes_nothing(client, person, nonsense):
    response = client.post("/following/preferences/", {**CHOSEN, **nonsense})

    assert response.status_code == 200
    assert "field-error" in response.content.decode()
    assert DigestPreferences.objects.get(user=person).cadence == "weekly"


def test_somebody_without_a_row_sees_the_defaults(client):
    client.force_login(UserFactory())

    assert "Asia/Almaty" in client.get("/following/preferences/").content.decode()
    assert client.get("/following/").status_code == 200


# --- unsubscribing ---------------------------------------------------------------------------------------------------


@pytest.fixture
def strict_client():
    from django.test import Client

    return Client(enforce_csrf_checks=True)


def test_one_click_stops_the_digests_without_cookies_or_csrf(strict_client):
    person = User.objects.create_user("aigul@example.org", "secret")
    address = f"/following/unsubscribe/{token_for(person.pk)}/"

    response = strict_client.post(
        address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 200
    assert DigestPreferences.objects.get(user=person).cadence == "off"
    assert strict_client.post(address).status_code == 200  # again changes nothing


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_link_changes_nothing(strict_client, method):
    person = User.objects.create_user("aigul@example.org", "secret")

    response = getattr(strict_client, method)(f"/following/unsubscribe/{token_for(person.pk)}/")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert DigestPreferences.objects.get(user=person).cadence == "weekly"
    assert b"aigul@example.org" not in response.content


def test_the_page_asks_with_a_form(strict_client):
    person = User.objects.create_user("aigul@example.org", "secret")

    page = strict_client.get(f"/following/unsubscribe/{token_for(person.pk)}/").content.decode()

    assert "a…l@example.org" in page
    assert '<form method="post">' in page


@pytest.mark.parametrize("token", ["forged", "a:b:c", "1", "0" * 3000])
def test_a_forged_link_says_so_and_tells_nothing(strict_client, token):
    person = User.objects.create_user("aigul@example.org", "secret")

    for response in (
        strict_client.get(f"/following/unsubscribe/{token}/"),
        strict_client.post(f"/following/unsubscribe/{token}/"),
    ):
        assert response.status_code == 400
        assert "This link does not work" in response.content.decode()
        assert "example.org" not in response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    assert DigestPreferences.objects.get(user=person).cadence == "weekly"


def test_an_expired_link_says_so(strict_client, time_machine):
    person = User.objects.create_user("aigul@example.org", "secret")
    time_machine.move_to(datetime(2024, 1, 1, tzinfo=UTC))
    token = token_for(person.pk)
    time_machine.move_to(datetime(2025, 6, 1, tzinfo=UTC))

    response = strict_client.post(f"/following/unsubscribe/{token}/")

    assert response.status_code == 400
    assert "too old" in response.content.decode()


def test_a_link_signed_for_something_else_is_forged(strict_client):
    from django.core import signing

    person = User.objects.create_user("aigul@example.org", "secret")
    other = signing.dumps(person.pk, salt=f"not {DIGESTS}")

    assert strict_client.post(f"/following/unsubscribe/{other}/").status_code == 400


def test_the_link_of_somebody_who_has_left_tells_nothing(strict_client):
    assert strict_client.get(f"/following/unsubscribe/{token_for(12345)}/").status_code == 200
    assert strict_client.post(f"/following/unsubscribe/{token_for(12345)}/").status_code == 200


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("address", ["/following/", "/following/preferences/"])
def test_pages_speak_the_readers_language(client, person, target, address, language):
    client.post("/following/toggle/", {"kind": "target", "id": target.pk})
    client.cookies["django_language"] = language

    page = client.get(address).content.decode()

    assert f'<html lang="{language}">' in page
    for english in ("What I follow", "Stop following", "My digest", "every week", "Monday", "Change this"):
        assert english not in page


# --- places, sectors and searches ------------------------------------------------------------------------------------


def press(client, kind, thing_id, **more):
    return client.post("/following/toggle/", {"kind": kind, "id": thing_id, **more}, follow=True)


def test_pressing_the_same_button_twice_does_not_undo_it(client, person, target):
    assert "You follow this now." in press(client, "target", target.pk, want="follow").content.decode()
    assert "You follow this already." in press(client, "target", target.pk, want="follow").content.decode()
    assert person.follows.count() == 1
    for _again in range(2):
        assert "You no longer follow this." in press(client, "target", target.pk, want="stop").content.decode()
    assert not person.follows.exists()


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

    for name, said in ((" \t", "needs a name"), ("n" * 201, "at most 200 characters")):
        page = client.post("/following/rename/", {"follow": mine.pk, "name": name}, follow=True)
        assert said in page.content.decode()
    mine.refresh_from_db()
    assert mine.name == "“projects”"


@pytest.mark.parametrize(
    ("search", "status", "said"),
    [
        ("", 400, "This search has no filter"),
        ("page=2&as_of=2024-01-01", 400, "This search has no filter"),
        ("status=late", 400, "is none of"),
        ("colour=red", 400, "no such parameter"),
        ("territory=mars", 404, "in the record"),
        ("search=" + "a" * 201, 400, "longer than 200"),
    ],
)
def test_a_search_for_everything_or_nonsense_is_answered_clearly(client, person, target, search, status, said):
    response = press(client, "search", search, want="follow")

    assert response.status_code == status
    assert said in response.content.decode()
    assert not person.follows.exists()


@pytest.mark.parametrize(
    ("search", "said"),
    [("search=projects", "finds every one of the 2 targets"), ("status=missed", "Nothing is found today")],
)
def test_a_search_that_finds_all_or_nothing_is_asked_about_first(client, person, target, desk, search, said):
    desk.promise("other")
    page = press(client, "search", search, want="follow").content.decode()
    assert said in page
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


def test_nobody_sees_what_others_follow(client, person, target):
    other = User.objects.create_user("other@example.org", "secret")
    follow(by=other, kind="search", thing_id="search=projects", at=datetime(2024, 7, 1, tzinfo=UTC), name="Secret")

    for address in ("/following/", "/targets/?search=projects", "/targets/pool/"):
        page = client.get(address).content.decode()
        assert "Secret" not in page
        assert 'value="stop"' not in page
    mine = other.follows.get()
    assert client.post("/following/rename/", {"follow": mine.pk, "name": "Mine"}).status_code == 404


# --- wanting to follow before logging in -----------------------------------------------------------------------------


def log_in(client, next_address):
    person = User.objects.create_user("aigul@example.org", PASSWORD)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    data = {"login": person.email, "password": PASSWORD, "next": next_address}
    return person, client.post("/accounts/login/", data)


PASSWORD = "a-long-enough-secret"


ASKED = "/following/toggle/?kind=target&id=pool&next=%2Ftargets%2Fpool%2F"


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_a_stranger_wanted_is_asked_once_they_have_logged_in(client, target, method):
    asked = getattr(client, method)("/following/toggle/", {"kind": "target", "id": target.pk, "next": "/targets/pool/"})
    person, response = log_in(client, unquote(asked.url.partition("?next=")[2]))

    assert response.url == ASKED
    assert not person.follows.exists()


def test_signing_up_on_the_way_changes_nothing_about_that(client, target, mailoutbox):
    client.get("/following/toggle/", {"kind": "target", "id": target.pk, "next": "/targets/pool/"})
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})
    confirm = re.search(r"/accounts/confirm-email/[^\s]+", mailoutbox[0].body).group()
    client.post(confirm)
    response = client.post("/accounts/login/", {"login": "new@example.org", "password": PASSWORD})

    assert response.url == ASKED


def test_what_needs_a_second_thought_is_asked_after_logging_in(client, target):
    client.get("/following/toggle/", {"kind": "search", "id": "status=missed"})
    person, response = log_in(client, "")

    assert response.url.startswith("/following/toggle/?kind=search")
    assert "Nothing is found today" in client.get(response.url).content.decode()
    assert not person.follows.exists()


def test_a_wish_of_the_day_before_yesterday_is_forgotten(client, target, time_machine):
    time_machine.move_to(datetime(2024, 7, 1, tzinfo=UTC))
    client.get("/following/toggle/", {"kind": "target", "id": target.pk})
    time_machine.move_to(datetime(2024, 7, 3, tzinfo=UTC))
    person, response = log_in(client, "")

    assert response.url == "/following/"
    assert not person.follows.exists()
