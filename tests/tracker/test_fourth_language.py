"""A language is added with a folder alone: a made-up one is, and pages and a mail speak it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po, write_po
from django.core.management import call_command
from django.core.management.base import CommandError

from tests import migrated

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
CODE = "eo"  # called Esperanto, its words are invented
PHRASES: dict[str, str | tuple[str, str]] = {
    "day": ("tagzo", "tagzoj"),
    "target": ("celzo", "celzoj"),
    "No final report": "Finraportzo mankas",
    "{} without a final report": "{} sen finraportzo",
    "no final report for {}": "sen finraportzo dum {}",
    "d MMMM y": "d 'de' MMMM y",
}
MESSAGES: dict[str, str | tuple[str, str]] = {"Promise tracker": "Promesspurzilo", "Method": "Metodzo"}


def fill(path: Path, words: dict[str, str | tuple[str, str]]) -> None:
    """Write translations into a catalogue, as a translator does."""
    catalogue = read_po(BytesIO(path.read_bytes()))
    for english, translation in words.items():
        message = catalogue.get(english)
        assert message is not None, english
        message.string = translation
    with path.open("wb") as file:
        write_po(file, catalogue)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as docs/languages.md has it made."""
    folder = tmp_path_factory.mktemp("languages") / CODE
    folder.mkdir()
    (folder / "language.toml").write_text('name = "Esperantzo"\nenglish = "Made-up"\ndirection = "rtl"\n')
    call_command("language_folder", str(folder), stdout=StringIO())
    fill(folder / "LC_MESSAGES" / "phrases.po", PHRASES)
    fill(folder / "LC_MESSAGES" / "django.po", MESSAGES)
    return folder


@pytest.fixture(scope="module")
def spoken(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What pages and a mail say in the language, from a process that was started with its folder."""
    compiled = StringIO()
    call_command("language_folder", str(folder), stdout=compiled)
    assert f"{len(PHRASES)} of" in compiled.getvalue()
    data = tmp_path_factory.mktemp("data")
    (data / "static").mkdir()
    migrated.copy(data / "tracker.sqlite3")
    environment = {
        "PATH": os.environ["PATH"],
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "LANGUAGE_FOLDERS": str(folder.parent),
        "TRACKER_DATA": str(data),
    }
    process = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.fourth_language", CODE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    answer: dict[str, Any] = json.loads(process.stdout)
    return answer


@pytest.fixture
def page(spoken: dict[str, Any]) -> Callable[[str], str]:
    return lambda name: str(spoken["pages"][name]["text"]).replace("\u00a0", " ")


def test_every_page_answers(spoken: dict[str, Any]) -> None:
    assert {name: page["status"] for name, page in spoken["pages"].items()} == dict.fromkeys(spoken["pages"], 200)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("first", f'<html lang="{CODE}" dir="rtl">', id="the page says its language and direction"),
        pytest.param("first", "Promesspurzilo", id="a word of gettext"),
        pytest.param("first", "Metodzo", id="another"),
        pytest.param("first", f'href="/{CODE}/method/"', id="links stay in the language"),
        pytest.param("first", f'hreflang="{CODE}" href="http', id="search engines are told of it"),
        pytest.param("first", "Esperantzo", id="the chooser has its name"),
        pytest.param("first", "Қазақша", id="the chooser has the others"),
        pytest.param("target", "Finraportzo mankas", id="a phrase of the folder"),
        pytest.param("target", "8 tagzoj", id="a noun by the plural rule of the folder"),
        pytest.param("target", "30 de Junio 2024", id="a month of CLDR in the folder's order"),
        pytest.param("target", "How this verdict was reached", id="what the folder lacks is English"),
        pytest.param("target", '<bdi lang="en">A note.', id="a text of the record is marked"),
        pytest.param("method", '<div lang="en">', id="a document in English is marked"),
        pytest.param("by_header", "Promesspurzilo", id="Accept-Language"),
        pytest.param("api", "30 de Junio 2024", id="sentences of the API"),
        pytest.param("preferences", f'<option value="{CODE}" selected>Esperantzo</option>', id="language of mails"),
    ],
)
def test_page_speaks_the_language(page: Callable[[str], str], name: str, words: str) -> None:
    assert words in page(name)


@pytest.mark.parametrize("part", ["subject", "text", "html"])
def test_mail_speaks_the_language(spoken: dict[str, Any], part: str) -> None:
    assert "sen finraportzo" in spoken["mail"][part]
    assert part == "subject" or f"/{CODE}/targets/late/" in spoken["mail"][part]


def test_nothing_is_russian_or_kazakh_but_the_chooser(page: Callable[[str], str]) -> None:
    for name in ("first", "target", "targets", "track_records", "about"):
        assert _cyrillic(page(name)) <= {"Русский", "Қазақша"}, name


def _cyrillic(html: str) -> set[str]:
    words: set[str] = set()
    parser = HTMLParser()
    parser.handle_data = lambda data: words.update(  # type: ignore[method-assign]  # a parser of one method
        word for word in data.split() if any("Ѐ" <= letter <= "ԯ" for letter in word)
    )
    parser.feed(html)
    return words


@pytest.mark.parametrize(
    ("english", "translation", "problem"),
    [
        pytest.param("by {}", "zis", "other gaps", id="the day would be lost"),
        pytest.param("by {}", "zis {} {}", "other gaps", id="a gap that nothing fills"),
        pytest.param("by {}", "zis {", "other gaps", id="a brace that is not closed"),
        pytest.param("d MMMM y", "d hh MMMM y", "no pattern of a date", id="a day has no hours"),
    ],
)
def test_phrase_that_would_lose_a_figure_is_refused(
    tmp_path: Path, english: str, translation: str, problem: str
) -> None:
    folder = tmp_path / CODE
    folder.mkdir()
    (folder / "language.toml").write_text('name = "Esperantzo"\n')
    (folder / "LC_MESSAGES").mkdir()
    (folder / "LC_MESSAGES" / "phrases.po").write_text(
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "{english}"\nmsgstr "{translation}"\n'
    )
    with pytest.raises(CommandError, match=problem):
        call_command("language_folder", str(folder), stdout=StringIO())
