"""Wrong passwords and codes are counted by account and by address; other parts of the request do not matter."""

from __future__ import annotations

import re

import pytest
from django.test import Client, RequestFactory

from projects.http.rate_limits import client_address, client_network
from tests.accounts.logging_in import (
    CODE,
    NEW,
    PASSWORD,
    leave,
    log_in,
    log_in_with_code,
    send_code,
    somebody,
    with_factor,
)

pytestmark = pytest.mark.django_db
TOO_MANY = "Too many failed login attempts"


@pytest.fixture
def person():
    return somebody()


def refused(answer) -> bool:
    return answer.status_code == 429 or TOO_MANY in answer.content.decode()


# What whoever guesses may send along: none of it makes the count begin anew.
DISGUISES = {
    "nothing": lambda number: {},
    "another forwarded address": lambda number: {"HTTP_X_FORWARDED_FOR": f"198.51.100.{number}"},
    "another real address": lambda number: {"HTTP_X_REAL_IP": f"198.51.100.{number}"},
    "a forwarding header": lambda number: {"HTTP_FORWARDED": f"for=198.51.100.{number}"},
    "another port of the host": lambda number: {"HTTP_HOST": f"testserver:{1000 + number}"},
    "another of our hosts": lambda number: {"HTTP_HOST": ("testserver", "localhost", "127.0.0.1")[number % 3]},
    "a made-up session": lambda number: {"HTTP_COOKIE": f"sessionid={'0123456789abcdef' * 2}{number}"},
    "a made-up token": lambda number: {"HTTP_AUTHORIZATION": f"Token {number:064x}"},
    "asking as a script": lambda number: {"HTTP_ACCEPT": "application/json"},
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_wrong_passwords_for_one_account_come_to_an_end(person, disguise):
    answers = [
        log_in(Client(), person, "wrong", **DISGUISES[disguise](number), REMOTE_ADDR=f"192.0.2.{number}")
        for number in range(7)
    ]

    assert [refused(answer) for answer in answers] == [False] * 5 + [True] * 2
    assert refused(log_in(Client(), person, PASSWORD))  # else the limit would tell which was right


@pytest.mark.parametrize("disguise", DISGUISES)
def test_wrong_passwords_from_one_address_come_to_an_end(disguise):
    answers = []
    for number in range(12):
        given = {"login": f"person-{number}@example.org", "password": "wrong"}
        answers.append(Client().post("/accounts/login/", given, **DISGUISES[disguise](number)))

    assert [refused(answer) for answer in answers] == [False] * 10 + [True] * 2


def test_right_password_of_ones_own_counts_as_no_wrong_one(person):
    answers = [log_in(Client(), person) for _number in range(12)]

    assert not any(refused(answer) for answer in answers)


def shows_a_code(person, mailbox):
    client, secret = Client(), with_factor(person)
    client.force_login(person)
    assert send_code(client, CODE, secret).status_code == 302


def resets_a_password(person, mailbox):
    client = Client()
    client.post("/accounts/password/reset/", {"email": person.email})
    link = re.search(r"(/accounts/password/reset/key/\S+)", mailbox[-1].body)
    form = client.get(link.group(1), follow=True).redirect_chain[-1][0]
    assert client.post(form, {"password1": NEW, "password2": NEW}).status_code == 302


@pytest.mark.parametrize("action", [shows_a_code, resets_a_password])
def test_accounts_of_ones_own_begin_no_new_count(action, mailoutbox, settings):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "wrong_passwords": 20}
    answers = []
    for number in range(27):
        if number % 9 == 8:
            action(somebody(f"own-{number}@example.org"), mailoutbox)
        given = {"login": f"person-{number}@example.org", "password": "wrong"}
        answers.append(Client().post("/accounts/login/", given))

    assert [refused(answer) for answer in answers] == [False] * 20 + [True] * 7


