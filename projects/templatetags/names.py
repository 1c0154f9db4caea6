"""Names and texts of the record, and its codes in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html

from projects import wording
from projects.models.names import active_language

register = template.Library()


@register.filter
def localname(thing: Any) -> str:
    """The name of a thing of the record in the reader's language, else its English one."""
    return wording.isolated(str(getattr(thing, f"name_{active_language()}", "") or thing.name))


@register.filter
def localtext(thing: Any, field: str) -> str:
    """A text column in the reader's language; else the text there is, marked with its language."""
    return marked(wording.reading(thing, field, active_language()))


@register.filter
def plaintext(thing: Any, field: str) -> str:
    """The same without markup: for attributes, titles of pages and files."""
    return wording.read_plainly(thing, field, active_language())


@register.filter
def in_other_language(source: Any) -> str:
    """The language of a document, where the reader's is another: “in German”."""
    written = source.language.lower().replace("_", "-").split("-")[0]
    lang = active_language()
    return wording.in_language(written, lang) if written not in ("", lang) else ""


@register.filter
def marked(words: wording.Reading) -> str:
    """A text that has been chosen for the reader, with its language where that is another."""
    text, written = words
    lang = active_language()
    if not text:
        return ""
    if not words.is_foreign(lang):
        return format_html("<bdi>{}</bdi>", text)
    name = wording.in_language(written, lang)
    return format_html('<bdi lang="{}">{}</bdi> <small>({})</small>', written, text, name)


@register.filter
def isolated(text: str) -> str:
    """A word of the record that is nobody's language (a publisher, a bundle): it turns only itself round."""
    return wording.isolated(text)


@register.filter
def quoted(text: str) -> str:
    """A text in one language only – a reason, a title that was typed – with it where that is not the page's."""
    if not text:
        return ""
    written = wording.written_in(text)
    marked = format_html(' lang="{}"', written) if written != active_language() else ""
    return format_html("<bdi{}>{}</bdi>", marked, text)


@register.filter
def in_words(code: str, family: str) -> str:
    """A code in words: ``{{ outcome.source.kind|in_words:"source_kind" }}``; families are functions of wording."""
    return str(getattr(wording, family)(code, active_language()))


@register.filter
def all_in_words(codes: Iterable[str], family: str) -> list[str]:
    """Codes in words, to be joined: ``{{ verdict.measurability.missing|all_in_words:"missing"|join:", " }}``."""
    return [in_words(code, family) for code in codes]
