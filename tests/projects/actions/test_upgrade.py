"""Verdicts of another version of the method are rebuilt; dates of changes stay, because nothing happened."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from projects.actions.refresh import refresh_assessments, refresh_due, refresh_outdated
from projects.actions.verify import verify
from projects.comparison.figures import METHOD_VERSION
from projects.models import Assessment, StatusChange, StatusPeriod
from projects.reports.verdicts.stored_on_day import stored_kind
from projects.reports.verdicts.verdict_lookup import any_outdated, statuses_on, verdicts_on
from tests.factories import OutcomeFactory, SourceFactory, TargetFactory
from tests.of_an_earlier_method import judged_by_version_1

pytestmark = pytest.mark.django_db

PASSED = datetime(2025, 1, 1, 4, tzinfo=UTC)
REPORTED = datetime(2025, 2, 10, 9, tzinfo=UTC)
UPGRADED = datetime(2025, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def silent():
    """A target that nobody reported on, which version 1 called overdue on the day after its deadline."""
    TargetFactory(id="silent")
    refresh_assessments(as_of=PASSED.date(), at=PASSED)
    judged_by_version_1()


@pytest.fixture
def owed(silent):
    """Another target, reported short for the whole year in February: overdue in version 1 before and after."""
    target = TargetFactory(id="owed", timing="by_deadline")
    refresh_assessments(as_of=PASSED.date(), at=PASSED)
    OutcomeFactory(
        indicator=target.indicator,
        value=90,
        period_start=date(2024, 1, 1),
        period_end=date(2024, 12, 31),
        source=SourceFactory(published=REPORTED.date()),
    )
    refresh_assessments(as_of=REPORTED.date(), at=REPORTED)
    judged_by_version_1()


def history(first):
    changes = StatusChange.objects.filter(first=first).order_by("on")
    return list(changes.values_list("on", "to_status", "recorded_at"))[1:]


def test_the_method_is_in_its_second_version():
    assert METHOD_VERSION == "2"


@pytest.mark.usefixtures("silent")
def test_a_change_told_by_another_name_keeps_its_moment():
    assert history("silent") == [(date(2025, 1, 1), "overdue", PASSED)]

    assert refresh_outdated(as_of=UPGRADED.date(), at=UPGRADED) == 1

    assert history("silent") == [(date(2025, 1, 1), "unreported", PASSED)]
    stored = Assessment.objects.get(first="silent")
    assert (stored.status, stored.method_version) == ("unreported", "2")
    assert list(verify(as_of=UPGRADED.date())) == []
    assert refresh_outdated(as_of=UPGRADED.date(), at=UPGRADED) == 0


@pytest.mark.usefixtures("owed")
def test_a_change_where_another_method_saw_none_has_the_moment_of_the_one_before():
    assert history("owed") == [(date(2025, 1, 1), "overdue", PASSED)]

    refresh_outdated(as_of=UPGRADED.date(), at=UPGRADED)

    assert history("owed") == [(date(2025, 1, 1), "unreported", PASSED), (REPORTED.date(), "overdue", PASSED)]


@pytest.mark.usefixtures("silent")
def test_a_deadline_that_passed_while_the_tracker_was_off_is_news_after_an_upgrade():
    TargetFactory(id="next", deadline=date(2025, 2, 28), timing="by_deadline")
    refresh_assessments(as_of=PASSED.date(), at=PASSED)
    judged_by_version_1()

    refresh_outdated(as_of=UPGRADED.date(), at=UPGRADED)

    assert history("next") == [(date(2025, 3, 1), "unreported", UPGRADED)]


@pytest.mark.usefixtures("owed")
def test_the_schedule_rebuilds_what_another_method_judged():
    assert any_outdated()
    assert refresh_due(as_of=UPGRADED.date(), at=UPGRADED) == 2
    assert not any_outdated()
    assert {row[0] for row in Assessment.objects.values_list("method_version")} == {"2"}


@pytest.mark.usefixtures("owed")
def test_until_it_is_rebuilt_every_verdict_is_computed_and_none_is_mixed():
    assert stored_kind(UPGRADED.date()) is None
    assert {verdict.first: verdict.status for verdict in verdicts_on(UPGRADED.date())} == {
        "silent": "unreported",
        "owed": "overdue",
    }


@pytest.mark.usefixtures("silent")
def test_the_command_rebuilds_the_outdated_alone(time_machine):
    time_machine.move_to(UPGRADED)
    out = StringIO()
    call_command("refresh_assessments", "--outdated", stdout=out)
    call_command("refresh_assessments", "--outdated", stdout=out)
    assert out.getvalue().splitlines() == [
        "1 chains of targets assessed as of 2025-03-03.",
        "0 chains of targets assessed as of 2025-03-03.",
    ]


@pytest.mark.usefixtures("silent")
def test_chain_that_an_earlier_release_wrote_is_read_from_its_changes_until_it_is_rebuilt():
    refresh_outdated(as_of=UPGRADED.date(), at=UPGRADED)
    day = date(2024, 12, 31)
    assert stored_kind(day) == "periods"
    listed = [(verdict.target, verdict.status) for verdict in statuses_on(day)]

    # It knows no periods: it leaves those that are there, and the database says of its row that it has none.
    StatusPeriod.objects.update(status="withdrawn")
    Assessment.objects.update(has_periods=False)

    assert stored_kind(day) is None
    assert [(verdict.target, verdict.status) for verdict in statuses_on(day)] == listed
    assert not any_outdated()  # mails need not wait
    assert refresh_outdated(as_of=UPGRADED.date(), at=UPGRADED) == 1
    assert stored_kind(day) == "periods"
    assert [(verdict.target, verdict.status) for verdict in statuses_on(day)] == listed
