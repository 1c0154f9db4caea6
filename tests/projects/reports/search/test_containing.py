"""Words are found whatever their letters' case and form, in every search box and on every database."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from django.test import Client

from projects.actions.refresh import refresh_assessments
from projects.models import Organisation
from projects.reports.search import containing
from tests.factories import (
    RECORDED_AT,
    IndicatorFactory,
    OrganisationFactory,
    ProgrammeFactory,
    SourceFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NAME = "Йодтың счётный Өлке жолы"
WORDS = ["йод", "ЙОД", "счет", "СЧЕТ", "счёт", "СЧЁТНЫЙ", "өлке", "ӨЛКЕ", "ЖОЛЫ өлке", "йодтың"]
ABSENT = ["иод", "счит", "олке", "жолу"]
FORMS = {"composed": "NFC", "decomposed": "NFD"}


@pytest.mark.parametrize("stored", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("word", [*WORDS, *ABSENT])
def test_word_is_found_in_any_form(stored: str, form: str, word: str) -> None:
    OrganisationFactory(id="one", name="One", name_kk=unicodedata.normalize(stored, NAME))
    matching = Organisation.objects.filter(containing(unicodedata.normalize(form, word), ["name", "name_kk"]))
    assert matching.exists() == (word in WORDS)


@pytest.mark.parametrize("sign", [*list(r".^$*+?{}[]\|()-~!&é'\"%_"), "[[:alpha:]]", "(?:", r"\ы", "ы-я]"])
def test_signs_are_found_as_they_are(sign: str) -> None:
    OrganisationFactory(id="one", name_ru=f"буквы {sign}ё")
    OrganisationFactory(id="two", name_ru="буквы")
    matching = Organisation.objects.filter(containing(f"{sign}е", ["name_ru"]))
    assert [body.id for body in matching] == ["one"]


@pytest.fixture
def record() -> None:
    body = OrganisationFactory(id="the-body", name_ru="Счётный комитет")
    programme = ProgrammeFactory(id="the-programme", name_ru="Учёт воды", responsible=body)
    indicator = IndicatorFactory(id="the-indicator", name_ru="Чёрная металлургия", programme=programme)
    source = SourceFactory(id="the-source", title="Отчёт о ходе")
    TargetFactory(id="the-target", indicator=indicator, source=source)
    SourceFactory(id="newest", published=date(2025, 1, 1))  # the one that every foot of a page names
    refresh_assessments(as_of=RECORDED_AT.date(), at=RECORDED_AT)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("/targets/?search=ЧЕРНАЯ", "the-target"), ("/programmes/?search=УЧЕТ", "the-programme"),
        ("/sources/?search=ОТЧЕТ", "the-source"), ("/api/v1/targets/?search=ЧЕРНАЯ", "the-target"),
        ("/api/v1/programmes/?search=УЧЕТ", "the-programme"), ("/api/v1/sources/?search=ОТЧЕТ", "the-source"),
        ("/api/v1/organisations/?search=СЧЕТНЫЙ", "the-body"), ("/api/v1/indicators/?search=ЧЕРНАЯ", "the-indicator"),
        ("/admin/projects/target/?q=ЧЕРНАЯ", "the-target"), ("/admin/projects/programme/?q=УЧЕТ", "the-programme"),
        ("/admin/projects/source/?q=ОТЧЕТ", "the-source"), ("/admin/projects/organisation/?q=СЧЕТНЫЙ", "the-body"),
        ("/admin/projects/indicator/?q=ЧЕРНАЯ УЧЕТ", "the-indicator"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_search_box_finds_it(client: Client, path: str, id: str, form: str) -> None:
    client.force_login(UserFactory(admin=True))
    assert f"{id}" in client.get(unicodedata.normalize(form, path)).content.decode()
    assert f"{id}" not in client.get(f"{path}ъъ").content.decode().replace(f"{path}ъъ", "")


def test_admin_finds_people_by_cyrillic_names(client: Client) -> None:
    client.force_login(UserFactory(admin=True))
    UserFactory(email="a@example.org", first_name="Артём")
    page = client.get("/admin/accounts/user/?q=АРТЕМ").content.decode()
    assert "a@example.org" in page
