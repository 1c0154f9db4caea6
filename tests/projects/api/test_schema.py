"""The OpenAPI document: complete, and true of every answer (schemathesis asks until it finds a lie)."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings

from projects.api.index import COLLECTION_NAMES, document

schema = schemathesis.pytest.from_fixture("api")


@pytest.fixture
def api(record):
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())


def test_document_describes_every_collection():
    paths = document()["paths"]
    for name in COLLECTION_NAMES:
        assert f"/api/v1/{name}/" in paths
        assert f"/api/v1/{name}/{{id}}/" in paths


def test_operation_ids_are_unique():
    ids = [operation["operationId"] for methods in document()["paths"].values() for operation in methods.values()]
    assert len(ids) == len(set(ids))


def test_every_list_can_be_asked_as_of_a_day():
    for name in COLLECTION_NAMES:
        parameters = document()["paths"][f"/api/v1/{name}/"]["get"]["parameters"]
        assert {"as_of", "page", "page_size"} <= {parameter["name"] for parameter in parameters}


@pytest.mark.usefixtures("record")
@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_answers_conform_to_the_document(case):
    case.call_and_validate()
