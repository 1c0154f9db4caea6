"""What somebody waits for: followed targets past their deadline that no report covers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Follow
from projects.actions.refresh import refresh_assessments
from projects.reports.editing.wanted_reports import WantedReports, wanted_reports
from tests.factories import IndicatorFactory, OrganisationFactory, OutcomeFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2024, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def targets():
    """One past its deadline, one reported on, one to come."""
    past = {"deadline": date(2024, 6, 30), "timing": "by_deadline"}
    body = OrganisationFactory(id="body")
    made = IndicatorFactory(id="made", programme__id="homes", programme__responsible=body)
    TargetFactory(id="unreported", indicator=made, **past)
    reported = TargetFactory(id="reported", indicator__id="told", **past)
    period = {"period_start": date(2024, 1, 1), "period_end": date(2024, 6, 30)}
    OutcomeFactory(indicator=reported.indicator, **period, final=True)
    TargetFactory(id="to-come", indicator__id="later", deadline=date(2024, 12, 31))
    refresh_assessments(as_of=AT.date(), at=AT)


def follow(**thing) -> None:
    Follow.objects.create(user=UserFactory(), created_at=AT, **thing)


def test_nothing_is_wanted_that_nobody_follows(targets) -> None:
    assert wanted_reports(AT) == WantedReports()


@pytest.mark.parametrize(
    "thing",
    [{"target_id": "unreported"}, {"programme_id": "homes"}, {"organisation_id": "body"}, {"territory_id": "kz"}],
)
def test_followed_target_past_its_deadline_is_wanted(targets, thing) -> None:
    for target in ("reported", "to-come"):
        follow(target_id=target)
    follow(**thing)
    expected = WantedReports({"made": "unreported"}, frozenset({"homes"}), frozenset({"body"}))
    assert wanted_reports(AT) == expected


def test_target_that_a_search_brings_is_wanted(targets) -> None:
    follow(search="status=unreported", name="Unreported")
    assert wanted_reports(AT).targets == {"made": "unreported"}


def test_number_of_queries_does_not_depend_on_followers(targets) -> None:
    follow(programme_id="homes")
    follow(organisation_id="body")
    with CaptureQueriesContext(connection) as few:
        wanted_reports(AT)
    for _number in range(5):
        follow(programme_id="homes")
        follow(organisation_id="body")
    with CaptureQueriesContext(connection) as many:
        wanted_reports(AT)
    assert len(many) == len(few)
