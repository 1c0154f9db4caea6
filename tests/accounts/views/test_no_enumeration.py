"""Nobody learns whether an address has an account: not by words, status, redirects or the work that is done."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests.accounts.logging_in import PASSWORD, somebody, with_factor

pytestmark = pytest.mark.django_db
NEW = {"password1": "olive parliament kettle", "password2": "olive parliament kettle"}
STRANGER = "nobody@example.org"


@pytest.fixture
def hashes(monkeypatch):
    """How many passwords were hashed: what takes longest in an answer by far."""
    counted = []
    real = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given, **more: counted.append(1) or real(*given, **more))
    return counted


def accounts() -> dict[str, str]:
    """The address of somebody of each kind."""
    with_factor(somebody("careful@example.org", role="admin"))
    somebody("closed@example.org", is_active=False)
    unconfirmed = somebody("unconfirmed@example.org")
    unconfirmed.emailaddress_set.update(verified=False)
    kinds = {"watcher": somebody("watcher@example.org").email, "second factor": "careful@example.org"}
    return {**kinds, "closed": "closed@example.org", "unconfirmed": "unconfirmed@example.org"}


def shape(answer, address: str) -> tuple[int, str, str]:
    """What an answer shows: status, where it leads, its text without the address and tokens."""
    text = answer.content.decode().replace(address, "ADDRESS")
    text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", text)
    return answer.status_code, answer.get("Location", ""), text


ASKED = {
    "log-in": lambda client, address: client.post("/accounts/login/", {"login": address, "password": "wrong-password"}),
    "reset": lambda client, address: client.post("/accounts/password/reset/", {"email": address}),
    "sign-up": lambda client, address: client.post("/accounts/signup/", {"email": address, **NEW}),
}


@pytest.mark.parametrize("question", ASKED)
def test_known_and_unknown_addresses_are_answered_alike(question, hashes, mailoutbox):
    answers, work, mails = {}, {}, {}
    for kind, address in {**accounts(), "unknown": STRANGER}.items():
        hashes.clear()
        mailoutbox.clear()
        answers[kind] = shape(ASKED[question](Client(), address), address)
        work[kind], mails[kind] = len(hashes), len(mailoutbox)

    assert {kind for kind, answer in answers.items() if answer != answers["unknown"]} == set()
    assert {kind: number for kind, number in work.items() if number != work["unknown"]} == {}
    assert {kind: number for kind, number in mails.items() if number != mails["unknown"]} == {}


def test_page_for_passkeys_names_no_ones_keys():
    with_factor(somebody())
    options = Client().get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"}).json()

    assert not options["request_options"]["publicKey"].get("allowCredentials")
    assert options["request_options"]["publicKey"]["userVerification"] == "required"


def test_right_password_of_a_closed_account_says_no_more_than_a_wrong_one():
    closed = somebody(is_active=False)
    wrong, right = (
        Client().post("/accounts/login/", {"login": closed.email, "password": password}, follow=True)
        for password in ("wrong-password", PASSWORD)
    )
    assert right.status_code == wrong.status_code == 200
    assert not right.wsgi_request.user.is_authenticated
