"""What is counted over everything is counted once for a version of the record, and anew after a change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import RecordVersion
from projects.reports.catalogue.scorecards import place_page, scorecard
from projects.reports.catalogue.target_group import target_group
from projects.reports.overviews.change_log import change_log, recorded_changes
from projects.reports.overviews.change_scope import changes_of_place
from projects.reports.overviews.due_dates import due_dates
from projects.reports.overviews.overview import overview
from projects.reports.targets.target_query import TargetQuery
from tests.factories import OrganisationFactory, OutcomeFactory, ProgrammeFactory, TargetFactory, TerritoryFactory
from tests.projects.reports.refreshed import TODAY, refreshed

pytestmark = pytest.mark.django_db

# What is asked → how many queries read the rows that are shown, where the rest is kept.
Report = Callable[[Any], Any]
REPORTS: dict[str, tuple[Report, int]] = {
    "front page": (lambda version: overview(TODAY, version=version), 0),
    "front page of a place": (lambda version: overview(TODAY, "kz", version=version), 0),
    "changes": (lambda version: change_log(TODAY, 1, version=version), 2),
    "changes of a kind and a place": (lambda version: change_log(TODAY, 1, "verdict", "kz", version=version), 2),
    "feed": (lambda version: recorded_changes(TODAY, 1, version=version), 2),
    "feed of a place": (lambda version: recorded_changes(TODAY, 1, changes_of_place("kz"), version), 3),
    "calendar": (lambda version: due_dates(TODAY, 2024, version=version), 2),
    "month": (lambda version: due_dates(TODAY, 2024, 6, version=version), 2),
    "targets of a place": (lambda version: target_group(TargetQuery(territory="kz"), TODAY, version), 2),
}


@pytest.fixture
def record() -> None:
    body = OrganisationFactory(id="body")
    place = TerritoryFactory(id="kz", name="Kazakhstan")
    programme = ProgrammeFactory(id="programme", responsible=body, territory=place)
    for month in range(1, 11):
        first = TargetFactory(
            id=f"t-{month:02}",
            indicator__programme=programme,
            deadline=date(2024, month, 28),
            timing="by_deadline",
        )
        OutcomeFactory(indicator=first.indicator, source__published=date(2024, 12, month))
        if month % 2:
            TargetFactory(
                id=f"u-{month:02}",
                indicator=first.indicator,
                revises=first,
                value=Decimal(1),
                deadline=date(2025, month, 28),
                announced=date(2024, 9, 9),
            )
    refreshed()


def queries_of(report: Report, version: Any) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = report(version)
    return answer, len(queries)


@pytest.mark.parametrize("name", REPORTS)
def test_second_reader_waits_for_what_is_shown_and_for_nothing_else(record: None, name: str) -> None:
    report, shown = REPORTS[name]
    version = RecordVersion.objects.current()
    first, _many = queries_of(report, version)
    second, few = queries_of(report, version)
    assert few <= shown
    assert repr(second) == repr(first) == repr(report(None)), "kept or not, the answer is the same"


@pytest.mark.parametrize("name", REPORTS)
def test_change_of_the_record_is_seen_by_the_next_reader(record: None, name: str) -> None:
    report, _shown = REPORTS[name]
    before = report(RecordVersion.objects.current())
    added = TargetFactory(
        id="added", indicator__programme_id="programme", deadline=date(2024, 6, 1), announced=date(2024, 1, 1)
    )
    OutcomeFactory(indicator=added.indicator, source__published=date(2025, 1, 3))
    refreshed()
    version = RecordVersion.objects.current()
    assert repr(report(version)) == repr(report(None)) != repr(before)


def test_pages_of_a_body_and_of_a_place_count_once(record: None) -> None:
    version = RecordVersion.objects.current()
    for read in (scorecard, place_page):
        thing = "body" if read is scorecard else "kz"

        def report(version: Any, read: Any = read, thing: str = thing) -> Any:
            return read(thing, TODAY, version=version)

        first, many = queries_of(report, version)
        second, few = queries_of(report, version)
        assert few < many
        assert repr(second) == repr(first) == repr(report(None))
