"""The time of a promise as people write it, in three languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.reading import Problem
from projects.reading.windows import names_within, read_window

YEAR = (date(2027, 1, 1), date(2027, 12, 31), "within")
BY_END = (None, date(2027, 12, 31), "by")
YEARS = (date(2025, 1, 1), date(2027, 12, 31), "range")


def readings(text):
    return [(reading.first, reading.last, reading.kind) for reading in read_window(text).readings]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            [
                "in 2027",
                "During 2027",
                "в 2027 году",
                "в течение 2027 г.",
                "за 2027 год",
                "2027 жылы",
                "2027 жыл ішінде",
            ],
            YEAR,
        ),
        (["by 2027", "by the end of 2027", "no later than 2027", "until the end of 2027"], BY_END),
        (["к 2027 году", "до конца 2027 года", "к концу 2027 г.", "не позднее 2027 года"], BY_END),
        (["2027 жылдың соңына дейін", "2027 жылдың аяғына дейін", "2027 жылдың соңына қарай"], BY_END),
        (["2025–2027", "2025-2027", "from 2025 to 2027", "between 2025 and 2027", "in 2025–2027"], YEARS),
        (["с 2025 по 2027 год", "в 2025–2027 годах", "2025-2027 гг."], YEARS),
        (["2025–2027 жылдары", "2025–2027 жылдар аралығында", "2025 жылдан бастап 2027 жылға дейін"], YEARS),
        (
            ["2027", "31.12.2027", "December 2027", "декабрь 2027", "2027 жылғы желтоқсан"],
            (None, date(2027, 12, 31), "bare"),
        ),
        (["before 2028", "до начала 2028 года", "2028 жылдың басына дейін"], BY_END),
        (["by 1 July 2027", "до 1 июля 2027 года", "2027 жылғы 1 шілдеге дейін"], (None, date(2027, 7, 1), "by")),
        (
            ["in the third quarter of 2027", "в III квартале 2027 года", "в 3 квартале 2027"],
            (date(2027, 7, 1), date(2027, 9, 30), "within"),
        ),
        (["Q4 2027", "IV квартал 2027", "2027 жылдың төртінші тоқсаны"], (None, date(2027, 12, 31), "bare")),
        (
            ["first half of 2027", "первое полугодие 2027", "2027 жылдың бірінші жартыжылдығы"],
            (None, date(2027, 6, 30), "bare"),
        ),
        (["2027-01-01 – 2027-06-30", "01.01.2027–30.06.2027"], (date(2027, 1, 1), date(2027, 6, 30), "range")),
    ],
)
def test_one_reading(texts, expected):
    assert {text: readings(text) for text in texts} == {text: [expected] for text in texts}


@pytest.mark.parametrize("text", ["до 2027 года", "2027 жылға дейін"])
def test_whether_the_named_year_counts_itself_is_asked(text):
    assert readings(text) == [(None, date(2027, 12, 31), "by"), (None, date(2026, 12, 31), "by")]


def test_two_readings_of_a_day_stay_two():
    assert [reading[1] for reading in readings("by 05/06/2027")] == [date(2027, 6, 5), date(2027, 5, 6)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("soon", Problem.NOT_A_DATE),
        ("в среднесрочной перспективе", Problem.NOT_A_DATE),
        ("2027–2025", Problem.NOT_A_DATE),
        ("in 27", Problem.NOT_A_DATE),
        ("31.02.2027", Problem.NO_SUCH_DAY),
        ("", Problem.EMPTY),
        ("third half of 2027", Problem.NOT_A_DATE),
        ("x" * 1000, Problem.TOO_LONG),
    ],
)
def test_no_reading_but_a_reason(text, problem):
    result = read_window(text)
    assert (result.readings, result.problem) == ((), problem)


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    result = read_window(text)
    assert bool(result.readings) != bool(result.problem)
    assert all(reading.first is None or reading.first <= reading.last for reading in result.readings)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("In 2027 the ministry will build 12 schools", True),
        ("В 2027 году министерство построит 12 школ", True),
        ("2027 жылы министрлік 12 мектеп салады", True),
        ("By 2027 the ministry will build 12 schools", False),
        ("К 2027 году построят 12 школ", False),
        ("in 12027", False),
        ("", False),
    ],
)
def test_sentence_names_a_year_as_a_whole(sentence, expected):
    assert names_within(sentence, 2027) is expected
