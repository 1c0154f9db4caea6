"""What became new in a week: each promise once, in the week in which it became known; an import tells no old news."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.erase_claim import erase_claim
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.refresh import refresh_assessments
from projects.models import StatusChange
from projects.reports.overviews.iso_week import Week
from projects.reports.overviews.week import has_entries, past_weeks, week_report
from projects.reports.overviews.week_events import ChainEvents, StatusEvent, week_of
from tests.factories import (
    IndicatorFactory,
    OutcomeFactory,
    ProgrammeFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
    UserFactory,
)

WEEK = Week.from_name("2024-W48")  # 25 November to 1 December
MONDAY = date(2024, 11, 25)
TODAY = date(2024, 12, 4)
WEDNESDAY = datetime(2024, 11, 27, 9, tzinfo=UTC)
BEFORE = datetime(2024, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("name", ["2024-W48", "2026-W53", "2020-W01"])
def test_week_is_read_and_named(name):
    assert Week.from_name(name).name == name


@pytest.mark.parametrize(
    "name",
    ["2024-48", "2024-W00", "2024-W54", "2025-W53", "24-W48", "2024-w48", "٢٠٢٤-W48", "", "0001-W01", "9999-W52"],
)
def test_what_is_no_week_is_refused(name):
    with pytest.raises(ValueError, match=r"no week|away|[Ii]nvalid"):
        Week.from_name(name)


def test_week_begins_on_monday_at_midnight_of_the_tracker():
    assert Week.at(datetime(2024, 11, 24, 18, 59, tzinfo=UTC)) == WEEK.after(-1)
    assert Week.at(datetime(2024, 11, 24, 19, tzinfo=UTC)) == WEEK  # Almaty is five hours ahead
    assert WEEK.end - WEEK.start == timedelta(days=7)


@pytest.mark.parametrize(
    ("on", "recorded_at", "chain_recorded_at", "week"),
    [
        (MONDAY, datetime(2024, 11, 25, 9, tzinfo=UTC), BEFORE, "2024-W48"),  # at once
        (MONDAY, datetime(2024, 12, 10, 9, tzinfo=UTC), BEFORE, "2024-W50"),  # late: when it became known
        (date(2020, 1, 1), WEDNESDAY, BEFORE, "2024-W48"),  # years late, of a promise that the record had
        (date(2020, 1, 1), WEDNESDAY, WEDNESDAY, "2020-W01"),  # the past of a promise that came with it
        (date(2024, 11, 4), WEDNESDAY, WEDNESDAY, "2024-W48"),  # as above, but of these weeks
        (date(2020, 1, 1), WEDNESDAY, None, "2020-W01"),  # an old promise entered now
        (date(2024, 11, 4), WEDNESDAY, None, "2024-W48"),  # a recent promise entered late
        (date(2024, 12, 20), WEDNESDAY, None, "2024-W51"),  # recorded before its day
    ],
)
def test_event_belongs_to_the_week_in_which_it_became_known(on, recorded_at, chain_recorded_at, week):
    assert week_of(on, recorded_at, chain_recorded_at).name == week


@pytest.mark.parametrize(
    ("steps", "section"),
    [
        ([("on_track", "missed")], "missed"),
        ([("unreported", "achieved")], "kept"),
        ([("overdue", "achieved_late")], "kept"),
        ([("behind", "overdue")], "overdue"),
        ([("behind", "unreported")], "silent"),
        ([("behind", "withdrawn")], "withdrawn"),
        ([("missed", "achieved"), ("achieved", "missed")], ""),  # reversed
        ([("behind", "overdue"), ("overdue", "achieved_late")], "kept"),
        ([("behind", "missed"), ("missed", "on_track")], ""),
        ([("", "missed")], ""),  # what a promise begins with
        ([("", "too_early"), ("too_early", "unreported")], "silent"),
        ([("no_data", "behind")], ""),
    ],
)
def test_verdict_of_a_week_is_where_it_ends(steps, section):
    events = [StatusEvent(number, "a", MONDAY, *step, "a") for number, step in enumerate(steps)]
    assert ChainEvents("a", statuses=events).section == section


@pytest.fixture
def record(db):
    """Promises of one programme, each with something in the week, recorded as it happened."""
    kz, other = TerritoryFactory(), TerritoryFactory(id="de", name="Germany")
    ours, theirs = ProgrammeFactory(id="ours", territory=kz), ProgrammeFactory(id="theirs", territory=other)

    def promise(name, programme=ours, **columns):
        columns = {"announced": date(2024, 1, 15), "window_start": None, "timing": "by_deadline", **columns}
        return TargetFactory(
            id=name, indicator=IndicatorFactory(id=name, programme=programme, accumulation="level"), **columns
        )

    promise("silent", deadline=date(2024, 11, 26))
    promise("late", deadline=date(2024, 10, 1))
    done = promise("kept", deadline=date(2024, 12, 31))
    first = promise("moved-1")
    refresh_assessments(as_of=date(2024, 10, 3), at=datetime(2024, 10, 3, 9, tzinfo=UTC))
    OutcomeFactory(
        id="enough", indicator=done.indicator, value=Decimal(200), period_start=None, period_end=date(2024, 11, 20),
        source=SourceFactory(published=date(2024, 11, 28)), recorded_at=datetime(2024, 11, 28, 9, tzinfo=UTC),
    )  # fmt: skip
    OutcomeFactory(
        id="too-little", indicator_id="late", value=Decimal(3), period_start=None, period_end=date(2024, 10, 1),
        source=SourceFactory(published=date(2024, 10, 20)), recorded_at=datetime(2024, 11, 29, 9, tzinfo=UTC),
    )  # fmt: skip
    TargetFactory(
        id="moved-2", indicator=first.indicator, revises=first, value=Decimal(120), deadline=first.deadline,
        window_start=None, timing="by_deadline", announced=date(2024, 11, 27), recorded_at=WEDNESDAY,
    )  # fmt: skip
    promise("new", theirs, announced=date(2024, 11, 26), recorded_at=WEDNESDAY)
    refresh_assessments(as_of=TODAY, at=datetime(2024, 11, 29, 9, tzinfo=UTC))
    return ours


def sections(report):
    return {section.name: [entry.first for entry in section.entries] for section in report.sections}


def test_each_promise_stands_once_in_its_section(record):
    report = week_report(WEEK, TODAY)
    assert sections(report) == {
        "kept": ["kept"], "overdue": ["late"], "silent": ["silent"], "moved": ["moved-1"], "new": ["new"],
    }  # fmt: skip
    assert report.numbers.timely == {"achieved": 1, "silent": 1, "moved": 1, "new": 1}
    assert report.numbers.late == {"overdue": 1}
    (moved,) = report.sections[3].entries
    ((before, after),) = moved.moves
    assert (before.value, after.value, moved.target.pk) == (180, 120, "moved-2")
    assert report.previous == WEEK.after(-1)
    assert report.next == WEEK.after()
    assert not report.under_way


def test_week_of_one_country(record):
    assert sections(week_report(WEEK, TODAY, territory="de")) == {"new": ["new"]}
    assert "new" not in sections(week_report(WEEK, TODAY, territory="kz"))
    assert has_entries(WEEK, TODAY, "de")
    assert not has_entries(WEEK.after(), TODAY, "de")


def test_week_ends_with_the_day_that_is_looked_at(record):
    report = week_report(WEEK, date(2024, 11, 26))
    assert sections(report) == {"new": ["new"], "overdue": ["late"]}
    assert report.under_way
    assert report.next is None


def test_pages_hold_all_entries_and_the_numbers_count_them_all(record, monkeypatch):
    monkeypatch.setattr("projects.reports.overviews.week.PAGE_SIZE", 2)
    pages = [week_report(WEEK, TODAY, page=page) for page in (1, 2, 3, 9)]
    assert [page.page for page in pages] == [1, 2, 3, 3]
    assert [first for page in pages[:3] for firsts in sections(page).values() for first in firsts] == [
        "kept", "late", "silent", "moved-1", "new",
    ]  # fmt: skip
    assert {page.numbers.count for page in pages} == {5}


def test_weeks_that_have_ended_are_listed_with_their_entries(record):
    weeks = past_weeks(WEEK.after(2), 4, TODAY)
    assert [(week.week, week.numbers.count) for week in weeks] == [(WEEK, 5)]
    assert [entry.first for entry in weeks[0].entries] == ["kept", "late", "silent", "moved-1", "new"]


def test_import_of_an_old_record_is_no_news_of_its_week(db):
    for number in range(12):
        indicator = IndicatorFactory()
        TargetFactory(
            id=f"old-{number}", indicator=indicator, announced=date(2023, 2, 7), window_start=date(2023, 1, 1),
            deadline=date(2023, 12, 31), recorded_at=WEDNESDAY,
        )  # fmt: skip
    refresh_assessments(as_of=TODAY, at=WEDNESDAY)
    assert week_report(WEEK, TODAY).is_empty
    then = week_report(Week.of(date(2023, 2, 7)), TODAY)
    assert then.numbers.timely == {"new": 12}
    assert not then.numbers.late
    assert week_report(Week.from_name("2024-W01"), TODAY).numbers.timely == {"silent": 12}
    assert week_report(WEEK, TODAY).earlier == Week.from_name("2024-W01")


def test_mistake_is_told_where_it_stood_and_where_it_was_put_right(record):
    how = {"by": UserFactory(editor=True), "at": datetime(2024, 12, 3, 9, tzinfo=UTC)}
    erase_claim(claim=StatusChange.objects.get(first="new", from_status="").first, reason="A slip.", **how)
    stood, put_right = week_report(WEEK, TODAY), week_report(WEEK.after(), TODAY)
    assert "new" not in sections(stood)
    assert [line.kind for line in stood.corrected_since] == ["erased"]
    assert not stood.corrected
    assert [line.kind for line in put_right.corrected] == ["erased"]
    assert not put_right.corrected_since
    assert not week_report(WEEK.after(), TODAY, territory="kz").corrected
    assert not week_report(WEEK.after(), date(2024, 12, 2)).corrected


def test_mended_promise_is_told_as_corrected(record):
    promise = StatusChange.objects.filter(first="new").first().target
    how = {"by": UserFactory(editor=True), "at": datetime(2024, 12, 3, 9, tzinfo=UTC)}
    fix_copying_error(target=promise, value=Decimal(18), reason="A slip.", **how)
    assert [line.kind for line in week_report(WEEK.after(), TODAY).corrected] == ["mended"]
    assert "new" in sections(week_report(WEEK, TODAY))


def test_number_of_queries_does_not_grow(record):
    def count():
        with CaptureQueriesContext(connection) as queries:
            week_report(WEEK, TODAY)
        return len(queries)

    few = count()
    for number in range(20):
        first = TargetFactory(announced=date(2024, 11, 26), recorded_at=WEDNESDAY)
        TargetFactory(
            indicator=first.indicator, revises=first, value=Decimal(number), announced=date(2024, 11, 28),
            recorded_at=WEDNESDAY,
        )  # fmt: skip
    refresh_assessments(as_of=TODAY, at=datetime(2024, 11, 29, 9, tzinfo=UTC))
    assert count() == few <= 18
