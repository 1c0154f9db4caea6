"""The pages for a request that cannot be read and for a failure of ours: they stand when everything else is gone."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import bad_request, server_error

HEADINGS = {
    400: {
        "en": "That request cannot be read",
        "ru": "Запрос не удалось прочитать",
        "kk": "Сұрауды оқу мүмкін болмады",
    },
    500: {
        "en": "Something failed on our side",
        "ru": "Произошла ошибка на нашей стороне",
        "kk": "Біз жақта қате болды",
    },
}


def page_of(status: int, lang: str) -> str:
    request = RequestFactory().get("/")
    with translation.override(lang):
        answer = bad_request(request, BadRequest()) if status == 400 else server_error(request)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("status", HEADINGS)
def test_failure_page_asks_nothing_of_the_database(status: int, lang: str) -> None:
    """These tests have no access to the database: a query would fail."""
    page = page_of(status, lang)
    assert page.startswith("<!doctype html>")
    assert f'<html lang="{lang}">' in page
    assert f"<h1>{HEADINGS[status][lang]}</h1>" in page
    assert page.count("<h1>") == page.count("<title>") == page.count('<p class="lead">') == 1
    assert '<a class="button" href="/">' in page


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_page_that_cannot_reach_the_database_says_so(lang: str) -> None:
    answer = Client(raise_request_exception=False).get(f"/{lang}/targets/")
    assert answer.status_code == 500
    assert HEADINGS[500][lang] in answer.content.decode()
