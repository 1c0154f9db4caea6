"""Digits with every kind of space, point and dash: read, read in two ways, or left out; never read wrongly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from projects.reading.articles import read_article
from projects.reading.tokens import MINUSES, SPACES

NOUNS = {"en": "cars", "ru": "машин", "kk": "көлік"}
LANGUAGES = sorted(NOUNS)


def readings(language: str, digits: str) -> list[tuple[str, str | None]]:
    """The value and the other value of each figure of a counted noun."""
    figures = read_article(f"{digits} {NOUNS[language]}", language)
    return [
        (f"{figure.value:f}", None if figure.other_value is None else f"{figure.other_value:f}") for figure in figures
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("space", [*SPACES, "\t", "'", "’"])
def test_every_space_sets_thousands_apart(language: str, space: str) -> None:
    assert readings(language, f"12{space}500{space}000") == [("12500000", None)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dash", [*MINUSES, "-"])
def test_every_dash_makes_a_range(language: str, dash: str) -> None:
    (figure,) = read_article(f"5{dash}7 {NOUNS[language]}", language)
    assert (figure.value, figure.upper_value, figure.qualifier) == (5, 7, "between")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("digits", "value", "other"),
    [
        ("1.000", "1000", "1"),
        ("1,000", "1000", "1"),
        ("1,234.5", "1234.5", None),
        ("1.234,5", "1234.5", None),
        ("1,234,567", "1234567", None),
        ("1.234.567", "1234567", None),
        ("0,500", "0.5", None),
        ("1,2345", "1.2345", None),
        ("2.5", "2.5", None),
        ("2,5", "2.5", None),
        ("1\u200f000", "1000", None),
        ("1\u200b000", "1000", None),
        ("\u202a1 000\u202c", "1000", None),
    ],
)
def test_points_and_commas(language: str, digits: str, value: str, other: str | None) -> None:
    assert readings(language, digits) == [(value, other)]


@pytest.mark.parametrize(
    ("language", "digits", "value", "other"),
    [
        ("en", "1,234 million", "1234000000", "1234000"),
        ("en", "1.234 million", "1234000", None),
        ("en", "1,234 trillion", "1234000000000", "1234000000000000"),
        ("ru", "1,234 млн", "1234000", None),
        ("ru", "1.234 млн", "1234000", "1234000000"),
        ("kk", "1.234 million", "1234000", "1234000000"),
        ("en", "5,000-7,000", "5000", "5"),
    ],
)
def test_second_reading_is_told(language: str, digits: str, value: str, other: str | None) -> None:
    assert readings(language, digits) == [(value, other)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "digits",
    [
        "1 0000",
        "10 00",
        "1 00 000",
        "12 345 67",
        "12,34,567",
        "1, 000",
        "1 ,000",
        "1. 000",
        "1,,5",
        "1..5",
        "1·500",
        "1٬500",
        "1_500",
        "1e6",
        "1E+3",
        "1.5e3",
        "4x4",
        "2½",
        "2 ½",
        "10²",
        "1/2",
        "±5",
        "007",
        "1\u2028500",
        "١٢٣",
        "１２３",
        "\u202e000 1\u202c",
        "\u2067500\u2069",
    ],
)
def test_doubtful_digits_are_left_out(language: str, digits: str) -> None:
    assert readings(language, digits) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hyphen_of_a_list_is_no_minus_before_things(language: str) -> None:
    assert readings(language, "-5") == [("5", None)]


def test_minus_of_a_change_is_one() -> None:
    (_output, change) = read_article("Output was 40 tonnes (−3.5%) in 2024.", "en")
    assert (change.value, change.basis) == (Decimal("-3.5"), "percent_change")
