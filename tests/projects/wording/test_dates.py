"""Dates and spans in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from projects import wording
from projects.wording.dates import compared_period

LAST_OF_2024 = date(2024, 12, 31)


def plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_day_is_as_precise_as_its_source_printed_it() -> None:
    printed = [
        wording.day(LAST_OF_2024, lang, precision)
        for precision in ("day", "month", "year")
        for lang in ("en", "ru", "kk")
    ]
    assert printed == [
        "31 December 2024", "31 декабря 2024 г.", "2024 ж. 31 желтоқсан",
        "December 2024", "декабрь 2024 г.", "2024 ж. желтоқсан",
        "2024", "2024 г.", "2024 ж.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "en"),
    [
        (date(2024, 1, 1), LAST_OF_2024, "2024"),
        (date(2024, 1, 1), date(2029, 12, 31), "2024–2029"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2024, 1, 1), date(2024, 11, 30), "January–November 2024"),
        (date(2023, 1, 1), date(2023, 12, 22), "1 January – 22 December 2023"),
        (None, LAST_OF_2024, "31 December 2024"),
        (date(2024, 2, 6), None, "6 February 2024 –"),
        (None, None, ""),
    ],
)
def test_period_is_named_as_a_reader_would(start: date | None, end: date | None, en: str) -> None:
    assert wording.period(start, end, "en") == en


@pytest.mark.parametrize(
    ("lang", "start", "end", "named"),
    [
        ("ru", date(2025, 1, 1), date(2025, 11, 30), "январь–ноябрь 2025 г."),
        ("ru", date(2026, 11, 28), date(2026, 12, 31), "28 ноября – 31 декабря 2026 г."),
        ("ru", date(2024, 7, 1), date(2025, 6, 30), "июль 2024 г. – июнь 2025 г."),
        ("kk", date(2025, 1, 1), date(2025, 11, 30), "2025 ж. қаңтар–қараша"),
        ("kk", date(2026, 11, 28), date(2026, 12, 31), "2026 ж. 28 қараша – 31 желтоқсан"),
    ],
)
def test_year_that_both_ends_share_is_said_once(lang: str, start: date, end: date, named: str) -> None:
    assert wording.period(start, end, lang) == named


@pytest.mark.parametrize(
    ("lang", "start", "end", "phrase"),
    [
        ("en", date(2025, 1, 1), date(2025, 12, 18), "from 1 January to 18 December 2025"),
        ("ru", date(2025, 1, 1), date(2025, 12, 18), "с 1 января по 18 декабря 2025 г."),
        ("ru", date(2025, 1, 1), date(2025, 12, 31), "за 2025 г."),
        ("ru", date(2025, 1, 1), date(2025, 11, 30), "за январь–ноябрь 2025 г."),
        ("ru", date(2024, 3, 1), date(2025, 2, 18), "с 1 марта 2024 г. по 18 февраля 2025 г."),
        ("ru", None, date(2025, 12, 18), "на 18 декабря 2025 г."),
        ("en", date(2025, 12, 18), date(2025, 12, 18), "on 18 December 2025"),
        ("kk", date(2025, 1, 1), date(2025, 12, 18), "2025 ж. 1 қаңтар – 18 желтоқсан"),
    ],
)
def test_period_after_a_figure_is_an_adverb(lang: str, start: date | None, end: date, phrase: str) -> None:
    assert wording.during(start, end, lang) == phrase


def test_september_is_abbreviated_as_russian_print_does() -> None:
    assert wording.short_day(date(2024, 9, 30), "ru") == "30 сент. 2024 г."


def test_spans_of_days_follow_the_plurals() -> None:
    assert [plain_spaces(wording.overdue_by(n, "ru")) for n in (1, 3, 326)] == [
        "просрочено на 1 день", "просрочено на 3 дня", "просрочено на 326 дней",
    ]  # fmt: skip
    assert plain_spaces(wording.overdue_by(326, "en")) == "326 days overdue"
    assert plain_spaces(wording.overdue_by(1, "kk")) == "мерзімінен 1 күн өтті"
    assert plain_spaces(wording.due_in(38, "en")) == "due in 38 days"
    assert wording.due_in(0, "ru") == "срок сегодня"
    assert plain_spaces(wording.ago(2, "ru")) == "2 дня назад"
    assert plain_spaces(wording.times(4, "ru")) == "4 раза"


def test_moments_months_and_deadlines() -> None:
    assert wording.moment(datetime(2026, 3, 9, 8, 5, tzinfo=UTC), "en") == "9 March 2026, 08:05"
    assert wording.month(date(2026, 3, 1), "ru") == "Март 2026 г."
    assert wording.by(LAST_OF_2024, "en") == "by 31 December 2024"
    assert wording.short_day(date(2026, 3, 9), "en") == "9 Mar 2026"


def test_window_of_a_promise_reads_as_part_of_a_sentence() -> None:
    whole_year = date(2024, 1, 1), LAST_OF_2024
    assert [wording.within(*whole_year, lang) for lang in wording.LANGUAGES] == [
        "in 2024",
        "за 2024 г.",
        "2024 ж. ішінде",
    ]
    assert wording.within(date(2024, 1, 5), LAST_OF_2024, "en") == "5 January – 31 December 2024"


@pytest.mark.parametrize(
    ("start", "end", "lang", "words"),
    [
        (date(2024, 1, 1), date(2024, 1, 2), "en", "1 day"),
        (date(2021, 6, 30), date(2023, 6, 29), "en", "729 days"),
        (date(2021, 6, 30), date(2023, 6, 30), "en", "2 years (730 days)"),
        (date(2021, 1, 1), date(2024, 1, 1), "en", "3 years (1,095 days)"),  # no leap day in between
        (date(2017, 1, 1), date(2023, 1, 1), "ru", "6 лет (2 191 день)"),
        (date(2011, 10, 30), date(2020, 10, 31), "en", "9 years (3,289 days)"),
        (date(2011, 10, 30), date(2020, 10, 29), "ru", "8 лет (3 287 дней)"),
        (date(2011, 10, 30), date(2020, 10, 31), "kk", "9 жыл (3 289 күн)"),
        (date(2020, 2, 29), date(2023, 2, 28), "en", "2 years (1,095 days)"),
    ],
)
def test_long_time_is_told_in_years_and_days(start: date, end: date, lang: str, words: str) -> None:
    assert plain_spaces(wording.span(start, end, lang)) == words


@pytest.mark.parametrize(
    ("lang", "named", "compared"),
    [
        ("en", "2021–2023", "2021–2023"),
        ("ru", "2021–2023 гг.", "2021–2023 гг."),
        ("kk", "2021–2023 жж.", "2021–2023 жылдармен"),
    ],
)
def test_several_years_are_named_in_the_plural(lang: str, named: str, compared: str) -> None:
    years = date(2021, 1, 1), date(2023, 12, 31)
    assert wording.period(*years, lang) == named
    assert compared_period(*years, lang) == compared


@pytest.mark.parametrize(
    ("done_on", "lang", "words"),
    [
        (date(2020, 10, 31), "en", "The day named first, 30 October 2011, was missed by 9 years (3,289 days)."),
        (date(2020, 10, 31), "ru", "Названный первым срок, 30 октября 2011 г., сорван: опоздание 9 лет (3 289 дней)."),
        (date(2020, 10, 31), "kk", "Алғаш аталған мерзімнен (2011 ж. 30 қазан) 9 жыл (3 289 күн) кешікті."),
        (date(2011, 10, 1), "en", "The first deadline was 30 October 2011."),
        (None, "en", "The first deadline was 30 October 2011."),
    ],
)
def test_first_deadline_says_by_how_much_it_was_missed(done_on: date | None, lang: str, words: str) -> None:
    assert plain_spaces(wording.first_deadline(date(2011, 10, 30), done_on, lang)) == words
