"""The link of a mail that stops the digests: signed, asked first, in one click for mail programs."""

from datetime import UTC, datetime

import pytest

from accounts.delivery.stop_tokens import DIGESTS, token_for
from accounts.models import DigestPreferences, User

pytestmark = pytest.mark.django_db


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
