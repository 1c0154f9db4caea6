"""The file of activities: written in pieces, so that memory does not grow with the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import IO
from xml.sax.saxutils import quoteattr

from projects.packages.writing.record_rows import snapshot
from projects.publishing.licence import DATA, attribution
from projects.reports.targets.target_query import TargetQuery

from .activities import activity, written_moment
from .rows import activity_rows, announced_links

CONTENT_TYPE = "application/xml; charset=utf-8"
VERSION = "2.03"
DUBLIN_CORE = "http://purl.org/dc/terms/"


def has_activities(as_of: date, query: TargetQuery) -> bool:
    """Whether anything was promised by then: the schema allows no file without activities. One query."""
    return announced_links(as_of, query).exists()


def write_activities(stream: IO[bytes], as_of: date, at: datetime, query: TargetQuery | None = None) -> int:
    """Writes the programmes with what was promised and reported by ``as_of``; returns how many.

    ``query`` narrows the promises: its filters of programme, place and the like. ``at`` is the moment that the file
    says it was made. Without any activity the file has none and is not valid: ask ``has_activities`` first.
    """
    count = 0
    with snapshot():
        stream.write(_opening(as_of, at).encode())
        for rows in activity_rows(as_of, query or TargetQuery()):
            count += 1
            for piece in _lines(activity(rows, as_of)):
                stream.write(piece)
        stream.write(b"</iati-activities>\n")
    return count


def _lines(pieces: Iterator[str]) -> Iterator[bytes]:
    for piece in pieces:
        if piece:
            yield f"{piece}\n".encode()


def _opening(as_of: date, at: datetime) -> str:
    """The root with the licence, which IATI leaves to its registry: a comment, and a term of Dublin Core."""
    terms = f"As of {as_of.isoformat()}. {attribution(as_of, 'en')}, {DATA.url}".replace("--", "- -")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<!-- {terms} -->\n"
        f'<iati-activities version="{VERSION}" generated-datetime="{written_moment(at)}"'
        f" xmlns:dcterms={quoteattr(DUBLIN_CORE)} dcterms:license={quoteattr(DATA.url)}"
        f" dcterms:temporal={quoteattr(as_of.isoformat())}>\n"
    )
