"""What people type for a date: understood, asked about, or refused with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from projects import wording
from projects.reading import Problem, read_day

DAY = date(2024, 12, 31)
ALL = ("day", "month", "year")


@pytest.mark.parametrize(
    "text",
    [
        "2024-12-31",
        "2024.12.31",
        "2024/12/31",
        "31.12.2024",
        "31. 12. 2024",
        "31.12.2024 г.",
        "31.12.2024 ж.",
        "31/12/2024",
        "12/31/2024",
        "31-12-2024",
        "31–12–2024",
        "31 декабря 2024",
        "31 декабря 2024 г.",
        "31 декабря 2024 года",
        "31 ДЕКАБРЯ 2024",
        "31 дек. 2024",
        "31\u00a0декабря\u00a02024",
        "31 желтоқсан 2024",
        "31 желтоқсан 2024 ж.",
        "2024 ж. 31 желтоқсан",
        "2024 жылғы 31 желтоқсан",
        "2024 жылдың 31 желтоқсанында",
        "31 December 2024",
        "December 31, 2024",
        "Dec 31, 2024",
        "31-Dec-2024",
        "31/дек/2024",
        "31st of December, 2024",
        "the 31st of December 2024",
    ],
)
def test_day_is_understood(text: str) -> None:
    reading = read_day(text).reading
    assert reading is not None, read_day(text)
    assert (reading.first, reading.last, reading.precision) == (DAY, DAY, "day")


@pytest.mark.parametrize("text", ["05/06/2024", "5/6/2024", "05-06-2024"])
def test_day_and_month_are_asked_about_where_both_are_possible(text: str) -> None:
    result = read_day(text)
    assert result.reading is None
    assert [reading.first for reading in result.readings] == [date(2024, 6, 5), date(2024, 5, 6)]


@pytest.mark.parametrize("text", ["05.06.2024", "2024-06-05", "5 июня 2024"])
def test_nothing_is_asked_where_one_order_is_meant(text: str) -> None:
    reading = read_day(text).reading
    assert reading is not None
    assert reading.first == date(2024, 6, 5)


def test_nothing_is_asked_where_both_orders_are_one_day() -> None:
    reading = read_day("05/05/2024").reading
    assert reading is not None
    assert reading.first == date(2024, 5, 5)


@pytest.mark.parametrize(
    "text", ["02.2024", "2/2024", "2024-02", "February 2024", "февраль 2024 г.", "ақпан 2024", "2024 ж. ақпан"]
)
def test_month_is_understood_where_a_month_will_do(text: str) -> None:
    reading = read_day(text, ALL).reading
    assert reading is not None, read_day(text, ALL)
    assert (reading.first, reading.last, reading.precision) == (date(2024, 2, 1), date(2024, 2, 29), "month")
    assert (read_day(text).problem, read_day(text).detail) == (Problem.DAY_NEEDED, "month")


@pytest.mark.parametrize("text", ["2024", "2024 г.", "2024 год", "2024 жыл"])
def test_year_is_understood_where_a_year_will_do(text: str) -> None:
    reading = read_day(text, ALL).reading
    assert reading is not None
    assert (reading.first, reading.last, reading.precision) == (date(2024, 1, 1), DAY, "year")
    assert (read_day(text).problem, read_day(text).detail) == (Problem.DAY_NEEDED, "year")


@pytest.mark.parametrize(
    ("text", "problem", "detail"),
    [
        ("", Problem.EMPTY, ""),
        ("31.11.2024", Problem.NO_SUCH_DAY, "30"),
        ("29.02.2023", Problem.NO_SUCH_DAY, "28"),
        ("30 ақпан 2024", Problem.NO_SUCH_DAY, "29"),
        ("2024-04-31", Problem.NO_SUCH_DAY, "30"),
        ("0.12.2024", Problem.NO_SUCH_DAY, "31"),
        ("31.13.2024", Problem.NO_SUCH_MONTH, "13"),
        ("2024-00-01", Problem.NO_SUCH_MONTH, "0"),
        ("31/31/2024", Problem.NO_SUCH_MONTH, "31"),
        ("31.12.24", Problem.SHORT_YEAR, "31.12.24"),
        ("31 декабря 24", Problem.SHORT_YEAR, "24"),
        ("31.12.0024", Problem.SHORT_YEAR, "0024"),
        ("31 декабря 20245", Problem.SHORT_YEAR, "20245"),
        ("вчера", Problem.NOT_A_DATE, "вчера"),
        ("31 декабря", Problem.NOT_A_DATE, ""),
        ("31 12 декабря 2024 2025", Problem.NOT_A_DATE, ""),
        ("2024-12-31T10:00", Problem.NOT_A_DATE, ""),
        ("٣١.12.2024", Problem.OTHER_DIGITS, "٣"),
        ("1" * 200, Problem.TOO_LONG, ""),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, problem: Problem, detail: str) -> None:
    result = read_day(text, ALL)
    assert (result.readings, result.problem) == ((), problem)
    assert not detail or result.detail == detail


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


@given(DAYS, st.sampled_from(["en_GB", "en_US", "ru", "kk"]), st.sampled_from(["medium", "long"]))
def test_day_printed_in_our_languages_is_read_back(on: date, locale: str, length: str) -> None:
    text = format_date(on, format=length, locale=locale)
    assert on in [reading.first for reading in read_day(text).readings], text


@given(DAYS, st.sampled_from(["en", "ru", "kk"]))
def test_day_that_our_pages_print_is_read_back(on: date, language: str) -> None:
    for text in (wording.day(on, language), wording.short_day(on, language)):
        reading = read_day(text).reading
        assert reading is not None, text
        assert reading.first == on
    reading = read_day(wording.day(on, language, "month"), ALL).reading
    assert reading is not None
    assert (reading.first.month, reading.precision) == (on.month, "month")


@given(
    st.one_of(
        st.text(max_size=150), st.from_regex(r"[0-9]{1,5}[-./ ]{0,2}[0-9]{1,5}[-./ ]{0,2}[0-9]{0,5}", fullmatch=True)
    )
)
def test_no_text_raises(text: str) -> None:
    result = read_day(text, ALL)
    assert (result.problem is None) == bool(result.readings)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("05/06/2024", "dmy", date(2024, 6, 5)),
        ("05/06/2024", "mdy", date(2024, 5, 6)),
        ("31.12.2024", "mdy", date(2024, 12, 31)),
        ("2024-12-31", "dmy", date(2024, 12, 31)),
    ],
)
def test_order_that_is_known_decides(text: str, order: str, day: date) -> None:
    reading = read_day(text, order=order).reading
    assert reading is not None
    assert reading.first == day


@pytest.mark.parametrize(("text", "order"), [("12/31/2024", "dmy"), ("31/12/2024", "mdy"), ("05/06/2024", "ymd")])
def test_day_in_another_order_than_the_known_one_is_refused(text: str, order: str) -> None:
    assert read_day(text, order=order).problem is Problem.OTHER_ORDER
