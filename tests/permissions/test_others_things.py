"""What belongs to one person is not there for another, an admin included: no answer says whether it exists."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.actions.tokens import make_token
from accounts.models import Follow, PrivateAddress, ProgramToken, Snooze, WebHook
from projects.models import SavedFilter
from tests.accounts.logging_in import log_in_again
from tests.factories import RECORDED_AT, TargetFactory, UserFactory

from .addresses import every_address
from .world import AT, BACKEND, World, blank_pages

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def owner():
    """Somebody who has one of everything."""
    person = UserFactory(editor=True)
    target = TargetFactory(id="pool")
    Follow.objects.create(user=person, target=target, created_at=AT)
    Follow.objects.create(user=person, search="search=x", name="mine", created_at=AT)
    Snooze.objects.create(user=person, target=target, quiet_since=RECORDED_AT, ends_at=AT)
    WebHook.objects.create(user=person, url="https://example.org/hook", created_at=AT)
    PrivateAddress.objects.create(user=person, secret="s" * 43, created_at=AT)
    SavedFilter.objects.create(owner=person, name="mine", query="state=open")
    make_token(person=person, name="mine", days=30, by=person, at=AT)
    return person


def _body(**fields: object) -> str:
    return urlencode(fields)


# What is asked, what it must be answered, and the model whose rows must stay. 302 goes back to one's own list.
ASKS: dict[str, tuple[str, str, Callable[[], str], set[int], type[Model]]] = {
    "follow read": ("GET", "/api/v1/follows/target:pool/", str, {404}, Follow),
    "follow ended": ("DELETE", "/api/v1/follows/target:pool/", str, {404}, Follow),
    "follow changed": ("PATCH", "/api/v1/follows/target:pool/", lambda: '{"instant": true}', {404}, Follow),
    "search renamed": (
        "POST",
        "/following/rename/",
        lambda: _body(follow=Follow.objects.get(name="mine").pk, name="stolen"),
        {404},
        Follow,
    ),
    "snooze ended": ("DELETE", "/api/v1/snoozes/pool/", str, {404}, Snooze),
    "snooze read": ("GET", "/api/v1/snoozes/pool/", str, {404}, Snooze),
    "hook removed": (
        "POST",
        "/following/channels/",
        lambda: _body(do="remove-hook", hook=WebHook.objects.get().pk),
        {302, 400, 404},
        WebHook,
    ),
    "hook tried": (
        "POST",
        "/following/channels/",
        lambda: _body(do="try-hook", hook=WebHook.objects.get().pk),
        {400, 404},
        WebHook,
    ),
    "address ended": ("POST", "/following/channels/", lambda: _body(do="end-address"), {302}, PrivateAddress),
    "address guessed": ("GET", f"/following/feed/{'t' * 43}.atom", str, {404}, PrivateAddress),
    "token ended": ("POST", "/accounts/tokens/", lambda: _body(do="end", token="mine"), {400, 404}, ProgramToken),
    "filter removed": (
        "POST",
        "/desk/drafts/filters/",
        lambda: _body(remove=SavedFilter.objects.get().pk),
        {302},
        SavedFilter,
    ),
}


@pytest.mark.parametrize("name", ASKS)
def test_a_thing_of_another_person_is_not_there(owner, name) -> None:
    method, path, body, statuses, model = ASKS[name]
    before = list(model._default_manager.order_by("pk").values())
    client = Client()
    log_in_again(client, UserFactory(admin=True))

    kind = "application/json" if path.startswith("/api/") else FORM
    response = client.generic(method, path, body(), content_type=kind)

    assert response.status_code in statuses, response.content[:300]
    assert list(model._default_manager.order_by("pk").values()) == before
    assert b"mine" not in response.content


def test_a_token_reads_its_owners_things_alone(owner) -> None:
    stranger = UserFactory()
    _token, text = make_token(person=stranger, name="t", days=30, by=stranger, at=AT)

    response = Client().get(reverse("api-follows"), headers={"Authorization": f"Token {text}"})

    assert response.status_code == 200
    assert response.json()["results"] == []


# Who may post without the token of a form, and by what they prove who they are instead.
EXEMPT = {
    "anymail/": "the secret in the address, or the service's signature",
    "telegram/": "a secret in a header",
    "api/": "a token; a session is refused without the token of a form, by REST framework",
    "^mcp/?$": "it writes nothing",
    "following/address/<": "the signed token in the address",
    "following/unsubscribe/": "the signed token in the address: mail programs post there by themselves",
    "following/alerts/stop/": "as above",
    "following/reminders/stop/": "as above",
    "following/week/": "one mail that asks, to an address that anybody may type; else a signed token",
}


def test_a_post_without_the_token_of_a_form_changes_nothing() -> None:
    """Every address refuses it with 403, whoever is logged in, but those of EXEMPT."""
    with blank_pages():
        world = World()
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client.force_login(world.people["admin"], backend=BACKEND)
        wrong, unexplained = {}, set()
        for address in every_address(world.rows):
            if not address.is_csrf_exempt:
                wrong[address.route] = client.post(address.path).status_code
            elif not address.route.startswith(tuple(EXEMPT)):
                unexplained.add(address.route)

    assert not unexplained, "say in EXEMPT what protects them"
    assert {route: status for route, status in wrong.items() if status != 403} == {}


@pytest.mark.parametrize("name", ["api-follows", "api-snoozes", "api-outcomes", "api-batches"])
def test_a_session_alone_writes_nothing_through_the_api(name) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(admin=True), backend=BACKEND)

    response = client.post(reverse(name), "{}", content_type="application/json")

    assert response.status_code == 403
    assert "CSRF" in response.json()["detail"]
