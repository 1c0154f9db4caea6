"""Every write that a reader can see changes the version of the record."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from simple_history.models import HistoricalChanges

from projects.models import (
    ArchiveCopy,
    Article,
    ArticleMatch,
    AuditEntry,
    Draft,
    DraftEvent,
    IdempotencyKey,
    ImportedFile,
    ImportedRow,
    Indicator,
    JudgingChunk,
    JudgingPlan,
    LinkCheck,
    Outcome,
    Proposal,
    RecordVersion,
    RowChange,
    SavedFilter,
    TableImport,
    TableWrite,
    Territory,
    Watch,
    WatchedAddress,
)
from projects.models.counting import DEEDS
from tests.factories import OutcomeFactory, TerritoryFactory

# What no page, answer, feed or file shows to readers: who did what, what waits at the desk, and the version itself.
SHOWN_TO_NOBODY = {
    *(Article, AuditEntry, Draft, DraftEvent, ImportedFile, ImportedRow, LinkCheck, Proposal, RecordVersion),
    *(ArchiveCopy, ArticleMatch, SavedFilter, TableImport, Watch, WatchedAddress),
    *(RowChange, TableWrite),  # written together with the row
    IdempotencyKey,
    *(JudgingPlan, JudgingChunk),
}


def shown_tables() -> Iterator[str]:
    for model in apps.get_app_config("projects").get_models(include_auto_created=True):
        if model not in SHOWN_TO_NOBODY and not issubclass(model, HistoricalChanges):
            yield model._meta.db_table


def version() -> str:
    return str(RecordVersion.objects.current())


@pytest.mark.django_db
@pytest.mark.parametrize("table", list(shown_tables()))
def test_every_table_that_is_shown_counts_every_write(table):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s", [f"{table}_counted"])
            triggers = " ".join(row[0] for row in cursor.fetchall())
            assert "AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE" in triggers, f"CountChanges({table!r}) is missing"
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        triggers = {row[0] for row in cursor.fetchall()}
    assert {f"{table}_counted_{deed}" for deed in DEEDS} <= triggers, f"CountChanges({table!r}) is missing"


@pytest.mark.django_db
def test_inserting_updating_and_deleting_each_make_another_version():
    seen = [version()]
    place = TerritoryFactory(id="somewhere")
    seen.append(version())
    Territory.objects.filter(pk=place.pk).update(name="Elsewhere")
    seen.append(version())
    place.delete()
    seen.append(version())
    Territory.objects.bulk_create([Territory(id="a", name="A"), Territory(id="b", name="B")], ignore_conflicts=True)
    seen.append(version())

    assert len(set(seen)) == len(seen)


@pytest.mark.django_db
def test_reading_and_noting_down_leave_the_version_as_it_is(django_user_model):
    before = version()
    list(Outcome.objects.all())
    person = django_user_model.objects.create(email="a@example.org")
    AuditEntry.objects.create(action="looked", done_by_id=person.pk, done_at="2025-01-01T00:00Z")

    assert version() == before


@pytest.mark.django_db
def test_version_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        version()


def write_and_take_back() -> None:
    with transaction.atomic():
        TerritoryFactory(id="inner")
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_no_other_version():
    TerritoryFactory(id="kept")
    before = RecordVersion.objects.current().number
    with transaction.atomic():
        TerritoryFactory(id="outer")
        write_and_take_back()
        transaction.set_rollback(True)

    assert RecordVersion.objects.current().number == before
    with transaction.atomic():
        write_and_take_back()
        TerritoryFactory(id="after")
    assert RecordVersion.objects.current().number > before


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_counts_on():
    OutcomeFactory()
    call_command("flush", verbosity=0, interactive=False)
    emptied = version()
    TerritoryFactory()

    assert version() != emptied


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_writers_neither_wait_for_each_other_nor_come_to_the_same_version():
    """Both write before either commits, and they commit in reverse order."""
    both_wrote, first_may_end = threading.Barrier(2, timeout=60), threading.Event()
    TerritoryFactory(id="kz")
    numbers = [RecordVersion.objects.current().number]

    def write() -> None:
        try:
            with transaction.atomic():
                Territory.objects.filter(pk="kz").update(name="Kazakhstan, once more")
                both_wrote.wait()
                first_may_end.wait(60)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    with transaction.atomic():
        Territory.objects.create(id="kz-71", name="Astana")
        both_wrote.wait()
    numbers.append(RecordVersion.objects.current().number)
    first_may_end.set()
    thread.join()
    numbers.append(RecordVersion.objects.current().number)

    assert sorted(set(numbers)) == numbers


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_transaction_under_way_is_told():
    written, may_end = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                TerritoryFactory(id="kz")
                written.set()
                may_end.wait(60)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    written.wait(60)
    under_way = RecordVersion.objects.current()
    may_end.set()
    thread.join()

    assert not under_way.quiet
    assert Indicator.objects.count() == 0
    assert RecordVersion.objects.current().number > under_way.number
