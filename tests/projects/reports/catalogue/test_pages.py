"""Sources, projects, places, silence: each report by itself, on a record of a few rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from projects.actions.refresh import refresh_assessments
from projects.reports.catalogue.directory import body_list, place_list
from projects.reports.catalogue.projects import project_list, project_page
from projects.reports.catalogue.scorecards import scorecard
from projects.reports.catalogue.sources import source_list, source_page
from projects.reports.overviews.change_log import change_log
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

pytestmark = pytest.mark.django_db

TODAY = date(2025, 1, 10)
NOW = datetime(2025, 1, 10, 9, tzinfo=UTC)


def refreshed() -> None:
    refresh_assessments(as_of=TODAY, at=NOW)


@pytest.mark.parametrize("as_of", [TODAY, date(2024, 12, 30)])
def test_source_tells_what_of_it_is_contested(as_of: date) -> None:
    target = TargetFactory(id="pool")
    speech = SourceFactory(id="speech", publisher="A minister", published=date(2024, 7, 5))
    wrong = OutcomeFactory(id="wrong", indicator=target.indicator, source=speech, period_end=date(2024, 3, 31))
    OutcomeFactory(id="right", indicator=target.indicator, source__publisher="A minister", corrects=wrong, value=95,
                   period_end=date(2024, 3, 31))  # fmt: skip
    OutcomeFactory(id="said", indicator=target.indicator, source=speech)
    OutcomeFactory(id="otherwise", indicator=target.indicator, value=Decimal(120), source__publisher="A newspaper")
    TargetFactory(id="pool-2", revises=target, indicator=target.indicator, announced=date(2024, 9, 1), value=200)
    refreshed()
    page = source_page("speech", as_of)
    assert page is not None
    claims = {claim.outcome.id: claim for claim in page.outcomes}
    assert [correction.id for correction in claims["wrong"].corrected_by] == ["right"]
    assert (claims["said"].disputed_in, claims["wrong"].disputed_in) == (("pool-2",), ())
    assert page.contested == 2
    announced = source_page(target.source_id, as_of)
    assert announced is not None
    assert [(claim.target.id, claim.replaced_by) for claim in announced.targets] == [("pool", "pool-2")]
    before = source_page(target.source_id, date(2024, 8, 31))
    assert before is not None
    assert [claim.replaced_by for claim in before.targets] == [None], "nobody knew of it then"


def test_sources_are_listed_with_what_cites_them_and_narrowed() -> None:
    speech = SourceFactory(id="speech", title="A speech", published=date(2024, 2, 1), kind="government")
    SourceFactory(id="article", title="An article", published=date(2024, 3, 1), kind="press")
    SourceFactory(id="tomorrow", published=date(2025, 1, 11))
    TargetFactory(source=speech, indicator=OutcomeFactory(source=speech).indicator)
    report = source_list(TODAY)
    assert [(line.source.id, line.promises, line.reports, line.stages) for line in report.lines] == [
        ("article", 0, 0, 0), ("speech", 1, 1, 0),
    ]  # fmt: skip
    assert (report.count, report.kinds) == (2, (("government", 1), ("press", 1)))
    assert [line.source.id for line in source_list(TODAY, kind="press").lines] == ["article"]
    assert [line.source.id for line in source_list(TODAY, search="SPEECH", page=9).lines] == ["speech"]
    assert source_list(TODAY, search="speech", kind="press").count == 0


def test_projects_are_narrowed_and_say_what_else_there_is() -> None:
    astana = TerritoryFactory(id="kz-71", name="Astana", parent=TerritoryFactory())
    plant = ProjectFactory(id="plant", territory=astana)
    ProjectFactory(id="road", programme=plant.programme)
    ProjectEventFactory(project=plant, stage="announced", date=date(2024, 2, 5))
    ProjectEventFactory(project=plant, stage="started", date=date(2024, 12, 5), source__published=date(2024, 12, 9))
    everything = project_list(TODAY)
    assert [(line.project.id, line.stage) for line in everything.lines] == [("plant", "started"), ("road", "")]
    assert everything.stages == (("started", 1),)
    assert [line.project.id for line in project_list(TODAY, territory="kz").lines] == ["plant", "road"], "parts too"
    narrowed = project_list(TODAY, territory="kz-71", stage="announced")
    assert (narrowed.lines, narrowed.total) == ((), 2)
    assert [(place.id, number) for place, number in narrowed.territories] == []
    assert narrowed.stages == (("started", 1),), "what the stage could be set to, with the place as it is"
    page = project_page("plant", TODAY)
    assert page is not None
    assert [event.stage for event in page.events] == ["announced", "started"]
    unheard = project_page("plant", date(2024, 1, 1))
    assert unheard is not None
    assert unheard.events == ()
    assert project_page("none", TODAY) is None


def test_places_are_counted_with_their_parts() -> None:
    astana = TerritoryFactory(id="kz-71", name="Astana", parent=TerritoryFactory())
    TargetFactory(indicator__territory=astana)
    TargetFactory()
    TerritoryFactory(id="another", name="Another country")
    refreshed()
    assert [(line.territory.id, line.total, line.depth) for line in place_list(TODAY).rows] == [
        ("another", 0, 0), ("kz", 2, 0), ("kz-71", 1, 1),
    ]  # fmt: skip


def test_scorecard_says_how_long_nothing_was_heard_what_is_overdue_longest_and_what_moved_most() -> None:
    old = OrganisationFactory(id="old")
    OrganisationFactory(id="new", succeeds=old)
    OrganisationFactory(id="silent")
    indicator = IndicatorFactory(programme=ProgrammeFactory(responsible=old))
    first = TargetFactory(id="first", indicator=indicator)
    TargetFactory(id="second", revises=first, indicator=indicator, announced=date(2024, 3, 1), value=200)
    TargetFactory(id="older", indicator=indicator, deadline=date(2024, 3, 31), timing="by_deadline")
    TargetFactory(indicator__programme__responsible_id="silent")
    OutcomeFactory(indicator=indicator)
    OutcomeFactory(indicator=indicator, period_end=date(2024, 9, 30), source__published=date(2025, 1, 12))
    refreshed()
    card = scorecard("new", TODAY)
    assert card is not None
    assert (card.silence.last_on, card.silence.days) == (date(2024, 7, 10), 184)
    assert card.targets.extremes.longest_overdue is not None
    assert card.targets.extremes.longest_overdue.id == "older"
    assert card.targets.extremes.most_revised is not None
    assert (card.targets.extremes.most_revised.id, card.targets.extremes.most_revised.times_moved) == ("second", 1)
    assert {line.organisation.id: line.silence.days for line in body_list(TODAY).rows} == {
        "old": 184, "new": 184, "silent": None,
    }  # fmt: skip


def test_changes_are_told_apart() -> None:
    first = TargetFactory(id="first")
    TargetFactory(id="second", revises=first, indicator=first.indicator, announced=date(2024, 3, 1), value=200)
    refreshed()
    both = change_log(TODAY, 1)
    verdicts, announcements = change_log(TODAY, 1, "verdict"), change_log(TODAY, 1, "announcement")
    assert dict(both.kinds) == {"verdict": verdicts.count, "announcement": 1}
    assert (both.count, announcements.count) == (verdicts.count + 1, 1)
    assert [change.target.id for _day, changes in announcements.days for change in changes] == ["second"]
