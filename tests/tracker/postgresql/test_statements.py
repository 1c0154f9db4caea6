"""A statement that is kept prepared is told in the log of queries like any other."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models.prepared_cursor import cursor_for_prepared

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


def test_statement_is_told_however_often_it_is_asked() -> None:
    with CaptureQueriesContext(connection) as queries:
        for _number in range(12):
            with cursor_for_prepared(connection) as cursor:
                cursor.execute("SELECT 40 + 2")
    assert [query["sql"] for query in queries] == ["SELECT 40 + 2"] * 12
