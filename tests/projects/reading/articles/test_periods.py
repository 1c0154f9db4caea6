"""The time of a figure: half-years, results of a year, the last N years, months without a year, what is compared."""

from __future__ import annotations

from datetime import date

import pytest

from projects.reading.articles import read_article

PUBLISHED = date(2026, 5, 20)


def ends(language: str, text: str, published: date | None = PUBLISHED) -> list[str]:
    """Each figure that is promised or reported as “value kind end”."""
    return [
        f"{figure.value:f} {figure.kind} {figure.period_end or ''}".strip()
        for figure in read_article(text, language, published)
        if figure.kind != "other"
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Half-year results: 14 new dams.", ["14 outcome 2026-06-30"]),
        ("First-half output of zinc was 310 tonnes.", ["310 outcome 2026-06-30"]),
        ("Before the end of the year another 40 dams should follow.", ["40 target 2026-12-31"]),
        ("By the end of the quarter 40 dams should be ready.", ["40 target 2026-06-30"]),
        ("Over the past four years 90 dams were built.", ["90 outcome 2026-05-20"]),
        ("In 2025 they built 9 dams. Over the next three years 70 dams will be built.",
         ["9 outcome 2025-12-31", "70 target"]),
        ("Since its foundation in 2019 the zone has opened 33 plants.", ["33 outcome 2026-05-20"]),
        ("Since the launch of the scheme 33 plants have opened.", ["33 outcome 2026-05-20"]),
        ("In November 12 dams will open.", ["12 target 2026-11-30"]),
        ("In March 12 dams will open.", ["12 target 2027-03-31"]),
        ("In November 12 dams were opened.", ["12 outcome 2025-11-30"]),
        ("Reserves stood at 4 million tonnes on March 31.", ["4000000 outcome 2026-03-31"]),
        ("At the 2025 Water Forum they said that 30 dams had been built in 2021-2023.", ["30 outcome 2023-12-31"]),
        ("Forty dams will be built this year and 60 in 2028-2029.", ["40 target 2026-12-31", "60 target 2029-12-31"]),
        ("By 2031 wear must fall to 40%; it was 58% in 2022.", ["40 target 2031-12-31"]),
        ("Annual growth of 5% is planned; by 2030 output will double.", ["5 target", "2 target 2030-12-31"]),
        ("This year they plan 20 dams. The pool holds 300 projects.", ["20 target 2026-12-31", "300 target"]),
    ],
)  # fmt: skip
def test_english_times(text: str, figures: list[str]) -> None:
    assert ends("en", text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("До конца полугодия откроют 12 школ.", ["12 target 2026-06-30"]),
        ("За последние пять лет построено 90 плотин.", ["90 outcome 2026-05-20"]),
        ("За ближайшие три года построят 70 плотин.", ["70 target"]),
        ("Введено 7 млн тонн мощностей (104,2% к 2024 году).",
         ["7000000 outcome 2026-05-20", "104.2 outcome 2026-05-20"]),
        ("Долю переработки доведут до 45% к 2030 году.", ["45 target 2030-12-31"]),
        ("План на год — 19 школ, сдано 4.", ["19 target 2026-12-31", "4 outcome 2026-05-20"]),
        ("В декабре откроют 12 школ.", ["12 target 2026-12-31"]),
        ("Всего с 2019 года профинансировано 340 проектов.", ["340 outcome 2026-05-20"]),
        ("Дефицит вырос до 20%, тогда как в 2021-м был 9%.", ["20 outcome 2026-05-20"]),
        ("Уже в 2027-м. Сегодня работают 16 школ.", ["16 outcome 2026-05-20"]),
    ],
)  # fmt: skip
def test_russian_times(text: str, figures: list[str]) -> None:
    assert ends("ru", text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Соңғы бес жылда 90 бөгет салынды.", ["90 outcome 2026-05-20"]),
        ("Алдағы үш жылда 70 бөгет салынады.", ["70 target"]),
        ("Қыркүйекте 12 мектеп ашылады.", ["12 target 2026-09-30"]),
        ("1 мамырдағы жағдай бойынша 30 мың гектар егілді.", ["30000 outcome 2026-05-01"]),
        ("Былтыр 12 бөгет салынды, биыл 15 бөгет салынбақ.", ["12 outcome 2025-12-31", "15 target 2026-12-31"]),
        ("2026 жылға дейін 40 бөгет салынады. Қазір 6 қойма жаңғыртылуда.", ["40 target 2026-12-31", "6 target"]),
        ("Министрлік 14 жобаны жариялады.", ["14 outcome 2026-05-20"]),
        ("Зауыт 14 цех бастады.", ["14 outcome 2026-05-20"]),
        ("2028 жылы 14 цех жұмысын бастайды.", ["14 target 2028-12-31"]),
        ("Жөндеуге биыл 21 млрд теңге қарастырылған.", ["21000000000 target 2026-12-31"]),
        ("2025 жылы 8 млн тонна көмір өндірілді. 2024 жылдың сәйкес кезеңінде 7 млн болған еді.",
         ["8000000 outcome 2025-12-31"]),
    ],
)  # fmt: skip
def test_kazakh_times(text: str, figures: list[str]) -> None:
    assert ends("kk", text) == figures


@pytest.mark.parametrize(
    ("published", "end"),
    [(date(2026, 1, 30), "2025-12-31"), (date(2026, 12, 30), "2026-12-31")],
)
def test_results_of_the_year_are_told_at_its_end_or_after_it(published: date, end: str) -> None:
    assert ends("ru", "Подводя итоги года, министр отметил: введено 18 школ.", published) == [f"18 outcome {end}"]


def test_relative_time_without_a_day_of_publication_tells_the_kind_only() -> None:
    assert ends("kk", "2030 жылға дейін 95 мектеп салынуы тиіс. Былтыр 92 мектеп болған.", None) == [
        "95 target 2030-12-31",
        "92 outcome",
    ]


@pytest.mark.parametrize(
    ("text", "language", "is_undated"),
    [
        ("Homes | 100 homes were built.", "en", True),
        ("In 2025, 100 homes were built.", "en", False),
        ("Построено 100 домов.", "ru", True),
        ("За 2025 год построено 100 домов.", "ru", False),
        ("100 үй салынды.", "kk", True),
        ("2025 жылы 100 үй салынды.", "kk", False),
        ("100 homes will be built.", "en", False),
    ],
)
def test_report_without_a_time_says_that_no_word_gives_one(text: str, language: str, is_undated: bool) -> None:
    published = date(2026, 3, 4)
    [figure] = read_article(text, language, published)
    assert figure.is_undated is is_undated
    assert figure.period_end == (published if is_undated else date(2025, 12, 31) if "2025" in text else None)
