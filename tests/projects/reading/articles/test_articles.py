"""Figures of articles in three languages: value, unit, qualifier, kind, period; and what is no figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.reading.articles import MAX_ARTICLE, ArticleTooLongError, read_article

PUBLISHED = date(2026, 5, 20)


def told(language: str, text: str) -> list[str]:
    """Each figure as “value unit qualifier kind period”, without what is usual."""
    lines = []
    for figure in read_article(text, language, PUBLISHED):
        assert text[figure.start : figure.end] == figure.text
        value = f"{figure.value:f}" + (f"~{figure.upper_value:f}" if figure.upper_value is not None else "")
        period = f"{figure.period_start or ''}..{figure.period_end or ''}".replace("-01-01..2026-12-31", "")
        words = (value, figure.unit, figure.qualifier.replace("exactly", ""), figure.kind, period.strip("."))
        lines.append(" ".join(word for word in words if word))
    return lines


ENGLISH = [
    ("By 2030 the ministry plans to build 45 schools.", ["45 schools target 2030-12-31"]),
    ("Last year 3,200 km of roads were repaired.", ["3200 km outcome 2025-01-01..2025-12-31"]),
    ("Some 12 factories opened in 2024.", ["12 facilities about outcome 2024-01-01..2024-12-31"]),
    (
        "Output will grow from 12 to 60 million tonnes by 2031.",
        ["12000000 tonnes other", "60000000 tonnes target 2031-12-31"],
    ),
    (
        "The port spent 1.2 billion euros ($1.3 billion) in the first quarter of 2026.",
        [
            "1200000000 EUR outcome 2026-01-01..2026-03-31",
            "1300000000 USD other 2026-01-01..2026-03-31",
        ],
    ),
    ("This year 5–7 million trees will be planted.", ["5000000~7000000 units between target 2026"]),
    ("Exports have tripled in five years.", ["3 times outcome 2026-05-20", "5 years other"]),
    ("The bank lends at 7%, for up to ten years.", ["7 percent other", "10 years at_most other"]),
    (
        "Farm output fell 3.4% in January–April, against a plan of 2% growth.",
        ["-3.4 percent outcome 2026-01-01..2026-04-30", "2 percent target 2026-01-01..2026-04-30"],
    ),
    ("5,700 villages (90%) have piped water.", ["5700 settlements outcome 2026-05-20", "90 percent other"]),
    ("The share of renewables will reach 15% by 2030.", ["15 percent target 2030-12-31"]),
    ("Since 2020 the state has built 1,200 schools.", ["1200 schools outcome 2020-01-01..2026-05-20"]),
    ("Article 15 of law No. 88 of 3 March 2021; call +7 701 555-12-34-56 at 10:30.", []),
    ("The 3rd stage of COVID-19 aid began on 1 June 2025.", []),
]
RUSSIAN = [
    ("К 2029 году планируется построить 27 больниц.", ["27 facilities target 2029-12-31"]),
    ("За 11 месяцев 2025 года введено 6,4 млн кв. м жилья.", [
        "11 months other", "6400000 m2 outcome 2025-01-01..2025-11-30",
    ]),
    ("В прошлом году выдано свыше 3 тыс. кредитов на 41,5 млрд тенге.", [
        "3000 loans more_than outcome 2025-01-01..2025-12-31",
        "41500000000 KZT outcome 2025-01-01..2025-12-31",
    ]),
    ("Выпуск вырос в 2,5 раза, добыча снизилась на 3,1%.", [
        "2.5 times outcome 2026-05-20", "-3.1 percent outcome 2026-05-20",
    ]),
    ("В этом году будет создано порядка двадцати тысяч рабочих мест.", ["20000 jobs about target 2026"]),
    ("Инвестиции составят от 5 до 7 млрд долларов.", ["5000000000~7000000000 USD between target"]),
    ("Число цехов вырастет с 12 до 60.", ["12 facilities other", "60 facilities target"]),
    ("Введена 150-тонная печь.", ["150 tonnes outcome 2026-05-20"]),
    ("До 2030 года удвоят переработку.", ["2 times target 2030-12-31"]),
    ("План на год – 19 млн тонн, выполнено 4,3 млн (+6,5%).", [
        "19000000 tonnes target 2026", "4300000 tonnes outcome 2026-05-20", "6.5 percent outcome 2026-05-20",
    ]),
    ("Запланирован запуск 180 проектов с созданием 7,8 тысячи рабочих мест.", [
        "180 projects target", "7800 jobs target",
    ]),
    ("В прошлом году было сдано 588 домов, рост к 2024 году составил 7,2%.", [
        "588 dwellings outcome 2025-01-01..2025-12-31", "7.2 percent outcome 2025-01-01..2025-12-31",
    ]),
    ("Согласно статье 15 закона № 123 от 5 мая 2024 года, 2-й этап начнётся в 10:30.", []),
]  # fmt: skip
KAZAKH = [
    ("2029 жылға дейін 27 аурухана салу жоспарланып отыр.", ["27 facilities target 2029-12-31"]),
    ("Былтыр 7 мыңнан астам көлік шығарылды.", ["7000 vehicles more_than outcome 2025-01-01..2025-12-31"]),
    ("Жыл басынан бері 85 жоба іске қосылды.", ["85 projects outcome 2026-01-01..2026-05-20"]),
    ("4 айда өндіріс 3,5%-ға өсті.", ["4 months other", "3.5 percent outcome 2026-01-01..2026-04-30"]),
    ("Биыл екі есе артық қаржы бөлінеді.", ["2 times target 2026"]),
    ("Жыл соңына дейін жиырма мыңға жуық жұмыс орны құрылады.", ["20000 jobs about target 2026-12-31"]),
    ("Цехтар саны 12-ден 60-қа дейін көбейеді.", ["12 facilities other", "60 facilities target"]),
    ("Жобаға 520 млрд теңге (1 млрд доллар) қарастырылмақ.", ["520000000000 KZT target", "1000000000 USD other"]),
    ("Құны 30 млрд долларлық 50 ірі жоба көзделген.", ["30000000000 USD target", "50 projects target"]),
    ("Жарты жылда 148 мың адам жұмысқа орналасты.", ["148000 people outcome 2026-01-01..2026-06-30"]),
    ("№ 12 үйде 25 мамыр күні сағат 10:30-да жиын өтті.", []),
]


@pytest.mark.parametrize(("text", "figures"), ENGLISH)
def test_english_figures(text: str, figures: list[str]) -> None:
    assert told("en", text) == figures


@pytest.mark.parametrize(("text", "figures"), RUSSIAN)
def test_russian_figures(text: str, figures: list[str]) -> None:
    assert told("ru", text) == figures


@pytest.mark.parametrize(("text", "figures"), KAZAKH)
def test_kazakh_figures(text: str, figures: list[str]) -> None:
    assert told("kk", text) == figures


def test_conversion_names_the_figure_that_it_repeats() -> None:
    figures = read_article("Built 4 plants for $2 million (1 billion tenge) in 2024.", "en")
    assert [figure.converted_from for figure in figures] == [None, None, 1]


def test_elided_noun_is_that_of_the_figure_before() -> None:
    assert (
        told("ru", "В 2025 году построено 113 школ на 160 тыс. мест, в 2026 году – ещё 47.")[2]
        == "47 schools target 2026"
    )


def test_next_sentence_inherits_the_period() -> None:
    figures = told("en", "In 2024 the state built 30 clinics. It also bought 200 buses.")
    assert figures[1] == "200 vehicles outcome 2024-01-01..2024-12-31"


def test_without_a_day_of_publication_relative_times_are_none() -> None:
    (figure,) = read_article("Last year 300 km of roads were built.", "en")
    assert (figure.kind, figure.period_start, figure.period_end) == ("outcome", None, None)


@pytest.mark.parametrize(
    ("language", "digits", "value", "other"),
    [
        ("en", "1,500 cars", "1500", "1.5"),
        ("en", "1.500 cars", "1500", "1.5"),
        ("ru", "1 500 машин", "1500", None),
        ("ru", "1\u202f500 машин", "1500", None),
        ("ru", "1.500 машин", "1500", "1.5"),
        ("kk", "1,234 млн тонна", "1234000", None),
    ],
)
def test_digits_that_can_be_read_in_two_ways_say_so(language, digits, value, other) -> None:
    (figure,) = read_article(digits, language)
    assert figure.value == Decimal(value)
    assert figure.other_value == (None if other is None else Decimal(other))


def test_places_count_the_characters_of_the_text_as_it_is() -> None:
    text = "\ufeffВ 2024 году\u200b построи\u0306ли\u00a0\u202a1\u00a0200\u202c школ, и ещё 3 завода."
    figures = read_article(text, "ru")
    assert [(figure.value, text[figure.start : figure.end].strip("\u202a")) for figure in figures] == [
        (1200, "1\u00a0200\u202c школ"),
        (3, "3 завода"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n" * 5000,
        "7" * 5000,
        "5-" * 3000,
        "(" * 5000,
        "5% " * 2000,
        "two hundred " * 800,
        "\u0306" * 3000,
        "\u202e5\u200f " * 2000,
        "31 February 2025 " * 300,
        "13 месяцев 99.99.2025 " * 200,
        "".join(map(chr, range(1, 0x2FFF))),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_no_text_breaks_the_reader(text: str, language: str) -> None:
    for figure in read_article(text, language, PUBLISHED):
        assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize("published", [date.min, date.max, date(1899, 12, 31), date(2200, 1, 1)])
def test_day_far_from_every_year_is_unknown(published: date) -> None:
    text = "In June 12 dams will open, last year 9 dams were built."
    assert [figure.period_end for figure in read_article(text, "en", published)] == [None, None]


@pytest.mark.parametrize("count", [27, 28, 29, 30, 31, 60, 300])
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_very_long_numbers_break_nothing(count: int, language: str) -> None:
    for text in ("{} cars", "{} million cars", "{}.5%", "5-{} машин", "${} billion"):
        read_article(text.format("7" * count), language, PUBLISHED)


def test_five_megabytes_are_refused_at_once() -> None:
    with pytest.raises(ArticleTooLongError, match="at most"):
        read_article("<td>1 000</td>" * 400_000, "ru")


def test_text_that_is_no_article_is_refused() -> None:
    with pytest.raises(ArticleTooLongError, match="an article has at most"):
        read_article("5 cars " * MAX_ARTICLE, "en")
