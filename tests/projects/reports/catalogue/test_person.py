"""The page of a person: promises by office, what replaced them, what was left open to the next."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.refresh import refresh_assessments
from projects.models import Office
from projects.reports.catalogue.people import people_list
from projects.reports.catalogue.person import MOST_PASSED_ON, person_page
from tests.factories import (
    IndicatorFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    PersonFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = date(2025, 6, 1)


@pytest.fixture
def ministers():
    """One minister after another, of a ministry and of the one that took over from it, and a prime minister."""
    old = OrganisationFactory(id="old-ministry")
    new = OrganisationFactory(id="new-ministry", succeeds=old, succeeded_on=date(2023, 9, 1))
    government = OrganisationFactory(id="government", kind="government")
    for name in ("anna", "boris", "head"):
        PersonFactory(id=name)
    OfficeFactory(id="anna", person_id="anna", organisation=old, until=date(2023, 8, 31))
    OfficeFactory(id="boris", person_id="boris", organisation=new, since=date(2023, 9, 1))
    OfficeFactory(id="head", person_id="head", organisation=government, title="Prime Minister")
    indicators = [IndicatorFactory(programme__responsible=new)]
    source = SourceFactory(published=date(2023, 1, 1))

    def announce(id: str, person: str | None, day: date, **more):
        indicator = IndicatorFactory(programme=indicators[0].programme)
        columns = {"indicator": indicator, "spoken_by_id": person, "announced": day, "source": source, **more}
        return TargetFactory(id=id, **columns)

    decided = announce("kept", "anna", date(2023, 2, 1))
    OutcomeFactory(indicator=decided.indicator, value=Decimal(200), period_end=date(2024, 12, 31), spoken_by_id="boris")
    moved = announce("moved", "anna", date(2023, 3, 1))
    announce("moved-2", "head", date(2023, 5, 1), revises=moved, indicator=moved.indicator, value=Decimal(100))
    lowered = announce("lowered", "anna", date(2023, 4, 1))
    announce("lowered-2", "boris", date(2024, 1, 1), revises=lowered, indicator=lowered.indicator, value=Decimal(90))
    announce("before", "anna", date(2022, 6, 1), deadline=date(2026, 12, 31))
    given_up = announce("given-up", "anna", date(2023, 2, 1))
    announce(
        "given-up-2", "anna", date(2023, 7, 1), revises=given_up, indicator=given_up.indicator, withdrawn=True,
        value=None, deadline=None, window_start=None,
    )  # fmt: skip
    announce("nobody", None, date(2023, 2, 1))
    refresh_assessments(as_of=TODAY, at=datetime(2025, 6, 1, 9, tzinfo=UTC))


def promised(page):
    """By office, the promises of a page: id, what replaced it, status."""
    return {
        group.office.id if group.office else None: [
            (line.target.id, line.replaced_by and line.replaced_by.id, line.status) for line in group.promises
        ]
        for group in page.made.rows
    }


def passed(passings):
    return {line.other.person_id: (line.count, sorted(shown.target.id for shown in line.promises)) for line in passings}


def test_promises_stand_by_the_office_in_which_they_were_made(ministers):
    page = person_page("anna", TODAY)
    assert promised(page) == {
        "anna": [
            ("given-up-2", None, "withdrawn"),
            ("lowered", "lowered-2", "unreported"),
            ("moved", "moved-2", "unreported"),
            ("given-up", "given-up-2", "withdrawn"),
            ("kept", None, "achieved"),
        ],
        None: [("before", None, "no_data")],
    }
    assert (page.standing, page.replaced, page.reports) == (3, 3, 0)
    assert {line.status: line.count for line in page.counts} == {"achieved": 1, "no_data": 1, "withdrawn": 1}
    assert person_page("boris", TODAY).reports == 1


def test_the_next_in_the_post_has_what_was_open(ministers):
    """Neither what somebody else had announced anew by then, nor what was given up, nor what no office made."""
    expected = (2, ["kept", "lowered"])
    assert passed(person_page("anna", TODAY).left) == {"boris": expected}
    assert passed(person_page("boris", TODAY).inherited) == {"anna": expected}
    assert passed(person_page("head", TODAY).inherited) == passed(person_page("head", TODAY).left) == {}
    counts = person_page("boris", TODAY).inherited[0].counts
    assert {line.status: line.count for line in counts} == {"achieved": 1, "unreported": 1}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"title": "Deputy"}, "another post"),
        ({"title": ""}, "no post is named"),
        ({"since": None}, "nobody knows since when"),
        ({"since": date(2023, 8, 1)}, "before the other went"),
        ({"organisation_id": "government"}, "another body"),
    ],
)
def test_who_follows_whom_is_not_guessed(ministers, change, why):
    Office.objects.filter(id="boris").update(**change)
    assert passed(person_page("boris", TODAY).inherited) == {}, why
    assert passed(person_page("anna", TODAY).left) == {}, why


def test_a_post_that_several_hold_at_once_passes_nothing_on(ministers):
    OfficeFactory(organisation_id="new-ministry", since=date(2023, 9, 1))
    assert passed(person_page("boris", TODAY).inherited) == {}


def test_day_shows_what_was_known_then(ministers):
    page = person_page("anna", date(2023, 3, 15))
    assert promised(page) == {
        "anna": [("moved", None, "too_early"), ("given-up", None, "too_early"), ("kept", None, "too_early")],
        None: [("before", None, "too_early")],
    }
    assert passed(page.left) == {}
    assert person_page("boris", date(2023, 8, 31)).offices == ()
    assert person_page("nobody-at-all", TODAY) is None


def test_long_lists_are_cut_and_take_no_more_queries(ministers):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            person_page("boris", TODAY)
        return len(captured)

    few = queries()
    for number in range(MOST_PASSED_ON + 1):
        TargetFactory(
            spoken_by_id="anna", announced=date(2023, 2, 1), indicator__programme__responsible_id="new-ministry"
        )
        TargetFactory(spoken_by_id="boris", id=f"more-{number}", announced=date(2024, 2, 5))
    refresh_assessments(as_of=TODAY, at=datetime(2025, 6, 1, 10, tzinfo=UTC))
    [line] = person_page("boris", TODAY).inherited
    assert (line.count, len(line.promises)) == (MOST_PASSED_ON + 3, MOST_PASSED_ON)
    assert queries() == few


def test_list_has_who_promised_reported_or_holds_an_office(ministers):
    lines = people_list(TODAY).rows
    assert [(line.person.id, line.standing, line.replaced) for line in lines] == [
        ("anna", 3, 3),
        ("boris", 1, 0),
        ("head", 1, 0),
    ]
    assert [office.id for office in lines[1].offices] == ["boris"]
    assert [line.person.id for line in people_list(TODAY, search="ANNA").rows] == ["anna"]
    assert people_list(date(2022, 1, 1)).count == 0


def test_list_of_a_place_has_those_who_speak_of_it(ministers):
    other = TerritoryFactory(id="de", name="Germany")
    TargetFactory(spoken_by=PersonFactory(id="carla"), indicator__programme__territory=other)
    OfficeFactory(
        person__id="dora", organisation=IndicatorFactory(programme__territory=other).programme.responsible, since=None
    )
    refresh_assessments(as_of=TODAY, at=datetime(2025, 6, 1, 10, tzinfo=UTC))
    assert [line.person.id for line in people_list(TODAY, territory="de").rows] == ["carla", "dora"]
    assert [line.person.id for line in people_list(TODAY, territory="kz").rows] == ["anna", "boris", "head"]
