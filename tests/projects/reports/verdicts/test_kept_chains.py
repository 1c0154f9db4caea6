"""What is kept of every chain is what reading all of them anew gives, whatever was written meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import asdict
from datetime import date, timedelta
from random import Random
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from projects.actions.refresh import refresh_affected, refresh_due
from projects.models import Assessment, Indicator, Outcome, Programme, RecordVersion, StatusChange, TableWrite, Target
from projects.models.record_version import Version
from projects.reports.overviews.due_dates import due_dates
from projects.reports.targets.facets import facets
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts import chain_records, kept_counts
from projects.reports.verdicts.chain_records import chain_rows
from projects.reports.verdicts.stored_on_day import stored_kind
from projects.reports.verdicts.track_records import SUBJECTS, Question, records_by
from tests.factories import RECORDED_AT, OrganisationFactory, OutcomeFactory, TargetFactory, TerritoryFactory
from tests.sample import choose

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

FIRST_DAY, PAST = date(2025, 1, 10), date(2024, 10, 1)
STEPS = 30


class Record:
    """A small record that changes by chance, on a day that moves on."""

    def __init__(self, seed: int) -> None:
        self.in_disorder = [self.repair, self.report_unjudged] if seed % 2 else []
        self.chance, self.day, self.number = Random(seed), FIRST_DAY, 0
        self.kept_in_order = True
        self.places = [TerritoryFactory(id=f"kz-{number}", parent=None) for number in range(3)]
        self.bodies = [OrganisationFactory(id=f"body-{number}") for number in range(3)]
        for _number in range(6):
            self.announce()

    def announce(self) -> None:
        self.number += 1
        announced = date(2024, self.chance.randint(1, 12), 5)
        target = TargetFactory(
            id=f"target-{self.chance.randint(100, 999)}-{self.number}",
            indicator__programme__responsible=self.chance.choice(self.bodies),
            indicator__territory=self.chance.choice(self.places),
            announced=announced,
            deadline=announced + timedelta(days=self.chance.randint(100, 600)),
        )
        self.refresh(targets=[target.pk])

    def revise(self) -> None:
        self.number += 1
        last = self.chance.choice(list(Target.objects.filter(revised_by=None).order_by("pk")))
        target = TargetFactory(
            id=f"revised-{self.number}",
            indicator=last.indicator,
            revises=last,
            announced=last.announced + timedelta(days=self.chance.randint(20, 90)),
            deadline=last.deadline + timedelta(days=self.chance.randint(10, 400)),
            recorded_at=RECORDED_AT + timedelta(days=self.number),
        )
        self.refresh(targets=[target.pk])

    def report(self) -> None:
        self.refresh(outcomes=[self.outcome().pk])

    def report_unjudged(self) -> None:
        """As if the refresh had been forgotten."""
        self.kept_in_order = False
        self.outcome()

    def outcome(self) -> Outcome:
        period_end = date(2024, self.chance.randint(2, 12), 20)
        published = period_end + timedelta(days=self.chance.randint(1, 60))
        indicator = self.chance.choice(list(Indicator.objects.order_by("pk")))
        return OutcomeFactory(indicator=indicator, period_end=period_end, source__published=published)

    def move_programme(self) -> None:
        programme = self.chance.choice(list(Programme.objects.order_by("pk")))
        programme.responsible = self.chance.choice(self.bodies)
        programme.save()

    def move_place(self) -> None:
        place, around = self.chance.sample(self.places, 2)
        place.parent = None if around.parent_id else around
        if not any(other.parent_id == place.pk for other in self.places):
            place.save()

    def repair(self) -> None:
        """By hand, past all actions."""
        self.kept_in_order = False
        changes = StatusChange.objects.order_by("first_id", "on")
        StatusChange.objects.filter(pk=self.chance.choice(list(changes)).pk).update(to_status="missed")

    def lose_a_verdict(self) -> None:
        with suppress(IndexError):
            self.chance.choice(list(Assessment.objects.order_by("pk"))).delete()

    def move_on(self) -> None:
        self.day += timedelta(days=self.chance.randint(1, 60))
        refresh_due(as_of=self.day, at=RECORDED_AT)

    def take_back(self) -> None:
        """Readers in the transaction see what nobody sees later."""
        with transaction.atomic():
            self.report()
            self.announce()
            compare(self)
            transaction.set_rollback(True)

    def refresh(self, **touched: list[str]) -> None:
        refresh_affected(as_of=self.day, at=RECORDED_AT, **touched)

    @property
    def steps(self) -> list[Callable[[], object]]:
        by_hand = [self.move_programme, self.move_place, self.lose_a_verdict, *self.in_disorder]
        return [
            self.announce,
            self.revise,
            self.report,
            self.report,
            *by_hand,
            self.move_on,
            self.take_back,
        ]


def compare(record: Record) -> None:
    version = RecordVersion.objects.current()
    for day in (record.day, PAST):
        assert chain_rows(day, version=version) == chain_rows(day)
        assert stored_kind(day, version) == stored_kind(day)
        if record.kept_in_order:  # else history and verdicts say two things, and lists are made from either
            assert months(day, version) == months(day)
            assert filters(day, version) == filters(day)
        for kind in SUBJECTS:
            counted = records_by(kind, Question(day), version)
            with patch.object(kept_counts, "of_rows", count_anew):
                assert counted == records_by(kind, Question(day))


def months(day: date, version: Version | None = None) -> tuple[object, ...]:
    """What falls due when."""
    due = due_dates(day, version=version)
    return (
        *(due.year, due.years, due.undated, due.counts),
        *((month.first_day, month.count, month.entries) for month in due.months),
    )


def filters(day: date, version: Version | None = None) -> list[dict[str, object]]:
    return [asdict(facet) for facet in facets(TargetQuery(), day, version).values()]


def count_anew(_question, rows, count):
    return {subject: count(own) for subject, own in rows.items()}


@pytest.mark.slow
@pytest.mark.parametrize("seed", choose(range(4), "what is written beside kept chains", 1 / 2))
def test_whatever_is_written_the_rows_and_counts_are_those_made_from_nothing(seed: int) -> None:
    record = Record(seed)
    for _number in range(STEPS):
        record.chance.choice(record.steps)()
        compare(record)


def read_again(monkeypatch: pytest.MonkeyPatch) -> list[Collection[str] | None]:
    """The chains that are read from now on, a list for each time."""
    reads: list[Collection[str] | None] = []
    histories = chain_records.chain_histories

    def listening(as_of, known_at, first_ids):
        reads.append(first_ids)
        return histories(as_of, known_at, first_ids)

    monkeypatch.setattr(chain_records, "chain_histories", listening)
    return reads


def kept(day: date = FIRST_DAY) -> dict[str, str]:
    """The statuses by chain, as they are kept for the version of the record."""
    return {row.record.first: row.record.status for row in chain_rows(day, version=RecordVersion.objects.current())}


def test_after_an_outcome_only_its_chains_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record(1)
    kept()
    reads = read_again(monkeypatch)
    outcome = record.outcome()
    record.refresh(outcomes=[outcome.pk])
    kept()
    chains = set(Target.objects.filter(indicator=outcome.indicator_id, revises=None).values_list("pk", flat=True))
    assert reads == [chains]


def test_on_the_next_day_only_what_that_day_moves_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record(1)
    kept()
    reads = read_again(monkeypatch)
    record.day += timedelta(days=1)
    announced = TargetFactory(id="of-the-day", announced=record.day)
    record.refresh(targets=[announced.pk])
    due = set(Assessment.objects.filter(next_change_on=record.day).values_list("first_id", flat=True))
    kept(record.day)
    assert reads == [{"of-the-day", *due}]
    assert len(due) < 3
    compare(record)


def test_on_a_day_far_away_all_chains_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    Record(1)
    kept()
    reads = read_again(monkeypatch)
    kept(FIRST_DAY + timedelta(days=32))
    kept(FIRST_DAY - timedelta(days=1))
    assert reads == [None, None]


def test_where_no_chain_is_reached_the_rows_are_the_same_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    Record(1)
    before = chain_rows(FIRST_DAY, version=RecordVersion.objects.current())
    reads = read_again(monkeypatch)
    OrganisationFactory(id="another")
    assert chain_rows(FIRST_DAY, version=RecordVersion.objects.current()) is before
    assert reads == []


def test_a_transaction_that_began_earlier_and_ends_later_is_not_missed() -> None:
    record = Record(1)
    first, second, *_others = kept()
    earlier = connection.copy()
    try:
        earlier.set_autocommit(False)
        with earlier.cursor() as cursor:
            cursor.execute("UPDATE projects_statuschange SET to_status = 'missed' WHERE first_id = %s", [first])
        StatusChange.objects.filter(first=second).update(to_status="missed")
        before = kept()
        assert (before[first] == "missed", before[second]) == (False, "missed")
        earlier.commit()
        assert kept()[first] == "missed"
    finally:
        earlier.close()
    record.kept_in_order = False
    compare(record)


def test_of_very_many_writes_all_chains_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record(1)
    kept()
    monkeypatch.setattr("projects.reports.verdicts.kept_chains.MOST_CHAINS", 2)
    reads = read_again(monkeypatch)
    StatusChange.objects.update(reasons=[])
    kept()
    assert reads == [None]
    compare(record)


def test_an_emptied_database_is_read_anew() -> None:
    Record(1)
    assert kept()
    call_command("flush", verbosity=0, interactive=False)
    record = Record(2)
    assert kept().keys() == set(Target.objects.filter(revises=None).values_list("pk", flat=True))
    compare(record)


def test_a_server_that_lacks_what_was_read_is_read_anew() -> None:
    """As after a fail-over to a standby that was behind: the last write and its line in the log never were."""
    record = Record(1)
    (first, *_others), before = kept(), kept()
    StatusChange.objects.filter(first=first).update(to_status="missed")
    assert kept()[first] == "missed" != before[first]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE projects_statuschange DISABLE TRIGGER USER")
        cursor.execute("UPDATE projects_statuschange SET to_status = %s WHERE first_id = %s", [before[first], first])
        cursor.execute("ALTER TABLE projects_statuschange ENABLE TRIGGER USER")
    TableWrite.objects.latest("id").delete()
    OrganisationFactory(id="another")
    assert kept()[first] == before[first]
    compare(record)


def test_lines_of_a_restored_backup_have_nothing_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """They have the numbers of transactions of another server."""
    Record(1)
    TableWrite.objects.create(
        transaction=10**12, table="projects_programme", deed="update", keys=["any"], written_at=RECORDED_AT
    )
    before = kept()
    reads = read_again(monkeypatch)
    OrganisationFactory(id="another")
    assert kept() == before
    assert reads == []


def test_the_log_forgets_what_nobody_asks_for() -> None:
    Record(1)
    latest = TableWrite.objects.latest("written_at").written_at
    assert TableWrite.objects.forget(latest + timedelta(hours=23)) == 0
    assert TableWrite.objects.forget(latest + timedelta(hours=25)) > 0
    assert not TableWrite.objects.exists()
