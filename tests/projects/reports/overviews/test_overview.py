"""The front page, the change log and the calendar: each report by itself, on a record of a few rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.reports.overviews.change_log import PAGE_SIZE, change_log
from projects.reports.overviews.due_dates import due_dates
from projects.reports.overviews.overview import overview
from projects.reports.overviews.snapshot import take_snapshot
from tests.factories import (
    OutcomeFactory,
    ProgrammeFactory,
    TargetFactory,
)
from tests.projects.reports.refreshed import TODAY, refreshed

pytestmark = pytest.mark.django_db
WHOLE_YEAR = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}


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
    assert [(decision.on, decision.status, decision.entry.id) for decision in report.decided] == [
        (date(2025, 1, 7), "missed", "short-2"),
        (date(2025, 1, 5), "achieved", "met"),
    ]
    assert [(decision.before.id, decision.link.id, decision.link.change) for decision in report.revised] == [
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
