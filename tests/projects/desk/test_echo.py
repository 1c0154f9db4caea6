"""The hint under a box while an editor types: the question that saving would ask."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import Outcome, Target
from tests.factories import UserFactory
from tests.projects.desk.boxes import TRILLIONS, options

pytestmark = pytest.mark.django_db


def understood(client, model, **query: str) -> Any:
    return client.get(reverse(f"admin:projects_{model._meta.model_name}_understood"), query)


def test_echo_says_what_saving_would_ask(client, editor, columns):
    response = understood(client, Outcome, field="value", text="1,5 трлн", indicator=columns["indicator"])
    assert options(response) == [
        ("checkbox", TRILLIONS, "1,500,000,000,000 = 1.5 trillion tonnes, rounded to 100 billion")
    ]
    assert "= 90 tonnes" in understood(
        client, Outcome, field="value", text="90", indicator=columns["indicator"]
    ).content.decode().replace("\u00a0", " ")
    assert "5 June 2024" in understood(client, Target, field="deadline", text="05/06/2024").content.decode()
    assert "no digits" in understood(client, Outcome, field="value", text="<script>").content.decode()
    assert "<script>" not in understood(client, Outcome, field="value", text="<script>5").content.decode()


def test_echo_takes_one_query_beside_the_log_in(client, editor, columns):
    with CaptureQueriesContext(connection) as without:
        understood(client, Outcome, field="value", text="1,5 трлн")
    with CaptureQueriesContext(connection) as queries:
        understood(client, Outcome, field="value", text="1,5 трлн", indicator=columns["indicator"])
    assert len(queries) == len(without) + 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"field": "value", "text": "x" * 100_000}, 200),
        ({"field": "value", "text": "5\x00", "indicator": "a\x00b"}, 200),
        ({"field": "value", "text": "5", "basis": "nonsense", "indicator": "nothing"}, 200),
        ({"field": "nothing"}, 404),
        ({"field": "note"}, 404),
        ({}, 404),
    ],
)
def test_echo_answers_whatever_is_asked(client, editor, query, status):
    assert understood(client, Outcome, **query).status_code == status


def test_echo_is_for_editors(client, columns):
    query = {"field": "value", "text": "5"}
    assert understood(client, Outcome, **query).status_code == 302
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert understood(client, Outcome, **query).status_code in {302, 403}
