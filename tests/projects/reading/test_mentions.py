"""Figures in a text are offered as they are written; years and dates are none."""

from __future__ import annotations

import pytest

from projects.reading.mentions import MOST, figures_mentioned

CASES = [
    ("В 2024 году введено 1,5 трлн тенге, создано 12 тыс. мест", ["1,5 трлн тенге", "12 тыс"]),
    ("2024 жылы 150 мың тонна өндірілді", ["150 мың"]),
    ("Output grew by 7.4% to 1,500,000 tonnes by 31.12.2024", ["7.4%", "1,500,000"]),
    ("1 500 000 cars", ["1 500 000"]),
    ("1,000 or 1000", ["1,000", "1000"]),
    ("no figures in 2023, 2024 and 2025", []),
    ("A4, v2.1.3, 10:30", ["10", "30"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "mentioned"), CASES)
def test_figures_are_mentioned_as_written(text, mentioned) -> None:
    assert figures_mentioned(text) == mentioned


def test_a_long_text_offers_a_few() -> None:
    assert len(figures_mentioned(" ".join(f"{number} тонн," for number in range(3000, 5000)))) == MOST
