"""What promises of every shape are called in three languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from projects.wording import TitledPromise, promise_title

NBSP = "\u00a0"
MADE = ("Vehicles made", "Произведённые автомобили", "Шығарылған автомобильдер")
LAUNCHED = (
    "Manufacturing projects launched",
    "Запущенные проекты обрабатывающей промышленности",
    "Іске қосылған өңдеу өнеркәсібі жобалары",
)
VALUE = ("Value of projects launched", "Стоимость запущенных проектов", "Іске қосылған жобалардың құны")
SOLAR = ("Solar power installed", "Установленная солнечная мощность", "Орнатылған күн қуаты")
AREA = ("Housing put into use: floor area", "Ввод жилья: площадь", "Пайдалануға берілген тұрғын үй: ауданы")
OPENING = ("Opening of the airport", "Открытие аэропорта", "Әуежайды ашу")
ZINC = ("Zinc processed", "Переработка цинка", "Өңделген мырыш")
YEAR_END, IN_2024 = date(2030, 12, 31), {"window_start": date(2024, 1, 1), "deadline": date(2024, 12, 31)}


def made(names: tuple[str, str, str], unit: str, value: object = None, **others: Any) -> tuple[str, ...]:
    """The titles of a promise in English, Russian and Kazakh."""
    shape: dict[str, Any] = {
        "unit": unit,
        "basis": "absolute",
        "qualifier": "exactly",
        "value": None if value is None else Decimal(str(value)),
        "upper_value": None,
        "window_start": None,
        "deadline": YEAR_END,
        "timing": "within_period" if "window_start" in others else "by_deadline",
        **others,
    }
    places = shape.pop("places", ("", "", ""))
    return tuple(
        promise_title(TitledPromise(name=name, english=names[0], place=place, **shape), lang).text.replace(NBSP, " ")
        for lang, name, place in zip(("en", "ru", "kk"), names, places, strict=True)
    )


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        pytest.param(
            made(MADE, "vehicles", 160000, **IN_2024),
            ("160,000 vehicles in 2024", "160 000 автомобилей в 2024 году", "2024 жылы 160 000 автомобиль"),
            id="a thing",
        ),
        pytest.param(
            made(MADE, "vehicles", 1, **IN_2024),
            ("1 vehicle in 2024", "1 автомобиль в 2024 году", "2024 жылы 1 автомобиль"),
            id="one thing",
        ),
        pytest.param(
            made(MADE, "vehicles", 21, qualifier="at_least"),
            (
                "At least 21 vehicles by 2030",
                "Не менее 21 автомобиля к 2030 году",
                "2030 жылға қарай кемінде 21 автомобиль",
            ),
            id="at least, with the genitive",
        ),
        pytest.param(
            made(("Projects launched", "Запущенные проекты", "Іске қосылған жобалар"), "projects", 180),
            ("180 projects by 2030", "180 проектов к 2030 году", "2030 жылға қарай 180 жоба"),
            id="projects that nothing tells apart",
        ),
        pytest.param(
            made(LAUNCHED, "projects", 800, qualifier="more_than", **IN_2024),
            (
                "Manufacturing projects launched: more than 800 in 2024",
                "Запущенные проекты обрабатывающей промышленности: более 800 в 2024 году",
                "Іске қосылған өңдеу өнеркәсібі жобалары: 2024 жылы 800-ден астам",
            ),
            id="a name that says what is counted",
        ),
        pytest.param(
            made(VALUE, "KZT", 1500000000000, **IN_2024),
            (
                "Value of projects launched: 1.5 trillion tenge in 2024",
                "Стоимость запущенных проектов: 1,5 трлн тенге в 2024 году",
                "Іске қосылған жобалардың құны: 2024 жылы 1,5 трлн теңге",
            ),
            id="money",
        ),
        pytest.param(
            made(SOLAR, "GW", 215),
            (
                "Solar power installed: 215 GW by 2030",
                "Установленная солнечная мощность: 215 ГВт к 2030 году",
                "Орнатылған күн қуаты: 2030 жылға қарай 215 ГВт",
            ),
            id="a level",
        ),
        pytest.param(
            made(AREA, "m2", 15300000, **IN_2024),
            (
                "Housing put into use: floor area – 15.3 million m² in 2024",
                "Ввод жилья: площадь – 15,3 млн м² в 2024 году",
                "Пайдалануға берілген тұрғын үй: ауданы – 2024 жылы 15,3 млн м²",
            ),
            id="a name with a colon",
        ),
        pytest.param(
            made(VALUE, "EUR", 20000000000, qualifier="between", upper_value=Decimal(25000000000)),
            (
                "Value of projects launched: between 20 and 25 billion euros by 2030",
                "Стоимость запущенных проектов: от 20 до 25 млрд евро к 2030 году",
                "Іске қосылған жобалардың құны: 2030 жылға қарай 20–25 млрд еуро",
            ),
            id="between",
        ),
        pytest.param(
            made(VALUE, "EUR", 2000000000, is_ceiling=True, deadline=None),
            (
                "Value of projects launched: at most 2 billion euros, no date named",
                "Стоимость запущенных проектов: не более 2 млрд евро, срок не назван",
                "Іске қосылған жобалардың құны: ең көбі 2 млрд еуро, мерзімі аталмаған",
            ),
            id="a ceiling without a deadline",
        ),
        pytest.param(
            made(ZINC, "tonnes", 11, basis="percent_change", **IN_2024),
            (
                "Zinc processed: +11% on the starting level in 2024",
                "Переработка цинка: в 2024 году +11 % к исходному уровню",
                "Өңделген мырыш: 2024 жылы бастапқы деңгеймен салыстырғанда +11 %",
            ),
            id="a change on a starting level that nobody named",
        ),
        pytest.param(
            made(
                ZINC,
                "tonnes",
                11,
                basis="percent_change",
                baseline_start=date(2023, 1, 1),
                baseline_end=date(2023, 12, 31),
            ),
            (
                "Zinc processed: +11% on 2023 by 2030",
                "Переработка цинка: к 2030 году +11 % к 2023 г.",
                "Өңделген мырыш: 2030 жылға қарай 2023 жылмен салыстырғанда +11 %",
            ),
            id="a change on a year",
        ),
        pytest.param(
            made(ZINC, "tonnes", 2, basis="multiple", baseline_start=date(2023, 1, 1), baseline_end=date(2023, 12, 31)),
            (
                "Zinc processed: twice the 2023 level by 2030",
                "Переработка цинка: к 2030 году вдвое выше уровня 2023 г.",
                "Өңделген мырыш: 2030 жылға қарай 2023 жылмен салыстырғанда 2 есе",
            ),
            id="twice",
        ),
        pytest.param(
            made(ZINC, "tonnes", "1.5", basis="multiple", qualifier="at_least"),
            (
                "Zinc processed: at least 1.5 times the starting level by 2030",
                "Переработка цинка: к 2030 году не менее чем в 1,5 раза выше исходного уровня",
                "Өңделген мырыш: 2030 жылға қарай бастапқы деңгеймен салыстырғанда кемінде 1,5 есе",
            ),
            id="a multiple",
        ),
        pytest.param(
            made(OPENING, "", basis="done", qualifier="", deadline=date(2020, 10, 31)),
            (
                "Opening of the airport by 31 October 2020",
                "Открытие аэропорта до 31 октября 2020 г.",
                "Әуежайды ашу: 2020 ж. 31 қазанға дейін",
            ),
            id="a milestone",
        ),
        pytest.param(
            made(OPENING, "", basis="done", qualifier=""),
            (
                "Opening of the airport by the end of 2030",
                "Открытие аэропорта до конца 2030 года",
                "Әуежайды ашу: 2030 жылдың соңына дейін",
            ),
            id="a milestone at the end of a year",
        ),
        pytest.param(
            made(OPENING, "", basis="done", qualifier="", deadline=None),
            (
                "Opening of the airport, no date named",
                "Открытие аэропорта, срок не назван",
                "Әуежайды ашу, мерзімі аталмаған",
            ),
            id="a milestone without a deadline",
        ),
        pytest.param(
            made(MADE, "vehicles", deadline=None),
            (
                "Vehicles made: no figure named, no date named",
                "Произведённые автомобили: число не названо, срок не назван",
                "Шығарылған автомобильдер: саны аталмаған, мерзімі аталмаған",
            ),
            id="neither a figure nor a deadline",
        ),
        pytest.param(
            made(MADE, "vehicles", withdrawn=True),
            (
                "Vehicles made: withdrawn",
                "Произведённые автомобили: обещание отозвано",
                "Шығарылған автомобильдер: уәде кері қайтарылды",
            ),
            id="withdrawn without its figure",
        ),
        pytest.param(
            made(MADE, "vehicles", 5, withdrawn=True),
            (
                "5 vehicles by 2030 (withdrawn)",
                "5 автомобилей к 2030 году (отозвано)",
                "2030 жылға қарай 5 автомобиль (кері қайтарылған)",
            ),
            id="withdrawn with its figure",
        ),
        pytest.param(
            made(SOLAR, "GW", 88, is_interim=True, places=("Bavaria", "Бавария", "Бавария")),
            (
                "Solar power installed (Bavaria): 88 GW by 2030 (interim target)",
                "Установленная солнечная мощность (Бавария): 88 ГВт к 2030 году (промежуточная цель)",
                "Орнатылған күн қуаты (Бавария): 2030 жылға қарай 88 ГВт (аралық мақсат)",
            ),
            id="a step on the way, for a part of the country",
        ),
        pytest.param(
            made(MADE, "vehicles", 3, window_start=date(2018, 1, 1), deadline=date(2021, 12, 31)),
            ("3 vehicles in 2018–2021", "3 автомобиля в 2018–2021 годах", "2018–2021 жылдары 3 автомобиль"),
            id="a window of years",
        ),
        pytest.param(
            made(MADE, "vehicles", 3, window_start=date(2024, 5, 1), deadline=date(2024, 5, 31)),
            ("3 vehicles in May 2024", "3 автомобиля за май 2024 г.", "2024 ж. мамыр 3 автомобиль"),
            id="a window of a month",
        ),
        pytest.param(
            made(("Cost", "Стоимость", "Құны"), "widgets", 3),
            ("Cost: 3 widgets by 2030", "Стоимость: 3 widgets к 2030 году", "Құны: 2030 жылға қарай 3 widgets"),
            id="a unit that nobody knows",
        ),
    ],
)
def test_title_of_a_promise(titles: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert titles == expected


@pytest.mark.parametrize(
    ("unit", "name", "title"),
    [
        ("vehicles", "Vehicles made by Allur", "Vehicles made by Allur: 100 by 2030"),
        ("vehicles", "Passenger cars made", "Passenger cars made: 100 by 2030"),
        ("vehicles", "Capacity of the plant", "Capacity of the plant: 100 vehicles by 2030"),
        ("vehicles", "Money for vehicles", "Money for vehicles: 100 vehicles by 2030"),
        ("dwellings", "Dwellings completed in a year", "100 dwellings by 2030"),
        ("dwellings", "Dwellings completed, 2018–2021", "100 dwellings by 2030"),
        ("dwellings", "Rental flats built", "Rental flats built: 100 by 2030"),
        ("heat pumps", "Heat pumps sold", "100 heat pumps by 2030"),
        ("charging points", "Public charging points", "Public charging points: 100 by 2030"),
        ("jobs", "Jobs created", "Jobs created: 100 by 2030"),
        ("percent", "Share of exports", "Share of exports: 100% by 2030"),
    ],
)
def test_unit_stands_for_the_name_only_where_it_says_as_much(unit: str, name: str, title: str) -> None:
    assert made((name, name, name), unit, 100)[0] == title


def test_indicator_is_given_beside_a_title_that_lacks_it() -> None:
    of_vehicles, of_money = (
        promise_title(
            TitledPromise("Имя", english, unit, "absolute", "exactly", "5", None, None, YEAR_END, "by_deadline"), "ru"
        )
        for english, unit in (("Vehicles made", "vehicles"), ("Value", "KZT"))
    )
    assert (of_vehicles.indicator, of_money.indicator) == ("Имя", "")


def test_name_cannot_turn_the_title_round() -> None:
    title = promise_title(
        TitledPromise("a\u202eb", "Value", "KZT", "absolute", "exactly", "5", None, None, YEAR_END, "by_deadline"), "en"
    )
    assert title.text.startswith("\u2068a\u202eb\u2069: ")
