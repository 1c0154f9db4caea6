"""The chart on the page of a target: drawn from its verdict, told in words and as a table too."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from projects.actions.refresh import refresh_assessments
from tests.factories import IndicatorFactory, TargetFactory
from tests.projects.conftest import NOW, TODAY

pytestmark = [pytest.mark.usefixtures("shared_record", "db"), pytest.mark.once]


def text(reader: Client, path: str) -> str:
    return reader.get(path).content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Target: 180 projects by 31 December 2024.", "Last reported: 90 projects on 30 June 2024.")),
        ("ru", ("Цель: 180 проектов, срок 31 декабря 2024 г.", "срок 31 дек. 2024 г.")),
        ("kk", ("Мақсат: 180 жоба", "мерзімі 2024 ж. 31 жел.")),
    ],
)
def test_chart_is_drawn_twice_and_told_in_words(reader: Client, lang: str, words: tuple[str, ...]) -> None:
    page = reader.get("/targets/count-2024/", headers={"accept-language": lang}).content.decode().replace("\u00a0", " ")
    assert page.count('class="drawn trajectory ') == 2
    for word in words:
        assert word in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert " style=" not in page


def test_chart_has_its_figures_as_a_table(reader: Client) -> None:
    page = text(reader, "/targets/count-2024/")
    table = re.sub(r"<[^>]+>", " ", page[page.index("The figures of this chart as a table") :])
    assert re.search(r"5 Feb 2024\s+announced, by 31 December 2024\s+180 projects", table)
    assert re.search(r"30 Jun 2024\s+reported\s+90 projects", table)


def test_chart_shows_each_revision_known_on_the_day(reader: Client) -> None:
    assert "stepping with each announcement" in text(reader, "/targets/money-2/")
    assert "stepping with each announcement" not in text(reader, "/targets/money-1/?as_of=2024-06-30")


def test_no_chart_without_a_value_or_a_deadline(reader: Client) -> None:
    TargetFactory(id="undated", deadline=None)
    refresh_assessments(as_of=TODAY, at=NOW)
    for path in ("/targets/plan-2025/", "/targets/undated/"):
        assert "trajectory" not in text(reader, path)


def test_hostile_names_in_a_chart_and_in_the_code_to_embed_are_text(reader: Client) -> None:
    TargetFactory(id="hostile", indicator=IndicatorFactory(name='"></title><script>alert(1)</script>'))
    refresh_assessments(as_of=TODAY, at=NOW)
    page = text(reader, "/targets/hostile/")
    assert "<script>alert" not in page
    assert "title=&quot;&amp;quot;&amp;gt;" in page, "still quoted when the code is pasted"
