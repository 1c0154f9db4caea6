"""What the pages read: each report by itself, on a record of a few rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from projects.actions.refresh import refresh_assessments
from projects.comparison.explaining.report_choices import CODES
from projects.reports.catalogue.directory import body_list, programme_list
from projects.reports.catalogue.programmes import programme_page
from projects.reports.catalogue.projects import project_sample
from projects.reports.catalogue.scorecards import place_page, scorecard
from projects.reports.catalogue.sources import source_page
from projects.reports.overviews.change_log import PAGE_SIZE, change_log
from projects.reports.overviews.due_dates import due_dates
from projects.reports.overviews.overview import overview
from projects.reports.overviews.snapshot import take_snapshot
from projects.reports.targets.target_detail import IN_SHORT, target_detail
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
WHOLE_YEAR = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}


def refreshed() -> None:
    refresh_assessments(as_of=TODAY, at=NOW)


def count_of(counts) -> dict[str, int]:
    return {line.status: line.count for line in counts}


def test_overview_puts_the_longest_overdue_first_and_counts_all() -> None:
    for month in range(1, 11):
        TargetFactory(id=f"due-{month:02}", deadline=date(2024, month, 28), timing="by_deadline")
    TargetFactory(id="soon", deadline=date(2025, 3, 31), window_start=date(2025, 1, 1))
    TargetFactory(id="far", deadline=date(2026, 12, 31), window_start=date(2025, 1, 1))
    refreshed()
    report = overview(TODAY)
    assert [entry.id for entry in report.overdue][:2] == ["due-01", "due-02"]
    assert (len(report.overdue), report.overdue_count, report.total) == (8, 10, 12)
    assert [entry.id for entry in report.due_soon] == ["soon"]


def test_overview_tells_decisions_that_still_stand_and_revisions() -> None:
    met = TargetFactory(id="met")
    OutcomeFactory(indicator=met.indicator, value=200, source__published=date(2025, 1, 5), **WHOLE_YEAR)
    short = TargetFactory(id="short")
    OutcomeFactory(indicator=short.indicator, value=90, source__published=date(2025, 1, 7), **WHOLE_YEAR)
    TargetFactory(
        id="short-2", indicator=short.indicator, revises=short, value=Decimal(190), announced=date(2024, 12, 1)
    )
    refreshed()
    report = overview(TODAY)
    assert [(each.on, each.status, each.entry.id) for each in report.decided] == [
        (date(2025, 1, 7), "missed", "short-2"),
        (date(2025, 1, 5), "achieved", "met"),
    ]
    assert [(each.before.id, each.link.id, each.link.change) for each in report.revised] == [
        ("short", "short-2", ("raised",))
    ]
    assert overview(date(2025, 1, 6)).decided[0].entry.id == "met", "on an earlier day only what was known then"


def test_standing_counts_per_status_and_keeps_the_method_s_order() -> None:
    TargetFactory(deadline=date(2024, 6, 30), timing="by_deadline")
    TargetFactory(deadline=date(2026, 6, 30))
    TargetFactory(value=None)
    refreshed()
    assert [(line.status, line.count) for line in take_snapshot(TODAY).counts()] == [
        ("no_data", 1), ("unreported", 1), ("not_assessable", 1),
    ]  # fmt: skip


def test_bundle_keeps_its_components_together_and_what_stands_alone_last() -> None:
    alone = TargetFactory(id="alone")
    TargetFactory(id="b-count", bundle="b", indicator__programme=alone.indicator.programme)
    TargetFactory(id="b-money", bundle="b", indicator__programme=alone.indicator.programme)
    refreshed()
    page = programme_page(alone.indicator.programme_id, TODAY)
    assert page is not None
    assert [(each.bundle, [entry.id for entry in each.entries]) for each in page.promises] == [
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
    assert [entry.id for entry in place_page("kz", TODAY).targets.entries] == ["there"]  # type: ignore[union-attr]
    assert count_of(programme_list(TODAY).rows[0].counts) == {"unreported": 1}
    assert scorecard("nobody", TODAY) is None
    assert place_page("nowhere", TODAY) is None


def test_target_page_says_why_a_figure_is_not_evidence() -> None:
    target = TargetFactory(id="pool")
    TerritoryFactory(id="kz-71", name="Astana", parent_id="kz")
    given = {"indicator": target.indicator}
    wrong = OutcomeFactory(id="wrong", **given)
    OutcomeFactory(id="right", corrects=wrong, value=95, **given)
    OutcomeFactory(id="city", territory_id="kz-71", **given)
    OutcomeFactory(id="growth", basis="percent_change", **given)
    OutcomeFactory(id="undated", period_start=None, **given)
    OutcomeFactory(id="before", period_start=date(2023, 1, 1), period_end=date(2023, 12, 31), **given)
    OutcomeFactory(id="quarter", period_end=date(2024, 3, 31), **given)
    OutcomeFactory(id="unpublished", source__published=date(2025, 2, 1), **given)
    refreshed()
    page = target_detail("pool", TODAY)
    assert page is not None
    assert [figure.outcome.id for figure in page.evidence] == ["right"]
    assert {figure.outcome.id: figure.why_not for figure in page.others} == {
        "wrong": "corrected",
        "city": "other_territory",
        "growth": "other_terms",
        "undated": "no_period",
        "before": "outside_window",
        "quarter": "another_stands",
    }


def test_what_the_page_says_in_short_is_what_the_comparison_says() -> None:
    """A correction by another publisher without a note does not count (R9): the page must not call it one."""
    assert set(IN_SHORT) < set(CODES)
    target = TargetFactory(id="pool")
    stands = OutcomeFactory(id="stands", indicator=target.indicator, source__kind="government")
    wordless = SourceFactory(publisher="Another newspaper", kind="press", published=stands.source.published)
    OutcomeFactory(id="wordless", indicator=target.indicator, corrects=stands, note="", source=wordless)
    refreshed()
    page = target_detail("pool", TODAY)
    assert page is not None
    assert [figure.outcome.id for figure in page.evidence] == ["stands"]
    assert {figure.outcome.id: figure.why_not for figure in page.others} == {"wordless": "another_stands"}


def test_target_page_tells_how_far_each_link_moved() -> None:
    first = TargetFactory(id="first", value=Decimal(200))
    TargetFactory(
        id="second", indicator=first.indicator, revises=first, value=Decimal(150), deadline=date(2025, 1, 31),
        announced=date(2024, 6, 1),
    )  # fmt: skip
    refreshed()
    page = target_detail("first", TODAY)
    assert page is not None
    assert [(link.target.id, link.days, link.percent) for link in page.links] == [
        ("first", None, None), ("second", 31, Decimal("0.25")),
    ]  # fmt: skip
    assert page.current.target.id == "second"
    assert page.days_left == 21
    assert target_detail("second", date(2024, 5, 31)) is None


def test_change_log_is_paged_newest_first() -> None:
    programme = ProgrammeFactory()
    for number in range(PAGE_SIZE + 5):
        TargetFactory(id=f"t-{number:03}", indicator__programme=programme, timing="by_deadline")
    refreshed()
    first, last = change_log(TODAY, 1), change_log(TODAY, 2)
    assert (first.pages, first.count) == (2, PAGE_SIZE + 5)
    assert [on for on, _changes in first.days] == [date(2025, 1, 1)]
    assert [len(changes) for _on, changes in last.days] == [5]
    assert change_log(date(2024, 12, 31), 1).count == 0


def test_calendar_opens_at_the_year_of_the_next_deadline() -> None:
    TargetFactory(id="past", deadline=date(2023, 5, 1), window_start=None)
    TargetFactory(id="next", deadline=date(2027, 5, 1))
    TargetFactory(id="open", deadline=None)
    refreshed()
    report = due_dates(TODAY)
    assert (report.year, report.years, report.undated) == (2027, (2023, 2027), 1)
    assert [entry.id for month in report.months for entry in month.entries] == ["next"]
    assert [month.first_day for month in due_dates(TODAY, 2023).months] == [date(2023, 5, 1)]


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
    assert ([one.target.id for one in page.targets], [one.outcome.id for one in page.outcomes]) == (
        [target.id],
        ["said"],
    )
    early = source_page("speech", date(2024, 1, 1))
    assert early is not None
    assert (early.public, early.targets, early.outcomes) == (False, (), ())
    assert source_page("none", TODAY) is None


def test_calendar_shows_a_month_as_a_sheet_of_weeks() -> None:
    TargetFactory(id="past", deadline=date(2024, 2, 29), window_start=None)
    TargetFactory(id="last", deadline=date(2024, 12, 31))
    refreshed()
    report = due_dates(TODAY, 2024, 2)
    days = [day for week in report.weeks for day in week]
    assert [len(week) for week in report.weeks] == [7] * 5
    assert [day.on.day for day in days if day.inside] == list(range(1, 30))
    assert [day.inside for day in days[:4]] == [False, False, False, True], "1 February 2024 was a Thursday"
    assert {day.on: [entry.id for entry in day.entries] for day in days if day.entries} == {date(2024, 2, 29): ["past"]}
    assert [(first.month, number) for first, number in report.counts if number] == [(2, 1), (12, 1)]
    assert (report.before, report.after) == (date(2024, 1, 1), date(2024, 3, 1))
    assert [month.first_day for month in report.months] == [date(2024, 2, 1)]
    assert due_dates(TODAY, 9999, 12).after is None
    assert due_dates(TODAY, 1, 1).before is None


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
