"""An account goes in a moment, however large the record is: what asks who recorded a claim looks into an index."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection

from projects.models import Article
from projects.models.recorded import Recorded

LARGE = [model for model in apps.get_models() if issubclass(model, Recorded)] + [Article]
COLUMNS = [
    (model, field.column)
    for model in LARGE
    for field in model._meta.concrete_fields
    if field.related_model is get_user_model()
]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "column"), COLUMNS, ids=[f"{model.__name__}.{column}" for model, column in COLUMNS])
def test_who_recorded_a_claim_has_an_index(model, column: str) -> None:
    assert len(COLUMNS) >= 4
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, model._meta.db_table)
    assert [column] in [about["columns"] for about in constraints.values() if about["index"]]
