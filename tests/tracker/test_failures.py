"""What is away for a while is a 503 that says so, and gives back what was typed."""

from __future__ import annotations

import json
from errno import EACCES, ENOSPC

import pytest
from django.db import InternalError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from redis.exceptions import ConnectionError as RedisAway

from projects.http.unavailable import is_unavailable
from projects.models.record_version import RecordVersionQuerySet
from tracker.failures import failed

pytestmark = pytest.mark.once
AWAY = {"en": "Away for a moment", "ru": "Временно недоступно", "kk": "Уақытша қолжетімсіз"}


def answer(error: Exception, method: str = "get", path: str = "/desk/report/", **given: object) -> HttpResponse:
    request = getattr(RequestFactory(), method)(path, given)
    try:
        raise error
    except Exception:
        return failed(request)


@pytest.mark.parametrize("lang", AWAY)
def test_page_says_in_each_language_when_to_come_again(lang: str) -> None:
    with translation.override(lang):
        page = answer(OperationalError("the connection is lost"))
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "30", "no-store")
    assert f"<h1>{AWAY[lang]}</h1>" in page.content.decode()
    assert "<form" not in page.content.decode()


def test_form_comes_back_with_everything_that_was_typed() -> None:
    typed = {"note": '<script>"Ten\nlines"', "csrfmiddlewaretoken": "t"}
    page = answer(OperationalError(), "post", "/desk/report/?draft=3", **typed)
    body = page.content.decode()
    assert '<form method="post" action="/desk/report/?draft=3">' in body
    assert '<textarea name="note" hidden>&#10;&lt;script&gt;&quot;Ten\nlines&quot;</textarea>' in body
    assert '<textarea name="csrfmiddlewaretoken" hidden>&#10;t</textarea>' in body
    assert "Nothing that you typed is lost" in body


@pytest.mark.parametrize("name", ["password", "new_password1", "code", "token"])
def test_secret_does_not_come_back(name: str) -> None:
    body = answer(OperationalError(), "post", **{name: "hunter2", "login": "a@example.org"}).content.decode()
    assert "hunter2" not in body
    assert "<form" not in body
    assert "Go back in your browser" in body


def test_program_gets_a_problem() -> None:
    problem = answer(RedisAway(), path="/api/v1/targets/")
    assert (problem.status_code, problem["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(problem.content)["type"] == "/api/docs/#unavailable"


def test_fault_of_ours_stays_a_fault() -> None:
    assert answer(ValueError("a bug")).status_code == 500


def test_what_comes_back_by_itself_is_told_from_what_does_not() -> None:
    demoted = InternalError("cannot execute UPDATE in a read-only transaction")
    demoted.__cause__ = type("ReadOnly", (Exception,), {"sqlstate": "25006"})()
    away = [OperationalError(), RedisAway(), OSError(ENOSPC, "No space left on device"), demoted]
    assert all(map(is_unavailable, away))
    assert not any(map(is_unavailable, [None, InternalError(), OSError(EACCES, "Permission denied"), KeyError()]))


@pytest.mark.parametrize("path", ["/targets/", "/ru/targets/"])
def test_every_address_has_this_handler(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_given: object) -> None:
        raise OperationalError

    monkeypatch.setattr(RecordVersionQuerySet, "current", away)
    page = Client(raise_request_exception=False).get(path, headers={"Accept-Language": "ru"})
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert AWAY["ru"] in page.content.decode()
