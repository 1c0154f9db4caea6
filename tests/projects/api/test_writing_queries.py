"""Recording a figure takes few queries, whose number does not depend on the size of the record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.refresh import refresh_assessments
from projects.models import Outcome, Target

from .conftest import NOW, TODAY, outcome, target
from .rows import good

pytestmark = pytest.mark.usefixtures("record")

# Two of them: who sends it; one to three: the periods of statuses.
MOST_QUERIES = {"outcomes": 27, "targets": 32, "project-events": 14, "sources": 23}
PERIOD = {"period_start": "2024-01-01", "period_end": "2024-12-31"}
SENT = {
    "a new outcome": ("outcomes", {}),
    "a new outcome without an id": ("outcomes", {"id": ...}),
    "a new outcome that moves the verdict": ("outcomes", {"value": "180", **PERIOD, "final": True}),
    "a correction": ("outcomes", {"id": ..., **PERIOD, "corrects": "count-2024", "source": "statistics"}),
    "a correction by another publisher": ("outcomes", {"id": ..., **PERIOD, "corrects": "count-2024", "note": "Why."}),
    "a target": ("targets", {}),
    "a revision": ("targets", {"id": ..., "revises": "pool-2024-count"}),
    "a withdrawal": ("targets", {"id": ..., "revises": "pool-2024-count", "withdrawn": True}),
    "a stage of a project": ("project-events", {"id": ...}),
    "a source": ("sources", {}),
}


def queries_of(write, path, row):
    with CaptureQueriesContext(connection) as queries:
        answer = write(path, row)
    assert answer.status == 201, answer.body
    return [query["sql"] for query in queries]


def without_news(queries):
    """The queries without those for changes of verdicts, which occur only if a verdict changes."""
    news = ("projects_statuschange", "projects_statusperiod")
    return [sql for sql in queries if sql.startswith("SELECT") or not any(table in sql for table in news)]


@pytest.mark.parametrize("sent", SENT)
def test_row_takes_few_queries(write, sent):
    path, changes = SENT[sent]
    write(path, good(path, source="nothing"))  # the first request under a token notes the day
    queries = queries_of(write, path, good(path, **changes))
    most = MOST_QUERIES[path] + (connection.vendor == "postgresql")  # the lock
    assert len(queries) <= most, "\n".join(f"{number} {sql[:300]}" for number, sql in enumerate(queries, 1))
    assert sum("pg_advisory_xact_lock" in sql for sql in queries) <= 1, "the lock is taken once"


@pytest.mark.parametrize(
    ("path", "row", "later"),
    [
        ("outcomes", {"id": ...}, {"period_end": "2026-07-31"}),
        ("outcomes", {**SENT["a correction"][1]}, {"corrects": "more-1"}),
        ("targets", {}, {"id": "another", "value": "191"}),
        ("targets", {"id": ..., "revises": "pool-2024-count"}, {"revises": "more-1"}),
    ],
)
def test_row_takes_as_many_queries_however_much_is_recorded(write, path, row, later):
    write(path, good(path, source="nothing"))
    few = without_news(queries_of(write, path, good(path, **row)))
    start, end = date(2024, 1, 1), date(2024, 12, 31)
    more = [(f"more-{number}", Decimal(number)) for number in range(1, 31)]
    Outcome.objects.bulk_create([outcome(id, "pool-count", value, start, end) for id, value in more])
    Target.objects.bulk_create([target(id, "pool-count", value=value, deadline=end) for id, value in more])

    refresh_assessments(as_of=TODAY, at=NOW)
    many = without_news(queries_of(write, path, good(path, **{**row, **later})))
    assert len(many) <= len(few), "\n".join(many)
