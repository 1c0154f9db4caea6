"""What a page of the web says of itself: title, publisher, day, language. Read from its HTML, and never believed.

Reads tags by patterns that take a time in proportion to the text, whatever a stranger wrote; a parser of whole pages
would build a tree for four values.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

MOST_TAGS = 600
LONGEST_TAG = 4000  # characters
LONGEST_TITLE = 1000
LONGEST_DATA = 200_000  # characters of one block of JSON-LD
_TAG = re.compile(r"<(html|meta|title|script)(?=[\s>/])", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_TAGS_END = re.compile(r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # no box takes a NUL
_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?=$|[T\s])")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
TITLES = ("og:title", "twitter:title", "dc.title")
PUBLISHERS = ("og:site_name", "application-name", "dc.publisher")
DAYS = ("article:published_time", "datepublished", "og:article:published_time", "dc.date", "dc.date.issued", "pubdate")


@dataclass(frozen=True, slots=True)
class PageHead:
    """Each empty where the page does not say. ``language`` is a code of two or three letters."""

    title: str = ""
    publisher: str = ""
    published: date | None = None
    language: str = ""


def read_head(text: str) -> PageHead:
    """Never raises."""
    named: dict[str, str] = {}
    data: dict[str, str] = {}
    for tag, attributes, inner in _tags(text):
        match tag:
            case "html":
                named.setdefault("lang", attributes.get("lang", ""))
            case "title":
                named.setdefault("title", inner)
            case "meta":
                name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
                named.setdefault(name.lower(), attributes.get("content", ""))
            case "script" if attributes.get("type", "").lower() == "application/ld+json":
                for name, value in _linked_data(inner):
                    data.setdefault(name, value)
    return PageHead(
        title=_first(named, TITLES) or data.get("headline", "") or _tidy(named.get("title", "")),
        publisher=data.get("publisher", "") or _first(named, PUBLISHERS),
        published=_day(_first(named, DAYS[:1]) or data.get("datePublished", "") or _first(named, DAYS[1:])),
        language=_language(named.get("lang", "") or data.get("inLanguage", "")),
    )


def _tags(text: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """Each tag that can say something: its name, its attributes, and the text within."""
    position, count = 0, 0
    while count < MOST_TAGS and (match := _TAG.search(text, position)):
        count += 1
        name, position = match[1].lower(), match.end()
        end = _TAGS_END.match(text, position, position + LONGEST_TAG)
        if end is None:
            continue
        attributes = {
            key.lower(): html.unescape(quoted or apostrophes or bare)
            for key, quoted, apostrophes, bare in _ATTRIBUTE.findall(text, position, end.end())
        }
        position = end.end()
        inner = ""
        if name in ("title", "script"):
            longest = LONGEST_TITLE if name == "title" else LONGEST_DATA
            closes = text.find(f"</{match[1]}", position, position + longest)
            if closes < 0:
                continue
            inner, position = text[position:closes], closes
        yield name, attributes, html.unescape(inner) if name == "title" else inner


def _first(named: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((tidy for name in names if (tidy := _tidy(named.get(name, "")))), "")


def _tidy(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())[:LONGEST_TITLE]


def _day(text: str) -> date | None:
    match = _DAY.match(text)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _language(text: str) -> str:
    match = _LANGUAGE.fullmatch(text.strip())
    return match[0].partition("-")[0].partition("_")[0] if match else ""


def _linked_data(text: str) -> Iterator[tuple[str, str]]:
    """What the articles of a block of JSON-LD say."""
    try:
        block = json.loads(text)
    except (ValueError, RecursionError):
        return
    graph = block.get("@graph", [block]) if isinstance(block, dict) else block
    for item in graph if isinstance(graph, list) else []:
        if not isinstance(item, dict) or "datePublished" not in item:
            continue
        for name in ("headline", "datePublished", "inLanguage"):
            if isinstance(item.get(name), str):
                yield name, _tidy(item[name])
        publisher: Any = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            yield "publisher", _tidy(publisher["name"])
