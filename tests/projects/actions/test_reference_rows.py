"""Rows that are edited by hand: history, verdicts that follow, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from projects.actions.record_outcome import record_outcome
from projects.actions.record_project_event import record_project_event
from projects.actions.reference_rows import edit_reference_row, record_reference_row
from projects.models import AuditEntry, Programme, Project, ProjectEvent, Source, Territory
from tests.factories import IndicatorFactory, OrganisationFactory, ProgrammeFactory, SourceFactory, TerritoryFactory
from tests.projects.actions.recorded import AT, PRINTED, assert_audited, assert_verified, half_year, problems, status

pytestmark = pytest.mark.django_db


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