def test_letters_of_an_address_begin_no_new_count(person):
    for number, login in enumerate(["aigul", "AIGUL", "Aigul", "aIGUL", "aigUL"]):
        given = {"login": f"{login}@example.org", "password": "wrong"}
        Client().post("/accounts/login/", given, REMOTE_ADDR=f"192.0.2.{number}")

    assert refused(log_in(Client(), person, REMOTE_ADDR="192.0.2.99"))


def test_neighbours_in_one_ipv6_network_are_one_address():
    answers = []
    for number in range(12):
        given = {"login": f"person-{number}@example.org", "password": "wrong"}
        answers.append(Client().post("/accounts/login/", given, REMOTE_ADDR=f"2001:db8::{number:x}"))

    assert refused(answers[-1])


def test_wrong_codes_come_to_an_end(client, person):
    secret = with_factor(person)
    log_in(client, person)
    for number in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{number}")

    page = send_code(client, "/accounts/2fa/authenticate/", secret, REMOTE_ADDR="192.0.2.99")
    assert refused(page)


def test_wrong_codes_of_reauthentication_come_to_an_end(client, person):
    log_in_with_code(client, person, with_factor(person))
    answers = [client.post(CODE, {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{number}") for number in range(6)]

    assert refused(answers[-1])


def test_wrong_old_passwords_count_as_wrong_passwords(client, person):
    log_in(client, person)
    for number in range(6):
        given = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
        page = client.post("/accounts/password/change/", given, REMOTE_ADDR=f"192.0.2.{number}")

    assert refused(page)
    leave(client)
    assert refused(log_in(client, person, REMOTE_ADDR="192.0.2.99"))


def test_strangers_who_guess_lock_out_strangers_and_not_the_owner(client, person):
    """A browser that has logged in has a count of its own, and so has each; a made-up cookie has none."""
    log_in(client, person)
    leave(client)
    for number in range(6):
        log_in(Client(), person, "wrong", REMOTE_ADDR=f"192.0.2.{number}")
    assert refused(log_in(Client(), person, REMOTE_ADDR="192.0.2.99"))

    assert log_in(client, person, REMOTE_ADDR="192.0.2.99").status_code == 302
    leave(client)
    answers = [log_in(client, person, "wrong", REMOTE_ADDR=f"192.0.2.{number}") for number in range(100, 107)]
    assert [refused(answer) for answer in answers] == [False] * 5 + [True] * 2
    for made_up in ("x", client.cookies["known_browser"].value[:-1], "", "\x00"):
        forger = Client()
        forger.cookies["known_browser"] = made_up
        assert refused(log_in(forger, person, REMOTE_ADDR="192.0.2.98"))


def test_refusal_is_a_page_in_the_readers_language(client):
    for number in range(31):
        answer = client.post("/ru/accounts/login/", {"login": f"person-{number}@example.org"})

    assert answer.status_code == 429
    assert '<html lang="ru">' in answer.content.decode()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "expected"),
    [
        (0, "198.51.100.7", "192.0.2.1", "192.0.2.1"),
        (0, "", "", "unknown"),
        (1, "", "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9, 198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (1, "203.0.113.9,198.51.100.7:4711", "127.0.0.1", "198.51.100.7"),
        (1, "[2001:db8::5]:4711", "127.0.0.1", "2001:db8::5"),
        (1, "::ffff:198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (1, "no address", "192.0.2.1", "192.0.2.1"),
        (1, ",,", "192.0.2.1", "192.0.2.1"),
        (2, "203.0.113.9, 198.51.100.7, 10.0.0.1", "127.0.0.1", "198.51.100.7"),
        (3, "198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (1, "fe80::1%eth0", "127.0.0.1", "fe80::1"),
    ],
)
def test_address_is_what_our_own_proxy_put_down(settings, proxies, forwarded, remote, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **headers)) == expected


def test_network_is_what_one_reader_has():
    for address, network in (("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64")):
        assert client_network(RequestFactory().get("/", REMOTE_ADDR=address)) == network
