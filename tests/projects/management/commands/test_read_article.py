"""The command read_article: its JSON, its lines, and what it refuses."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import IndicatorFactory, TargetFactory

pytestmark = pytest.mark.once


def output(file: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("read_article", str(file), *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_bytes(b"Last year 1,500 flats were built for $20 million (9 billion tenge).\r\n")
    return file


def test_json_has_every_member(article: Path) -> None:
    figures = json.loads(output(article, "--published", "2026-05", "--language", "en", "--json"))["figures"]
    assert figures[0] == {
        "text": "1,500 flats",
        "start": 10,
        "end": 21,
        "value": "1500",
        "unit": "dwellings",
        "qualifier": "exactly",
        "upper_value": None,
        "kind": "outcome",
        "period_start": "2025-01-01",
        "period_end": "2025-12-31",
        "basis": "absolute",
        "converted_from": None,
        "other_value": "1.5",
    }
    assert [(figure["value"], figure["converted_from"]) for figure in figures[1:]] == [
        ("20000000", None),
        ("9000000000", 1),
    ]


def test_lines_are_for_people(article: Path) -> None:
    lines = output(article, "--published", "2026-05-20", "--language", "en").splitlines()
    assert lines[0] == "10–21 “1,500 flats”: outcome 1500 dwellings 2025-01-01..2025-12-31"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7 ...", "is a PDF, which is not read"),
        (b"\xff\xfe\x00a", "is no text in UTF-8"),
        ("Введено 5 км".encode("cp1251"), "is no text in UTF-8"),
        (b"a\0b", "the character NUL"),
        (b"\n<!DOCTYPE html><p>5 km", "is a web page"),
        (b"5 km of road. " * 400_000, "an article has at most"),
        (b"5 km of road. " * 10_000, "an article has at most"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "thing"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        output(file, "--published", "2026-05-20", "--language", "en")


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        output(tmp_path / "nothing.txt", "--published", "2026-05-20", "--language", "en")


def test_wrong_day_is_told(article: Path) -> None:
    with pytest.raises(CommandError, match="is no day"):
        output(article, "--published", "2026-13-45", "--language", "en")


@pytest.mark.django_db
def test_match_says_which_indicator_and_what_the_record_holds(tmp_path: Path) -> None:
    indicator = IndicatorFactory(id="flats", unit="dwellings", name="Flats built")
    TargetFactory(id="flats-2024", indicator=indicator, value=1500)
    file = tmp_path / "plan.txt"
    file.write_text("The ministry plans to build 1,700 flats in 2024.", encoding="utf-8")
    arguments = ("--published", "2024-06-03", "--language", "en", "--match")
    answer = json.loads(output(file, *arguments, "--json"))
    assert answer["indicators"] == ["flats"]
    assert answer["score"] > 0.4
    match = answer["figures"][0]["matches"][0]
    assert (match["indicator"], match["relation"], match["claim"], match["changes"]) == (
        "flats", "revises", "flats-2024", ["raised"],
    )  # fmt: skip
    assert match["likely"]
    assert {"code": "unit", "words": ["dwellings"]} in match["reasons"]
    lines = output(file, *arguments).splitlines()
    assert "Revises 1,500 dwellings → 1,700 dwellings: raised." in lines[1].replace("\xa0", " ")
    assert "matches" not in output(file, *arguments[:-1], "--json")
