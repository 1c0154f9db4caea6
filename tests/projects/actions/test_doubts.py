"""Doubts about one row: found before it is recorded and after, settled by their tokens, kept in the audit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.correct_outcome import correct_outcome
from projects.actions.record_outcome import record_outcome
from projects.actions.record_project_event import record_project_event
from projects.actions.record_target import record_target
from projects.actions.reference_rows import edit_reference_row, record_reference_row
from projects.actions.revise_target import revise_target
from projects.actions.row_doubts import doubts_about
from projects.models import AuditEntry, Outcome, ProjectEvent, Source, Target
from tests.factories import (
    IndicatorFactory,
    OutcomeFactory,
    ProjectEventFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
TODAY = AT.date()


def codes(row, on=TODAY):
    return [f"{doubt.code} {doubt.column}" for doubt in doubts_about(row, on=on)]


def copy_of(row, **columns):
    """An unsaved row that says the same but for some columns."""
    values = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    return type(row)(**{**values, "id": "new", **columns})


def test_report_like_the_last_ones_is_beyond_doubt():
    outcome = OutcomeFactory(indicator=TargetFactory().indicator)
    assert codes(outcome) == []


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, ["same_figure value"]),
        ({"final": False}, ["same_figure value"]),
        ({"value": Decimal(91)}, []),
        ({"value": Decimal("90.5")}, ["fraction value"]),
        ({"value": Decimal(-90)}, ["negative value"]),
        ({"value": Decimal(1800)}, ["far_from_target value", "far_from_last value"]),
        ({"value": Decimal(9)}, ["far_from_last value"]),
        ({"value": Decimal(0)}, []),
        ({"value": Decimal(91), "compared_with_end": date(2024, 7, 11)}, ["after_source compared_with_end"]),
        ({"value": None}, ["no_figure value"]),
        ({"value": None, "basis": "done"}, []),
        ({"period_end": date(2024, 7, 31)}, ["after_source period_end"]),
        ({"period_end": date(2024, 8, 1)}, ["after_source period_end"]),
        ({"period_end": date(2024, 8, 2)}, ["not_yet_over period_end"]),
    ],
)
def test_doubts_about_a_report(columns, expected):
    recorded = OutcomeFactory(indicator=TargetFactory().indicator)
    assert codes(copy_of(recorded, **columns)) == expected


def test_the_same_figure_of_another_publisher_or_place_is_news():
    recorded = OutcomeFactory(source__publisher="Bureau of Statistics")
    again = SourceFactory(publisher="bureau  of statistics", published=date(2024, 7, 12))
    assert codes(copy_of(recorded, source=again)) == ["same_figure value"]
    assert codes(copy_of(recorded, source=again, final=False)) == []
    assert codes(copy_of(recorded, source=SourceFactory(published=date(2024, 7, 12)))) == []
    assert codes(copy_of(recorded, territory=TerritoryFactory(id="kz-71"))) == []


def test_correction_is_not_held_against_what_it_corrects():
    wrong = OutcomeFactory(value=Decimal(900_000))
    OutcomeFactory(indicator=wrong.indicator, period_start=date(2023, 7, 1), period_end=date(2023, 12, 31))
    assert codes(copy_of(wrong, value=Decimal(100), corrects=wrong)) == []
    assert codes(copy_of(wrong, value=Decimal(100))) == ["far_from_last value"]


def test_second_correction_of_a_figure_names_the_first():
    wrong = OutcomeFactory()
    assert codes(copy_of(wrong, value=Decimal(91), corrects=wrong)) == []
    OutcomeFactory(id="first", indicator=wrong.indicator, source=wrong.source, corrects=wrong, value=Decimal(92))
    [doubt] = doubts_about(copy_of(wrong, value=Decimal(91), corrects=wrong), on=TODAY)
    assert (doubt.code, doubt.column, doubt.values, doubt.refused) == (
        "corrected_already", "corrects", {"id": "first"}, False,
    )  # fmt: skip
    assert doubts_about(Outcome.objects.get(pk="first"), on=TODAY) == (), "a row is no other than itself"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, ["same_promise value"]),
        ({"value": Decimal("180.5")}, ["fraction value"]),
        ({"value": Decimal(1800)}, ["far_from_target value"]),
        ({"value": Decimal(-1)}, ["negative value"]),
        ({"baseline_value": Decimal("1.5"), "value": Decimal(181)}, ["fraction baseline_value"]),
        ({"deadline": date(2024, 2, 4)}, ["deadline_before_announcement deadline"]),
        ({"deadline": date(2024, 2, 4), "withdrawn": True}, ["withdrawn_after_deadline announced"]),
        ({"announced": date(2024, 2, 6)}, ["after_source announced", "same_promise value"]),
        ({"baseline_end": date(2024, 2, 6), "value": Decimal(181)}, ["after_source baseline_end"]),
        ({"upper_value": Decimal(1800), "qualifier": "between"}, ["wide_range upper_value"]),
        ({"rounded_to": Decimal(1000), "value": Decimal(181)}, ["coarse_rounding rounded_to"]),
        ({"value": None}, ["no_figure value"]),
        ({"value": None, "withdrawn": True}, []),
    ],
)
def test_doubts_about_a_promise(columns, expected):
    assert codes(copy_of(TargetFactory(), **columns)) == expected


def test_promise_is_held_against_the_link_it_revises_and_against_what_was_reported():
    first = TargetFactory(indicator__accumulation="level")
    last = OutcomeFactory(indicator=first.indicator, period_start=None, period_end=date(2024, 1, 31))
    columns = {"announced": date(2024, 4, 1), "source": SourceFactory(published=date(2024, 4, 1))}
    revision = copy_of(first, value=Decimal(1800), revises=first, **columns)
    doubts = {doubt.code: doubt.values["id"] for doubt in doubts_about(revision, on=TODAY)}
    assert doubts == {"far_from_target": first.pk, "far_from_last": last.pk}


def test_doubts_about_stages_and_sources():
    event = ProjectEventFactory()
    assert codes(copy_of(event)) == ["same_stage stage"]
    assert codes(copy_of(event, date=date(2024, 2, 6))) == ["after_source date"]
    assert codes(copy_of(event, date=date(2024, 8, 2))) == ["not_yet_over date"]
    source = SourceFactory(url="https://example.org/a", title="The plan")
    other = {"title": "Another"}
    assert codes(copy_of(source)) == ["same_source url"]
    assert codes(copy_of(source, **other, url="http://www.example.org/a/#p2")) == ["same_source url"]
    assert codes(copy_of(source, **other, url="")) == []
    assert codes(copy_of(source, title="the  PLAN", url="")) == ["same_source title"]
    assert codes(copy_of(source, title="the  PLAN", url="", published=date(2024, 2, 6))) == []


def test_forms_must_confirm_each_doubt_by_what_it_is_about():
    person, recorded = UserFactory(editor=True), OutcomeFactory(indicator=TargetFactory().indicator)
    columns = {"indicator": recorded.indicator, "source": recorded.source, "basis": "absolute", "qualifier": "exactly"}
    columns |= {"period_start": date(2024, 1, 1), "period_end": date(2024, 6, 30), "final": True}

    def record(value, confirmed):
        return record_outcome(by=person, at=AT, confirmed=confirmed, value=Decimal(value), **columns)

    with pytest.raises(ValidationError) as refused:
        record(1800, [])
    assert list(refused.value.message_dict) == ["value"]
    assert len(refused.value.message_dict["value"]) == 2
    tokens = [doubt.token for doubt in doubts_about(Outcome(value=Decimal(1800), **columns), on=TODAY)]
    with pytest.raises(ValidationError):
        record(1800, tokens[:1])
    with pytest.raises(ValidationError):
        record(18000, tokens)
    record(1800, tokens)
    assert AuditEntry.objects.get().details == {"as_printed": ["far_from_last", "far_from_target"]}
    assert Outcome.objects.count() == 2


def test_what_has_not_come_yet_is_refused_even_where_nobody_is_asked():
    person, source = UserFactory(editor=True), SourceFactory(published=date(2024, 7, 10))
    columns = {"indicator": IndicatorFactory(), "source": source, "basis": "absolute", "qualifier": "exactly"}
    columns |= {"value": Decimal(5), "final": True, "by": person, "at": AT}
    with pytest.raises(ValidationError, match="has not come yet"):
        record_outcome(period_end=date(2024, 8, 2), **columns)
    assert record_outcome(period_end=date(2024, 8, 1), **columns)


def test_every_action_settles_doubts():
    person = UserFactory(editor=True)
    how = {"by": person, "at": AT, "confirmed": []}
    target, outcome, event, source = TargetFactory(), OutcomeFactory(), ProjectEventFactory(), SourceFactory()
    same = [
        field.name for field in Target._meta.concrete_fields if field.name not in {"id", "recorded_at", "recorded_by"}
    ]
    for act in (
        lambda: record_target(**how, id="t", **{name: getattr(target, name) for name in same}),
        lambda: revise_target(target=target, announced=date(2025, 1, 5), source=source, **how),
        lambda: correct_outcome(outcome=outcome, value=Decimal("1.5"), **how),
        lambda: record_project_event(project=event.project, stage="announced", date=event.date, source=source, **how),
        lambda: record_reference_row(row=copy_of(source), **how),
    ):
        with pytest.raises(ValidationError):
            act()
    assert (Target.objects.count(), Outcome.objects.count(), ProjectEvent.objects.count()) == (1, 1, 1)
    how.pop("confirmed")
    revise_target(target=target, announced=date(2025, 1, 5), source=source, withdrawn=True, **how)


def test_edit_of_a_source_is_asked_only_about_what_makes_it_another():
    person = UserFactory(editor=True)
    SourceFactory(url="https://example.org/a")
    twin = SourceFactory(url="https://example.org/a", title="The second copy")
    twin.note = "Seen."
    edit_reference_row(row=twin, by=person, at=AT, confirmed=[])
    twin.title = "A report"
    with pytest.raises(ValidationError, match="recorded already"):
        edit_reference_row(row=twin, by=person, at=AT, confirmed=[])
    assert Source.objects.get(pk=twin.pk).title == "The second copy"


def test_doubts_take_as_many_queries_however_much_is_recorded():
    counts = []
    outcome = OutcomeFactory(indicator=TargetFactory().indicator)
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            doubts_about(copy_of(outcome, value=Decimal(91)), on=TODAY)
        counts.append(len(queries))
        for number in range(5):
            OutcomeFactory(indicator=outcome.indicator, value=Decimal(number))
    assert counts[0] == counts[1] <= 5


def test_withdrawal_is_held_against_the_deadline_of_what_it_withdraws():
    first = TargetFactory(deadline=date(2024, 6, 30))
    columns = {"announced": date(2024, 7, 1), "source": SourceFactory(published=date(2024, 7, 1)), "revises": first}
    assert codes(copy_of(first, **columns, withdrawn=True, deadline=None)) == ["withdrawn_after_deadline announced"]
    in_time = {**columns, "announced": date(2024, 6, 30)}
    assert codes(copy_of(first, **in_time, withdrawn=True, deadline=None)) == []


@pytest.mark.parametrize(
    ("recorded", "rounded_to", "expected"),
    [
        (["1000000", "100000"], "100000000", []),
        (["1000000", "100000"], "10000000000", ["unusual_rounding rounded_to"]),
        (["1000000", "100000"], "10", ["unusual_rounding rounded_to"]),
        (["1000000", "100000"], "100", []),
        (["1000000", "10"], "10", []),
        ([], "10", []),
        (["1000000"], None, []),
    ],
)
def test_rounding_that_no_other_figure_of_the_indicator_has(recorded, rounded_to, expected):
    target = TargetFactory(indicator__unit="KZT", value=Decimal(20 * 10**9))
    columns = {"indicator": target.indicator, "value": Decimal(15 * 10**9)}
    for number, rounding in enumerate(recorded):
        OutcomeFactory(**columns, rounded_to=Decimal(rounding), period_end=date(2024, 4, 1 + number))
    new = OutcomeFactory(**columns, rounded_to=rounded_to and Decimal(rounded_to))
    assert codes(new) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("THE  ASTANA TIMES", []),
        ("Astana Times", ["like_publisher publisher"]),
        ("The Astana Tmies", ["like_publisher publisher"]),
        ("Almaty Times", []),
    ],
)
def test_publisher_spelt_almost_like_a_known_one(name, expected):
    SourceFactory(publisher="The Astana Times", title="Another")
    new = SourceFactory(publisher=name, url="")
    assert codes(new) == expected
    if expected:
        [doubt] = doubts_about(new, on=TODAY)
        assert doubt.values == {"publisher": "The Astana Times"}
        SourceFactory(publisher=name.upper(), title="Recorded under that name", url="")
        assert codes(new) == [], "whoever was asked once is not asked again"


def test_unit_of_an_indicator_with_figures_is_changed_only_with_a_word(django_assert_max_num_queries):
    by = UserFactory(editor=True)
    indicator = TargetFactory(indicator__unit="projects").indicator
    IndicatorFactory(unit="vehicles")
    indicator.unit = "vehicle"
    with pytest.raises(ValidationError) as raised:
        edit_reference_row(row=indicator, by=by, at=AT, confirmed=[])
    assert [doubt.code for doubt in raised.value.doubts] == ["unit_changed", "like_unit"]
    tokens = [doubt.token for doubt in raised.value.doubts]
    edit_reference_row(row=indicator, by=by, at=AT, confirmed=tokens)
    assert AuditEntry.objects.get(action="edit_indicator").details["as_printed"] == ["like_unit", "unit_changed"]
    assert codes(IndicatorFactory(unit="vehicles")) == []
    empty = IndicatorFactory(unit="tonnes")
    empty.unit = "litres"
    assert codes(empty) == []
