"""The unit of the last printed digit of an article's figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from projects.reading.articles import read_article, rounded_to


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("en", "It cost 1.5 trillion tenge.", "100000000000"),
        ("en", "They made 146,200 cars.", "1"),
        ("en", "They made 146.2 thousand cars.", "100"),
        ("ru", "Выпущено 146,2 тыс. автомобилей.", "100"),
        ("ru", "Выпущено 22 000 автомобилей.", "1"),
        ("ru", "Рост составил 7,35%.", "0.01"),
        ("kk", "12,4 млн шаршы метр тұрғын үй салынды.", "100000"),
        ("en", "They opened twelve schools.", "1"),
        ("en", "They opened 0 schools.", "1"),
        ("en", "Output fell by 4.5%.", "0.1"),
        ("en", "They opened 1.000.000 schools.", "1"),
    ],
)
def test_unit_of_the_last_digit(language: str, text: str, unit: str) -> None:
    assert rounded_to(read_article(text, language)[0]) == Decimal(unit)
