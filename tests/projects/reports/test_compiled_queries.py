"""Queries that are written once: PostgreSQL plans them once too, and they go on saying what the record says."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Territory
from projects.reports.compiled_queries import CompiledQuery, RowsById
from tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def _in_order() -> CompiledQuery:
    return CompiledQuery(Territory.objects.filter(name__startswith="Place").order_by("id").values_list("id", "name"))


def test_page_is_read_anew_each_time() -> None:
    rows = _in_order()
    TerritoryFactory(id="a", name="Place A")
    assert rows.page(0, 2) == [("a", "Place A")]
    TerritoryFactory(id="b", name="Place B")
    TerritoryFactory(id="c", name="Nowhere")
    assert rows.page(0, 2) == [("a", "Place A"), ("b", "Place B")]
    assert rows.page(1, 2) == [("b", "Place B")]


def test_each_page_is_one_query_that_can_be_seen() -> None:
    rows = _in_order()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rows.page(0, 50)
        rows.page(50, 50)
    assert [query["sql"].endswith(f"LIMIT 50 OFFSET {start}") for query, start in zip(queries, (0, 50), strict=True)]


@pytest.mark.postgresql
def test_plan_is_kept_once_a_query_has_been_asked_some_times() -> None:
    TerritoryFactory(id="a", name="Place A")
    rows, by_id = _in_order(), RowsById(Territory, "id", "name")
    for _number in range(7):
        assert rows.page(0, 2) == by_id(["a", "no-such-place"]) == [("a", "Place A")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        statements = [statement for (statement,) in cursor.fetchall()]
    assert sum("projects_territory" in statement for statement in statements) == 2
