"""The method and the glossary, in the reader's language: the documents in ``docs/`` are what the page shows."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects.http.freshness import reads_the_record
from projects.http.pages import public_page, render_page
from projects.models.names import active_language
from projects.publishing.documents import RULES, document
from projects.reports.verdicts.forecasts import past_promises
from projects.wording.languages import grammar, language

from . import markdown


def _marked(text: SafeString, lang: str) -> SafeString:
    """The text of a document, marked as English where the page is in a language that has none."""
    written = grammar(lang)
    return text if language(lang) == written else format_html('<div lang="{}">{}</div>', written, text)


@cache
def _rendered(path: Path) -> SafeString:
    return markdown.render(path.read_text(encoding="utf-8"))


@cache
def _with_anchors(path: Path) -> SafeString:
    """The glossary; each row of its table can be linked to by its number: ``/glossary/#word-3``."""
    before, *rows = _rendered(path).split("<tr><td>")
    numbered = (f'<tr id="word-{number}"><td>{row}' for number, row in enumerate(rows, start=1))
    return SafeString("".join((before, *numbered)))


@public_page()
def show_method(request: HttpRequest, as_of: date) -> HttpResponse:
    text = _marked(_rendered(document(active_language())), active_language())
    score, numbers = past_promises(as_of, reads_the_record(request)).score, range(1, len(RULES) + 1)
    return render_page(request, "projects/method.html", as_of=as_of, text=text, rules=numbers, score=score)


@public_page()
def show_glossary(request: HttpRequest, as_of: date) -> HttpResponse:
    text = _marked(_with_anchors(document(active_language(), "glossary")), active_language())
    return render_page(request, "projects/glossary.html", as_of=as_of, text=text)
