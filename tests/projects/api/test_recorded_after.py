"""What was recorded here after a moment, strictly and to the microsecond, wherever rows are listed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from projects.actions.refresh import refresh_assessments
from tests.factories import OrganisationFactory, OutcomeFactory, ProjectEventFactory, SourceFactory, TargetFactory

pytestmark = pytest.mark.django_db

MICROSECOND = timedelta(microseconds=1)
LATE = datetime(2026, 11, 20, 10, 30, 0, 123456, tzinfo=UTC)
CLAIMS = ["targets", "outcomes", "project-events", "status-changes"]
BY_HAND = ["organisations", "territories", "sources", "programmes", "indicators", "projects"]


@pytest.fixture
def late(record):
    """A promise, its report and all that they belong to, entered on 20 November 2026 about the year 2020."""
    with time_machine.travel(LATE, tick=False):
        target = TargetFactory(
            id="late",
            recorded_at=LATE,
            announced=date(2020, 1, 5),
            window_start=date(2020, 1, 1),
            deadline=date(2020, 12, 31),
            indicator__programme__territory__id="kz-99",
        )
        OutcomeFactory(
            id="late-report",
            recorded_at=LATE,
            indicator=target.indicator,
            period_start=date(2020, 1, 1),
            period_end=date(2020, 12, 31),
            source__published=date(2021, 2, 1),
        )
        ProjectEventFactory(id="late-stage", recorded_at=LATE)
        refresh_assessments(as_of=LATE.date(), at=LATE)
    return target


@pytest.mark.parametrize("collection", [*CLAIMS, *BY_HAND])
def test_rows_recorded_later_are_found_and_rows_of_that_moment_are_not(reader, late, collection) -> None:
    narrowed = {"target": "late"} if collection == "status-changes" else {}
    before = all_of(reader, collection, LATE - MICROSECOND, **narrowed)
    assert {row["recorded_at"] for row in before} == {"2026-11-20T10:30:00.123456+00:00"}
    assert all_of(reader, collection, LATE, **narrowed) == []
    assert len(all_of(reader, collection, None)) > len(before)


def all_of(reader, collection, moment, **query):
    after = {} if moment is None else {"recorded_after": moment.isoformat().replace("+00:00", "Z")}
    answer = reader.get(f"{collection}/", page_size=500, **after, **query)
    assert answer.status == 200, answer.body
    assert answer.body["count"] == len(answer.body["results"])
    return answer.body["results"]


@pytest.mark.parametrize("collection", [*CLAIMS, *BY_HAND])
def test_it_narrows_together_with_a_day(reader, late, collection) -> None:
    moment = (LATE - MICROSECOND).isoformat().replace("+00:00", "Z")
    answer = reader.get(f"{collection}/", recorded_after=moment, as_of="2026-11-21")
    assert answer.status == 200
    assert answer.body["count"] > 0


@pytest.mark.parametrize("collection", [*CLAIMS, *BY_HAND])
@pytest.mark.parametrize("moment", ["2026-11-20", "yesterday", "2026-11-20T10:30:00", "2026-13-20T10:30:00Z"])
def test_what_is_no_moment_is_refused_by_name(reader, collection, moment) -> None:
    answer = reader.get(f"{collection}/", recorded_after=moment)
    assert (answer.status, [wrong["parameter"] for wrong in answer.body["errors"]]) == (400, ["recorded_after"])


def test_a_day_of_long_ago_is_found_by_when_it_was_recorded(reader, late) -> None:
    """A client that polls from the last seen moment gets late entries too."""
    (changed, *_rest) = reader.get("status-changes/", target="late", recorded_after="2026-11-20T10:00:00Z").body[
        "results"
    ]
    assert changed["on"] < "2022"
    assert changed["recorded_at"] == "2026-11-20T10:30:00.123456+00:00"


def test_a_revision_brings_its_chain_back(reader, late, record) -> None:
    TargetFactory(
        id="late-2",
        indicator=late.indicator,
        revises=late,
        announced=date(2020, 6, 1),
        window_start=date(2020, 1, 1),
        deadline=date(2020, 12, 31),
        recorded_at=LATE + MICROSECOND,
    )
    refresh_assessments(as_of=date(2026, 11, 21), at=LATE + MICROSECOND)
    assert reader.ids("targets/", recorded_after=LATE.isoformat().replace("+00:00", "Z")) == ["late-2"]


def test_an_edit_by_hand_does_not_move_the_moment(reader, record) -> None:
    with time_machine.travel(LATE, tick=False):
        source = SourceFactory(id="edited")
    with time_machine.travel(LATE + timedelta(hours=1), tick=False):
        source.title = "Another title"
        source.save()
    assert reader.get("sources/edited/").body["recorded_at"] == "2026-11-20T10:30:00.123456+00:00"
    assert reader.ids("sources/", recorded_after=LATE.isoformat().replace("+00:00", "Z")) == []


def test_what_has_no_history_has_no_moment(reader, record) -> None:
    OrganisationFactory(id="unwritten")
    OrganisationFactory._meta.model.history.filter(id="unwritten").delete()
    assert reader.get("organisations/unwritten/").body["recorded_at"] is None
