"""A report filed under the wrong indicator goes to the right one at once, with one public line."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from projects.actions.erase_claim import erase_claim
from projects.actions.move_outcome import move_outcome, move_preview
from projects.actions.refresh import refresh_assessments
from projects.actions.rename_row import rename_row
from projects.actions.row_doubts import UnconfirmedDoubtsError
from projects.actions.verify import verify
from projects.models import Assessment, AuditEntry, Correction, Indicator, Outcome
from tests.factories import IndicatorFactory, OutcomeFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def how():
    return {"by": UserFactory(editor=True), "at": AT}


@pytest.fixture
def filed():
    """A figure under one indicator that belongs to another, each with a promise."""
    here, there = TargetFactory(id="here"), TargetFactory(id="there")
    outcome = OutcomeFactory(id="figure", indicator=here.indicator, value=Decimal(900), note="Page 2.", locator="p. 2")
    refresh_assessments(as_of=AT.date(), at=AT)
    return outcome, there.indicator


def statuses():
    return dict(Assessment.objects.values_list("target_id", "status"))


def test_moving_takes_it_out_and_records_it_where_it_belongs(how, filed):
    outcome, indicator = filed
    moved = move_outcome(outcome=outcome, indicator=indicator, reason="Another row.", noticed_by="a reader", **how)

    assert Outcome.objects.get() == moved
    assert (moved.indicator, moved.value, moved.source) == (indicator, Decimal(900), outcome.source)
    assert (moved.note, moved.locator) == ("Page 2.", "p. 2")
    assert (moved.recorded_at, moved.recorded_by) == (AT, how["by"])
    assert statuses() == {"here": "no_data", "there": "achieved"}
    assert list(verify(as_of=AT.date())) == []
    line = Correction.objects.get()
    assert (line.action, line.indicator, line.moved_to) == ("moved", outcome.indicator, indicator)
    assert (line.replaced_by, line.noticed_by) == (moved, "a reader")
    actions = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(actions) == ["erase_claim", "record_outcome", "move_outcome"]


def test_preview_shows_both_indicators_and_changes_nothing(how, filed):
    outcome, indicator = filed
    here, there = move_preview(outcome=outcome, indicator=indicator, **how)
    assert (here.before.target, here.before.status, here.after.status) == ("here", "achieved", "no_data")
    assert (there.before.target, there.before.status, there.after.status) == ("there", "no_data", "achieved")
    assert Outcome.objects.get().indicator == outcome.indicator
    assert not Correction.objects.exists()


def test_the_second_of_two_who_move_it_records_no_second_figure(how, filed):
    outcome, indicator = filed
    as_another_read_it = Outcome.objects.get(pk=outcome.pk)
    move_outcome(outcome=outcome, indicator=indicator, reason="Another row.", **how)
    with pytest.raises(ValidationError, match="in the record no more"):
        move_outcome(outcome=as_another_read_it, indicator=indicator, reason="Another row.", **how)
    assert (Outcome.objects.count(), Correction.objects.count()) == (1, 1)


def test_correction_of_something_there_corrects_nothing_here(how):
    wrong = OutcomeFactory(id="wrong")
    right = OutcomeFactory(indicator=wrong.indicator, corrects=wrong, our_slip=True, value=Decimal(5))
    moved = move_outcome(outcome=right, indicator=IndicatorFactory(), reason="Another row.", **how)
    assert (moved.corrects, moved.our_slip) == (None, False)


def test_refusals_leave_everything_as_it_was(how, filed):
    outcome, indicator = filed
    with pytest.raises(ValidationError, match="filed there already"):
        move_outcome(outcome=outcome, indicator=outcome.indicator, reason="A slip.", **how)
    with pytest.raises(ValidationError, match="Say why"):
        move_outcome(outcome=outcome, indicator=indicator, reason="", **how)
    Indicator.objects.filter(pk=indicator.pk).update(accumulation="milestone")
    with pytest.raises(ValidationError):
        move_outcome(outcome=outcome, indicator=Indicator.objects.get(pk=indicator.pk), reason="A slip.", **how)
    OutcomeFactory(id="later", indicator=outcome.indicator, corrects=outcome)
    with pytest.raises(ValidationError, match="build on it"):
        move_outcome(outcome=outcome, indicator=indicator, reason="A slip.", **how)
    assert Outcome.objects.filter(pk="figure", indicator=outcome.indicator).exists()
    assert not Correction.objects.exists()


def test_doubts_are_asked_at_the_new_place(how, filed):
    outcome, indicator = filed
    same = OutcomeFactory(indicator=indicator, source=outcome.source, value=outcome.value)
    with pytest.raises(UnconfirmedDoubtsError) as refusal:
        move_outcome(outcome=outcome, indicator=indicator, reason="A slip.", confirmed=[], **how)
    tokens = [doubt.token for doubt in refusal.value.doubts]
    assert move_outcome(outcome=outcome, indicator=indicator, reason="A slip.", confirmed=tokens, **how) != same


def test_line_follows_new_ids_and_outlives_the_moved_row(how, filed):
    outcome, indicator = filed
    moved = move_outcome(outcome=outcome, indicator=indicator, reason="A slip.", **how)
    rename_row(row=moved, new_id="renamed", **how)
    rename_row(row=indicator, new_id="other", **how)
    line = Correction.objects.get()
    assert (line.replaced_by_id, line.moved_to_id) == ("renamed", "other")
    erase_claim(claim=Outcome.objects.get(), reason="Nowhere.", **how)
    assert Correction.objects.filter(action="moved").get().replaced_by is None
