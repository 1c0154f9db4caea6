"""What the log says of a request: one line, and its id on whatever else was logged meanwhile."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory

from projects.reports.targets.target_list import find_rows
from tests.factories import UserFactory
from tracker.logs import formatter
from tracker.request_log import RequestLogMiddleware

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Lines:
    """The lines logged so far, as a collector would read them."""
    log, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(log)
    handler.setFormatter(formatter(machine=True))
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [handler])
    monkeypatch.setattr(root, "level", logging.INFO)
    return lambda: [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.django_db
def test_request_is_one_line_with_who_asked_for_what(client: Client, lines: Lines) -> None:
    client.get("/targets/?unit=jobs", headers={"user-agent": "Reader/1"}, REMOTE_ADDR="203.0.113.7")
    (line,) = lines()
    entry = {name: line.get(name) for name in ("event", "code", "request", "ip", "user_agent", "level")}
    assert entry == {
        "event": "request_finished",
        "code": 200,
        "request": "GET /targets/?unit=jobs",
        "ip": "203.0.113.7",
        "user_agent": "Reader/1",
        "level": "info",
    }
    assert line["request_id"]
    assert line.get("user_id") is None


@pytest.mark.django_db
def test_line_names_who_is_logged_in(client: Client, lines: Lines) -> None:
    person = UserFactory()
    client.force_login(person)
    client.get("/following/")
    assert lines()[-1]["user_id"] == person.pk


@pytest.mark.django_db
def test_whatever_is_logged_meanwhile_carries_the_id_of_the_request(
    client: Client, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_and_tell(*question: Any) -> Any:
        logging.getLogger("projects").info("looked for it")
        return find_rows(*question)

    monkeypatch.setattr("projects.views.targets.find_rows", find_and_tell)
    client.get("/targets/", headers={"x-request-id": "from-the-proxy"})
    assert [(line["event"], line["request_id"]) for line in lines()] == [
        ("looked for it", "from-the-proxy"),
        ("request_finished", "from-the-proxy"),
    ]
    client.get("/targets/")
    assert "from-the-proxy" not in {line["request_id"] for line in lines()[2:]}


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["x" * 101, "a b", "line\u2028break", "{'level': 'error'}", "ключ", ""])
def test_id_that_a_stranger_writes_texts_with_is_not_taken(client: Client, lines: Lines, given: str) -> None:
    client.get("/healthz", HTTP_X_REQUEST_ID=given)
    (line,) = lines()
    assert len(line["request_id"]) == 36


def test_request_that_fails_before_it_has_a_session_is_noted_and_fails_no_further() -> None:
    RequestLogMiddleware.bind_user_id(RequestFactory().get("/targets/"))
