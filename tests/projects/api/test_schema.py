"""The OpenAPI document is complete and true of every answer (checked by schemathesis).

Each operation has its turn on some days; WALK=all asks all.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
import schemathesis
from django.contrib.auth import get_user_model
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from knox.models import AuthToken
from schemathesis.specs.openapi.checks import positive_data_acceptance

from projects.api.index import COLLECTION_NAMES, document
from projects.api.syncing import SYNCING
from tests.factories import UserFactory
from tests.sample import choose

pytestmark = pytest.mark.once

django_application = cache(get_wsgi_application)


def application(environ, start_response):
    """Django's application, made when it is first asked: at import the folders of the run are not there yet."""
    return django_application()(environ, start_response)


SHARE = 1 / 4  # of the operations of a kind, on one day
schema = schemathesis.openapi.from_dict(document())
schema.app, schema.location = application, "/api/v1/schema/"


def test_document_describes_every_collection():
    paths = document()["paths"]
    for name in COLLECTION_NAMES:
        assert f"/api/v1/{name}/" in paths
        assert name == "track-records" or f"/api/v1/{name}/{{id}}/" in paths  # these have no ids


def test_operation_ids_are_unique():
    ids = [operation["operationId"] for methods in document()["paths"].values() for operation in methods.values()]
    assert len(ids) == len(set(ids))


def test_every_list_can_be_asked_as_of_a_day():
    for name in COLLECTION_NAMES:
        parameters = document()["paths"][f"/api/v1/{name}/"]["get"]["parameters"]
        assert {"as_of", "page", "page_size"} <= {parameter["name"] for parameter in parameters}


@pytest.fixture
def _asked_in_one_transaction(record):
    """As Django's own test client does: a request must not close the connection that holds the test's rows."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


FEW = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


# Whoever writes without a token gets one answer; what an editor gets is asked for below.
WRITES = {"method": ["POST", "PATCH"], "path_regex": "^/api/v1/(?!follows|snoozes|preferences)"}
OWN = "/(follows|snoozes|preferences)/"
LABELS = [f"{method.upper()} {path}" for path, methods in document()["paths"].items() for method in methods]
TURNS = {
    label
    for kind in (OWN, "GET (?!.*" + OWN + ")", "(POST|PATCH) (?!.*" + OWN + ")")
    for label in choose([label for label in LABELS if re.search(kind, label)], kind, SHARE)
}


def of_the_day(operation) -> bool:
    """Whether the operation has its turn. Which it is stands in the test's name, and the day in pytest's head."""
    return operation.operation.label in TURNS


# Of the many members of a row not every way of being wrong is tried: test_writing_refusals does, name by name.
written = schemathesis.openapi.from_dict(document())
written.app, written.location = application, "/api/v1/schema/"
written.config.phases.coverage.enabled = False


@pytest.mark.usefixtures("_asked_in_one_transaction")
@schema.exclude(**WRITES).include(of_the_day).parametrize()
@settings(parent=FEW)
def test_answers_conform_to_the_document(case):
    """A cursor comes from an answer: one that is made up is refused, however well it is formed."""
    swept = any(parameter.name in (case.query or {}) for parameter in SYNCING)
    case.call_and_validate(excluded_checks=[positive_data_acceptance] if swept else [])


@pytest.fixture
def token(record):
    watcher = get_user_model().objects.create_user("watcher@example.org", "a long password")
    return {"Authorization": f"Token {AuthToken.objects.create(watcher)[1]}"}


@pytest.mark.usefixtures("_asked_in_one_transaction")
@schema.include(of_the_day, path_regex=OWN).parametrize()
@settings(parent=FEW)
def test_answers_to_a_person_conform_to_the_document(case, token):
    case.call_and_validate(headers=token)


@pytest.fixture
def editor_token(record):
    return {"Authorization": f"Token {AuthToken.objects.create(UserFactory(editor=True))[1]}"}


@pytest.mark.usefixtures("_asked_in_one_transaction")
@written.include(of_the_day, **WRITES).parametrize()
@settings(parent=FEW, max_examples=3)
def test_answers_to_an_editor_conform_to_the_document(case, editor_token):
    """All checks but one: a row of good members may still break a rule between them, or name nothing (400)."""
    case.call_and_validate(headers=editor_token, excluded_checks=[positive_data_acceptance])
