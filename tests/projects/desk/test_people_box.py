"""Who the speaker is: chosen, or whoever bears just that name; asked about where no office was held then."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from projects.actions.record_target import record_target
from projects.desk.people_box import NOBODY, people_of_record, who_spoke
from projects.models import Outcome, Target
from tests.factories import (
    IndicatorFactory,
    OfficeFactory,
    PersonFactory,
    SourceFactory,
    TargetFactory,
    UserFactory,
)
from tests.projects.desk.announcement.typing import MONEY, PAGE, form
from tests.projects.desk.report.typed import errors, send

AT = datetime(2024, 8, 1, 6, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def target():
    columns = TargetFactory.build(source=None, indicator=None, recorded_by=None)
    names = ("basis", "qualifier", "value", "window_start", "deadline", "timing", "announced")
    return record_target(
        id="pool",
        indicator=IndicatorFactory(id="projects"),
        source=SourceFactory(url="https://example.org/plan"),
        by=UserFactory(editor=True),
        at=AT,
        **{name: getattr(columns, name) for name in names},
    )


@pytest.fixture
def anna():
    return OfficeFactory(person__id="anna", person__name="Anna Minister", person__name_ru="Анна Министр").person


@pytest.mark.parametrize(
    ("chosen", "speaker", "person"),
    [
        ("", "Anna Minister", "anna"),
        ("", " анна  МИНИСТР ", "anna"),
        ("", "Anna", None),
        ("", "", None),
        ("", "Twin", None),
        ("anna", "the minister", "anna"),
        (NOBODY, "Anna Minister", None),
    ],
)
def test_a_name_is_read_whole_and_only_where_one_bears_it(anna, chosen, speaker, person):
    PersonFactory(id="first-twin", name="Twin")
    PersonFactory(id="second-twin", name="Twin")
    spoken_by = who_spoke(chosen, speaker, people_of_record("en"))
    assert (spoken_by and spoken_by.pk) == person


@pytest.mark.parametrize("typed", [{"figures-0-speaker": "Anna Minister"}, {"figures-0-spoken_by": "anna"}])
def test_report_has_its_person(client, editor, target, anna, typed):
    response = send(client, **typed)
    assert response.status_code == 302, errors(response)
    assert Outcome.objects.get().spoken_by == anna


def test_report_of_somebody_without_an_office_is_asked_about(client, editor, target):
    PersonFactory(id="boris", name="Boris")
    response = send(client, **{"figures-0-spoken_by": "boris"})
    assert response.status_code == 200
    assert list(errors(response)) == ["figures-0-spoken_by"]
    assert send(client, **{"figures-0-spoken_by": "nobody-here"}).status_code == 200
    assert not Outcome.objects.exists()


def test_announcement_has_its_person(client, editor, target, anna):
    fields = form(MONEY, speaker="Анна Министр", **{"source-url": "https://example.org/new"})
    look = client.post(PAGE, {**fields, "action": "look"})
    token = re.search(r'name="seen" value="([0-9a-f]+)"', look.content.decode())[1]
    entered = client.post(PAGE, {**fields, "action": "enter", "seen": token})
    assert entered.status_code == 302
    assert Target.objects.exclude(pk="pool").get().spoken_by == anna
