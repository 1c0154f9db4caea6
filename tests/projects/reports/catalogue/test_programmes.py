"""What the pages of programmes, bodies, projects and sources read, on a record of a few rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.reports.catalogue.directory import body_list, programme_list
from projects.reports.catalogue.programmes import programme_page
from projects.reports.catalogue.projects import project_sample
from projects.reports.catalogue.scorecards import place_page, scorecard
from projects.reports.catalogue.sources import source_page
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProgrammeFactory,
    ProjectEventFactory,
    ProjectFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
)
from tests.projects.reports.refreshed import TODAY, refreshed

pytestmark = pytest.mark.django_db


def count_of(counts) -> dict[str, int]:
    return {line.status: line.count for line in counts}


def test_bundle_keeps_its_components_together_and_what_stands_alone_last() -> None:
    alone = TargetFactory(id="alone")
    TargetFactory(id="b-count", bundle="b", indicator__programme=alone.indicator.programme)
    TargetFactory(id="b-money", bundle="b", indicator__programme=alone.indicator.programme)
    refreshed()
    page = programme_page(alone.indicator.programme_id, TODAY)
    assert page is not None
    assert [(promise.bundle, [entry.id for entry in promise.entries]) for promise in page.promises] == [
        ("b", ["b-count", "b-money"]), ("", ["alone"]),
    ]  # fmt: skip


def test_body_answers_for_its_predecessors_and_place_for_its_parts() -> None:
    old = OrganisationFactory(id="old")
    OrganisationFactory(id="new", succeeds=old)
    part = TerritoryFactory(id="kz-71", name="Astana", parent=TerritoryFactory())
    programme = ProgrammeFactory(responsible=old)
    TargetFactory(id="there", indicator=IndicatorFactory(programme=programme, territory=part))
    refreshed()
    assert [(line.organisation.id, line.total) for line in body_list(TODAY).rows] == [("new", 1), ("old", 1)]
    card = scorecard("new", TODAY)
    assert card is not None
    assert [entry.id for entry in card.targets.entries] == ["there"]
    assert [body.id for body in card.inherited.rows] == ["old"]
    assert [entry.id for entry in place_page("kz", TODAY).targets.entries] == ["there"]  # type: ignore[union-attr]  # it is there
    assert count_of(programme_list(TODAY).rows[0].counts) == {"unreported": 1}
    assert scorecard("nobody", TODAY) is None
    assert place_page("nowhere", TODAY) is None


def test_project_has_the_stage_last_known_on_the_day() -> None:
    plant = ProjectFactory(id="plant")
    ProjectEventFactory(project=plant, stage="announced", date=date(2024, 2, 1))
    ProjectEventFactory(project=plant, stage="commissioned", date=date(2024, 8, 1), source__published=date(2024, 9, 1))
    assert [line.stage for line in project_sample(TODAY).lines] == ["commissioned"]
    assert [line.stage for line in project_sample(date(2024, 8, 15)).lines] == ["announced"]
    assert project_sample(date(2023, 1, 1)).count == 0, "nobody had heard of it"
    assert project_sample(TODAY, programme="another").lines == ()


def test_source_tells_what_it_claimed() -> None:
    source = SourceFactory(id="speech", published=date(2024, 2, 5))
    target = TargetFactory(source=source)
    OutcomeFactory(id="said", indicator=target.indicator, source=source, period_end=date(2024, 1, 31))
    page = source_page("speech", TODAY)
    assert page is not None
    assert ([claim.target.id for claim in page.targets], [claim.outcome.id for claim in page.outcomes]) == (
        [target.id],
        ["said"],
    )
    early = source_page("speech", date(2024, 1, 1))
    assert early is not None
    assert (early.public, early.targets, early.outcomes) == (False, (), ())
    assert source_page("none", TODAY) is None


def test_programme_says_how_many_of_the_reported_projects_it_can_name() -> None:
    target = TargetFactory(id="pool", window_start=date(2024, 1, 1))
    OutcomeFactory(indicator=target.indicator, value=Decimal(90))
    for number, day in enumerate((date(2024, 3, 1), date(2024, 8, 1), date(2023, 12, 1))):
        plant = ProjectFactory(id=f"plant-{number}", programme=target.indicator.programme)
        ProjectEventFactory(project=plant, stage="commissioned", date=day)
    ProjectEventFactory(project=ProjectFactory(programme=target.indicator.programme), stage="announced")
    refreshed()
    page = programme_page(target.indicator.programme_id, TODAY)
    assert page is not None
    assert [(count.entry.id, count.reported, count.named) for count in page.named] == [("pool", Decimal(90), 2)]
