"""What belongs to one person: nobody else reads it, changes it or keeps it, and a token that is over opens nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from knox.models import AuthToken

from tests.accounts.api.conftest import NOW
from tests.factories import UserFactory

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("_today", "targets")]

ADDRESSES = ["follows/", "follows/target:flats-2026/", "snoozes/", "snoozes/flats-2026/", "preferences/"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_answers_are_private(person, path):
    response = person.ask("get", path)
    assert response["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in response
    assert Client().get(f"/api/v1/{path}").status_code == 401


def forged(token):
    return token[:-4] + ("0000" if not token.endswith("0000") else "1111")


def ended(token):
    AuthToken.objects.all().delete()
    return token


def expired(token):
    AuthToken.objects.update(expiry=NOW)
    return token


def older_than_a_year(token):
    AuthToken.objects.update(created=NOW - timedelta(days=365), expiry=None)
    return token


def of_a_closed_account(token):
    AuthToken.objects.get().user.__class__.objects.update(is_active=False)
    return token


TOKENS = {
    "forged": (forged, "no such token"),
    "ended": (ended, "no such token"),
    "expired": (expired, "expired"),
    "older than a year": (older_than_a_year, "expired"),
    "of a closed account": (of_a_closed_account, "closed"),
    "empty": (lambda _token: "", "No credentials"),
    "with spaces": (lambda token: f"{token} x", "spaces"),
    "of other letters": (lambda _token: "ключ".encode().decode("latin-1"), "no such token"),
    "long": (lambda _token: "a" * 10_000, "no such token"),
    "with NUL": (lambda token: f"{token}\0", "no such token"),
}


@pytest.mark.parametrize("kind", TOKENS)
def test_token_that_is_none_is_refused_and_says_why(kind):
    change, words = TOKENS[kind]
    header = f"Token {change(AuthToken.objects.create(UserFactory())[1])}"
    for path in ADDRESSES:
        response = Client().get(f"/api/v1/{path}", HTTP_AUTHORIZATION=header)
        assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
        assert response["WWW-Authenticate"] == "Token"
        [error] = response.json()["errors"]
        assert error["parameter"] == "Authorization"
        assert words in error["detail"]


BODIES = {
    "100,000 lists": (b"[" * 100_000, {}, 400, ["body"]),
    "100,000 objects": (b'{"a":' * 100_000, {}, 400, ["body"]),
    "half of a character": (rb'{"kind": "\ud800"}', {}, 400, ["kind"]),
    "a member twice": (b'{"kind": 1, "kind": 2}', {}, 400, ["kind"]),
    "a member twice below": (b'{"a": {"b\\u0000": 1, "b\\u0000": 2}}', {}, 400, ["b�"]),
    "NaN": (b'{"hour": NaN}', {}, 400, ["body"]),
    "Infinity": (b'{"hour": -Infinity}', {}, 400, ["body"]),
    "other letters": (b'{"kind": "\xff"}', {}, 400, ["body"]),
    "UTF-16": ('{"kind": "x"}'.encode("utf-16"), {}, 400, ["body"]),
    "a mark before it": (b"\xef\xbb\xbf{}", {}, 400, ["body"]),
    "a text": (b'"text"', {}, 400, ["body"]),
    "10 MB": (b"", {"CONTENT_LENGTH": "10000000"}, 413, ["body"]),
    "100 MB": (b"", {"CONTENT_LENGTH": "100000000"}, 413, ["body"]),
    "chunks": (b"", {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}, 411, ["Content-Length"]),
    "packed": (b"\x1f\x8b\x08", {"HTTP_CONTENT_ENCODING": "gzip"}, 415, ["Content-Encoding"]),
    "packed twice": (b"x", {"HTTP_CONTENT_ENCODING": "gzip, br"}, 415, ["Content-Encoding"]),
    "a form": (b"kind=target", {"CONTENT_TYPE": "application/x-www-form-urlencoded"}, 415, ["Content-Type"]),
    "another charset": (b"{}", {"CONTENT_TYPE": "application/json; charset=cp1251"}, 415, ["Content-Type"]),
    "no media type": (b"{}", {"CONTENT_TYPE": ""}, 415, ["Content-Type"]),
}


@pytest.mark.parametrize("kind", BODIES)
def test_body_that_is_none_is_refused_by_name(person, kind):
    body, extra, status, named = BODIES[kind]
    for method, path in (("post", "follows/"), ("post", "snoozes/"), ("patch", "preferences/")):
        given = {"content_type": extra.get("CONTENT_TYPE", "application/json"), **extra}
        given.pop("CONTENT_TYPE", None)
        assert person.problem(method, path, body, **given) == (status, named), (method, path)


def test_there_is_an_end_to_what_is_sent_in_a_minute(person, settings):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "writing": 1}
    assert person.ask("patch", "preferences/", {"hour": 9}).status_code == 200
    response = person.ask("patch", "preferences/", {"hour": 10})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert person.ask("get", "preferences/").json()["hour"] == 9


def test_follow_under_a_key_is_made_once(person):
    key = {"HTTP_IDEMPOTENCY_KEY": "one"}
    body = {"kind": "target", "thing": "flats-2026"}
    assert person.ask("post", "follows/", body, **key).status_code == 201
    again = person.ask("post", "follows/", body, **key)
    assert (again.status_code, again["Idempotent-Replayed"]) == (201, "true")
    assert person.problem("post", "follows/", {**body, "thing": "flats-2027"}, **key) == (422, ["Idempotency-Key"])
