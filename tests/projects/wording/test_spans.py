"""How long, how far, and figures that moved, in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from projects.wording import shift, span_ago, steps

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2021, 1, 15), date(2024, 3, 20), ("3 years 2 months ago", "3 года 2 месяца назад", "3 жыл 2 ай бұрын")),
        (date(2021, 1, 20), date(2022, 1, 19), ("11 months ago", "11 месяцев назад", "11 ай бұрын")),
        (date(2020, 2, 29), date(2021, 3, 1), ("1 year ago", "1 год назад", "1 жыл бұрын")),
        (date(2024, 3, 1), date(2024, 3, 22), ("21 days ago", "21 день назад", "21 күн бұрын")),
    ],
)
def test_span_is_told_in_years_and_months_or_in_days(start: date, end: date, expected: tuple[str, str, str]) -> None:
    spans = tuple(span_ago(start, end, lang).replace(NBSP, " ") for lang in ("en", "ru", "kk"))
    assert spans == expected


def test_shift_says_how_far_and_which_way() -> None:
    first, last = date(2011, 10, 30), date(2020, 10, 31)
    assert shift(first, last, "en").replace(NBSP, " ") == "9 years later"
    assert shift(last, first, "ru").replace(NBSP, " ") == "на 9 лет раньше"
    assert shift(first, first, "kk") == ""


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], ""),
        (["180 projects"], "180 projects"),
        (
            ["1.2 trillion tenge", "about 1.3 trillion tenge", "1.2 trillion tenge"],
            "1.2 → about 1.3 → 1.2 trillion tenge",
        ),
        (["180 projects", "180 projects", "at least 170 projects"], "180 → at least 170 projects"),
        (["900 million euros", "2 billion euros"], "900 million → 2 billion euros"),
        (["5%", "6%"], "5% → 6%"),
        (["no date named", "31 Oct 2020"], "no date named → 31 Oct 2020"),
        ([f"{number} flats" for number in range(1, 9)], "1 → … → 8 flats"),
    ],
)
def test_steps_stand_beside_each_other_with_their_unit_once(texts: list[str], expected: str) -> None:
    assert steps(texts) == expected
