"""Links to documents: the sources of the record, and the pages of the tracker."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from projects import wording

from .elements import Texts, element, text_of, worded

# By the end of the address. What else a page may be is not known before it is asked for.
FORMATS = {
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".json": "application/json",
    ".xml": "application/xml",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
WEB_PAGE_FORMAT = "text/html"
_LANGUAGE_LENGTH = 2  # ISO 639-1


class Cited(Protocol):
    """What a link says of a source: of a stored one and of that of an entry alike."""

    @property
    def publisher(self) -> str: ...
    @property
    def published(self) -> date: ...
    @property
    def published_precision(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def url(self) -> str: ...


def source_link(source: Cited, category: str) -> str:
    """The link to a source; "" where it has no address (``source_words`` names it)."""
    if not source.url:
        return ""
    language = source.language.lower().replace("_", "-").split("-")[0]
    return document_link(
        source.url,
        text_of(source, "title"),
        category,
        description=[("", source.publisher)],
        languages=[language] if len(language) == _LANGUAGE_LENGTH else [],
        on=source.published if source.published_precision == "day" else None,
    )


def source_words(source: Cited, lang: str) -> str:
    """A source without an address: who published what, and when."""
    day = wording.day(source.published, lang, source.published_precision)
    return f"{wording.isolated(source.publisher)}, {wording.read_plainly(source, 'title', lang)}, {day}"


def document_link(
    url: str,
    title: Texts,
    category: str,
    *,
    description: Texts = (),
    languages: Iterable[str] = (),
    on: date | None = None,
) -> str:
    """A link with its title, what it is, its languages and its day, in the order of the schema."""
    return element(
        "document-link",
        {"url": iri_to_uri(url), "format": _format(url)},
        worded("title", title),
        worded("description", description),
        element("category", {"code": category}),
        *(element("language", {"code": language}) for language in languages),
        element("document-date", {"iso-date": on.isoformat()}) if on is not None else "",
    )


def _format(url: str) -> str:
    return FORMATS.get(PurePosixPath(urlsplit(url).path).suffix.lower(), WEB_PAGE_FORMAT)
