"""How strongly a text concerns the record; the shipped record as an example, with invented texts."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

import projects.data
from projects.reading.articles import read_article
from projects.reading.matching import (
    Candidate,
    CandidateIndex,
    CandidateProgramme,
    Place,
    Texts,
    match_figures,
    match_text,
)

RECORD = Path(next(iter(projects.data.__path__))) / "kazakhstan"
LIKELY = 0.6

# About something else, though with money, people, houses, cars and per cent.
ELSEWHERE = [
    ("en", "The club sold 42,000 tickets for the derby. The striker, signed for 12 million euros, scored twice in 15 "
           "minutes before 38,500 people. The team plans to win 3 trophies by 2027."),
    ("en", "A storm left 23,000 homes without power on Tuesday, and 180 flights were cancelled. The governor said "
           "1,200 workers would repair lines by Friday."),
    ("en", "The film festival will show 190 films. More than 20,000 visitors came last year, and the budget grew by "
           "12 percent to 1.5 million dollars."),
    ("en", "Police seized 1.6 tons of drugs and 300 million tenge. 28 people were detained; 12 vehicles were taken."),
    ("ru", "Из-за паводков эвакуировали 15 200 человек, подтоплено 1 300 домов. На выплаты направят 2,5 млрд тенге."),
    ("ru", "Базовая ставка осталась на уровне 14,25%. Инфляция за год составила 8,6%, резервы – 38,4 млрд долларов."),
    ("ru", "Суд приговорил экс-чиновника к 7 годам: он присвоил 1,2 млрд тенге. Изъяты 4 квартиры и 3 автомобиля."),
    ("ru", "В марафоне 6 500 участников пробежали 42 км. Призовой фонд – 50 млн тенге, вдвое больше."),
    ("kk", "Жарысқа 1200 спортшы қатысты. Жүлде қоры 20 миллион теңге. Келесі жылы 3 жарыс өтеді."),
    ("kk", "Су тасқынынан 850 үй зардап шекті, 3200 адам көшірілді. Өтемақыға 1,5 млрд теңге бөлінді."),
    ("kk", "Республикада 18 мың неке тіркелді, бұл өткен жылдан 6%-ға аз. 45 мың сәби дүниеге келді."),
]  # fmt: skip
# Of the same things, elsewhere in the world.
ABROAD = [
    ("en", "Germany completed 213,700 dwellings in 2031, 14 percent fewer than the year before. Construction of 12,500 "
           "rental flats got 2.2 billion euros."),
    ("ru", "В Узбекистане выпущено 310 тысяч автомобилей и сдано 90 тысяч квартир. Будут запущены 240 промышленных "
           "проектов."),
]  # fmt: skip
CONCERNED = [
    ("en", "The ministry plans to launch 205 manufacturing projects in 2031; they will create 21,700 jobs.",
     ["manufacturing-pool-projects", "manufacturing-pool-jobs"]),
    ("en", "Some 16,900 rental flats were built, and 7,300 rental flats were bought.",
     ["rental-flats-built", "rental-flats-bought"]),
    ("ru", "За полгода выпущено 61,3 тыс. легковых автомобилей.", ["passenger-cars-produced"]),
    ("ru", "Выдано 9 150 займов «Наурыз», подано 41 200 заявок на «Наурыз».", ["nauryz-loans", "nauryz-applications"]),
    ("ru", "Внутри страны переработано 77 тысяч тонн меди.", ["copper-processed"]),
    ("kk", "Былтыр 11,8 млн шаршы метр тұрғын үй пайдалануға берілді.", ["housing-area"]),
    ("kk", "Биыл 197 өңдеу өнеркәсібі жобасы іске қосылады.", ["manufacturing-pool-projects"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def index() -> CandidateIndex:
    programmes = {
        row["id"]: (CandidateProgramme(row["id"], texts(row)), row["territory"]) for row in rows("programmes")
    }
    candidates = [
        Candidate(
            row["id"], row["unit"], texts(row), programmes[row["programme"]][0], texts(row, "definition"),
            row["territory"] or programmes[row["programme"]][1],
        )
        for row in rows("indicators")
    ]  # fmt: skip
    places = [Place(row["id"], texts(row), row["parent"]) for row in rows("territories")]
    others = [Place("de", {"en": "Germany"}), Place("uz", {"ru": "Узбекистан"})]
    return CandidateIndex(candidates, [*places, *others])


def rows(table: str) -> list[dict[str, str]]:
    with (RECORD / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def texts(row: dict[str, str], column: str = "name") -> Texts:
    columns = {"en": column, "ru": f"{column}_ru", "kk": f"{column}_kk"}
    return {language: row[name] for language, name in columns.items() if row[name]}


@pytest.mark.parametrize(("language", "text"), ELSEWHERE)
def test_text_about_something_else_does_not_concern_the_record(language: str, text: str, index: CandidateIndex) -> None:
    assert match_text(text, language, index).matches == ()
    assert match_text(text, language, index).score == 0
    for row in match_figures(text, language, read_article(text, language, date(2031, 3, 1)), index):
        assert not [match for match in row.matches if match.score >= LIKELY]


@pytest.mark.parametrize(("language", "text"), ABROAD)
def test_text_about_another_country_does_not_concern_the_record(
    language: str, text: str, index: CandidateIndex
) -> None:
    assert match_text(text, language, index).matches == ()
    for row in match_figures(text, language, read_article(text, language, date(2031, 3, 1)), index):
        assert not [match for match in row.matches if match.score >= LIKELY]


@pytest.mark.parametrize(("language", "text", "indicators"), CONCERNED)
def test_text_of_the_record_is_found_with_its_indicators(
    language: str, text: str, indicators: list[str], index: CandidateIndex
) -> None:
    match = match_text(text, language, index)
    assert match.score >= 0.4
    assert set(indicators) <= {row.indicator_id for row in match.matches}
    figures = read_article(text, language, date(2031, 3, 1))
    first = [row.matches[0].indicator_id for row in match_figures(text, language, figures, index) if row.matches]
    assert first == indicators


def test_matches_are_the_best_first(index: CandidateIndex) -> None:
    matches = match_text(" ".join(text for language, text, _ in CONCERNED if language == "en"), "en", index).matches
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert all(match.reasons[0].words for match in matches)
