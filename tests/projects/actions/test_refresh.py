from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from projects.actions.refresh import refresh_assessments, refresh_due
from projects.actions.verify import verify
from projects.models import Assessment, StatusChange, StatusPeriod, Target
from projects.tasks import refresh_due as refresh_due_task
from tests.factories import OutcomeFactory, SourceFactory, TargetFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 12, 20, 9, tzinfo=UTC)
LATER = datetime(2025, 1, 2, 9, tzinfo=UTC)


def differences(as_of):
    return [str(difference) for difference in verify(as_of=as_of)]


def story():
    """A target met halfway, with a second announcement, and one that nobody reported on."""
    target = TargetFactory(id="pool")
    TargetFactory(id="pool-2", revises=target, indicator=target.indicator, value=200, announced=date(2024, 6, 1))
    OutcomeFactory(id="half", indicator=target.indicator)
    TargetFactory(id="silent")


def test_refreshed_verdicts_equal_a_recomputation():
    story()

    assert refresh_assessments(as_of=AT.date(), at=AT) == 2

    assert differences(AT.date()) == []
    pool = Assessment.objects.get(first="pool")
    assert (pool.target_id, pool.status, pool.payload["actual"]) == ("pool-2", "behind", "90")
    assert pool.payload["target"] == "pool-2"
    assert pool.times_revised == 1


def test_refreshing_twice_writes_no_change_twice():
    story()
    refresh_assessments(as_of=AT.date(), at=AT)
    before = list(StatusChange.objects.order_by("pk").values_list("pk", "recorded_at"))
    assert before

    refresh_assessments(as_of=AT.date(), at=LATER)

    assert list(StatusChange.objects.order_by("pk").values_list("pk", "recorded_at")) == before


def test_changes_tell_the_whole_history_each_from_the_one_before():
    story()
    refresh_assessments(as_of=LATER.date(), at=LATER)

    for first in ("pool", "silent"):
        changes = list(StatusChange.objects.filter(first=first).order_by("on"))
        assert changes[0].from_status == ""
        assert [change.from_status for change in changes[1:]] == [change.to_status for change in changes[:-1]]
        assert changes[-1].to_status == Assessment.objects.get(first=first).status
        assert Assessment.objects.get(first=first).decided_on == changes[-1].on


def test_a_late_report_rewrites_the_days_it_is_about_and_keeps_the_rest():
    story()
    refresh_assessments(as_of=AT.date(), at=AT)
    first_changes = dict(StatusChange.objects.filter(first="pool").values_list("on", "recorded_at"))

    source = SourceFactory(published=date(2024, 4, 10))
    pool = Target.objects.get(pk="pool")
    OutcomeFactory(indicator=pool.indicator, value=5, period_end=date(2024, 3, 31), source=source)
    refresh_assessments(as_of=AT.date(), at=LATER, first_ids=["pool"])

    changes = dict(StatusChange.objects.filter(first="pool").values_list("on", "recorded_at"))
    assert changes[date(2024, 2, 5)] == first_changes[date(2024, 2, 5)] == AT
    assert changes[date(2024, 4, 10)] == LATER
    assert differences(AT.date()) == []


def test_the_schedule_notices_that_a_deadline_has_passed():
    story()
    refresh_assessments(as_of=date(2024, 12, 31), at=AT)
    assert refresh_due(as_of=date(2024, 12, 31), at=AT) == 0
    assert set(Assessment.objects.values_list("status", flat=True)) <= {"behind", "off_track", "no_data"}

    assert refresh_due(as_of=date(2025, 1, 1), at=LATER) == 2

    assert set(Assessment.objects.values_list("status", flat=True)) == {"unreported"}
    assert StatusChange.objects.filter(on=date(2025, 1, 1), to_status="unreported", recorded_at=LATER).count() == 2
    assert refresh_due(as_of=date(2025, 1, 1), at=LATER) == 0
    assert differences(date(2025, 1, 1)) == []


def test_the_schedule_notices_announcements_that_come_into_force():
    TargetFactory(id="soon", announced=date(2024, 12, 24))
    refresh_assessments(as_of=date(2024, 12, 23), at=AT)
    assert not Assessment.objects.exists()

    assert refresh_due(as_of=date(2024, 12, 24), at=AT) == 1
    assert Assessment.objects.get().target_id == "soon"


def test_the_schedule_reassesses_what_another_method_judged():
    story()
    refresh_assessments(as_of=AT.date(), at=AT)
    Assessment.objects.filter(first="pool").update(method_version="0")
    assert differences(AT.date()) != []

    assert refresh_due(as_of=AT.date(), at=AT) == 1
    assert differences(AT.date()) == []


def test_verify_reports_each_difference_and_writes_nothing():
    story()
    refresh_assessments(as_of=AT.date(), at=AT)
    Assessment.objects.filter(first="pool").update(status="achieved")
    StatusChange.objects.filter(first="silent").delete()
    StatusPeriod.objects.filter(first="pool").delete()

    lines = differences(AT.date())

    assert any(line.startswith("pool: status: stored achieved") for line in lines)
    assert any(line.startswith("silent: status changes: stored none") for line in lines)
    assert any(line.startswith("pool: status periods: stored none") for line in lines)
    assert Assessment.objects.get(first="pool").status == "achieved"


def test_verify_misses_no_chain_without_a_verdict():
    story()
    assert differences(AT.date()) != []


@pytest.mark.parametrize("chains", [1, 5])
def test_refreshing_one_chain_takes_as_many_queries_whatever_the_record(chains, django_assert_max_num_queries):
    for _ in range(chains):
        story_target = TargetFactory()
        OutcomeFactory(indicator=story_target.indicator)
    refresh_assessments(as_of=AT.date(), at=AT)

    with django_assert_max_num_queries(10):  # savepoint included
        refresh_assessments(as_of=AT.date(), at=AT, first_ids=[story_target.pk])


def test_task_refreshes_what_is_due_today(time_machine):
    story()
    time_machine.move_to(LATER)

    assert refresh_due_task() == 2
    assert set(Assessment.objects.values_list("as_of", flat=True)) == {date(2025, 1, 2)}
