"""Lists of an earlier day: read from the history of statuses, and the same as when everything is judged again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.actions.refresh import refresh_assessments
from projects.models import Assessment, StatusChange, Target
from projects.reports.overviews import snapshot
from projects.reports.overviews.overview import overview
from projects.reports.overviews.snapshot import take_snapshot
from projects.reports.overviews.timeline import timeline
from projects.reports.parameters import BadParametersError
from projects.reports.targets import facets, target_list
from projects.reports.targets.facets import counted_facets
from projects.reports.targets.target_list import TargetListPage, find_targets
from projects.reports.targets.target_query import ORDERINGS, TargetQuery
from projects.reports.verdicts import verdict_lookup
from projects.reports.verdicts.verdict_lookup import judge_chains, statuses_on
from tests.factories import OutcomeFactory, TargetFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
SHIPPED = Path(settings.BASE_DIR) / "projects" / "data" / "kazakhstan"
QUESTIONS = (
    TargetQuery(),
    TargetQuery(status=("overdue", "missed", "withdrawn")),
    TargetQuery(unit="KZT"),
    TargetQuery(revised=True),
    TargetQuery(overdue=False, due_before=date(2026, 12, 31)),
    TargetQuery(search="jobs", page=2, page_size=5),
)


@pytest.fixture
def shipped() -> None:
    """The shipped record with a promise that is withdrawn and one that is reported on after its deadline."""
    call_command("import_package", str(SHIPPED), verbosity=0)
    given_up = TargetFactory(id="given-up", announced=date(2024, 2, 1))
    TargetFactory(id="given-up-2", revises=given_up, withdrawn=True, value=None, announced=date(2024, 9, 1))
    late = TargetFactory(id="late", announced=date(2024, 3, 1), deadline=date(2024, 12, 31), value=Decimal(10))
    OutcomeFactory(indicator=late.indicator, period_end=date(2024, 12, 31), source__published=date(2025, 2, 20))
    refresh_assessments(as_of=TODAY, at=NOW)


def turning_days() -> list[date]:
    """Every day of an announcement, revision, withdrawal or change of status, and the day before it."""
    days = set(Target.objects.values_list("announced", flat=True)) | set(
        StatusChange.objects.values_list("on", flat=True)
    )
    return sorted({day - timedelta(days=ago) for day in days for ago in (0, 1)})


def judged_anew(monkeypatch: pytest.MonkeyPatch, ask: Callable[[], Any]) -> Any:
    """The answer where no history may be read."""
    with monkeypatch.context() as patched:
        patched.setattr(verdict_lookup.status_on_day, "history_reaches", lambda _day: False)
        for module in (verdict_lookup, target_list, facets, snapshot):
            patched.setattr(module, "stored_kind", lambda *_asked: None)
        return ask()


@pytest.mark.slow
@pytest.mark.usefixtures("shipped")
def test_earlier_day_is_told_as_if_everything_were_judged_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    days = turning_days()
    assert len(days) > 60
    for day in days[:: len(days) // 30]:
        listed_before = {verdict.first: (verdict.target, verdict.status) for verdict in statuses_on(day)}
        assert listed_before == {verdict.first: (verdict.target, verdict.status) for verdict in judge_chains(day)}, day
    of_the_lists = [*days[10 :: len(days) // 3], date(2024, 9, 1)]
    for day in of_the_lists:
        for number, question in enumerate(QUESTIONS):
            orderings = ORDERINGS if number == 0 else ("-days_overdue",)
            for filters in [replace(question, ordering=ordering, as_of=day) for ordering in orderings]:
                listed_before = find_targets(filters, TODAY)
                assert listed_before == judged_anew(
                    monkeypatch, lambda filters=filters: find_targets(filters, TODAY)
                ), filters
        for report in (overview, standing_counts, lambda day: counts(TargetQuery(), day)):
            assert report(day) == judged_anew(monkeypatch, lambda report=report, day=day: report(day)), (report, day)


def standing_counts(day: date) -> tuple[Any, ...]:
    now = take_snapshot(day)
    return timeline(now), now.counts(), take_snapshot(day, TargetQuery(unit="KZT")).counts()


def counts(query: TargetQuery, day: date) -> dict[str, Any]:
    return {name: (facet.values, facet.left_out) for name, facet in counted_facets(query, day).items()}


@pytest.fixture
def record() -> None:
    """Ten promises, each reported to be on another tenth of its way."""
    for number in range(10):
        target = TargetFactory(id=f"t-{number}", deadline=date(2026, 12, 31), value=Decimal(100))
        of_it = {"indicator": target.indicator, "period_start": date(2024, 1, 1), "period_end": date(2024, 3, 31)}
        OutcomeFactory(id=f"o-{number}", value=Decimal(10 * (number * 7 % 10) + 5), **of_it)
    refresh_assessments(as_of=TODAY, at=NOW)


DAY = date(2025, 6, 30)


def listed(**filters: Any) -> TargetListPage:
    return find_targets(TargetQuery(as_of=DAY, **filters), TODAY)


@pytest.mark.usefixtures("record")
def test_only_the_page_that_is_shown_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []

    def judge(as_of: date, first_ids: Any, *others: Any) -> Any:
        judged.extend(first_ids)
        return judge_chains(as_of, first_ids, *others)

    monkeypatch.setattr(verdict_lookup, "judge_chains", judge)
    page = listed(page=2, page_size=3)
    assert (page.count, [entry.id for entry in page.entries]) == (10, ["t-3", "t-4", "t-5"])
    assert judged == ["t-3", "t-4", "t-5"]
    judged.clear()
    assert listed(search="t-2").count == 1
    assert judged == ["t-2"]


@pytest.mark.usefixtures("record")
def test_how_far_they_had_come_is_an_order_of_few(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    in_order = [f"t-{number}" for number in sorted(range(10), key=lambda number: number * 7 % 10)]
    assert [entry.id for entry in listed(ordering="percent_achieved").entries] == in_order
    monkeypatch.setattr(target_list, "MOST_JUDGED", 9)
    with pytest.raises(BadParametersError, match="for at most 9; these are 10"):
        listed(ordering="percent_achieved")
    assert [entry.id for entry in listed(ordering="percent_achieved", search="t-2").entries] == ["t-2"]
    filters = f"?as_of={DAY}&ordering=-percent_achieved"
    page, answer = client.get(f"/targets/{filters}"), client.get(f"/api/v1/targets/{filters}")
    assert (page.status_code, answer.status_code) == (400, 400)
    assert f'href="/targets/?as_of={DAY}"' in page.content.decode()
    assert [problem["parameter"] for problem in answer.json()["errors"]] == ["ordering"]


@pytest.mark.usefixtures("record")
def test_queries_of_an_earlier_day_do_not_grow_with_the_record() -> None:
    def query_count() -> int:
        with CaptureQueriesContext(connection) as captured:
            listed()
        return len(captured)

    few = query_count()
    for number in range(4):
        TargetFactory(id=f"more-{number}")
    refresh_assessments(as_of=TODAY, at=NOW)
    assert query_count() == few <= 12


@pytest.mark.usefixtures("record")
def test_day_that_the_history_does_not_reach_is_judged() -> None:
    listed_before = listed()
    Assessment.objects.update(method_version="another")
    assert listed() == listed_before
    TargetFactory(id="unread", announced=date(2025, 1, 1), deadline=date(2026, 12, 31))
    assert listed().count == 11
