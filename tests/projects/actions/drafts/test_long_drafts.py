"""A long draft of new rows is published as one batch, and leaves in the record what row by row leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from projects.actions import apply_changes
from projects.actions.changes import ChangesRefusedError
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.save_draft import create_draft
from projects.actions.preview_changes import preview_changes
from projects.models import AuditEntry, Draft, Outcome, TableWrite
from tests.projects.actions.changing import REPORT, SOURCE, added
from tests.projects.actions.recorded import AT, assert_verified, status

pytestmark = pytest.mark.django_db
FIRST = date(2020, 1, 1)
PROMISE = {
    "indicator": "projects", "basis": "absolute", "qualifier": "exactly", "value": "185", "window_start": "2024-01-01",
    "deadline": "2024-12-31", "timing": "within_period", "announced": "2024-07-20", "source": SOURCE["id"],
}  # fmt: skip


def figures(count):
    """Reports of as many periods, each a day longer, and one of a tenth of a project."""
    days = [(FIRST + timedelta(days=number)).isoformat() for number in range(1, count)]
    reports = [added("outcomes", {**REPORT, "period_start": "2020-01-01", "period_end": day}) for day in days]
    return [*reports, added("outcomes", {**REPORT, "id": "doubtful", "value": "0.1", "final": "false"})]


def rows(count=40):
    """New rows of many tables; one revises a recorded promise, one corrects a report that stands before it."""
    return [
        added("publishers", {"id": "ministry", "name": "Ministry"}),
        added("organisations", {"id": "agency", "name": "Agency", "kind": "agency"}),
        added("sources", SOURCE),
        added("targets", {**PROMISE, "revises": "pool", "note": "As  printed. "}),
        added("targets", {**PROMISE, "id": "another", "value": "200", "deadline": "2025-12-31"}),
        *figures(count),
        added("outcomes", {**REPORT, "corrects": "doubtful", "value": "100"}),
    ]


@pytest.fixture
def one_by_one(monkeypatch):
    """From here on rows are made one after the other."""
    return lambda: monkeypatch.setattr(apply_changes, "are_a_batch", lambda changes: False)


@pytest.fixture
def drafted(target, by):
    how = {"kind": "batch", "origin": "api", "title": "Many", "by": by, "at": AT, "submit": True}
    return lambda changes, **more: create_draft(changes=changes, **how, **more)


def doubts(changes, by):
    return {doubt.token for doubt in preview_changes(changes, by=by, at=AT).doubts}


def record():
    """Every row of every table but what the database gives, its numbers and its clock, in the order of the numbers.

    Left out is the log of writes, which says by which statements they came (ADR 61).
    """
    tables = {}
    for model in set(apps.get_app_config("projects").get_models()) - {TableWrite}:
        numbers = {field.attname for field in model._meta.fields if field.get_internal_type().endswith("AutoField")}
        given = numbers | {"changed_at"}
        columns = [field.attname for field in model._meta.concrete_fields if field.attname not in given]
        tables[model.__name__] = list(model._default_manager.order_by("pk").values(*columns))
    return tables


def test_both_ways_leave_the_same(drafted, by, other, one_by_one):
    changes = rows()
    draft = drafted(changes, confirmed=doubts(changes, by))
    with transaction.atomic():
        publish_draft(draft=draft, version=1, by=other, at=AT)
        together = record()
        assert_verified()
        transaction.set_rollback(True)
    one_by_one()
    assert doubts(changes, by) == set(draft.confirmed)
    publish_draft(draft=draft, version=1, by=other, at=AT)
    assert Outcome.objects.count() == 41
    assert AuditEntry.objects.filter(details__has_key="as_printed").exists()
    for name, table in record().items():
        assert together[name] == table, name


def test_both_ways_would_do_the_same(target, by, one_by_one):
    changes = rows()
    together = preview_changes(changes, by=by, at=AT)
    one_by_one()
    assert together == preview_changes(changes, by=by, at=AT)
    assert together.doubts
    assert [move.first_id for move in together.verdicts if move.moves] == ["another", "pool"]


def test_a_doubt_that_nobody_confirmed_publishes_nothing(drafted, by, other):
    changes = rows()
    draft = drafted(changes)
    with pytest.raises(ChangesRefusedError) as refusal:
        publish_draft(draft=draft, version=1, by=other, at=AT)
    assert {doubt.token for doubt in refusal.value.doubts} == doubts(changes, by)
    assert {changes[doubt.index].cells["id"] for doubt in refusal.value.doubts} == {"doubtful"}
    assert not Outcome.objects.exists()
    confirmed = doubts(changes, by)
    publish_draft(draft=draft, version=1, by=other, at=AT, confirmed=confirmed)
    assert Outcome.objects.get(pk="doubtful").recorded_by == by
    assert status() == "on_track"


def test_a_hundred_and_one_doubts_of_a_kind_are_all_asked_about(target, by):
    twins = [
        added(
            "sources",
            {**SOURCE, "id": f"copy-{number}", "url": "https://example.org/many-copies", "title": str(number)},
        )
        for number in range(102)
    ]
    named = preview_changes(twins, by=by, at=AT).doubts
    assert [doubt.index for doubt in named if doubt.doubt.code == "same_source"] == list(range(1, 102))


def test_every_fault_of_a_long_draft_is_named_at_its_row(drafted, other):
    changes = [
        added("sources", SOURCE),
        *figures(40),
        added("outcomes", {**REPORT, "source": "none"}),
        added("outcomes", {**REPORT, "qualifier": "nearly", "value": "91"}),
        added("outcomes", {**REPORT, "period_end": "2024-12-31"}),
    ]
    draft = drafted(changes)
    with pytest.raises(ChangesRefusedError) as refusal:
        publish_draft(draft=draft, version=1, by=other, at=AT)
    places = {(problem.index, problem.column) for problem in refusal.value.problems}
    assert places == {(41, "source"), (42, "qualifier"), (43, "period_end")}
    assert not Outcome.objects.exists()
    draft.refresh_from_db()
    assert draft.state == Draft.State.IN_REVIEW


def test_publishing_asks_no_more_of_the_database_for_more_rows(drafted, by, other):
    def queries(count):
        changes = rows(count)
        draft = drafted(changes, confirmed=doubts(changes, by))
        with CaptureQueriesContext(connection) as previewed:
            preview_changes(changes, by=by, at=AT)
        with transaction.atomic(), CaptureQueriesContext(connection) as published:
            publish_draft(draft=draft, version=1, by=other, at=AT)
            transaction.set_rollback(True)
        return len(previewed), len(published)

    few, many = queries(30), queries(180)
    assert many[0] <= few[0] + 2
    assert many[1] <= few[1] + 2
