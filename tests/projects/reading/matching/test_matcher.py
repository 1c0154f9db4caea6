"""Which indicator a figure belongs to: by words of three languages, unit, place, body, neighbours, held figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

import pytest

from projects.reading.articles import read_article
from projects.reading.matching import (
    Candidate,
    CandidateIndex,
    CandidateProgramme,
    Facts,
    FigureMatches,
    Place,
    match_figures,
    matcher,
)
from projects.reading.matching.matcher import FactsOf

WATER = CandidateProgramme(
    "water",
    {"en": "Village water supply", "ru": "Сельское водоснабжение", "kk": "Ауылды сумен қамту"},
    ({"en": "Aqua Norland", "ru": "Аква Норланд"},),
)
ROADS = CandidateProgramme("roads", {"en": "Road repairs", "ru": "Ремонт дорог", "kk": "Жол жөндеу"})
PORTS = CandidateProgramme("ports", {"en": "Sea ports"})
PIPES = {"en": "Water mains laid", "ru": "Проложенные водопроводы", "kk": "Тартылған су құбырлары"}
MENDED = {"en": "Roads repaired", "ru": "Отремонтированные дороги", "kk": "Жөнделген жолдар"}
ROWS = (
    Candidate("pipes", "km", PIPES, WATER, territory="no"),
    Candidate("roads", "km", MENDED, ROADS, territory="no"),
    Candidate("roads-north", "km", {"en": "Roads repaired"}, ROADS, territory="no-1"),
    Candidate("road-jobs", "jobs", {"en": "Jobs at road repairs"}, ROADS, territory="no"),
    Candidate("road-money", "EUR", {"en": "Money for road repairs"}, ROADS, territory="no"),
    Candidate("cranes", "cranes", {"en": "Port cranes"}, PORTS, territory="no"),
    Candidate("cars-sold", "vehicles", {"en": "Cars sold", "ru": "Проданные автомобили"}, PORTS, territory="no"),
    Candidate("cars-made", "vehicles", {"en": "Cars made", "ru": "Выпущенные автомобили"}, PORTS, territory="no"),
    Candidate("plan", "", {"en": "Approval of the road plan"}, ROADS, territory="no"),
)
PLACES = (
    Place("no", {"en": "Norland", "ru": "Норланд", "kk": "Норланд"}),
    Place("no-1", {"en": "Halmar Region", "ru": "Хальмарская область"}, "no"),
    Place("su", {"en": "Sudland", "ru": "Судланд"}),
)
INDEX = CandidateIndex(ROWS, PLACES)


def matched(text: str, language: str = "en", facts_of: FactsOf | None = None) -> list[FigureMatches]:
    return match_figures(text, language, read_article(text, language, date(2031, 3, 1)), INDEX, facts_of)


def first(text: str, language: str = "en") -> list[str]:
    return [row.matches[0].indicator_id if row.matches else "" for row in matched(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "indicators"),
    [
        ("en", "Crews repaired 340 km of roads last year, which gave 1,200 jobs.", ["roads", "road-jobs"]),
        ("en", "Some 85 km of water mains were laid in the villages.", ["pipes"]),
        ("ru", "За год отремонтировали 340 км дорог.", ["roads"]),
        ("ru", "Проложено 85 км водопроводов.", ["pipes"]),
        ("kk", "Былтыр 340 шақырым жол жөнделді.", ["roads"]),
        ("kk", "Ауылдарда 85 шақырым су құбыры тартылды.", ["pipes"]),
        # What is done with a thing decides.
        ("ru", "Выпущено 5 тысяч автомобилей, продано 4 тысячи автомобилей.", ["cars-made", "cars-sold"]),
        # Not translated: by the concepts that languages share, and the unit.
        ("ru", "Ремонт дорог дал 1200 рабочих мест и стоил 90 млн евро.", ["road-jobs", "road-money"]),
        ("kk", "Жол жөндеуде 1200 жұмыс орны ашылды.", ["road-jobs"]),
        # A unit that the reader does not know is found by its name.
        ("en", "The port put nine new cranes into service.", ["cranes"]),
        ("en", "The striker ran 12 km and scored 2 goals.", ["", ""]),
        ("en", "Roads cost $12 million (11 million euros).", ["", ""]),
    ],
)
def test_figure_gets_the_indicator_of_its_words(language: str, text: str, indicators: list[str]) -> None:
    assert first(text, language) == indicators


def test_another_unit_excludes_an_indicator() -> None:
    for row in matched("Roads repaired: 340 tonnes of asphalt."):
        assert not {"roads", "road-jobs", "plan"} & {match.indicator_id for match in row.matches}


def test_growth_can_be_that_of_any_unit_but_a_share() -> None:
    assert first("The number of cars sold grew by 12%.") == ["cars-sold"]


def test_place_decides_between_the_same_words() -> None:
    text = "Crews repaired 340 km of roads in {} last year."
    assert first(text.format("Norland")) == ["roads"]
    row = matched(text.format("Halmar Region"))[0]
    assert row.matches[0].indicator_id == "roads-north"
    assert ("place", ("Halmar Region",)) in {(reason.code, reason.words) for reason in row.matches[0].reasons}


def test_another_country_is_no_match_unless_ours_is_named_too() -> None:
    text = "Crews repaired 340 km of roads in {} last year."
    abroad, at_home, both = (
        matched(text.format(place))[0].matches for place in ("Sudland", "Norland", "Sudland and Norland")
    )
    assert not any(match.score >= 0.6 for match in abroad)
    assert at_home[0].score >= 0.6
    assert both[0].score == at_home[0].score


def test_body_of_the_programme_speaks_for_it() -> None:
    with_body = matched("Aqua Norland laid 85 km of mains.")[0].matches[0]
    assert ("body", ("Aqua Norland",)) in {(reason.code, reason.words) for reason in with_body.reasons}
    assert with_body.score > matched("Crews laid 85 km of mains.")[0].matches[0].score


def test_words_of_a_reason_are_those_of_the_article() -> None:
    reasons = matched("За год отремонтировали 340 км дорог.", "ru")[0].matches[0].reasons
    assert {reason.code: set(reason.words) for reason in reasons} == {
        "words": {"отремонтировали", "дорог"},
        "unit": {"km"},
    }


def test_record_is_asked_once_and_its_figures_decide() -> None:
    questions: list[set[str]] = []

    def facts_of(ids: Collection[str]) -> Mapping[str, Facts]:
        questions.append(set(ids))
        made = Facts({("absolute", Decimal(5200))}, {"absolute": (Decimal(4000), Decimal(6000))}, {date(2030, 12, 31)})
        return {"cars-made": made, "cars-sold": Facts(ranges={"absolute": (Decimal(10**9), Decimal(10**9))})}

    row = matched("Some 5,200 cars left the country’s plants last year.", facts_of=facts_of)[0]
    assert len(questions) == 1
    assert {"cars-made", "cars-sold"} <= questions[0]
    assert row.matches[0].indicator_id == "cars-made"
    assert {"value", "period"} <= {reason.code for reason in row.matches[0].reasons}
    near = matched("Some 5,100 cars left the country’s plants last year.", facts_of=facts_of)[0].matches[0]
    assert {"scale", "period"} <= {reason.code for reason in near.reasons}


def test_nothing_is_asked_where_nothing_matches() -> None:
    def facts_of(ids: Collection[str]) -> Mapping[str, Facts]:
        raise AssertionError(ids)

    assert [row.matches for row in matched("He ate 12 apples.", facts_of=facts_of)] == [()]


def test_neighbours_belong_to_one_programme() -> None:
    alone = matched("That gave 1,200 jobs.")[0].matches
    beside = matched("Crews repaired 340 km of roads. That gave 1,200 jobs.")[1].matches
    assert beside[0].indicator_id == "road-jobs"
    assert not alone or beside[0].score > alone[0].score


def test_matches_are_five_at_most_and_ordered() -> None:
    index = CandidateIndex(
        Candidate(f"roads-{number}", "km", {"en": f"Roads repaired {number}"}, ROADS) for number in range(30)
    )
    text = "Crews repaired 340 km of roads."
    rows = match_figures(text, "en", read_article(text, "en"), index)
    assert len(rows[0].matches) == 5
    assert sorted(rows[0].matches, key=lambda match: -match.score) == list(rows[0].matches)


def test_long_article_asks_for_no_more_than_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matcher, "MOST_FIGURES", 2)
    monkeypatch.setattr(matcher, "MOST_ASKED", 1)
    questions: list[set[str]] = []

    def facts_of(ids: Collection[str]) -> Mapping[str, Facts]:
        questions.append(set(ids))
        return {}

    rows = matched(
        "Crews repaired 340 km of roads; 1,200 jobs followed. 85 km of water mains were laid.", "en", facts_of
    )
    assert [len(ids) for ids in questions] == [1]
    assert {match.indicator_id for row in rows for match in row.matches} == questions[0]
    assert rows[2].matches == ()


@pytest.mark.parametrize("text", ["", " ", "1", "5 5 5 5 5 %", "\u202e5 km of roads\u202c", "ş" * 50 + " 5 km roads"])
def test_any_text_is_matched_without_an_error(text: str) -> None:
    assert isinstance(matched(text), list)
    assert matched(text, "kk") is not None


def test_record_without_indicators_matches_nothing() -> None:
    text = "Crews repaired 340 km of roads."
    assert match_figures(text, "en", read_article(text, "en"), CandidateIndex(()))[0].matches == ()


@pytest.mark.parametrize("names", [{}, {"en": "of the"}, {"en": "2031"}, {"kk": "Жөнделген жолдар"}])
def test_names_may_be_empty_of_words_or_in_another_language(names: dict[str, str]) -> None:
    text = "Crews repaired 340 km of roads in 2031."
    index = CandidateIndex([Candidate("any", "km", names, CandidateProgramme("p", {}))])
    rows = match_figures(text, "en", read_article(text, "en"), index)
    assert [match.indicator_id for match in rows[0].matches] == (["any"] if "kk" in names else [])
