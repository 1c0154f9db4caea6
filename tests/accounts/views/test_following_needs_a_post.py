"""A link alone follows nothing, neither at once nor after a log-in."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions.follows import follow
from accounts.models import Follow
from tests.accounts.logging_in import log_in, somebody

pytestmark = pytest.mark.django_db
LINK = "/following/toggle/"


@pytest.fixture
def target(desk):
    return desk.promise("pool")


def follows() -> list[tuple[str, str]]:
    return sorted((entry.kind, entry.thing_id) for entry in Follow.objects.all())


@pytest.mark.parametrize("more", [{}, {"want": "follow"}, {"want": "follow", "sure": "yes"}, {"want": "stop"}])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_link_changes_nothing_before_or_after_logging_in(target, method, more):
    person = somebody()
    client = Client()
    getattr(client, method)(LINK, {"kind": "target", "id": target.pk, "next": "/targets/pool/", **more})
    answer = log_in(client, person)
    assert follows() == []

    client.get(answer.url, follow=True)
    getattr(client, method)(LINK, {"kind": "target", "id": target.pk, **more})
    assert follows() == []


def test_forged_form_of_another_site_changes_nothing(target):
    """A page elsewhere posts without our token, before its reader has logged in."""
    client = Client(enforce_csrf_checks=True)
    assert client.post(LINK, {"kind": "target", "id": target.pk, "want": "follow"}).status_code == 403
    client.force_login(somebody())
    assert client.post(LINK, {"kind": "target", "id": target.pk, "want": "follow"}).status_code == 403
    assert follows() == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_wish_is_asked_again_after_logging_in_and_followed_by_its_button(target, method):
    client = Client()
    answer = getattr(client, method)(LINK, {"kind": "target", "id": target.pk, "next": "/targets/pool/"})
    person = somebody()
    log_in(client, person)
    page = client.get(unquote(answer.url.partition("?next=")[2])).content.decode()
    assert follows() == []

    assert 'name="want" value="follow"' in page
    pressed = client.post(LINK, {"kind": "target", "id": target.pk, "want": "follow", "next": "/targets/pool/"})
    assert pressed.url == "/targets/pool/"
    assert follows() == [("target", target.pk)]


def test_no_page_of_following_changes_what_is_followed(target):
    person = somebody()
    for kind, thing in (("target", target.pk), ("programme", target.indicator.programme_id)):
        follow(by=person, kind=kind, thing_id=thing, at=person.date_joined)
    client, before = Client(), follows()
    log_in(client, person)
    mine = Follow.objects.filter(user=person).first()
    for name in ("following", "following-toggle", "following-rename", "following-snooze", "following-preferences"):
        for given in (
            {"kind": "target", "id": target.pk, "want": "stop"},
            {"kind": "programme", "id": target.indicator.programme_id, "want": "stop", "sure": "yes"},
            {"follow": str(mine.pk), "name": "n"},
        ):
            assert client.get(reverse(name), given).status_code < 500
    client.get("/api/v1/follows/")
    client.get(f"/api/v1/follows/target:{target.pk}/")

    assert follows() == before
