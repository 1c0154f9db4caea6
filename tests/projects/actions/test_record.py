"""Every action: its row, its audit entry, its verdicts, and what it refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from projects.actions.annotate_claim import annotate_claim
from projects.actions.correct_outcome import correct_outcome
from projects.actions.record_outcome import record_outcome
from projects.actions.reference_rows import record_reference_row
from projects.actions.revise_target import revise_target
from projects.models import Assessment, AuditEntry, Outcome, Source, Target
from projects.models.system_user import system_user
from tests.factories import (
    IndicatorFactory,
    OutcomeFactory,
    SourceFactory,
    TargetFactory,
)
from tests.projects.actions.recorded import AT, PRINTED, assert_audited, assert_verified, half_year, problems, status

pytestmark = pytest.mark.django_db


def test_recorded_target_has_its_verdict_at_once(target, by):
    assert (target.recorded_at, target.recorded_by_id) == (AT, by.pk)
    assert status() == "no_data"
    assert_audited("record_target", target, by)
    assert_verified()


def test_recorded_outcome_moves_the_verdict_and_gets_an_id(target, by):
    outcome = record_outcome(by=by, at=AT, **half_year(target))

    assert outcome.pk == "projects-2024-06-30"
    assert record_outcome(by=by, at=AT, **half_year(target, value=Decimal(91))).pk == "projects-2024-06-30-2"
    assert status() == "on_track"
    assert_audited("record_outcome", Outcome.objects.get(pk="projects-2024-06-30-2"), by)
    assert_verified()


def test_correction_is_a_new_row_that_stands_in_place_of_the_old_one(target, by):
    wrong = record_outcome(by=by, at=AT, **half_year(target))

    right = correct_outcome(outcome=wrong, value=Decimal(30), note="A slip of ours: 30, not 90.", by=by, at=AT)

    assert (right.pk, right.corrects_id, right.value) == (f"{wrong.pk}-corrected", wrong.pk, Decimal(30))
    assert (right.period_start, right.period_end, right.source_id) == (
        wrong.period_start,
        wrong.period_end,
        wrong.source_id,
    )
    assert Outcome.objects.get(pk=wrong.pk).value == Decimal(90)
    assert Assessment.objects.get().payload["actual"] == "30"
    assert assert_audited("correct_outcome", right, by).details == {"corrects": wrong.pk}
    assert_verified()


def test_second_correction_of_a_figure_is_asked_about(target, by):
    wrong = record_outcome(by=by, at=AT, **half_year(target))
    right = correct_outcome(outcome=wrong, value=Decimal(30), by=by, at=AT)

    with pytest.raises(ValidationError) as raised:
        correct_outcome(outcome=wrong, value=Decimal(31), by=by, at=AT, confirmed=())
    assert right.pk in problems(raised)["corrects"][0]
    again = correct_outcome(outcome=right, value=Decimal(31), by=by, at=AT, confirmed=())
    assert again.corrects == right


def test_another_publishers_correction_says_why(target, by):
    wrong = record_outcome(by=by, at=AT, **half_year(target))
    other = SourceFactory(publisher="A newspaper", kind="press", published=PRINTED)

    with pytest.raises(ValidationError) as raised:
        correct_outcome(outcome=wrong, source=other, value=Decimal(30), by=by, at=AT)
    assert list(problems(raised)) == ["note"]

    right = correct_outcome(
        outcome=wrong, source=other, value=Decimal(30), note="Quotes the ministry's erratum.", by=by, at=AT
    )
    assert Assessment.objects.get().payload["evidence"] == [right.pk]
    with pytest.raises(ValidationError):
        annotate_claim(claim=right, note="", by=by, at=AT)


def test_revision_takes_over_what_it_does_not_change(target, by):
    source = SourceFactory(published=PRINTED)

    later = revise_target(target=target, value=Decimal(200), announced=PRINTED, source=source, by=by, at=AT)

    assert (later.pk, later.revises_id, later.deadline) == ("pool-revised", "pool", target.deadline)
    assert Assessment.objects.get().target_id == "pool-revised"
    assert [step["change"] for step in Assessment.objects.get().payload["revisions"]][-1] == ["raised"]
    assert_audited("revise_target", later, by)
    assert_verified()


def test_withdrawal_keeps_the_figures_and_ends_the_promise(target, by):
    source = SourceFactory(published=PRINTED)

    how = {"announced": PRINTED, "source": source, "note": "Given up.", "by": by, "at": AT}
    link = revise_target(target=target, withdrawn=True, **how)

    assert (link.withdrawn, link.value) == (True, target.value)
    assert status() == "withdrawn"
    assert_audited("revise_target", link, by)
    assert_verified()


def test_a_chain_does_not_fork_and_runs_forward(target, by):
    source = SourceFactory(published=PRINTED)
    revise_target(target=target, announced=PRINTED, source=source, by=by, at=AT)

    with pytest.raises(ValidationError) as raised:
        revise_target(target=target, announced=date(2023, 1, 1), source=source, by=by, at=AT)
    assert set(problems(raised)) == {"revises", "announced"}
    assert "pool-revised" in problems(raised)["revises"][0]


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ({"id": "Not An Id"}, {"id"}),
        ({"value": "1,5 trn"}, {"value"}),
        ({"value": Decimal("NaN")}, {"value"}),
        ({"value": Decimal("1e40")}, {"value"}),
        ({"basis": "done"}, {"value", "basis"}),
        ({"basis": "guess"}, {"basis"}),
        ({"qualifier": ""}, {"qualifier"}),
        ({"qualifier": "between", "upper_value": Decimal(3)}, {"upper_value"}),
        ({"rounded_to": Decimal(0)}, {"rounded_to"}),
        ({"period_end": None}, {"period_end"}),
        ({"final": None}, {"final"}),
    ],
)
def test_nonsense_is_refused_by_column_and_nothing_is_written(target, by, columns, named):
    entries = AuditEntry.objects.count()

    with pytest.raises(ValidationError) as raised:
        record_outcome(by=by, at=AT, **half_year(target, **columns))

    assert set(problems(raised)) == named
    assert not Outcome.objects.exists()
    assert AuditEntry.objects.count() == entries


def test_periods_that_end_before_they_start_are_refused(target, by):
    with pytest.raises(ValidationError, match="Precedes the start of the period"):
        record_outcome(by=by, at=AT, **half_year(target, period_start=date(2024, 7, 1)))


def test_taken_ids_and_other_indicators_are_refused(target, by):
    outcome = record_outcome(by=by, at=AT, **half_year(target, id="taken"))

    with pytest.raises(ValidationError) as raised:
        record_outcome(by=by, at=AT, **half_year(target, id="taken"))
    assert "taken" in problems(raised)["id"][0]
    with pytest.raises(ValidationError) as raised:
        correct_outcome(outcome=outcome, indicator=IndicatorFactory(), by=by, at=AT)
    assert set(problems(raised)) == {"corrects"}


def test_words_may_be_put_right_and_the_audit_keeps_the_old_ones(target, by):
    changed = annotate_claim(claim=target, note="From the second page.", by=by, at=AT)

    assert Target.objects.get().note == changed.note == "From the second page."
    assert assert_audited("annotate_claim", target, by).details == {"note": ["", "From the second page."]}
    with pytest.raises(ValidationError) as raised:
        annotate_claim(claim=target, value="3", by=by, at=AT)
    assert set(problems(raised)) == {"value"}


def test_translations_are_added_later_and_printed_words_stay(target, by):
    annotate_claim(claim=target, note_ru="Со второй страницы.", deadline_text_kk="2025 жылы", by=by, at=AT)

    stored = Target.objects.get()
    assert (stored.note_ru, stored.deadline_text_kk) == ("Со второй страницы.", "2025 жылы")
    assert assert_audited("annotate_claim", target, by).details == {
        "note_ru": ["", "Со второй страницы."],
        "deadline_text_kk": ["", "2025 жылы"],
    }
    with pytest.raises(ValidationError) as raised:
        annotate_claim(claim=target, deadline_text="by 2026", by=by, at=AT)
    assert set(problems(raised)) == {"deadline_text"}


def test_source_counts_from_the_last_day_its_date_can_mean(by):
    source = Source(
        id="monthly",
        title="Review",
        publisher="Bureau",
        published=date(2024, 2, 1),
        published_precision="month",
        kind="official_statistics",
    )
    record_reference_row(row=source, by=by, at=AT)

    assert source.public_on == date(2024, 2, 29)
    assert source.history.get().history_user_id == by.pk
    assert_audited("record_source", source, by)


def test_one_new_outcome_takes_as_many_queries_however_large_the_record(target, by, django_assert_max_num_queries):
    for _ in range(5):
        OutcomeFactory(indicator=TargetFactory().indicator)
    columns = half_year(target)
    with django_assert_max_num_queries(50) as small:
        record_outcome(by=by, at=AT, **columns)
    for _ in range(20):
        OutcomeFactory(indicator=TargetFactory().indicator)
    with django_assert_max_num_queries(len(small)):
        record_outcome(by=by, at=AT, **columns)


def test_the_systems_own_hand_cannot_log_in():
    hand = system_user()
    assert hand == system_user()
    assert (hand.email, hand.is_active, hand.has_usable_password()) == ("system@tracker.invalid", False, False)
