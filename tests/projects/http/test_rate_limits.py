"""Requests of one address are limited; a refused request says how long to wait."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings as tracker_settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from knox.models import AuthToken

from tests.factories import TargetFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


@pytest.fixture
def reader(settings) -> Client:
    settings.ALLOWANCES = {**settings.ALLOWANCES, "api": 3, "search": 2}
    TargetFactory(id="one")
    return Client()


def test_too_many_questions_to_the_api_get_a_problem_and_the_time_to_wait(reader):
    answers = [reader.get("/api/v1/targets/one/") for _number in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["type"] == "/api/docs/#too-many-requests"
    assert 0 < int(refused["Retry-After"]) <= 60
    assert reader.get("/api/v1/targets/one/", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_asking_whether_anything_is_new_counts_for_nothing(reader):
    tag = reader.get("/api/v1/targets/")["ETag"]

    for _number in range(5):
        assert reader.get("/api/v1/targets/", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/targets/", "/api/v1/targets/"])
def test_less_may_be_searched_for(reader, path):
    searches = [reader.get(path, {"search": f"word{number}"}) for number in range(3)]

    assert [answer.status_code for answer in searches] == [200, 200, 429]
    assert 0 < int(searches[-1]["Retry-After"]) <= 60
    assert not searches[-1].has_header("ETag")


def test_the_refusal_is_a_page_of_its_own_under_the_same_address(reader):
    pages = [reader.get("/targets/?search=word").content.decode() for _number in range(3)]

    assert "<title>Targets" in pages[1]
    assert "<title>One moment" in pages[2]


def test_who_is_logged_in_may_search_on(reader, django_user_model):
    reader.force_login(django_user_model.objects.create_user(email="a@example.org", password="x"))

    assert {reader.get("/targets/?search=word").status_code for _number in range(4)} == {200}


# --- What means nothing switches no limit off ------------------------------------------------------------------------

NOTHING = [
    {},
    {"HTTP_COOKIE": "sessionid=made-up; messages=made-up; csrftoken=x"},
    {"HTTP_AUTHORIZATION": "Token made-up"},
    {"HTTP_AUTHORIZATION": "Basic bWFkZTp1cA=="},
    {"HTTP_X_FORWARDED_FOR": "203.0.113.{number}", "HTTP_X_REAL_IP": "203.0.113.{number}"},
    {"HTTP_FORWARDED": "for=203.0.113.{number}", "HTTP_CLIENT_IP": "203.0.113.{number}"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "results"},
    {"HTTP_USER_AGENT": "Googlebot/2.1", "HTTP_ACCEPT_LANGUAGE": "kk"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest", "HTTP_CACHE_CONTROL": "no-cache"},
]


def routes(
    patterns: list[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for pattern in get_resolver(tracker_settings.ROOT_URLCONF).url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, pattern


def of_the_record() -> list[str]:
    """Every address of the record without a variable part."""
    return sorted(
        f"/{route}"
        for route, pattern in routes()
        if "<" not in route
        and "(" not in route
        and "^" not in route
        and pattern.callback.__module__.startswith("projects.")
    )


def ask_often(client: Client, path: str, lie: dict[str, str], number: int):
    headers = {name: value.replace("{number}", str(number)) for name, value in lie.items()}
    return client.get(path, **headers)


def test_every_address_that_searches_is_limited_whatever_else_is_sent(settings):
    TargetFactory(id="one")
    settings.ALLOWANCES = {**settings.ALLOWANCES, "search": 0}
    searching = []
    for path in of_the_record():
        if Client().get(f"{path}?nonsense=1").status_code == 200:
            continue  # it takes whatever is sent, and looks at none of it
        answer = Client().get(f"{path}?search=word")
        if answer.status_code in {301, 302, 400, 401, 404, 405, 406}:
            continue  # it knows no searching, leads elsewhere, or wants to know first who asks
        searching.append(path)
        for lie in NOTHING:
            refused = ask_often(Client(), f"{path}?search=word", lie, 1)
            assert refused.status_code == 429, (path, lie)
            assert 0 < int(refused["Retry-After"]) <= 61
    assert {"/targets/", "/programmes/", "/sources/", "/api/v1/targets/", "/api/v1/sources/"} <= set(searching)


@pytest.mark.parametrize("lie", NOTHING, ids=str)
def test_an_invented_address_is_a_search_for_the_nearest_and_counted(settings, lie):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "search": 2}
    answers = [ask_often(Client(), f"/targets/none-{number}/", lie, number).status_code for number in range(4)]
    assert answers == [404, 404, 429, 429]


def pictures() -> list[str]:
    return sorted(
        route.replace("<written:target_id>", "one") for route, _pattern in routes() if route.endswith((".png", ".svg"))
    )


@pytest.mark.parametrize("lie", NOTHING, ids=str)
def test_pictures_are_limited_whatever_else_is_sent(settings, lie):
    TargetFactory(id="one")
    settings.ALLOWANCES = {**settings.ALLOWANCES, "pictures": 0}
    assert len(pictures()) >= 6
    for path in pictures():
        assert ask_often(Client(), f"/{path}", lie, 1).status_code == 429, path


def test_who_has_the_picture_asks_whether_it_is_new_as_often_as_they_like(settings):
    TargetFactory(id="one")
    settings.ALLOWANCES = {**settings.ALLOWANCES, "pictures": 1}
    tag = Client().get("/targets/one.svg")["ETag"]
    assert {Client().get("/targets/one.svg", headers={"if-none-match": tag}).status_code for _each in range(3)} == {304}


def test_a_reader_looks_at_many_pictures_and_searches_a_lot(settings):
    TargetFactory(id="one")
    reader = Client()
    assert {reader.get("/targets/one.svg").status_code for _number in range(50)} == {200}
    assert {reader.get(f"/programmes/?search=word{number}").status_code for number in range(50)} == {200}


@pytest.mark.parametrize("path", ["/api/v1/follows/", "/api/v1/sources/"])
def test_wrong_tokens_are_limited_and_a_right_one_is_let_in_meanwhile(settings, path):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "wrong_tokens": 2}
    wrong = [
        Client().post(path, {}, "application/json", HTTP_AUTHORIZATION=f"Token {'0' * 60}{number:04}")
        for number in range(4)
    ]
    assert [answer.status_code for answer in wrong] == [401, 401, 429, 429]
    assert wrong[-1]["Content-Type"] == "application/problem+json"
    assert 0 < int(wrong[-1]["Retry-After"]) <= 61
    right = f"Token {AuthToken.objects.create(UserFactory(editor=True))[1]}"
    assert Client().post(path, {}, "application/json", HTTP_AUTHORIZATION=right).status_code == 400


def test_the_follows_of_anybody_are_counted_too(settings):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "api": 2}
    assert [Client().get("/api/v1/follows/").status_code for _number in range(4)] == [401, 401, 429, 429]


@pytest.mark.parametrize("name", ["private-feed", "private-calendar"])
def test_guessed_private_addresses_are_limited(settings, name):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "wrong_tokens": 2}
    answers = [Client().get(reverse(name, args=[f"guess-{number}"])) for number in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 429, 429]


def test_who_is_logged_in_is_counted_by_themselves_and_not_without_end(settings):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "search": 1}
    people = [Client(), Client()]
    for person in people:
        person.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    first = [people[0].get(f"/programmes/?search=word{number}").status_code for number in range(12)]
    assert first == [200] * 10 + [429] * 2
    assert people[1].get("/programmes/?search=word").status_code == 200


@pytest.mark.parametrize(
    ("language", "words"), [("en", "More was asked"), ("ru", "больше запросов"), ("kk", "көп сұрау келді")]
)
def test_the_refusal_speaks_the_readers_language(settings, language, words):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "search": 0}
    assert words in Client().get(f"/{language}/programmes/?search=word").content.decode()
