"""Of an answer only figures are believed that stand in the text and read as the value claimed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from projects.reading.second_reader import DISCARDED, SecondFigure, check_claims, number_lines
from projects.reading.second_reader.check import MAX_CLAIMS
from projects.reading.second_reader.own_reading import is_year, own_readings

ENGLISH = "Кent built 1,200 homes in 2024.\nIt plans 1.5 trillion tenge, up from 12 to 60 thousand, and 60 buses."
RUSSIAN = "Построено 1\u00a0500 квартир на 2,5 млрд тенге.\nПлан: 40–50 тыс. рабочих мест и снижение на –5 %."
KAZAKH = "2025 жылы 12 мың орын ашылды.\nБиыл екі жүз мектеп салынады."


def checked(text: str, *claims: Any, language: str = "en") -> tuple[list[SecondFigure], dict[str, int]]:
    answer = check_claims(text, number_lines(text), claims, language)
    return answer.figures, dict(answer.discarded)


def claim(text: str, value: Any, **members: Any) -> dict[str, Any]:
    return {"text": text, "value": value, **members}


@pytest.mark.parametrize(
    ("text", "language", "given", "value", "upper"),
    [
        (ENGLISH, "en", claim("1,200 homes", "1200", line=Decimal(1)), 1200, None),
        (ENGLISH, "en", claim("1,200", Decimal(1200)), 1200, None),
        (ENGLISH, "en", claim("1.5 trillion tenge", Decimal("1.5E+12"), line="2"), 1_500_000_000_000, None),
        (ENGLISH, "en", claim("1.5 trillion", "1500000000000", line=Decimal(2)), 1_500_000_000_000, None),
        (ENGLISH, "en", claim("60 buses", "60", line=Decimal(2)), 60, None),
        (ENGLISH, "en", claim("1,200 homes", "1200", start=Decimal(11), end=Decimal(22)), 1200, None),
        (RUSSIAN, "ru", claim("1 500 квартир", "1500", line=Decimal(1)), 1500, None),
        (RUSSIAN, "ru", claim("1\u00a0500 квартир", "1500", line=Decimal(1)), 1500, None),
        (RUSSIAN, "ru", claim("2,5 млрд тенге", "2500000000"), 2_500_000_000, None),
        (RUSSIAN, "ru", claim("40–50 тыс. рабочих мест", "40000", upper_value="50000"), 40_000, 50_000),
        (RUSSIAN, "ru", claim("–5 %", "-5"), -5, None),
        (KAZAKH, "kk", claim("12 мың орын", "12000", line=Decimal(1)), 12_000, None),
        (KAZAKH, "kk", claim("екі жүз мектеп", "200", line=Decimal(2)), 200, None),
    ],
)
def test_figure_that_stands_in_the_text_is_kept(text, language, given, value, upper) -> None:
    figures, discarded = checked(text, given, language=language)
    assert discarded == {}
    assert [(figure.value, figure.upper_value) for figure in figures] == [(value, upper)]
    place = text[figures[0].start : figures[0].end]
    assert place.replace("\u00a0", " ") == given["text"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (None, "malformed"),
        ("1,200 homes", "malformed"),
        ([], "malformed"),
        ({}, "malformed"),
        ({"text": "1,200 homes"}, "malformed"),
        (claim("", "1200"), "malformed"),
        (claim("  ", "1200"), "malformed"),
        (claim(["1,200"], "1200"), "malformed"),
        (claim("1,200" + " " * 200, "1200"), "malformed"),
        (claim("1,200", None), "malformed"),
        (claim("1,200", True), "malformed"),
        (claim("1,200", "NaN"), "malformed"),
        (claim("1,200", "1200 "), "malformed"),
        (claim("1,200", "1" * 5000), "malformed"),
        (claim("1,200", "١٢٠٠"), "malformed"),
        (claim("1,300 homes", "1300"), "elsewhere"),
        (claim("1,200 Homes", "1200"), "elsewhere"),
        (claim("\x001,200", "1200"), "elsewhere"),
        (claim("\ud800", "1200"), "elsewhere"),
        (claim("1,200 homes", "1200", line=Decimal(2)), "elsewhere"),
        (claim("1,200 homes", "1200", line=Decimal(9)), "elsewhere"),
        (claim("1,200 homes", "1200", line=[1]), "elsewhere"),
        (claim("1,200 homes", "1200", start=Decimal(10), end=Decimal(21)), "elsewhere"),
        (claim("1,200 homes", "1200", start=Decimal(12), end=Decimal(23)), "elsewhere"),  # in bytes of UTF-8
        (claim("1,200 homes", "1200", start=Decimal(-60), end=Decimal(-49)), "elsewhere"),
        (claim("1,200 homes", "1200", start=Decimal("1E+99"), end=Decimal("1E+100")), "elsewhere"),
        (claim("1,200 homes", "1200", start="11", end="22"), "elsewhere"),
        (claim("1,200 homes", "1200", start=Decimal("11.5"), end=Decimal(22)), "elsewhere"),
        (claim("1,200 homes", "1200", start=Decimal(11)), "elsewhere"),
        (claim("1,200 homes", "1200", start=Decimal(11), end=Decimal(22), line=Decimal(2)), "elsewhere"),
        (claim("60", "60", line=Decimal(2)), "ambiguous"),
        (claim("60", "60", line=Decimal(2), nth=Decimal(3)), "ambiguous"),
        (claim("60", "60", line=Decimal(2), nth=Decimal("1E+9999")), "ambiguous"),
        (claim("60", "60", line=Decimal(2), nth=Decimal(1)), "cut"),  # thousand
        (claim("200 homes", "200"), "cut"),
        (claim("1", "1", line=Decimal(1)), "cut"),
        (claim("5 trillion", "5000000000000"), "cut"),
        (claim("1.5", "1.5"), "cut"),
        (claim("1.5 trill", "1.5"), "cut"),
        (claim("12", "12", line=Decimal(2)), "cut"),  # perhaps 12 thousand
        (claim("1,200 homes", "1201"), "value"),
        (claim("1,200 homes", "-1200"), "value"),
        (claim("1,200 homes", Decimal("1E+999999999")), "value"),
        (claim("1,200 homes", "1200", upper_value="1300"), "value"),
        (claim("homes", "1200"), "value"),
        (claim("2024", "2024"), "year"),
        (claim("in 2024", "2024"), "year"),
    ],
)
def test_other_claim_is_thrown_away_with_its_reason(given, reason) -> None:
    assert checked(ENGLISH, given) == ([], {reason: 1})
    assert reason in DISCARDED


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (claim("500 квартир", "500"), "cut"),
        (claim("1", "1", line=Decimal(1)), "cut"),
        (claim("5 млрд тенге", "5000000000"), "cut"),
        (claim("40", "40"), "cut"),
        (claim("40–50 тыс. рабочих мест", "40000"), "value"),
        (claim("5 %", "5"), "cut"),
    ],
)
def test_part_of_a_russian_figure_is_thrown_away(given, reason) -> None:
    assert checked(RUSSIAN, given, language="ru") == ([], {reason: 1})


def test_number_of_things_that_looks_like_a_year_is_a_figure() -> None:
    figures, discarded = checked("They built 2024 homes in 2025.", claim("2024 homes", "2024"), claim("2025", "2025"))
    assert ([figure.value for figure in figures], discarded) == ([2024], {"year": 1})


def test_same_place_twice_is_one_figure() -> None:
    twice = claim("1,200 homes", "1200"), claim("1,200", "1200"), claim("1,200 homes", "1200")
    figures, discarded = checked(ENGLISH, *twice)
    assert (len(figures), discarded) == (1, {"repeated": 2})


def test_place_is_the_one_that_is_counted() -> None:
    figures, _discarded = checked(ENGLISH, claim("60", "60", line=Decimal(2), nth=Decimal(2)))
    assert [ENGLISH[figure.start :] for figure in figures] == ["60 buses."]


def test_ten_thousand_claims_are_cut() -> None:
    figures, discarded = checked(ENGLISH, *[claim("1,200 homes", "1200")] * 10_000)
    assert len(figures) == 1
    assert discarded == {"repeated": MAX_CLAIMS - 1, "too_many": 10_000 - MAX_CLAIMS}


@pytest.mark.parametrize(
    ("members", "kind", "start", "end"),
    [
        ({"kind": "target", "period_end": "2025-12-31"}, "target", None, date(2025, 12, 31)),
        (
            {"kind": "outcome", "period_start": "2024-01-01", "period_end": "2024-12-31"},
            "outcome",
            date(2024, 1, 1),
            date(2024, 12, 31),
        ),
        ({"kind": "<b>target</b>", "period_end": "31.12.2025"}, "", None, None),
        ({"kind": ["target"], "period_end": "2025-02-30"}, "", None, None),
        ({"kind": None, "period_start": "2025-12-31", "period_end": "2025-01-01"}, "", None, None),
        ({"period_end": "0001-01-01"}, "", None, None),
        ({"period_end": Decimal(2025), "kind": "x" * 9999}, "", None, None),
    ],
)
def test_kind_and_period_are_codes_and_days_or_nothing(members, kind, start, end) -> None:
    (figure,), _discarded = checked(ENGLISH, claim("1,200 homes", "1200", **members))
    assert (figure.kind, figure.period_start, figure.period_end) == (kind, start, end)


def test_claim_about_a_line_that_was_not_sent_is_thrown_away() -> None:
    lines = number_lines(ENGLISH)[:1]
    for given in (
        claim("60 buses", "60"),
        claim("60 buses", "60", line=Decimal(2)),
        claim("60 buses", "60", start=Decimal(ENGLISH.index("60 b")), end=Decimal(ENGLISH.index("60 b") + 8)),
    ):
        assert check_claims(ENGLISH, lines, [given], "en").discarded == {"elsewhere": 1}


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("1,500", "en", [1500, Decimal("1.5")]),
        ("more than 160,000 new electric vehicles", "en", [160_000, 160]),
        ("около 1,5 млрд тенге", "ru", [1_500_000_000]),
        ("150 square thousand", "en", []),
        ("12 and 15 and 18", "en", []),
        ("", "en", []),
        ("homes", "en", []),
        ("12 Wohnungen", "de", [12]),
    ],
)
def test_own_reading(text, language, values) -> None:
    assert [value for value, _upper in own_readings(text, language)] == values


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2024", True),
        ("by 2030", True),
        ("2024 году", True),
        ("2024 г.", True),
        ("2025 жылы", True),
        ("2024 homes", False),
        ("in 2024 the city", True),
        ("in 2024 the 12 homes", False),
        ("2024 жилья", False),
        ("2,024", False),
        ("20241", False),
        ("1200", False),
    ],
)
def test_year(text, is_one) -> None:
    assert is_year(text, 0, len(text)) == is_one
