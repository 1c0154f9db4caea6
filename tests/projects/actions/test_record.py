"""Every action: its row, its audit entry, its verdicts, and what it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from projects.actions.annotate_claim import annotate_claim
from projects.actions.correct_outcome import correct_outcome
from projects.actions.erase_claim import erase_claim
from projects.actions.record_outcome import record_outcome
from projects.actions.record_project_event import record_project_event
from projects.actions.record_target import record_target
from projects.actions.reference_rows import edit_reference_row, record_reference_row
from projects.actions.revise_target import revise_target
from projects.actions.verify import verify
from projects.models import Assessment, AuditEntry, Outcome, Programme, Project, ProjectEvent, Source, Target, Territory
from projects.models.system_user import system_user
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProgrammeFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
PRINTED = date(2024, 7, 20)


@pytest.fixture
def by():
    return UserFactory(editor=True)


@pytest.fixture
def target(by):
    """A recorded target with its verdict."""
    columns = TargetFactory.build(source=None, indicator=None, recorded_by=None)
    return record_target(
        id="pool",
        indicator=IndicatorFactory(id="projects"),
        source=SourceFactory(),
        by=by,
        at=AT,
        **{
            name: getattr(columns, name)
            for name in ("basis", "qualifier", "value", "window_start", "deadline", "timing", "announced")
        },
    )


def half_year(target, **columns):
    return {
        "indicator": target.indicator,
        "basis": "absolute",
        "qualifier": "exactly",
        "value": Decimal(90),
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 6, 30),
        "final": True,
        "source": SourceFactory(published=PRINTED),
        **columns,
    }


def status(first="pool"):
    return Assessment.objects.get(first=first).status


def assert_verified():
    assert [str(difference) for difference in verify(as_of=AT.date())] == []


def assert_audited(action, thing, by):
    entry = AuditEntry.objects.filter(action=action).latest("id")
    assert (entry.object_type, entry.object_id) == (thing._meta.model_name, str(thing.pk))
    assert (entry.done_by_id, entry.done_at) == (by.pk, AT)
    return entry


def problems(raised):
    return raised.value.message_dict


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


def test_correction_of_a_corrected_figure_points_to_the_newer_one(target, by):
    wrong = record_outcome(by=by, at=AT, **half_year(target))
    right = correct_outcome(outcome=wrong, value=Decimal(30), by=by, at=AT)

    with pytest.raises(ValidationError) as raised:
        correct_outcome(outcome=wrong, value=Decimal(31), by=by, at=AT)
    assert right.pk in problems(raised)["corrects"][0]


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
    with pytest.raises(ValidationError, match="starts on or before its end"):
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


def test_editing_a_source_moves_the_verdicts_that_rest_on_it(target, by):
    outcome = record_outcome(by=by, at=AT, **half_year(target))
    source = Source.objects.get(pk=outcome.source_id)
    source.published = date(2024, 9, 1)

    edit_reference_row(row=source, by=by, at=AT)

    assert status() == "no_data"  # R1: not yet published
    assert set(assert_audited("edit_source", source, by).details) == {"published", "public_on"}
    assert_verified()


def test_editing_a_programmes_territory_moves_the_verdicts_too(target, by):
    record_outcome(by=by, at=AT, **half_year(target, territory=TerritoryFactory(id="kz")))
    programme = Programme.objects.get(pk=target.indicator.programme_id)
    programme.territory = TerritoryFactory(id="kz-71", name="Astana")

    edit_reference_row(row=programme, by=by, at=AT)

    assert status() == "no_data"
    assert_verified()


def test_editing_nothing_leaves_no_trace(by):
    programme = ProgrammeFactory()
    edit_reference_row(row=programme, by=by, at=AT)
    assert not AuditEntry.objects.exists()


def test_hand_edited_tables_refuse_circles_and_broken_rows(by):
    country, part = TerritoryFactory(id="kz"), TerritoryFactory(id="kz-71", name="Astana")
    part.parent = country
    edit_reference_row(row=part, by=by, at=AT)
    country.parent = part
    with pytest.raises(ValidationError) as raised:
        edit_reference_row(row=country, by=by, at=AT)
    assert "kz → kz-71 → kz" in problems(raised)["parent"][0]

    old, new = OrganisationFactory(id="old"), OrganisationFactory(id="new")
    new.succeeds = old
    edit_reference_row(row=new, by=by, at=AT)
    old.succeeds = new
    with pytest.raises(ValidationError):
        edit_reference_row(row=old, by=by, at=AT)
    with pytest.raises(ValidationError):
        record_reference_row(row=IndicatorFactory.build(accumulation="milestone", unit="times"), by=by, at=AT)
    assert Territory.objects.get(pk="kz").parent is None


def test_an_indicator_with_figures_does_not_become_a_milestone(target, by):
    indicator = target.indicator
    indicator.accumulation, indicator.unit = "milestone", ""
    with pytest.raises(ValidationError) as raised:
        edit_reference_row(row=indicator, by=by, at=AT)
    assert set(problems(raised)) == {"accumulation"}


def test_project_and_its_events_are_recorded(by):
    project = Project(id="plant", programme=ProgrammeFactory(), name="A plant", territory=TerritoryFactory())
    record_reference_row(row=project, by=by, at=AT)
    event = record_project_event(project=project, stage="started", date=PRINTED, source=SourceFactory(), by=by, at=AT)

    assert event.pk == "plant-started-2024-07-20"
    assert_audited("record_project_event", event, by)
    with pytest.raises(ValidationError) as raised:
        record_project_event(project=project, stage="opened", date=PRINTED, source=SourceFactory(), by=by, at=AT)
    assert set(problems(raised)) == {"stage"}
    assert ProjectEvent.objects.count() == 1


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
