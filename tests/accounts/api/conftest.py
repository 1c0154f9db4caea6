"""A person with a token on a fixed day, and two targets, one with a revision."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from knox.models import AuthToken

from projects.api.index import document
from tests.factories import IndicatorFactory, TargetFactory, UserFactory

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


class Person:
    """Asks the API under their own token; every answer is held to the statuses of the document."""

    def __init__(self, **columns: Any) -> None:
        self.user = UserFactory(**columns)
        token = AuthToken.objects.create(self.user)[1]
        self.client = Client(headers={"Authorization": f"Token {token}"})

    def ask(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        extra = more if body is None else {"data": body, "content_type": "application/json", **more}
        response = getattr(self.client, method)(f"/api/v1/{path}", **extra)
        address = next(
            route
            for route in (
                f"/api/v1/{path.split('?', maxsplit=1)[0]}",
                f"/api/v1/{path.split('/', maxsplit=1)[0]}/{{id}}/",
            )
            if route in document()["paths"]
        )
        assert str(response.status_code) in document()["paths"][address][method]["responses"], response.content
        return response

    def problem(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, list[str]]:
        """The status of a refusal and the members that it names."""
        response = self.ask(method, path, body, **more)
        assert response["Content-Type"] == "application/problem+json", response.content
        return response.status_code, [error["parameter"] for error in response.json().get("errors", [])]


@pytest.fixture
def _today(db):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def person(_today):
    return Person()


@pytest.fixture
def other(_today):
    return Person()


@pytest.fixture
def targets(db):
    indicator = IndicatorFactory(id="flats")
    first = TargetFactory(id="flats-2026", indicator=indicator)
    TargetFactory(id="flats-2026-2", indicator=indicator, revises=first)
    TargetFactory(id="flats-2027", indicator=indicator)
