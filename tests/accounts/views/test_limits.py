"""Every address that takes a secret, sends a mail or costs much is limited, and answers 429 beyond the limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.accounts.logging_in import CODE, NEW, log_in, log_in_again, log_in_with_code, somebody, with_factor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
Ask = Callable[[int], Any]
FORM = {"password1": NEW, "password2": NEW}


def network(number: int) -> dict[str, str]:
    return {"REMOTE_ADDR": f"192.0.2.{number}"}


def log_in_to_one_account() -> Ask:
    person = somebody()
    return lambda number: log_in(Client(), person, "wrong", **network(number))


def log_in_from_one_network() -> Ask:
    return lambda number: Client().post("/accounts/login/", {"login": f"p{number}@example.org", "password": "wrong"})


def reset_of_one_account() -> Ask:
    person = somebody()
    return lambda number: Client().post("/accounts/password/reset/", {"email": person.email}, **network(number))


def reset_from_one_network() -> Ask:
    return lambda number: Client().post("/accounts/password/reset/", {"email": f"p{number}@example.org"})


def sign_up() -> Ask:
    return lambda number: Client().post("/accounts/signup/", {"email": f"p{number}@example.org", **FORM})


def password_again() -> Ask:
    client = Client()
    log_in(client, somebody())
    return lambda number: client.post("/accounts/reauthenticate/", {"password": "wrong"}, **network(number))


def code_at_log_in() -> Ask:
    client, person = Client(), somebody()
    with_factor(person)
    log_in(client, person)
    return lambda number: client.post("/accounts/2fa/authenticate/", {"code": "000000"}, **network(number))


def code_again() -> Ask:
    client, person = Client(), somebody()
    log_in_with_code(client, person, with_factor(person))
    return lambda number: client.post(CODE, {"code": "000000"}, **network(number))


def passkey() -> Ask:
    return lambda number: Client().post("/accounts/2fa/webauthn/login/", {"credential": "{}"})


def passkey_question() -> Ask:
    return lambda number: Client().get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})


def token() -> Ask:
    return lambda number: Client().get("/api/v1/follows/", headers={"Authorization": f"Token {number:064x}"})


def private_address() -> Ask:
    return lambda number: Client().get(f"/following/feed/{number:043}.atom")


def old_password() -> Ask:
    client = Client()
    log_in(client, somebody())
    return lambda number: client.post("/accounts/password/change/", {"oldpassword": "wrong", **FORM}, **network(number))


def another_address() -> Ask:
    client = Client()
    log_in_again(client, somebody())
    return lambda number: client.post("/accounts/email/", {"action_add": "", "email": f"p{number}@example.org"})


# What is asked again and again, and how often that is answered.
LIMITS = [
    (log_in_to_one_account, 5),
    (log_in_from_one_network, 10),
    (reset_of_one_account, 5),
    (reset_from_one_network, 20),
    (sign_up, 20),
    (password_again, 5),
    (code_at_log_in, 5),
    (code_again, 5),
    (passkey, 30),
    (passkey_question, 30),
    (token, 30),
    (private_address, 30),
    (old_password, 5),
    (another_address, 10),
]


@pytest.mark.parametrize(("prepared", "allowed"), LIMITS, ids=[prepared.__name__ for prepared, _allowed in LIMITS])
def test_what_is_asked_too_often_is_answered_429(prepared, allowed):
    ask = prepared()
    statuses = [ask(number).status_code for number in range(1, allowed + 3)]

    assert 429 not in statuses[:allowed]
    assert statuses[allowed:] == [429, 429]
    assert max(statuses) < 500


@pytest.mark.parametrize(
    "sent", ["", "{}", "[]", "null", '"x"', "1", "{", '{"id": [], "response": {}}', "\x00", '{"response": 3}']
)
@pytest.mark.parametrize(
    "path", ["/accounts/2fa/webauthn/login/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/authenticate/"]
)
def test_nonsense_in_place_of_a_passkey_is_refused_plainly(path, sent):
    client, person = Client(), somebody()
    if "add" in path:
        log_in_again(client, person)
    if "authenticate" in path:
        with_factor(person)
        log_in(client, person)
    client.get(path, headers={"Accept": "application/json"})

    assert client.post(path, {"credential": sent, "name": "key"}).status_code in (200, 302)
    assert not person.authenticator_set.filter(type="webauthn").exists()
