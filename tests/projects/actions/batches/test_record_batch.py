"""What a batch leaves in the record: ids that were never anybody else's, and a history and an audit of each row."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from projects.actions.batches.record_batch import record_batch
from projects.actions.batches.rows import BatchRefusedError, BatchRow
from projects.actions.erase_claim import erase_claim
from projects.actions.recording import recording
from projects.models import AuditEntry, Outcome
from projects.packages.tables import BY_NAME
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, UserFactory

AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
CELLS = {
    "indicator": "flats", "basis": "absolute", "qualifier": "exactly", "value": "90", "period_end": "2025-12-31",
    "final": "true", "source": "paper",
}  # fmt: skip


@pytest.fixture
def editor(db):
    IndicatorFactory(id="flats")
    SourceFactory(id="paper", published=date(2026, 1, 10))
    return UserFactory(editor=True)


def record(editor, *changes):
    table = BY_NAME["outcomes"]
    rows = [
        BatchRow(number, table, {column.name: {**CELLS, **change}.get(column.name, "") for column in table.columns})
        for number, change in enumerate(changes, 1)
    ]
    with recording():
        record_batch(rows=rows, faults=[], by=editor, at=AT, through="API, nightly")
    return rows


def test_claims_without_an_id_get_ids_that_nothing_ever_had(editor):
    taken_out = OutcomeFactory(id="flats-2025-12-31", indicator_id="flats", source_id="paper", value=10)
    erase_claim(claim=taken_out, reason="Never printed.", noticed_by="", by=editor, at=AT)
    rows = record(editor, {}, {"value": "91"}, {"value": "92", "id": "own"})
    assert [(row.row_id, row.is_new) for row in rows] == [
        ("flats-2025-12-31-2", True), ("flats-2025-12-31-3", True), ("own", True)
    ]  # fmt: skip


def test_each_row_is_recorded_by_its_sender_at_the_moment(editor):
    record(editor, {}, {"value": "91"})
    assert list(Outcome.objects.values_list("recorded_at", "recorded_by")) == [(AT, editor.pk)] * 2
    entries = AuditEntry.objects.filter(done_by=editor, done_at=AT).values_list("action", "details")
    through = {"through": "API, nightly"}
    assert [(action, details.get("through")) for action, details in entries if action == "entered_through"] == [
        ("entered_through", through["through"])
    ] * 2
    assert entries.filter(action="record_outcome").count() == 2


def test_refused_batch_leaves_nothing(editor):
    with pytest.raises(BatchRefusedError) as refusal:
        record(editor, {}, {"source": "none"}, {"upper_value": "100"})
    assert [(fault.number, fault.column) for fault in refusal.value.faults] == [(2, "source"), (3, "upper_value")]
    assert not Outcome.objects.exists()
