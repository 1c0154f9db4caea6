"""What the audit remembers of mistakes becomes lines of the page of corrections."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from projects.actions.erase_claim import erase_claim
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.rename_row import rename_row
from projects.models import AuditEntry, Correction, Target
from tests.factories import OutcomeFactory, ProjectEventFactory, SourceFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
COLUMNS = (
    *("action", "table", "row_id", "indicator_id", "programme_id", "project_id", "target_id"),
    *("cites", "cells", "right", "noticed_by", "entered_at", "corrected_at"),
)


def derive() -> None:
    import_module("projects.migrations.0012_corrections").derive_lines(apps, None)


def lines():
    return list(Correction.objects.order_by("corrected_at", "id").values(*COLUMNS))


def test_derived_lines_are_those_that_the_actions_leave():
    how = {"by": UserFactory(editor=True), "at": AT}
    target = TargetFactory(id="pool", value=Decimal("15.50"))
    erase_claim(claim=OutcomeFactory(id="slip", indicator=target.indicator), reason="Of somebody.", **how)
    erase_claim(claim=ProjectEventFactory(id="stage"), reason="Of somebody.", **how)
    fix_copying_error(target=target, reason="Page 2.", value=Decimal(150), **how)
    later = {**how, "at": AT + timedelta(days=1)}
    fix_copying_error(target=Target.objects.get(), reason="The year.", deadline=date(2025, 12, 31), **later)
    written = lines()

    Correction.objects.all().delete()
    derive()

    assert lines() == written
    reasons = list(Correction.objects.order_by("corrected_at", "id").values_list("row_id", "reason"))
    # Why something was erased was written when no reader saw it.
    assert reasons == [("slip", ""), ("stage", ""), ("pool", "Page 2."), ("pool", "The year.")]


def test_what_is_gone_or_has_another_id_by_now_is_found_or_left_out():
    how = {"by": UserFactory(editor=True), "at": AT}
    outcome = OutcomeFactory(id="slip")
    indicator, source = outcome.indicator, outcome.source
    erase_claim(claim=outcome, reason="A slip.", **how)
    erase_claim(claim=source, reason="Cited by nothing.", **{**how, "at": AT + timedelta(minutes=1)})
    rename_row(row=indicator, new_id="renamed", **how)
    AuditEntry.objects.create(action="erase_claim", object_type="outcome", done_at=AT, done_by=how["by"])

    Correction.objects.all().delete()
    derive()

    first, second = lines()
    assert (first["indicator_id"], first["cites"]) == ("renamed", "")
    assert (second["table"], second["cites"]) == ("source", source.publisher)


def test_nothing_is_derived_from_other_deeds():
    AuditEntry.objects.create(action="record_outcome", object_type="outcome", done_at=AT, done_by=UserFactory())
    SourceFactory()
    derive()
    assert lines() == []
