"""The annotated articles with other numbers, years and names are read as before: no figure is known beforehand."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from projects.reading.articles import ArticleFigure, read_article
from tests.benchmarks.bench_reading import day_of

ARTICLES = sorted((Path(__file__).parents[4] / "tests/benchmarks/reading").glob("*.json"))
YEARS_LATER = 28  # the days of the week and the length of February are the same
_YEAR = re.compile(r"(?<![\d.,])20[0-3]\d(?![\d%])")
_NAME = re.compile(r"(?<=[\w,] )[A-ZА-ЯӘІҢҒҮҰҚӨҺ][a-zа-яәіңғүұқөһё]{4,}(?= [A-ZА-ЯӘІҢҒҮҰҚӨҺ][a-zа-яәіңғүұқөһё]{4,})")
_MOVED = str.maketrans("123456789", "234567891")


def article_of(path: Path) -> dict[str, Any]:
    article: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return article


def shape(figures: list[ArticleFigure]) -> list[tuple[object, ...]]:
    """What does not depend on values, years and names."""
    return [(f.unit, f.qualifier, f.kind, f.basis, f.converted_from) for f in figures]


def later(day: date | None) -> date | None:
    return None if day is None else day.replace(year=day.year + YEARS_LATER)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_other_years_move_the_periods(path: Path) -> None:
    article = article_of(path)
    published = day_of(article["published"])
    text = _YEAR.sub(lambda match: str(int(match.group()) + YEARS_LATER), article["text"])
    before = read_article(article["text"], article["language"], published)
    after = read_article(text, article["language"], later(published))
    assert shape(after) == shape(before)
    assert [f.value for f in after] == [f.value for f in before]
    assert [(f.period_start, f.period_end) for f in after] == [
        (later(f.period_start), later(f.period_end)) for f in before
    ]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_other_digits_give_other_values(path: Path) -> None:
    article = article_of(path)
    published = day_of(article["published"])
    text = list(article["text"])
    moved = 0
    for figure in article["figures"]:
        if figure["unit"] in ("months", "years") or figure["basis"] != "absolute" or figure["upper_value"]:
            continue
        start, end = figure["start"], figure["end"]
        digits = article["text"][start:end].translate(_MOVED)
        moved += digits != article["text"][start:end]
        text[start:end] = digits
    assert moved > 3
    before = read_article(article["text"], article["language"], published)
    after = read_article("".join(text), article["language"], published)
    assert [(f.start, f.end, f.kind, f.unit) for f in after] == [(f.start, f.end, f.kind, f.unit) for f in before]
    for figure, other in zip(before, after, strict=True):
        digits = re.sub(r"\D", "", f"{figure.value.normalize():f}").strip("0")
        if "".join(text[figure.start : figure.end]) != figure.text and len(digits) > 1:
            assert re.sub(r"\D", "", f"{other.value.normalize():f}").strip("0") == digits.translate(_MOVED)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_other_names_change_nothing(path: Path) -> None:
    article = article_of(path)
    published = day_of(article["published"])
    text = _NAME.sub(lambda match: match.group()[0] + match.group()[:0:-1], article["text"])
    before = read_article(article["text"], article["language"], published)
    after = read_article(text, article["language"], published)
    assert shape(after) == shape(before)
    assert [f.value for f in after] == [f.value for f in before]


def test_value_has_as_many_digits_as_the_text() -> None:
    (figure,) = read_article("They built 12345678901234567890123456789 flats.", "en")
    assert figure.value == Decimal("12345678901234567890123456789")
