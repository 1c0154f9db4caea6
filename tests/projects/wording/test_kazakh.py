"""Kazakh case endings after dates, numbers, percentages and words."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date

from projects import wording
from projects.wording.kazakh import Case, in_case


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        ("2026 ж. 28 қараша", "ablative", "2026 ж. 28 қарашадан"),
        ("2026 ж. 28 қараша", "attributive", "2026 ж. 28 қарашадағы"),
        ("2026 ж. 12 наурыз", "locative", "2026 ж. 12 наурызда"),
        ("2024 ж. 31 желтоқсан", "dative", "2024 ж. 31 желтоқсанға"),
        ("2024 ж. 31 желтоқсан", "ablative", "2024 ж. 31 желтоқсаннан"),
        ("2024 ж. 30 мау.", "dative", "2024 ж. 30 маусымға"),
        ("2024 ж. 1 қыр.", "ablative", "2024 ж. 1 қыркүйектен"),
        ("2024 ж. 1 шіл.", "attributive", "2024 ж. 1 шілдедегі"),
        ("2025 ж.", "dative", "2025 жылға"),
        ("2025 ж.", "with", "2025 жылмен"),
        ("2026-12-31", "dative", "2026-12-31 күніне"),
        ("1 000 000", "dative", "1 000 000-ға"),
        ("100", "dative", "100-ге"),
        ("40", "dative", "40-қа"),
        ("10", "ablative", "10-нан"),
        ("0,6", "ablative", "0,6-дан"),
        ("0,95", "dative", "0,95-ке"),
        ("0,95", "ablative", "0,95-тен"),
        ("16,1 %", "dative", "16,1 %-ға"),
        ("25 %", "possessive", "25 %-ы"),
        ("365 күн", "dative", "365 күнге"),
        ("366 күн", "accusative", "366 күнді"),
        ("1,5 млрд", "dative", "1,5 млрд-қа"),
    ],
)
def test_ending_follows_the_last_word_as_it_is_read(text: str, case: Case, expected: str) -> None:
    assert in_case(text, case) == expected


@pytest.mark.parametrize("number", range(1, 13))
def test_short_month_of_every_date_is_written_out(number: int) -> None:
    short = wording.short_day(date(2024, number, 9), "kk")
    month = format_date(date(2024, number, 9), "MMMM", locale="kk")
    assert in_case(short, "dative").startswith(f"2024 ж. 9 {month}")


def test_other_languages_take_no_ending() -> None:
    assert wording.kazakh_case("28 ноября 2026 г.", "dative", "ru") == "28 ноября 2026 г."
    assert wording.kazakh_case("28 November 2026", "dative", "en") == "28 November 2026"
