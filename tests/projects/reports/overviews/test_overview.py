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
    TerritoryFactory,
)
from tests.projects.reports.refreshed import TODAY, refreshed

pytestmark = pytest.mark.django_db
WHOLE_YEAR = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}


def test_overview_counts_all_and_names_the_next_deadlines() -> None:
    for month in range(1, 11):
        TargetFactory(id=f"due-{month:02}", deadline=date(2024, month, 28), timing="by_deadline")
    for month in range(3, 11):
        TargetFactory(id=f"ahead-{month:02}", deadline=date(2025, month, 28), window_start=date(2025, 1, 1))
    TargetFactory(id="undated", deadline=None)
    refreshed()
    report = overview(TODAY)
    assert (report.standing.total, report.standing.count("silent"), report.standing.count("open")) == (19, 10, 8)
    assert report.standing.count("unjudged") == 1
    assert [entry.id for entry in report.due] == [f"ahead-{month:02}" for month in range(3, 9)]
    assert report.due_count == 8


def test_latest_changes_are_decisions_that_still_stand_silence_and_moves_the_newest_first() -> None:
    met = TargetFactory(id="met")
    OutcomeFactory(indicator=met.indicator, value=200, source__published=date(2025, 1, 5), **WHOLE_YEAR)
    short = TargetFactory(id="short")
    OutcomeFactory(indicator=short.indicator, value=90, source__published=date(2025, 1, 7), **WHOLE_YEAR)
    TargetFactory(
        id="short-2", indicator=short.indicator, revises=short, value=Decimal(190), announced=date(2024, 12, 1)
    )
    TargetFactory(id="silent", deadline=date(2024, 12, 30), timing="by_deadline")
    refreshed()
    changes = overview(TODAY).changes
    assert [(change.on, change.status, change.entry.id) for change in changes] == [
        (date(2025, 1, 7), "missed", "short-2"),
        (date(2025, 1, 5), "achieved", "met"),
        (date(2024, 12, 31), "unreported", "silent"),
        (date(2024, 12, 1), "", "short-2"),
    ]
    moved = changes[-1]
    assert (moved.before.id, moved.moved.id, moved.moved.change) == ("short", "short-2", ("raised",))
    assert overview(date(2025, 1, 6)).changes[0].entry.id == "met", "only what was known then"


def test_a_year_s_end_does_not_push_out_what_moved() -> None:
    for number in range(9):
        TargetFactory(id=f"silent-{number}", deadline=date(2024, 12, 30), timing="by_deadline")
    first = TargetFactory(id="first", deadline=date(2026, 1, 1))
    moved = {"deadline": date(2026, 1, 1), "value": Decimal(9), "announced": date(2024, 9, 9)}
    TargetFactory(id="second", indicator=first.indicator, revises=first, **moved)
    refreshed()
    assert [change.entry.id for change in overview(TODAY).changes] == ["silent-0", "silent-1", "second"]


def test_overview_of_a_country_holds_nothing_of_another() -> None:
    both = {code: TerritoryFactory(id=code, name=code.upper()) for code in ("aa", "bb")}
    region = TerritoryFactory(id="aa-1", name="A one", parent=both["aa"])
    for place in (*both.values(), region):
        programme = ProgrammeFactory(id=f"programme-{place.pk}", territory=place)
        TargetFactory(id=f"past-{place.pk}", indicator__programme=programme, deadline=date(2024, 6, 30))
        target = TargetFactory(id=f"next-{place.pk}", indicator__programme=programme, deadline=date(2026, 6, 30))
        TargetFactory(
            id=f"moved-{place.pk}", indicator=target.indicator, revises=target, value=Decimal(1),
            deadline=date(2026, 6, 30), announced=date(2024, 9, 9),
        )  # fmt: skip
    refreshed()
    assert overview(TODAY).countries == ("aa", "bb")
    report = overview(TODAY, "bb")
    assert (report.standing.total, report.countries, report.due_count) == (2, ("bb",), 1)
    shown = {change.entry.id for change in report.changes} | {entry.id for entry in report.due}
    assert shown == {"past-bb", "moved-bb"}
    assert [country.country.id for country in report.regions] == ["bb"]
    assert overview(TODAY, "aa-1").regions == (), "a part of a country has no map"


def test_overview_takes_the_same_queries_for_a_larger_record(django_assert_max_num_queries) -> None:
    def record(first: int, last: int) -> None:
        for number in range(first, last):
            country = TerritoryFactory(id=f"c{number}", name=f"C{number}")
            programme = ProgrammeFactory(territory=TerritoryFactory(id=f"c{number}-1", parent=country))
            target = TargetFactory(id=f"t{number}", indicator__programme=programme, deadline=date(2025, 6, 30))
            TargetFactory(
                id=f"u{number}",
                indicator=target.indicator,
                revises=target,
                value=Decimal(1),
                announced=date(2024, 9, 9),
            )
            TargetFactory(id=f"v{number}", deadline=date(2024, 6, 30), timing="by_deadline")
        refreshed()

    counts = []
    for first, last in ((0, 2), (2, 9)):
        record(first, last)
        with django_assert_max_num_queries(30) as queries:
            overview(TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[1]


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
