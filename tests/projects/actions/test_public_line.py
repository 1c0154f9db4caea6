"""Whatever is taken out leaves one public line, with figures and quotes and without an editor's words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from projects.actions.erase_claim import erase_claim, erasure_preview
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.refresh import refresh_assessments
from projects.models import Correction, Outcome, Target
from tests.factories import OutcomeFactory, ProjectEventFactory, SourceFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
ENTERED = datetime(2024, 1, 1, 12, tzinfo=UTC)  # by the factories


@pytest.fixture
def how():
    return {"by": UserFactory(editor=True, email="aigul@example.org"), "at": AT}


def test_line_says_what_was_wrong_and_since_when(how):
    target = TargetFactory(id="pool")
    slip = OutcomeFactory(id="slip", indicator=target.indicator, value=Decimal(900), note="Ask Aigul.", speaker="A. B.")
    refresh_assessments(as_of=AT.date(), at=AT)

    returned = erase_claim(claim=slip, reason=" The wrong document. ", noticed_by="a reader", **how)

    line = Correction.objects.get()
    assert line == returned
    assert (line.action, line.table, line.row_id) == ("erased", "outcome", "slip")
    assert (line.indicator, line.programme) == (target.indicator, target.indicator.programme)
    assert line.cites == slip.source.publisher
    assert (line.cells["value"], line.cells["period_end"]) == ("900", "2024-06-30")
    assert (line.reason, line.noticed_by) == ("The wrong document.", "a reader")
    assert (line.entered_at, line.corrected_at) == (ENTERED, AT)
    assert line.verdicts == {"pool": ["pool", "achieved", "900"]}


@pytest.mark.parametrize("make", [OutcomeFactory, TargetFactory, ProjectEventFactory, SourceFactory])
def test_no_word_of_an_editor_is_in_it(how, make):
    words = {"note": "Private."} | ({} if make is SourceFactory else {"locator": "p. 3", "speaker": "Somebody"})
    if make is ProjectEventFactory:
        words.pop("speaker", None)
    names = {field.name for field in make._meta.model._meta.concrete_fields}
    row = make(**{name: text for name, text in words.items() if name in names})
    erase_claim(claim=row, reason="A slip.", **how)
    line = Correction.objects.get()
    assert not {"note", "locator", "speaker", "recorded_by", "url"} & line.cells.keys()
    stored = " ".join(str(value) for value in Correction.objects.values().get().values())
    assert "Private." not in stored
    assert "aigul" not in stored


def test_preview_leaves_no_line(how):
    erasure_preview(claim=OutcomeFactory(), **how)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ({"reason": "x" * 501}, "reason"),
        ({"reason": "Ask aigul@example.org."}, "reason"),
        ({"reason": "A slip.", "noticed_by": "aigul@example.org"}, "noticed_by"),
        ({"reason": "A slip.", "noticed_by": "x" * 201}, "noticed_by"),
    ],
)
def test_what_no_reader_should_see_is_refused(how, words, column):
    outcome, target = OutcomeFactory(), TargetFactory()
    with pytest.raises(ValidationError) as refused:
        erase_claim(claim=outcome, **words, **how)
    assert list(refused.value.message_dict) == [column]
    with pytest.raises(ValidationError):
        fix_copying_error(target=target, value=Decimal(1), **words, **how)
    assert Outcome.objects.exists()
    assert not Correction.objects.exists()


def test_what_builds_on_it_leaves_row_and_no_line(how):
    wrong = OutcomeFactory()
    OutcomeFactory(indicator=wrong.indicator, corrects=wrong)
    with pytest.raises(ValidationError, match="build on it"):
        erase_claim(claim=wrong, reason="A slip.", **how)
    assert not Correction.objects.exists()


def test_clock_that_was_set_back_is_no_reason_to_keep_a_mistake(how):
    outcome = OutcomeFactory(recorded_at=AT + timedelta(hours=1))
    line = erase_claim(claim=outcome, reason="A slip.", **how)
    assert line.entered_at == line.corrected_at == AT


def test_mended_target_tells_what_is_right_and_each_mending_since_the_last(how):
    target = TargetFactory(id="pool", value=Decimal(15))
    refresh_assessments(as_of=AT.date(), at=AT)
    fix_copying_error(target=target, reason="15 for 150.", value=Decimal(150), noticed_by="the ministry", **how)
    later = {**how, "at": AT + timedelta(days=2)}
    fix_copying_error(target=target, reason="The year.", deadline=date(2025, 12, 31), **later)

    second, first = Correction.objects.all()
    assert (first.action, first.target, first.noticed_by) == ("mended", Target.objects.get(), "the ministry")
    assert (first.cells["value"], first.right["value"]) == ("15", "150")
    assert (second.cells["value"], second.right["deadline"]) == ("150", "2025-12-31")
    assert (first.entered_at, second.entered_at) == (ENTERED, AT)


def test_line_stays_when_the_mended_target_is_taken_out_too(how):
    target = TargetFactory(id="pool", value=Decimal(15))
    fix_copying_error(target=target, reason="15 for 150.", value=Decimal(150), **how)
    erase_claim(claim=Target.objects.get(), reason="Entered twice.", **{**how, "at": AT + timedelta(hours=1)})
    assert [line.target for line in Correction.objects.all()] == [None, None]
