"""`refresh_assessments` in several processes: what is stored is the same, and it is all or nothing."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects import adapters
from projects.actions.refresh import recomputed, refresh_affected, refresh_assessments
from projects.actions.verify import verify
from projects.adapters import targets
from projects.judging import verdicts
from projects.judging.processes import JudgingError
from projects.models import Assessment, StatusChange, Target
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory

AT = datetime(2024, 12, 20, 9, tzinfo=UTC)
AS_OF = AT.date()


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(verdicts, "BATCH_SIZE", 1)


def record(chains: int = 6) -> None:
    """Chains of their own, some revised, and two that share an indicator."""
    for number in range(chains):
        target = TargetFactory(id=f"pool-{number}", interim_for=None)
        OutcomeFactory(indicator=target.indicator, value=number * 30)
        if number % 2:
            TargetFactory(revises=target, indicator=target.indicator, value=200, announced=date(2024, 6, 1))
    shared = IndicatorFactory(accumulation="level")
    OutcomeFactory(indicator=shared, period_start=None)
    for name in ("one", "other"):
        TargetFactory(id=name, indicator=shared)


def stored():
    verdicts = {
        assessment.pk: (assessment.status, assessment.as_of, assessment.payload)
        for assessment in Assessment.objects.all()
    }
    changes = StatusChange.objects.order_by("first_id", "on").values_list("first_id", "on", "to_status", "reasons")
    return verdicts, list(changes)


@pytest.mark.django_db
def test_processes_come_to_what_one_comes_to():
    record()

    chains = Target.objects.first_links()
    alone = [verdict for batch in recomputed(chains, as_of=AS_OF) for verdict in batch]
    shared = [verdict for batch in recomputed(chains, as_of=AS_OF, processes=3) for verdict in batch]

    assert len(alone) == 8
    assert shared == alone


@pytest.mark.django_db
def test_pieces_come_to_what_the_whole_comes_to(monkeypatch):
    record()
    SourceFactory()  # that no outcome names
    refresh_assessments(as_of=AS_OF, at=AT)
    whole = stored()
    Assessment.objects.all().delete()

    monkeypatch.setattr(targets, "PIECE", 1)
    monkeypatch.setattr(adapters, "FEW_SOURCES", 0)
    refresh_assessments(as_of=AS_OF, at=AT, processes=2)

    assert stored() == whole
    assert [str(difference) for difference in verify(as_of=AS_OF)] == []


@pytest.mark.django_db
def test_chains_on_one_indicator_come_in_one_piece(monkeypatch):
    record(2)
    monkeypatch.setattr(targets, "PIECE", 1)
    pieces = list(targets.ids_in_pieces(Target.objects.first_links()))
    assert sorted(pieces) == [["one", "other"], ["pool-0"], ["pool-1"]]


@pytest.mark.django_db
def test_processes_see_the_claims_of_the_transaction_they_are_asked_in():
    record()
    refresh_assessments(as_of=AS_OF, at=AT, processes=2)
    before = stored()
    indicator = Assessment.objects.get(pk="pool-0").target.indicator
    source = SourceFactory(published=date(2024, 12, 5))
    OutcomeFactory(indicator=indicator, period_start=date(2024, 7, 1), period_end=date(2024, 11, 30), source=source)

    refresh_assessments(as_of=AS_OF, at=AT, processes=2)

    assert stored() != before
    assert [str(difference) for difference in verify(as_of=AS_OF)] == []
    assert [str(difference) for difference in verify(as_of=AS_OF, processes=2)] == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_command_stores_and_verifies_in_processes(capsys, time_machine):
    time_machine.move_to(AT)
    record()

    call_command("refresh_assessments", "--processes", "3")
    in_processes = stored()
    call_command("refresh_assessments", "--processes", "1")

    assert stored() == in_processes
    call_command("refresh_assessments", "--verify", "--processes", "2")
    assert "equal a recomputation" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_refresh_that_loses_a_process_writes_nothing(monkeypatch):
    record()
    refresh_assessments(as_of=date(2024, 1, 20), at=AT)
    before = stored()
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(JudgingError):
        refresh_assessments(as_of=AS_OF, at=AT, processes=2)
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("refresh_assessments", "--processes", "2")

    assert stored() == before


@pytest.mark.parametrize("number", ["0", "-1", "two"])
def test_the_command_refuses_a_number_that_is_none(number):
    with pytest.raises(CommandError, match="give 1 or more"):
        call_command("refresh_assessments", f"--processes={number}")


@pytest.mark.django_db
def test_one_new_outcome_takes_as_many_queries_whatever_the_record():
    taken = set()
    for more in (2, 20):
        record_of(more)
        outcome = OutcomeFactory(indicator=TargetFactory().indicator)
        with CaptureQueriesContext(connection) as queries:
            assert refresh_affected(as_of=AS_OF, at=AT, outcomes=[outcome.pk]) == 1
        taken.add(len(queries))

    assert len(taken) == 1


def record_of(chains: int) -> None:
    for _ in range(chains):
        OutcomeFactory(indicator=TargetFactory().indicator)
    refresh_assessments(as_of=AS_OF, at=AT)
