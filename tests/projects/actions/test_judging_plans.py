"""All verdicts in chunks that workers share: the result of a refresh, whoever dies or writes meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from projects.actions import judging_plans
from projects.actions.judging_plans import judge_chunks, others_writes, plan_judging, progress, wanted_workers
from projects.actions.refresh import refresh_assessments
from projects.actions.verify import verify
from projects.models import Assessment, JudgingChunk, JudgingPlan, StatusChange
from projects.models.judging_plan import MOST_ATTEMPTS
from projects.tasks import judge_planned, refresh_due
from tests.factories import OutcomeFactory, TargetFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 12, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging_plans, "CHAINS", 2)


def clock() -> datetime:
    return AT


def record(number: int = 5) -> list[str]:
    ids = [f"target-{place}" for place in range(number)]
    for id in ids:
        OutcomeFactory(indicator=TargetFactory(id=id).indicator)
    return ids


def rows() -> tuple[list[object], list[object]]:
    changes = StatusChange.objects.order_by("first_id", "on").values_list("first_id", "on", "to_status", "reasons")
    return list(Assessment.objects.order_by("first_id").values()), list(changes)


def differences() -> list[str]:
    return [str(difference) for difference in verify(as_of=AT.date())]


def test_chunks_give_what_a_refresh_gives() -> None:
    record()
    refresh_assessments(as_of=AT.date(), at=AT)
    refreshed = rows()
    Assessment.objects.all().delete()
    StatusChange.objects.all().delete()

    assert plan_judging(as_of=AT.date(), at=AT) is not None
    assert JudgingChunk.objects.count() == wanted_workers(AT) == 3
    assert judge_chunks(clock) == 5

    assert rows() == refreshed
    assert differences() == []
    assert progress(AT) is None
    assert JudgingPlan.objects.get().finished_at == AT


def test_worker_that_died_leaves_its_chunk_to_the_next_when_the_lease_ends() -> None:
    record(2)
    plan_judging(as_of=AT.date(), at=AT)
    taken = judging_plans._take(AT)
    assert taken is not None

    assert judge_chunks(clock) == 0
    assert progress(AT).in_hand == 1  # type: ignore[union-attr]  # there is a plan
    assert judge_chunks(lambda: AT + judging_plans.LEASE) == 2
    assert differences() == []

    # It was only slow: what it brings is not written any more.
    StatusChange.objects.all().delete()
    assert judging_plans._judge(taken, clock) == 0
    assert not StatusChange.objects.exists()


def test_chunk_that_ends_its_workers_is_given_up_and_the_plan_ends(caplog: pytest.LogCaptureFixture) -> None:
    record(2)
    plan_judging(as_of=AT.date(), at=AT)
    at = AT
    for _attempt in range(MOST_ATTEMPTS):
        assert judging_plans._take(at) is not None
        at += judging_plans.LEASE
    assert progress(at).given_up == 1  # type: ignore[union-attr]  # there is a plan
    assert judge_chunks(lambda: at) == 0
    assert progress(at) is None
    assert "run manage.py refresh_assessments" in caplog.text


def test_what_is_judged_before_somebody_writes_is_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The chunk is stale by the time at which it may be written."""
    record(2)
    plan_judging(as_of=AT.date(), at=AT)
    judged: list[int] = []
    first = judging_plans._judged

    def judging(chunk: JudgingChunk) -> object:
        chains = first(chunk)
        judged.append(len(chains))
        if len(judged) == 1:
            OutcomeFactory(indicator=TargetFactory._meta.model.objects.get(pk="target-0").indicator, value=100)
        return chains

    versions = iter([7, 8])
    monkeypatch.setattr(judging_plans, "others_writes", lambda: next(versions, 8))
    monkeypatch.setattr(judging_plans, "_judged", judging)
    judge_chunks(clock)
    if len(judged) == 2:  # PostgreSQL; SQLite judges when it may write
        assert differences() == []


def test_chunks_of_another_method_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    record(2)
    plan_judging(as_of=AT.date(), at=AT)
    monkeypatch.setattr(judging_plans, "METHOD_VERSION", "another")
    assert (judge_chunks(clock), wanted_workers(AT)) == (0, 0)
    assert progress(AT) is not None


def test_many_outdated_verdicts_are_spread_and_few_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = record(3)
    refresh_assessments(as_of=AT.date(), at=AT)
    Assessment.objects.filter(first__in=ids[:2]).update(method_version="0")
    spread = judging_plans.spread_what_is_outdated
    assert not spread(as_of=AT.date(), at=AT)

    monkeypatch.setattr(judging_plans, "SPREAD_FROM", 2)
    monkeypatch.setattr("projects.actions.judging_plans.wake_workers", lambda *_given, **_more: None)
    assert spread(as_of=AT.date(), at=AT)
    assert [sorted(chunk.first_ids) for chunk in JudgingChunk.objects.all()] == [ids[:2]]
    assert refresh_due() == 0  # while a plan is under way nobody rewrites the same
    assert judge_planned() == 2
    assert not Assessment.objects.of_another_method().exists()


def test_new_plan_takes_the_place_of_the_one_under_way() -> None:
    record(2)
    old, new = plan_judging(as_of=AT.date(), at=AT), plan_judging(as_of=AT.date(), at=AT + timedelta(minutes=1))
    assert old is not None
    assert list(JudgingPlan.objects.filter(finished_at=None)) == [new]
    assert judge_chunks(lambda: AT + timedelta(minutes=2)) == 2


def test_command_spreads_and_takes_part(monkeypatch: pytest.MonkeyPatch) -> None:
    record()
    monkeypatch.setattr("projects.actions.judging_plans.wake_workers", lambda _at: None)
    monkeypatch.setattr("projects.management.commands.refresh_assessments.sleep", lambda _seconds: None)
    output = StringIO()
    call_command("refresh_assessments", "--spread", stdout=output)
    assert "0 of 3 chunks judged, 0 in hand" in output.getvalue()
    assert "5 chains by this process" in output.getvalue()
    output = StringIO()
    call_command("refresh_assessments", "--spread", "--outdated", stdout=output)
    assert output.getvalue() == "No verdict is to be judged.\n"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_chunks_do_not_count_as_writes_of_others_and_everything_else_does() -> None:
    record(4)
    plan_judging(as_of=AT.date(), at=AT)
    before = others_writes()
    assert judge_chunks(clock) == 4
    assert JudgingPlan.objects.get().writes == 2
    assert others_writes() == before
    TargetFactory(id="one-more")
    assert others_writes() > before
