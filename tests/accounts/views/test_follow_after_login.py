"""A stranger presses Follow: the wish is asked again once they have logged in."""

import re
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User

pytestmark = pytest.mark.django_db


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


def log_in(client, next_address):
    person = User.objects.create_user("aigul@example.org", PASSWORD)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    data = {"login": person.email, "password": PASSWORD, "next": next_address}
    return person, client.post("/accounts/login/", data)


PASSWORD = "a-long-enough-secret"
ASKED = "/following/toggle/?kind=target&id=pool&next=%2Ftargets%2Fpool%2F"


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_a_stranger_wanted_is_asked_once_they_have_logged_in(client, target, method):
    answer = getattr(client, method)(
        "/following/toggle/", {"kind": "target", "id": target.pk, "next": "/targets/pool/"}
    )
    person, response = log_in(client, unquote(answer.url.partition("?next=")[2]))

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
