"""The forms of the desk: a report, a correction, a revision and the rows of the record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from projects.actions.verify import verify
from projects.models import Assessment, AuditEntry, Indicator, Outcome, Programme, Project, Source, Target, Territory
from tests.factories import (
    IndicatorFactory,
    OutcomeFactory,
    ProgrammeFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
)
from tests.projects.admin.desk_pages import AT, page

pytestmark = pytest.mark.django_db


def outcome_form(about, source_row, **columns):
    return {
        "indicator": about.pk,
        "value": "90",
        "qualifier": "exactly",
        "basis": "absolute",
        "period_start": "2024-01-01",
        "period_end": "2024-06-30",
        "final": "on",
        "source": source_row.pk,
        **columns,
    }


def test_a_new_report_is_recorded_with_six_fields_and_moves_the_verdict(client, editor, time_machine):
    time_machine.move_to(AT, tick=False)
    target = TargetFactory(id="pool")
    source = SourceFactory(published=date(2024, 7, 10))

    response = client.post(page(Outcome, "add"), outcome_form(target.indicator, source, _addanother="1"), follow=False)

    outcome = Outcome.objects.get()
    assert (outcome.value, outcome.recorded_by_id, outcome.recorded_at) == (Decimal(90), editor.pk, AT)
    assert Assessment.objects.get().payload["evidence"] == [outcome.pk]
    assert list(verify(as_of=AT.date())) == []
    assert AuditEntry.objects.get().action == "record_outcome"
    next_form = client.get(response.url).context["adminform"].form
    assert str(next_form["source"].initial) == source.pk
    assert str(next_form["period_end"].initial) == "2024-06-30"


def test_nonsense_comes_back_at_its_field_and_nothing_is_written(client, editor):
    indicator, source = IndicatorFactory(), SourceFactory()
    for columns, field in (
        ({"value": "1,5 трлн"}, "value"),
        ({"value": "1e99"}, "value"),
        ({"basis": "done"}, "basis"),
        ({"rounded_to": "0"}, "rounded_to"),
        ({"qualifier": "between", "upper_value": "3"}, "upper_value"),
        ({"period_start": "2024-12-01"}, "period_end"),
        ({"indicator": "nothing"}, "indicator"),
        ({"id": "Two Words"}, "id"),
    ):
        response = client.post(page(Outcome, "add"), outcome_form(indicator, source, **columns))
        assert response.status_code == 200
        errors = response.context["adminform"].form.errors
        assert field in errors, (columns, errors)
    assert not Outcome.objects.exists()


def test_milestone_is_reported_with_a_qualifier_or_without(client, editor):
    milestone, source = IndicatorFactory(accumulation="milestone", unit=""), SourceFactory(published=date(2024, 7, 10))
    for qualifier in ("", "exactly"):
        columns = {"id": f"opened-{qualifier or 'none'}", "basis": "done", "value": "1", "qualifier": qualifier}
        columns["as_printed"] = "same_figure:value:opened-none"
        response = client.post(page(Outcome, "add"), outcome_form(milestone, source, **columns))
        assert response.status_code == 302, response.context["adminform"].form.errors
    assert set(Outcome.objects.values_list("qualifier", flat=True)) == {"", "exactly"}

    response = client.post(page(Outcome, "add"), outcome_form(IndicatorFactory(), source, qualifier=""))
    assert list(response.context["adminform"].form.errors) == ["qualifier"]


def test_correct_this_figure_starts_from_the_figure_and_adds_a_row(client, editor):
    wrong = OutcomeFactory(id="wrong")
    change = client.get(page(Outcome, "change", "wrong"))
    address = f"{page(Outcome, 'add')}?corrects=wrong"
    assert f'href="{address}"' in change.content.decode()
    action = {"action": "correct_this_figure", "_selected_action": ["wrong"]}
    assert client.post(page(Outcome, "changelist"), action).url == address

    form = client.get(address).context["adminform"].form
    columns = {name: form[name].value() for name in form.fields}
    columns = {name: str(value) for name, value in columns.items() if value not in (None, "", False)}
    response = client.post(page(Outcome, "add"), {**columns, "value": "91", "note": "A slip."})

    assert response.status_code == 302, response.context["adminform"].form.errors
    right = Outcome.objects.get(corrects=wrong)
    assert (right.value, right.period_end, right.source_id) == (Decimal(91), wrong.period_end, wrong.source_id)
    assert Outcome.objects.get(pk="wrong").value == Decimal(90)
    assert AuditEntry.objects.get().action == "correct_outcome"

    again = client.post(page(Outcome, "add"), {**columns, "value": "92"})
    assert "wrong-corrected" in again.context["adminform"].form.errors["corrects"][0]
    assert Outcome.objects.count() == 2


def test_revise_this_target_starts_from_the_target_and_adds_a_link(client, editor):
    target = TargetFactory(id="pool", bundle="promise")
    source = SourceFactory(published=date(2024, 4, 8))
    address = f"{page(Target, 'add')}?revises=pool"
    assert f'href="{address}"' in client.get(page(Target, "change", "pool")).content.decode()

    form = client.get(address).context["adminform"].form
    assert not form["announced"].value()
    columns = {name: form[name].value() for name in form.fields}
    columns = {name: str(value) for name, value in columns.items() if value not in (None, "", False)}
    client.post(page(Target, "add"), {**columns, "value": "200", "announced": "2024-04-08", "source": source.pk})

    later = Target.objects.get(revises=target)
    assert (later.pk, later.value, later.bundle) == ("pool-revised", Decimal(200), "promise")
    assert Assessment.objects.get().target_id == "pool-revised"
    chain = client.get(page(Target, "change", "pool-revised")).content.decode()
    assert "180" in chain
    assert "200" in chain


def test_entries_are_edited_with_history_and_their_id_stays(client, editor):
    programme = ProgrammeFactory(id="pool")
    columns = {"name": "The pool", "responsible": programme.responsible_id, "territory": "kz", "id": "other"}

    client.post(page(Programme, "change", "pool"), columns)

    assert Programme.objects.get().name == "The pool"
    assert programme.history.latest().history_user_id == editor.pk
    assert AuditEntry.objects.get().action == "edit_programme"
    assert "The pool" in client.get(page(Programme, "history", "pool")).content.decode()


def test_entries_are_added_through_the_rules(client, editor):
    source = {
        "id": "review",
        "title": "Review",
        "publisher": "Bureau",
        "kind": "press",
        "published": "2024-02-01",
        "published_precision": "month",
    }
    assert client.post(page(Source, "add"), source).status_code == 302
    assert Source.objects.get().public_on == date(2024, 2, 29)

    TerritoryFactory(id="kz-71", name="Astana", parent=TerritoryFactory(id="kz"))
    response = client.post(page(Territory, "change", "kz"), {"name": "Kazakhstan", "parent": "kz-71"})
    assert "parent" in response.context["adminform"].form.errors
    programme = ProgrammeFactory()
    project = {"id": "plant", "programme": programme.pk, "name": "Plant", "territory": "kz", "investment": "5"}
    assert client.post(page(Project, "add"), project).status_code == 200
    assert client.post(page(Project, "add"), {**project, "currency": "KZT"}).status_code == 302
    milestone = {
        "id": "i",
        "programme": programme.pk,
        "name": "I",
        "unit": "times",
        "accumulation": "milestone",
        "direction": "increase",
        "path": "linear",
    }
    response = client.post(page(Indicator, "add"), milestone)
    assert "unit" in response.context["adminform"].form.errors


def test_autocomplete_finds_rows_for_editors(client, editor, record):
    for model, field in (
        ("outcome", "indicator"),
        ("outcome", "source"),
        ("target", "revises"),
        ("outcome", "corrects"),
        ("indicator", "programme"),
        ("programme", "responsible"),
        ("programme", "territory"),
    ):
        query = {"app_label": "projects", "model_name": model, "field_name": field, "term": ""}
        assert client.get(reverse("admin:autocomplete"), query).json()["results"], f"{model}.{field}"
