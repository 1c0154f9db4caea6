"""Figures in words, as a newspaper in each language would print them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects import wording


def plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("value", "unit", "en", "ru", "kk"),
    [
        ("1500000000000", "KZT", "1.5 trillion tenge", "1,5 трлн тенге", "1,5 трлн теңге"),
        ("928000000000", "KZT", "928 billion tenge", "928 млрд тенге", "928 млрд теңге"),
        ("1545300000000", "KZT", "1,545.3 billion tenge", "1 545,3 млрд тенге", "1 545,3 млрд теңге"),
        ("2400000000", "USD", "2.4 billion US dollars", "2,4 млрд долларов США", "2,4 млрд АҚШ доллары"),
        ("1234567.89", "KZT", "1,234,567.89 tenge", "1 234 567,89 тенге", "1 234 567,89 теңге"),
        ("180", "projects", "180 projects", "180 проектов", "180 жоба"),
        ("1", "projects", "1 project", "1 проект", "1 жоба"),
        ("22", "jobs", "22 jobs", "22 рабочих места", "22 жұмыс орны"),
        ("17800", "jobs", "17,800 jobs", "17 800 рабочих мест", "17 800 жұмыс орны"),
        ("1.5", "tonnes", "1.5 tonnes", "1,5 тонны", "1,5 тонна"),
        ("7.4", "percent", "7.4%", "7,4 %", "7,4 %"),
        ("18300000", "m2", "18.3 million m²", "18,3 млн м²", "18,3 млн м²"),
        ("0", "loans", "0 loans", "0 займов", "0 қарыз"),
        ("12", "rail_wagons", "12 rail wagons", "12 rail wagons", "12 rail wagons"),
        (
            "3000000",
            "television sets a year",
            "3 million television sets a year",
            "3 млн телевизоров в год",
            "жылына 3 млн теледидар",
        ),
        ("1", "cars a year", "1 car a year", "1 легковой автомобиль в год", "жылына 1 жеңіл автомобиль"),
        ("7", "wagons a year", "7 wagons a year", "7 wagons a year", "7 wagons a year"),
        ("5", "GBP", "5 British pounds", "5 британских фунтов стерлингов", "5 Британдық фунт"),
    ],
)
def test_amount_in_three_languages(value: str, unit: str, en: str, ru: str, kk: str) -> None:
    shown = [plain_spaces(wording.amount(Decimal(value), unit, lang)) for lang in wording.LANGUAGES]
    assert shown == [en, ru, kk]


def test_absent_figure_is_never_a_zero() -> None:
    assert wording.amount(None, "KZT", "en") == ""
    assert wording.percent(None, "en") == ""
    assert wording.ratio(None, "en") == ""


def test_computed_figure_is_rounded_to_its_significant_digits() -> None:
    assert plain_spaces(wording.amount("1064516129032.258", "KZT", "en", digits=4)) == "1.065 trillion tenge"
    assert plain_spaces(wording.amount("145.61290", "projects", "en", digits=4)) == "145.6 projects"
    assert plain_spaces(wording.amount("145612.9", "jobs", "en", digits=4)) == "145,613 jobs"


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [("0.908125", "90.8%"), ("1", "100%"), ("0.99996", "99.9%"), ("1.14094", "114.1%"), ("-0.05", "-5%"), ("0", "0%")],
)
def test_percent_never_rounds_up_to_what_was_not_reached(ratio: str, shown: str) -> None:
    assert wording.percent(ratio, "en") == shown


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [("0.0004", "0.04%"), ("0.0000096", "0.001%"), ("-0.0004", "-0.04%"), ("-0.9996", "-99.9%"), ("-0", "0%")],
)
def test_percent_says_nothing_and_all_only_of_nothing_and_all(ratio: str, shown: str) -> None:
    assert wording.percent(ratio, "en") == shown


def test_pace_never_rounds_into_a_better_band() -> None:
    assert wording.ratio("-0.004", "en") == "-0.01"  # below zero: it moves away (R11.10)
    assert wording.ratio("0.9499", "en") == "0.94"
    assert wording.ratio("0.9", "ru") == "0,90"


@pytest.mark.parametrize(
    ("qualifier", "value", "upper", "unit", "en", "ru", "kk"),
    [
        ("exactly", "180", None, "projects", "180 projects", "180 проектов", "180 жоба"),
        ("at_least", "181", None, "projects", "at least 181 projects", "не менее 181 проекта", "кемінде 181 жоба"),
        (
            "more_than", "12000", None, "jobs",
            "more than 12,000 jobs", "более 12 000 рабочих мест", "12 000 жұмыс орнынан астам",
        ),
        ("about", "22", None, "flats", "about 22 flats", "около 22 квартир", "шамамен 22 пәтер"),
        ("less_than", "5", None, "percent", "less than 5%", "менее 5 %", "5 пайыздан кем"),
        ("between", "180", "200", "projects", "between 180 and 200 projects", "от 180 до 200 проектов", "180–200 жоба"),
        (
            "between", "1200000000000", "1500000000000", "KZT",
            "between 1.2 and 1.5 trillion tenge", "от 1,2 до 1,5 трлн тенге", "1,2–1,5 трлн теңге",
        ),
        ("more_than", "3", None, "rail_wagons", "more than 3 rail wagons", "более 3 rail wagons", "> 3 rail wagons"),
    ],
)  # fmt: skip
def test_qualified_as_announced(
    qualifier: str, value: str, upper: str | None, unit: str, en: str, ru: str, kk: str
) -> None:
    shown = [plain_spaces(wording.qualified(qualifier, value, upper, unit, lang)) for lang in wording.LANGUAGES]
    assert shown == [en, ru, kk]


@pytest.mark.parametrize(
    ("claim", "en", "ru", "kk"),
    [
        (
            {"basis": "multiple", "qualifier": "exactly", "value": "5", "upper": None},
            "5 times the starting level",
            "в 5 раз выше исходного уровня",
            "бастапқы деңгеймен салыстырғанда 5 есе",
        ),
        (
            {"basis": "percent_change", "qualifier": "about", "value": "8.6", "upper": None},
            "about +8.6% on the starting level",
            "около +8,6 % к исходному уровню",
            "бастапқы деңгеймен салыстырғанда шамамен +8,6 %",
        ),
        ({"basis": "done", "qualifier": "", "value": "1", "upper": None}, "done", "выполнено", "орындалды"),
        ({"basis": "done", "qualifier": "", "value": "0", "upper": None}, "not done", "не выполнено", "орындалған жоқ"),
        (
            {"basis": "done", "qualifier": "", "value": None, "upper": None, "promised": True},
            "to be done",
            "должно быть выполнено",
            "орындалуы тиіс",
        ),
        (
            {"basis": "absolute", "qualifier": "exactly", "value": None, "upper": None},
            "no figure named",
            "число не названо",
            "саны аталмаған",
        ),
    ],
)
def test_claim_on_any_basis(claim: dict[str, object], en: str, ru: str, kk: str) -> None:
    # mypy reads the columns of a claim as one type.
    shown = [plain_spaces(wording.stated(unit="tonnes", lang=lang, **claim)) for lang in wording.LANGUAGES]  # type: ignore[arg-type]
    assert shown == [en, ru, kk]


YEAR_2023 = (date(2023, 1, 1), date(2023, 12, 31))
MONTHS_2023 = (date(2023, 1, 1), date(2023, 4, 30))
DAYS_2023 = (date(2023, 1, 1), date(2023, 12, 18))


@pytest.mark.parametrize(
    ("basis", "value", "compared_with", "en", "ru", "kk"),
    [
        ("percent_change", "6.4", YEAR_2023, "+6.4% on 2023", "+6,4 % к 2023 г.", "2023 жылмен салыстырғанда +6,4 %"),
        (
            "percent_change",
            "8",
            MONTHS_2023,
            "+8% on January–April 2023",
            "+8 % к январю–апрелю 2023 г.",
            "2023 ж. қаңтар–сәуірмен салыстырғанда +8 %",
        ),
        (
            "percent_change",
            "8",
            DAYS_2023,
            "+8% on 1 January – 18 December 2023",
            "+8 % к периоду с 1 января по 18 декабря 2023 г.",
            "2023 ж. 1 қаңтар – 18 желтоқсанмен салыстырғанда +8 %",
        ),
        ("multiple", "2", YEAR_2023, "2 times 2023", "в 2 раза к 2023 г.", "2023 жылмен салыстырғанда 2 есе"),
        (
            "percent_change",
            "7.4",
            (None, None),
            "+7.4% (compared with what is not said)",
            "+7,4 % (с чем сравнивают, не сказано)",
            "+7,4 % (немен салыстырылғаны айтылмаған)",
        ),
    ],
)
def test_growth_of_a_report_is_on_its_own_period(
    basis: str, value: str, compared_with: tuple[date | None, date | None], en: str, ru: str, kk: str
) -> None:
    written = [
        wording.stated(
            basis=basis,
            qualifier="exactly",
            value=value,
            upper=None,
            unit="KZT",
            lang=lang,
            compared_with=compared_with,
        ).replace("\u00a0", " ")
        for lang in ("en", "ru", "kk")
    ]
    assert written == [en, ru, kk]


def test_part_of_the_starting_level_is_not_called_more_than_it() -> None:
    sentence = wording.stated(
        basis="multiple", qualifier="exactly", value="0.5", upper=None, unit="KZT", lang="ru", promised=True
    )
    assert sentence.replace("\u00a0", " ") == "в 0,5 раза от исходного уровня"
