"""One address may ask a lot, not everything: what comes after says how long to wait."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import TargetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(settings) -> Client:
    settings.ALLOWANCES = {"api": 3, "search": 2}
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
