"""An operator tries the second reader on a file."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.holders import answering
from tests.projects.http.test_second_reader import Answering, answer_of, figures

pytestmark = pytest.mark.once
CLAIMS = [
    {"line": 1, "text": "1,200 homes", "value": "1200", "kind": "target"},
    {"line": 1, "text": "9 million", "value": "9000000"},
]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text("The city built 1,200 homes and 30 schools in 2024.\n")
    return file


def output(settings, file: Path, answer: Answering, *arguments: str) -> str:
    out = StringIO()
    with answering(answer) as port:
        settings.READER_URL = f"http://127.0.0.1:{port}/v1/chat/completions"
        call_command("read_article", str(file), "--language", "en", "--second", *arguments, stdout=out)
    return out.getvalue()


def test_lines_say_what_was_thrown_away_and_where_they_disagree(settings, article) -> None:
    lines = output(settings, article, figures(*CLAIMS)).splitlines()
    assert lines[-3:] == [
        "The second reader: 1 figures stand in the text, 0 are read alike; thrown away: elsewhere 1.",
        "15–26 “1,200 homes”: another kind",
        "31–41 “30 schools”: only the first reader",
    ]


def test_json_has_the_second_reading_beside_the_first(settings, article) -> None:
    answer = json.loads(output(settings, article, figures(*CLAIMS), "--json"))
    assert [figure["text"] for figure in answer["figures"]] == ["1,200 homes", "30 schools"]
    second = answer["second"]
    assert (second["failure"], second["discarded"], second["agreed"]) == (None, {"elsewhere": 1}, 0)
    assert [(row["text"], row["value"], row["kind"]) for row in second["figures"]] == [
        ("1,200 homes", "1200", "target")
    ]
    assert second["disagreements"][1] == {"first": [31, 41], "second": None, "differences": []}


def test_failure_is_a_line_and_the_first_reading_stays(settings, article) -> None:
    text = output(settings, article, answer_of(b"", "503 Busy"))
    assert "“1,200 homes”: outcome" in text
    assert "no whole answer: status 503." in text


def test_command_says_where_there_is_no_second_reader(settings, article) -> None:
    settings.READER_URL = ""
    with pytest.raises(CommandError, match="READER_URL is not set"):
        call_command("read_article", str(article), "--language", "en", "--second", stdout=StringIO())
