"""An erased claim: the audit keeps the row, and its verdict goes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from projects.actions.annotate_claim import annotate_claim
from projects.actions.erase_claim import erase_claim
from projects.actions.record_outcome import record_outcome
from projects.actions.revise_target import revise_target
from projects.models import Assessment, AuditEntry, Correction, Outcome
from tests.factories import SourceFactory
from tests.projects.actions.recorded import AT, PRINTED, assert_verified, half_year, status

pytestmark = pytest.mark.django_db


def test_erasing_keeps_the_row_in_the_audit_and_asks_why(target, by):
    outcome = record_outcome(by=by, at=AT, **half_year(target))
    with pytest.raises(ValidationError):
        erase_claim(claim=outcome, reason=" ", by=by, at=AT)

    erase_claim(claim=outcome, reason="The wrong country.", by=by, at=AT)

    assert not Outcome.objects.exists()
    entry = AuditEntry.objects.get(action="erase_claim")
    assert entry.object_id == "projects-2024-06-30"
    assert '"value": "90"' in entry.details["row"]
    assert status() == "no_data"
    assert_verified()


def test_erasing_a_target_takes_its_verdict_but_not_its_successors(target, by):
    later = revise_target(target=target, announced=PRINTED, source=SourceFactory(), value=Decimal(200), by=by, at=AT)
    with pytest.raises(ValidationError, match="build on it"), transaction.atomic():
        erase_claim(claim=target, reason="A slip.", by=by, at=AT)
    assert Assessment.objects.get().target_id == later.pk

    erase_claim(claim=later, reason="A slip.", by=by, at=AT)

    assert Assessment.objects.get().target_id == "pool"
    assert_verified()


def test_the_second_of_two_who_erase_it_is_told_and_leaves_no_second_line(target, by):
    outcome = record_outcome(by=by, at=AT, **half_year(target))
    as_another_read_it = Outcome.objects.get(pk=outcome.pk)
    erase_claim(claim=outcome, reason="The wrong country.", by=by, at=AT)

    with pytest.raises(ValidationError, match="in the record no more"):
        erase_claim(claim=as_another_read_it, reason="The wrong country.", by=by, at=AT)

    assert Correction.objects.count() == 1
    assert AuditEntry.objects.filter(action="erase_claim").count() == 1


def test_the_audit_keeps_the_row_as_it_was_erased_not_as_it_was_read(target, by):
    read_before = record_outcome(by=by, at=AT, **half_year(target))
    annotate_claim(claim=read_before, note="Page 3.", by=by, at=AT)
    erase_claim(claim=read_before, reason="The wrong country.", by=by, at=AT)
    assert "Page 3." in AuditEntry.objects.get(action="erase_claim").details["row"]
