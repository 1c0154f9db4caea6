"""Our own slips: what is taken out, what is put right under the same id, and whose a correction is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Follow
from projects.actions.correct_outcome import correct_outcome
from projects.actions.erase_claim import erase_claim, erasure_preview
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.record_outcome import record_outcome
from projects.actions.refresh import refresh_assessments
from projects.actions.verify import verify
from projects.models import Assessment, AuditEntry, Outcome, Source, Target
from tests.factories import OutcomeFactory, ProjectEventFactory, SourceFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def how():
    return {"by": UserFactory(editor=True), "at": AT}


def test_preview_says_which_verdicts_an_erasure_changes_and_changes_nothing(how):
    target = TargetFactory(id="pool")
    slip = OutcomeFactory(id="slip", indicator=target.indicator, value=Decimal(900))
    refresh_assessments(as_of=AT.date(), at=AT)

    [move] = erasure_preview(claim=slip, **how)

    assert (move.before.target, move.before.status, move.after.status) == ("pool", "achieved", "no_data")
    assert (move.before.actual, move.after.actual) == ("900", None)
    assert Outcome.objects.get().pk == "slip"
    assert not AuditEntry.objects.exists()
    erase_claim(claim=slip, reason="The wrong document.", **how)
    assert Assessment.objects.get().status == "no_data"
    assert list(verify(as_of=AT.date())) == []


def test_erasing_a_promise_takes_its_verdict_along(how):
    target = TargetFactory(id="pool")
    refresh_assessments(as_of=AT.date(), at=AT)
    [move] = erasure_preview(claim=target, **how)
    assert (move.before.status, move.after) == ("no_data", None)
    erase_claim(claim=target, reason="Entered twice.", **how)
    assert not Assessment.objects.exists()
    assert "pool" in AuditEntry.objects.get().details["row"]


@pytest.mark.parametrize("make", [ProjectEventFactory, SourceFactory])
def test_stages_and_uncited_sources_are_erased(how, make):
    row = make()
    assert erasure_preview(claim=row, **how) == []
    erase_claim(claim=row, reason="The wrong document.", **how)
    assert not type(row)._base_manager.filter(pk=row.pk).exists()
    assert AuditEntry.objects.get().details["reason"] == "The wrong document."


def test_what_others_build_on_is_named_and_stays(how):
    first = TargetFactory(id="pool")
    TargetFactory(id="later", indicator=first.indicator, revises=first)
    TargetFactory(id="half-way", indicator=first.indicator, interim_for=first)
    wrong = OutcomeFactory(id="wrong", source=first.source)
    OutcomeFactory(id="right", indicator=wrong.indicator, corrects=wrong)
    for row, names in (
        (first, ["“later” (revises)", "“half-way” (interim for)"]),
        (wrong, ["“right” (corrects)"]),
        (first.source, ["“pool” (source)", "“wrong” (source)"]),
    ):
        with pytest.raises(ValidationError) as refused:
            erase_claim(claim=row, reason="A slip.", **how)
        assert all(name in refused.value.messages[0] for name in names), refused.value
    assert (Target.objects.count(), Outcome.objects.count()) == (3, 2)
    assert Source.objects.filter(pk=first.source_id).exists()


def test_who_followed_what_never_was_follows_it_no_more(how):
    target = TargetFactory()
    Follow.objects.create(user=UserFactory(), target=target, created_at=AT)
    erase_claim(claim=target, reason="A slip.", **how)
    assert not Follow.objects.exists()


def test_erasing_needs_a_reason(how):
    with pytest.raises(ValidationError, match="Say why"):
        erase_claim(claim=OutcomeFactory(), reason=" ", **how)


def test_slip_in_a_promise_is_put_right_under_its_id_and_is_no_revision(how):
    target = TargetFactory(id="pool", value=Decimal(15), note="Page 2.", note_ru="Страница 2.")
    later = TargetFactory(id="later", indicator=target.indicator, revises=target, announced=date(2024, 4, 1))
    Follow.objects.create(user=UserFactory(), target=target, created_at=AT)
    refresh_assessments(as_of=AT.date(), at=AT)
    recorded_at = Target.objects.get(pk="pool").recorded_at

    fix_copying_error(target=target, reason="15 for 150.", value=Decimal(150), **how)

    right = Target.objects.get(pk="pool")
    assert (right.value, right.recorded_at) == (Decimal(150), recorded_at)
    assert right.note == "Page 2.\nOur slip, corrected on 2024-08-01: 15 for 150."
    assert right.note_ru == "Страница 2.\nНаша ошибка, исправлена 2024-08-01."
    assert right.note_kk == ""
    assert Target.objects.get(pk="later").revises == right
    assert Follow.objects.get().target == right
    verdict = Assessment.objects.get()
    assert verdict.target == later
    assert [link["change"] for link in verdict.payload["revisions"]] == [[], ["raised"]]
    assert list(verify(as_of=AT.date())) == []
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.details["columns"]) == ("mend_target", ["value"])
    assert '"value": "15"' in entry.details["row"]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"value": Decimal(150), "reason": " "}, "copied wrongly"),
        ({"reason": "A slip."}, "Nothing differs"),
        ({"reason": "A slip.", "id": "other"}, "Stays"),
        ({"reason": "A slip.", "deadline": date(2023, 1, 1)}, "window"),
        ({"reason": "A slip.", "value": Decimal("1.5"), "confirmed": []}, "whole numbers"),
    ],
)
def test_mending_keeps_the_rules_and_leaves_all_as_it_was(how, columns, message):
    target = TargetFactory()
    with pytest.raises(ValidationError, match=message):
        fix_copying_error(target=target, **{"value": target.value, **columns}, **how)
    assert Target.objects.get() == target
    assert Target.objects.get().value == Decimal(180)


def test_correction_says_whose_it_is_and_the_sources_decide_where_nobody_does(how):
    def correct(**columns):
        return correct_outcome(outcome=OutcomeFactory(), value=Decimal(91), **columns, **how).our_slip

    assert correct() is True
    assert correct(source=SourceFactory(published=date(2024, 7, 20))) is False
    assert correct(source=SourceFactory(published=date(2024, 7, 20)), our_slip=True) is True
    assert correct(our_slip=False) is False


def test_only_a_correction_mends_a_slip(how):
    plain = OutcomeFactory.build()
    columns = {"indicator": TargetFactory().indicator, "source": SourceFactory(published=date(2024, 7, 10))}
    columns |= {name: getattr(plain, name) for name in ("basis", "qualifier", "value", "period_end", "final")}
    with pytest.raises(ValidationError):
        record_outcome(our_slip=True, **columns, **how)
