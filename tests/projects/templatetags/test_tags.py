"""Tags and filters of templates that put a text together."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.template import Context
from django.utils import translation

from projects.templatetags.api_docs import code_between_backticks
from projects.templatetags.claims import promised_when, titles
from projects.templatetags.names import all_in_words, in_other_language, localtext, plaintext
from projects.templatetags.page_addresses import asked_day
from projects.templatetags.page_frame import on_one_line

pytestmark = pytest.mark.once

START, END = date(2024, 1, 1), date(2024, 12, 31)


@pytest.mark.parametrize(
    ("lang", "timing", "start", "deadline", "words"),
    [
        ("en", "within_period", START, END, "in 2024"),
        ("en", "within_period", None, END, "by 31 December 2024"),
        ("en", "by_deadline", START, END, "by 31 December 2024"),
        ("ru", "by_deadline", None, END, "до 31 декабря 2024 г."),
        ("en", "by_deadline", None, None, ""),
    ],
)
def test_promise_says_when_it_is_to_be_met(
    lang: str, timing: str, start: date | None, deadline: date | None, words: str
) -> None:
    with translation.override(lang):
        assert promised_when(SimpleNamespace(timing=timing, window_start=start, deadline=deadline)) == words


def test_codes_are_said_in_their_order() -> None:
    with translation.override("ru"):
        assert all_in_words(["missed", "achieved"], "status") == ["Не достигнуто", "Достигнуто"]
    assert all_in_words([], "status") == []


def test_titles_are_those_of_the_columns() -> None:
    assert titles([(object(), "2023", ""), (object(), "2024", "targets=a")]) == ["2023", "2024"]


@pytest.mark.parametrize(("travelling", "day"), [(True, "2024-12-31"), (False, "")])
def test_day_is_asked_for_where_it_is_not_today(travelling: bool, day: str) -> None:
    assert asked_day(Context({"travelling": travelling, "as_of": END})) == day


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a day in `YYYY-MM-DD`", "a day in <code>YYYY-MM-DD</code>"),
        ("`a` or `b`", "<code>a</code> or <code>b</code>"),
        ("<b> & `<i>`", "&lt;b&gt; &amp; <code>&lt;i&gt;</code>"),
        ("", ""),
    ],
)
def test_what_stands_between_backticks_is_code(text: str, html: str) -> None:
    assert code_between_backticks(text) == html


def test_description_begins_with_its_first_word() -> None:
    html = '<meta name="description"\n   content="\n  Missed.\n   12 of 180 projects.\n">'
    assert on_one_line(html) == '<meta name="description" content="Missed. 12 of 180 projects.">'


@pytest.mark.parametrize(
    ("lang", "html", "plain"),
    [
        ("en", "<bdi>Said &lt;twice&gt;.</bdi>", "Said <twice>."),
        (
            "ru",
            '<bdi lang="en">Said &lt;twice&gt;.</bdi> <small>(на английском)</small>',
            "Said <twice>. (на английском)",
        ),
        ("kk", "<bdi>Екі рет айтылған.</bdi>", "Екі рет айтылған."),
    ],
)
def test_text_in_another_language_says_which(lang: str, html: str, plain: str) -> None:
    claim = SimpleNamespace(note="Said <twice>.", note_ru="", note_kk="Екі рет айтылған.")
    with translation.override(lang):
        assert (localtext(claim, "note"), plaintext(claim, "note")) == (html, plain)


@pytest.mark.parametrize(
    ("code", "lang", "words"),
    [
        ("de", "en", "in German"),
        ("de_AT", "kk", "немісше"),
        ("RU", "en", "in Russian"),
        ("ru", "ru", ""),
        ("", "en", ""),
        ("fi", "ru", "на другом языке"),
    ],
)
def test_document_says_its_language_where_the_reader_has_another(code: str, lang: str, words: str) -> None:
    with translation.override(lang):
        assert in_other_language(SimpleNamespace(language=code)) == words
