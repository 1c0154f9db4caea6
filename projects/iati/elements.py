"""Elements of an IATI file as text, in the order and with the escapes that the schema asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from projects import wording
from projects.publishing.feeds import writable
from projects.wording.languages import LANGUAGES

Attributes = Mapping[str, str | None]
Texts = Iterable[tuple[str, str]]  # code of the language, "" where it has none; text


def element(name: str, attributes: Attributes | None = None, *children: str) -> str:
    """An element with its attributes, those that are None left out, and what is in it."""
    written = "".join(
        f" {key}={quoteattr(writable(value))}" for key, value in (attributes or {}).items() if value is not None
    )
    content = "".join(children)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def narratives(texts: Texts) -> str:
    """A narrative for each text, each text once, in the language that it is in."""
    seen: dict[str, str] = {}
    for lang, text in texts:
        if text.strip():
            seen.setdefault(text, lang)
    return "".join(
        element("narrative", {"xml:lang": lang if len(lang) == 2 else None}, escape(writable(text)))
        for text, lang in seen.items()
    )


def worded(name: str, texts: Texts, attributes: Attributes | None = None) -> str:
    """An element of narratives; "" where there is no text."""
    content = narratives(texts)
    return element(name, attributes, content) if content else ""


def in_languages(say: Callable[[str], str]) -> list[tuple[str, str]]:
    """What is said in each language of the record."""
    return [(lang, say(lang)) for lang in LANGUAGES]


def text_of(thing: Any, column: str) -> list[tuple[str, str]]:
    """A text of a row in each language of the record, each with the language that it is really in."""
    readings = (wording.reading(thing, column, lang) for lang in LANGUAGES)
    return [(reading.language, reading.text) for reading in readings]
