"""Numbers as people spell them: what is only half understood would be another number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.reading.articles import read_article

PUBLISHED = date(2025, 5, 19)


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "In 2024, half a million homes were built.", [("half a million homes", 500_000)]),
        ("en", "In 2024, two and a half million homes were built.", [("two and a half million homes", 2_500_000)]),
        ("en", "In 2024, one and a half million homes were built.", [("one and a half million homes", 1_500_000)]),
        ("en", "In 2024, a quarter of a million homes were built.", []),
        ("en", "In 2024, 12 thousand 500 homes were built.", [("12 thousand 500 homes", 12_500)]),
        ("ru", "В 2024 году построено 12 тыс. 500 домов.", [("12 тыс. 500 домов", 12_500)]),
        ("kk", "2024 жылы 12 мың 500 үй салынды.", [("12 мың 500 үй", 12_500)]),
        (
            *("en", "In 2024, 1 million 250 thousand 300 homes were built."),
            [("1 million 250 thousand 300 homes", 1_250_300)],
        ),
        ("ru", "В 2024 году построено 12 тыс. домов, 500 школ.", [("12 тыс. домов", 12_000), ("500 школ", 500)]),
        ("en", "In 2024, 3.2m homes were built.", [("3.2m homes", 3_200_000)]),
        ("en", "Investment reached $3.2m in 2024.", [("$3.2m", 3_200_000)]),
        ("en", "The balance was minus 12 million tenge in 2024.", [("minus 12 million tenge", -12_000_000)]),
        ("ru", "Сальдо составило минус 12 млн тенге в 2024 году.", [("минус 12 млн тенге", -12_000_000)]),
        ("kk", "2024 жылы баланс минус 12 млн теңге болды.", [("минус 12 млн теңге", -12_000_000)]),
        ("ru", "Разница плюс-минус 12 млн тенге в 2024 году.", [("12 млн тенге", 12_000_000)]),
    ],
)
def test_number_is_read_whole(language, text, figures) -> None:
    assert [(row.text, row.value) for row in read_article(text, language, PUBLISHED)] == figures


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In 2024, output grew 1.5–2 times."),
        ("ru", "В 2024 году производство выросло в 1,5–2 раза."),
        ("kk", "2024 жылы өндіріс 1,5–2 есе өсті."),
    ],
)
def test_multiple_has_both_ends(language, text) -> None:
    (figure,) = read_article(text, language, PUBLISHED)
    assert (figure.value, figure.upper_value, figure.unit) == (Decimal("1.5"), 2, "times")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In 2024, 120 out of 300 homes were built."),
        ("en", "In 2024, 120 of the 300 homes were built."),
        ("ru", "В 2024 году построено 120 из 300 домов."),
        ("kk", "2024 жылы 300 үйдің 120-сы салынды."),
    ],
)
def test_whole_of_which_a_part_is_told_is_no_report(language, text) -> None:
    kinds = {row.value: row.kind for row in read_article(text, language, PUBLISHED)}
    assert kinds[Decimal(300)] == "other"
    assert kinds.get(Decimal(120), "outcome") == "outcome"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In 2024, 120 homes (2023: 100) were built."),
        ("en", "In 2024, 120 homes (100 in 2023) were built."),
        ("ru", "В 2024 году построено 120 домов (2023: 100)."),
        ("kk", "2024 жылы 120 үй салынды (2023: 100)."),
    ],
)
def test_year_of_a_figure_in_brackets_is_that_figure_s(language, text) -> None:
    years = {row.value: row.period_end for row in read_article(text, language, PUBLISHED)}
    assert years == {Decimal(120): date(2024, 12, 31), Decimal(100): date(2023, 12, 31)}


@pytest.mark.parametrize("noun", ["тармаққа", "тармақ", "пунктке"])
def test_points_are_no_percent_in_kazakh(noun) -> None:
    (figure,) = read_article(f"2024 жылы жұмыссыздық 0,3 пайыздық {noun} төмендеді.", "kk", PUBLISHED)
    assert figure.unit == "percentage_points"
