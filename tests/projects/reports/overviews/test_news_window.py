"""What became known in a window is looked up by its moment, however many reports there are and whoever wants them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.refresh import refresh_assessments
from projects.models import Outcome, Target
from projects.reports.overviews.news import news_of
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

OLD, SINCE, UNTIL = (datetime(2024, *day, tzinfo=UTC) for day in ((1, 1), (7, 1), (7, 8)))
CHAINS, REPORTS = 40, 100  # so many old reports on each of so many promises


@pytest.fixture
def chains() -> list[str]:
    """Promises with many old reports, of which half count for nothing, and one new report on each of the first two."""
    sources = [SourceFactory(published=date(2024, 1, 1)) for _turn in range(CHAINS * REPORTS // 10)]
    targets: list[Target] = []
    reports: list[Outcome] = []
    for number in range(CHAINS):
        indicator = IndicatorFactory(id=f"promised-{number:02}")
        targets.append(TargetFactory(id=f"target-{number:02}", indicator=indicator, announced=date(2024, 1, 1)))
        pattern = OutcomeFactory(
            indicator=indicator if number % 2 else IndicatorFactory(programme=indicator.programme),
            source=sources[0],
            recorded_at=OLD,
        )
        columns = {field.attname: getattr(pattern, field.attname) for field in Outcome._meta.concrete_fields}
        for turn in range(REPORTS):
            source = sources[(number * REPORTS + turn) % len(sources)]
            reports.append(Outcome(**{**columns, "id": f"report-{number:02}-{turn:03}", "source_id": source.pk}))
    Outcome.objects.bulk_create(reports)
    for number, recorded_at, published in ((0, datetime(2024, 7, 2, tzinfo=UTC), date(2024, 1, 1)),
                                           (1, OLD, date(2024, 7, 3))):  # fmt: skip
        OutcomeFactory(
            id=f"new-{number}",
            indicator=targets[number].indicator,
            source=SourceFactory(published=published),
            recorded_at=recorded_at,
        )
    refresh_assessments(as_of=date(2024, 7, 8), at=OLD)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [target.pk for target in targets]


def test_no_query_goes_through_every_report(chains: list[str]) -> None:
    with CaptureQueriesContext(connection) as captured:
        news = news_of(chains, SINCE, UNTIL)
    assert {report.outcome for chain in news.values() for report in chain.reports} == {"new-0", "new-1"}, (
        "recorded in the window, and public in it"
    )
    queries = [query["sql"] for query in captured if 'FROM "projects_outcome"' in query["sql"]]
    assert len(queries) >= 2, "reports, and reports in other terms"
    assert max(map(_rows_read, queries)) < REPORTS, "there are 40 times as many"


def _rows_read(sql: str) -> int:
    """How many rows of reports the query goes through, where indexes are worth it as in a large table."""

    def of(node: dict[str, Any]) -> int:
        own = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        return (own if node.get("Relation Name") == "projects_outcome" else 0) + sum(map(of, node.get("Plans", ())))

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0]
    return of((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
