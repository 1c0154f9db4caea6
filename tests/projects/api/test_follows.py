"""A person reads and changes only their own follows, by token or session."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from knox.models import AuthToken

from .test_problems import assert_problem

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def watcher(db):
    return get_user_model().objects.create_user("watcher@example.org", "a long password")


@pytest.fixture
def token(watcher, reader):
    return {"Authorization": f"Token {AuthToken.objects.create(watcher)[1]}"}


def post(reader, headers, body):
    return reader.ask("post", "follows/", body, content_type="application/json", headers=headers)


def test_anonymous_is_told_to_log_in(reader):
    for path in ("follows/", "follows/programme:pool/"):
        answer = reader.get(path)
        assert_problem(answer, 401)
        assert answer.headers["WWW-Authenticate"] == "Token"
    assert_problem(reader.ask("get", "follows/", headers={"Authorization": "Token forged"}), 401)
    assert_problem(post(reader, {}, {"kind": "programme", "thing": "pool"}), 401)


def test_follow_read_unfollow(reader, token):
    made = post(reader, token, {"kind": "programme", "thing": "pool"})
    assert (made.status, made.body["id"]) == (201, "programme:pool")
    assert post(reader, token, {"kind": "programme", "thing": "pool"}).status == 200
    listed = reader.ask("get", "follows/", headers=token).body
    assert (listed["count"], listed["results"]) == (1, [made.body])
    assert reader.ask("get", "follows/programme:pool/", headers=token).body == made.body
    assert reader.ask("delete", "follows/programme:pool/", headers=token).status == 204
    assert_problem(reader.ask("delete", "follows/programme:pool/", headers=token), 404)
    assert_problem(reader.ask("get", "follows/programme:pool/", headers=token), 404)


def test_any_link_of_a_chain_follows_the_chain(reader, token):
    assert post(reader, token, {"kind": "target", "thing": "pool-2024-money-2"}).body["thing"] == "pool-2024-money"


def test_follows_are_filtered_by_kind_and_day(reader, token):
    post(reader, token, {"kind": "organisation", "thing": "new-ministry"})
    for query, count in (
        ("kind=organisation", 1),
        ("kind=target", 0),
        ("as_of=2026-11-21", 0),
        ("as_of=2026-11-22", 1),
        ("recorded_after=2026-11-22T06:59:59.999999Z", 1),
        ("recorded_after=2026-11-22T07:00:00Z", 0),
    ):
        assert reader.ask("get", f"follows/?{query}", headers=token).body["count"] == count
    assert assert_problem(reader.ask("get", "follows/?kind=star", headers=token), 400) == ["kind"]


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        ({"kind": "programme", "thing": "none"}, 404, ["thing"]),
        ({"kind": "star", "thing": "pool"}, 400, ["kind"]),
        ({"kind": "programme"}, 400, ["thing"]),
        ({"kind": ["programme"], "thing": {"a": 1}}, 400, ["kind", "thing"]),
        ({"kind": "programme", "thing": "pool", "colour": 1}, 400, ["colour"]),
        ([1], 400, ["body"]),
        ("{", 400, ["body"]),
        ("NaN", 400, ["body"]),
    ],
)
def test_bad_body_is_named(reader, token, body, status, named):
    assert assert_problem(post(reader, token, body), status) == named


def test_other_bodies_are_refused(reader, token):
    assert_problem(reader.ask("post", "follows/", {"kind": "programme", "thing": "pool"}, headers=token), 415)


def test_session_reads_and_writes_with_its_csrf_token_only(reader, watcher):
    from django.test import Client

    reader.client = Client(enforce_csrf_checks=True)
    reader.client.force_login(watcher, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = reader.get("follows/")
    assert answer.status == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert_problem(post(reader, {}, {"kind": "programme", "thing": "pool"}), 403)


def test_nobody_reads_what_another_follows(reader, token):
    post(reader, token, {"kind": "programme", "thing": "pool"})
    other = get_user_model().objects.create_user("other@example.org", "a long password")
    headers = {"Authorization": f"Token {AuthToken.objects.create(other)[1]}"}
    assert reader.ask("get", "follows/", headers=headers).body["count"] == 0
    assert_problem(reader.ask("get", "follows/programme:pool/", headers=headers), 404)


@pytest.mark.parametrize(
    ("kind", "thing", "kept_as"),
    [
        ("territory", "kz", "territory:kz"),
        ("sector", "industry", "sector:industry"),
        (
            "search",
            "page=2&revised=true&status=overdue&status=missed",
            "search:status=missed&status=overdue&revised=true",
        ),
        ("search", "sector=industry&ordering=-deadline", "sector:industry"),  # what it amounts to
        ("search", "responsible=new-ministry", "organisation:new-ministry"),
    ],
)
def test_places_sectors_and_searches_are_followed_too(reader, token, kind, thing, kept_as):
    made = post(reader, token, {"kind": kind, "thing": thing})
    assert (made.status, made.body["id"]) == (201, kept_as)
    assert post(reader, token, {"kind": kind, "thing": thing}).status == 200
    address = f"follows/{quote(kept_as)}/"
    assert reader.ask("get", address, headers=token).body == made.body
    assert reader.ask("delete", address, headers=token).status == 204
    assert reader.ask("get", "follows/", headers=token).body["count"] == 0


def test_a_search_has_the_name_it_was_given(reader, token):
    made = post(reader, token, {"kind": "search", "thing": "status=overdue", "name": " Late\n ones "})
    assert made.body["name"] == "Late ones"
    unnamed = post(reader, token, {"kind": "search", "thing": "status=missed&territory=kz"})
    assert unnamed.body["name"] == "Missed · Kazakhstan"


@pytest.mark.parametrize(
    "thing", ["page=2", "colour=red", "status=late", "territory=mars", "overdue=true&overdue=false"]
)
def test_a_search_that_asks_for_everything_or_nonsense_is_refused(reader, token, thing):
    assert assert_problem(post(reader, token, {"kind": "search", "thing": thing}), 404) == ["thing"]


def test_there_is_an_end_to_searches(reader, token, monkeypatch):
    monkeypatch.setattr("accounts.actions.follows.MAX_SEARCHES", 1)
    assert post(reader, token, {"kind": "search", "thing": "status=overdue"}).status == 201
    assert_problem(post(reader, token, {"kind": "search", "thing": "status=missed"}), 409)
