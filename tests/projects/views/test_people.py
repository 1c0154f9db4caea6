"""Pages of people, and the ways to them: from a target, a report and a body."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from projects.actions.refresh import refresh_assessments
from projects.actions.rename_row import rename_row
from projects.models import Person
from tests.factories import (
    IndicatorFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = datetime(2024, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def minister(time_machine):
    time_machine.move_to(NOW, tick=False)
    body = OrganisationFactory(id="ministry")
    office = OfficeFactory(
        person__id="minister", person__name="First <Minister>", person__name_ru="Первый", organisation=body
    )
    indicator = IndicatorFactory(programme__responsible=body)
    TargetFactory(id="pool", spoken_by=office.person, speaker="the minister", indicator=indicator)
    OutcomeFactory(spoken_by=office.person, indicator=indicator)
    refresh_assessments(as_of=NOW.date(), at=NOW)
    return office.person


def test_person_has_a_page_in_each_language(client, minister):
    page = client.get("/people/minister/")
    assert page.status_code == 200
    assert "First &lt;Minister&gt;" in page.text
    assert "from 1 January 2023" in page.text
    assert "/targets/?status=" in page.text
    assert "spoken_by=minister" in page.text
    assert "Первый" in client.get("/ru/people/minister/").text
    assert "First" in client.get("/kk/people/minister/").text


def test_list_has_the_person_and_finds_it(client, minister):
    assert "/people/minister/" in client.get("/people/").text
    assert "/people/minister/" in client.get("/ru/people/?search=ПЕРВ").text
    assert "Nobody matches." in client.get("/en/people/?search=nobody").text


@pytest.mark.parametrize("address", ["/targets/pool/", "/organisations/ministry/"])
def test_other_pages_lead_to_the_person(client, minister, address):
    assert 'href="/people/minister/"' in client.get(address).text


def test_counts_lead_to_the_promises_counted(client, minister):
    listed = client.get("/targets/?spoken_by=minister")
    assert "/targets/pool/" in listed.text
    assert "First &lt;Minister&gt;" in listed.text, "the filter stands there by its name"
    assert 'name="spoken_by" value="minister"' in listed.text, "and the form keeps it"
    assert client.get("/targets/?spoken_by=nobody").status_code == 404


def test_unknown_person_is_missing_and_a_former_id_leads_on(client, minister):
    assert client.get("/people/nobody/").status_code == 404
    rename_row(row=Person.objects.get(), new_id="anna", by=UserFactory(admin=True), at=NOW)
    answer = client.get("/people/minister/")
    assert (answer.status_code, answer["Location"]) == (301, "/people/anna/")


def test_day_before_shows_nothing_of_it(client, minister):
    page = client.get("/people/minister/?as_of=2024-01-01")
    assert "This person announced no target by this day." in page.text
