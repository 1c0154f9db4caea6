"""Which indicator a figure belongs to."""

from __future__ import annotations

from datetime import date

import pytest

from projects.reading.articles import read_article
from projects.reading.matching import Candidate, CandidateIndex, CandidateProgramme, match_figures

WATER = CandidateProgramme(
    "water", {"en": "Village water supply", "ru": "Сельское водоснабжение", "kk": "Ауылды сумен қамту"}
)
ROADS = CandidateProgramme("roads", {"en": "Road repairs", "ru": "Ремонт дорог", "kk": "Жол жөндеу"})
INDEX = CandidateIndex(
    [
        Candidate(
            "pipes",
            "km",
            {"en": "Water mains laid", "ru": "Проложенные водопроводы", "kk": "Тартылған су құбырлары"},
            WATER,
        ),
        Candidate(
            "roads",
            "km",
            {"en": "Roads repaired", "ru": "Отремонтированные дороги", "kk": "Жөнделген жолдар"},
            ROADS,
        ),
        Candidate("road-jobs", "jobs", {"en": "Jobs at road repairs"}, ROADS),
    ]
)


@pytest.mark.parametrize(
    ("language", "text", "indicators"),
    [
        ("en", "Crews repaired 340 km of roads last year, which gave 1,200 jobs.", ["roads", "road-jobs"]),
        ("en", "Some 85 km of water mains were laid in the villages.", ["pipes"]),
        ("ru", "За год отремонтировали 340 км дорог, это дало 1200 рабочих мест.", ["roads", "road-jobs"]),
        ("kk", "Былтыр 340 шақырым жол жөнделді.", ["roads"]),
        ("en", "The striker ran 12 km and scored twice before 9,000 people.", ["", ""]),
    ],
)
def test_figure_gets_the_indicator_of_its_words(language: str, text: str, indicators: list[str]) -> None:
    figures = read_article(text, language, date(2026, 3, 1))
    rows = match_figures(text, language, figures, INDEX)
    first = [row.matches[0].indicator_id if row.matches else "" for row in rows]
    assert [id for id in first if id] == [id for id in indicators if id]
