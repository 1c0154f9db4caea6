"""One search over everything: what is found, in which order, for which day and place, and what stays unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Indicator, Target, Territory
from projects.reports.search import index as search_index_module
from projects.reports.search.entries import (
    BODY,
    INDICATOR,
    PERSON,
    PLACE,
    PROGRAMME,
    PROJECT,
    SECTOR,
    SOURCE,
    TARGET,
    WORD,
)
from projects.reports.search.glossary import glossary
from projects.reports.search.results import BEGINS, ELSEWHERE, EXACT, HAS_PARTS, HAS_WORDS, matching_targets, search
from tests.factories import (
    IndicatorFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    PersonFactory,
    ProgrammeFactory,
    ProjectEventFactory,
    ProjectFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2025, 1, 10)


@pytest.fixture(autouse=True)
def record() -> None:
    kz = TerritoryFactory(id="kz", name="Kazakhstan", name_ru="Казахстан", name_kk="Қазақстан")
    TerritoryFactory(id="kz-71", name="Astana", name_ru="Астана", name_kk="Астана", parent=kz)
    de = TerritoryFactory(id="de", name="Germany", name_ru="Германия", name_kk="Германия")
    ministry = OrganisationFactory(id="ministry", name="Ministry of Industry", name_ru="Министерство промышленности")
    housing = ProgrammeFactory(
        id="building", name="Building", name_ru="Стройка", responsible=ministry, territory=kz, sector="housing"
    )
    abroad = ProgrammeFactory(id="bau", name="Wohnungsbau", responsible=ministry, territory=de, sector="")
    dwellings = IndicatorFactory(
        id="dwellings", programme=housing, unit="dwellings",
        name="Dwellings completed", name_ru="Построенное жильё", name_kk="Салынған тұрғын үй",
    )  # fmt: skip
    money = IndicatorFactory(
        id="money", programme=housing, unit="KZT", name="Value of projects", name_ru="Стоимость проектов"
    )
    social = IndicatorFactory(id="social", programme=abroad, unit="dwellings", name="Social dwellings")
    plan = SourceFactory(id="plan", title="The plan of the ministry", publisher="Ministry", published=date(2023, 1, 1))
    SourceFactory(id="later", title="A later plan", published=date(2025, 6, 1))

    def promise(id: str, indicator: Indicator, announced: date, year: int, **more: object) -> Target:
        times = {"window_start": None, "deadline": date(year, 12, 31), "timing": "by_deadline"}
        return TargetFactory(id=id, indicator=indicator, announced=announced, source=plan, **times, **more)

    first = promise("money-2024", money, date(2023, 1, 1), 2024, value=Decimal(1_500_000_000_000))
    promise("money-2024-lower", money, date(2024, 6, 1), 2024, value=Decimal(1_200_000_000_000), revises=first)
    promise("old", dwellings, date(2023, 1, 1), 2023)
    carpenter = PersonFactory(id="carpenter", name="A. Carpenter", name_ru="А. Плотник", name_kk="")
    OfficeFactory(
        id="office", person=carpenter, organisation=ministry, title="Housing minister", since=date(2023, 5, 1)
    )
    promise("open", dwellings, date(2024, 1, 1), 2025, spoken_by=carpenter)
    promise("coming", social, date(2025, 5, 1), 2026)
    OutcomeFactory(id="report", indicator=dwellings, source=plan)
    plant = ProjectFactory(id="plant", name="House factory", programme=housing, territory=kz)
    ProjectEventFactory(project=plant, stage="started", date=date(2024, 3, 1), source=plan)


def found(text: str, lang: str = "en", as_of: date = TODAY, **more: str) -> dict[str, list[str]]:
    results = search(text, as_of, lang, **more)
    return {group.kind: [hit.id for hit in group.hits] for group in results.groups}


ANSWERS = [
    ("жилье", TARGET, "open"),
    ("жилья", TARGET, "open"),
    ("dwelling", TARGET, "open"),
    ("flats", TARGET, "open"),
    ("квартиры", TARGET, "open"),
    ("пәтер", TARGET, "open"),
    ("тургын уй", TARGET, "open"),
    ("Wohnungen", TARGET, "open"),
    ("dwellings 2025", TARGET, "open"),
    ("1,5 трлн", TARGET, "money-2024-lower"),
    ("1.2 trillion", TARGET, "money-2024-lower"),
    ("1,2", TARGET, "money-2024-lower"),
    ("тенге", TARGET, "money-2024-lower"),
    ("money-2024", TARGET, "money-2024-lower"),
    ("Плотник", PERSON, "carpenter"),
    ("housing minister", PERSON, "carpenter"),
    ("carpenter", TARGET, "open"),
    ("стройка", PROGRAMME, "building"),
    ("министерства", BODY, "ministry"),
    ("Казакстан", PLACE, "kz"),
    ("housing", SECTOR, "housing"),
    ("баспана", SECTOR, "housing"),
    ("factory", PROJECT, "plant"),
    ("plan", SOURCE, "plan"),
    ("overdue", WORD, next(str(word.number) for word in glossary() if word.names[0] == "overdue")),
    ("completed", INDICATOR, "dwellings"),
    ("complet", INDICATOR, "dwellings"),
]


def test_every_kind_of_thing_is_found() -> None:
    assert [case for case in ANSWERS if case[2] not in found(case[0]).get(case[1], [])] == []


def test_what_is_nowhere_has_no_answer() -> None:
    nowhere = ["xyzzy", "dwellings xyzzy", "2,9 трлн", "%", "жильё жилья жилью xyzzy"]
    assert [text for text in nowhere if found(text)] == []


def test_open_promises_come_before_old_ones_and_one_chain_is_one_hit() -> None:
    assert found("dwellings")[TARGET] == ["open", "old"]
    assert found("value")[TARGET] == ["money-2024-lower"]


def test_the_link_that_answers_is_named_beside_the_one_that_stands() -> None:
    (group,) = search("1.5 trillion", TODAY, "en").groups
    (hit,) = group.hits
    assert (hit.id, hit.matched) == ("money-2024-lower", "money-2024")


def test_an_exact_name_comes_before_a_beginning_a_word_and_a_part() -> None:
    for id, name in (("a", "Of copper, all"), ("b", "Coppersmiths"), ("c", "Copper and more"), ("d", "Copper")):
        ProgrammeFactory(id=id, name=name, summary="")
    ProgrammeFactory(id="e", name="Pipes", summary="Made of copper")
    hits = search("copper", TODAY, "en", most=10).groups[0].hits
    assert [(hit.id, hit.grade) for hit in hits] == [
        ("d", EXACT),
        ("c", BEGINS),
        ("b", BEGINS),
        ("a", HAS_WORDS),
        ("e", ELSEWHERE),
    ]
    assert search("flats", TODAY, "en").groups[0].hits[0].grade == HAS_PARTS


def test_of_names_in_other_languages_only_the_whole_one_comes_first() -> None:
    ProgrammeFactory(id="a", name="Plan of the city", name_kk="Астананың жоспары")

    def grade(text: str, lang: str) -> int:
        return search(text, TODAY, lang, kind=PROGRAMME).groups[0].hits[0].grade

    assert [grade("астан", "ru"), grade("астан", "kk")] == [HAS_PARTS, BEGINS]
    assert grade("Астананың жоспары", "ru") == EXACT


def test_nothing_is_known_before_its_day() -> None:
    before, between = date(2022, 12, 31), date(2024, 2, 1)
    assert found("dwellings", as_of=before).keys() <= {SECTOR, WORD}
    assert found("plan", as_of=before).get(SOURCE) is None
    assert found("carpenter", as_of=date(2023, 4, 30)) == {}
    assert found("carpenter", as_of=date(2023, 5, 1)) == {PERSON: ["carpenter"]}
    assert found("1.2 trillion", as_of=between) == {}
    assert found("1.5 trillion", as_of=between)[TARGET] == ["money-2024"]
    assert found("factory", as_of=between) == {}
    assert "coming" not in found("social").get(TARGET, [])
    assert found("social", as_of=date(2025, 6, 1))[TARGET] == ["coming"]
    assert "bau" not in found("wohnungsbau")[PROGRAMME]


def test_a_place_narrows_the_answers_to_it_and_its_parts() -> None:
    later = date(2025, 6, 1)
    assert set(found("dwellings", as_of=later)[TARGET]) == {"coming", "open", "old"}
    assert found("dwellings", as_of=later, territory="de")[TARGET] == ["coming"]
    assert found("plan", as_of=later)[SOURCE] == ["plan", "later"]  # the id is exact
    assert found("plan", as_of=later, territory="kz")[SOURCE] == ["plan"]
    assert found("Astana", territory="de") == {}
    assert found("Astana", territory="kz")[PLACE] == ["kz-71"]
    Territory.objects.filter(pk="de").update(parent="kz")
    assert "coming" in found("dwellings", as_of=later, territory="kz")[TARGET]


def test_one_kind_alone_can_be_asked_for() -> None:
    assert found("dwellings", kind=INDICATOR) == {INDICATOR: ["dwellings"]}


def test_a_slip_and_the_other_keyboard_are_asked_back() -> None:
    assert search("dwelings", TODAY, "en").did_you_mean == "dwellings"
    assert search("постороенное жилье", TODAY, "ru").did_you_mean == "построенное жилье"
    assert search(";bkmt", TODAY, "ru").did_you_mean == "жилье"
    assert search("казахстон", TODAY, "ru").did_you_mean == "казахстан"
    assert search("xyzzy", TODAY, "en").did_you_mean == ""


def test_what_comes_later_or_is_elsewhere_is_not_asked_back() -> None:
    later = date(2025, 6, 1)
    assert search("socail dwellings", TODAY, "en").did_you_mean == ""
    assert search("socail dwellings", later, "en").did_you_mean == "social dwellings"
    assert search("social factory xyzzy", TODAY, "en").tries == ("factory",)
    assert search("social factory xyzzy", later, "en").tries == ("social", "factory")
    assert search("socail dwellings", later, "en", territory="de").did_you_mean == "social dwellings"
    assert search("socail dwellings", later, "en", territory="kz").did_you_mean == ""


def test_words_that_are_nowhere_together_are_offered_one_by_one() -> None:
    assert search("Astana trillion factory", TODAY, "en").tries == ("Astana", "factory")


def test_new_words_are_found_at_once_and_old_ones_no_more() -> None:
    assert found("yurts") == {}
    Indicator.objects.filter(pk="dwellings").update(name="Yurts raised")
    assert found("yurts")[TARGET] == ["open", "old"]
    assert found("completed") == {}
    TargetFactory(id="new", indicator=Indicator.objects.get(pk="money"), announced=date(2024, 1, 1), value=Decimal(77))
    assert found("77")[TARGET] == ["new"]
    assert "new" in found("value")[TARGET]


def test_a_change_is_put_beside_the_index_and_the_index_is_made_anew_when_there_are_many(monkeypatch) -> None:
    def segments() -> int:
        return len(search_index_module.search_index().segments)

    found("dwellings")
    Indicator.objects.filter(pk="money").update(name="Worth of projects")
    assert found("worth")[TARGET] == ["money-2024-lower"]
    beside = segments()
    monkeypatch.setattr(search_index_module, "MOST_BESIDE", 0)
    Indicator.objects.filter(pk="money").update(name="Price of projects")
    assert found("price")[TARGET] == ["money-2024-lower"]
    assert found("worth") == {}
    assert (beside, segments()) == (2, 1)


def test_the_targets_that_match_are_whole_chains() -> None:
    assert matching_targets("1,5 трлн") == {"money-2024", "money-2024-lower"}
    assert matching_targets("1.2 trillion", date(2024, 1, 1)) == frozenset()
    assert matching_targets("dwellings", TODAY) == {"open", "old"}


def test_a_search_reads_the_version_alone_and_the_tables_once_after_a_change() -> None:
    def queries(text: str, **more: str) -> int:
        with CaptureQueriesContext(connection) as context:
            found(text, **more)
        return len(context)

    found("dwellings")
    alone, of_place = queries("flats"), queries("plan", territory="kz")
    IndicatorFactory(id="more", name="More dwellings")
    assert (alone, of_place, queries("more"), queries("more")) == (1, 2, 12, 1)
