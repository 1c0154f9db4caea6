"""Feeds: RSS, Atom and RDF, also broken ones, as feedparser reads them."""

from __future__ import annotations

import io
from typing import Any

from .items import ListedItem, Listing, NoListingError, collect, printed_day, tidy_title, tidy_url

MOST_ITEMS = 1000
# A feed that is not well-formed is read tag by tag, which takes a second for so many; the rest is left unread.
MOST_TAGS = 60_000


def read_feed(text: str, url: str) -> Listing:
    """The items of a feed that came from ``url``. Raises NoListingError for what is no feed.

    feedparser is given bytes that are there: it opens an address only when it gets one. Entities that a document
    declares do not multiply.
    """
    import feedparser  # noqa: PLC0415  # 60 ms that only a sweep needs

    answer = feedparser.parse(
        io.BytesIO(_first_tags(text).encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not answer.get("version"):
        raise NoListingError("no feed")
    return collect([_item(entry, url) for entry in answer.entries], MOST_ITEMS)


def _first_tags(text: str) -> str:
    if text.count("<") <= MOST_TAGS:
        return text
    place = -1
    for _tag in range(MOST_TAGS):
        place = text.index("<", place + 1)
    return text[:place]


def _item(entry: Any, base: str) -> ListedItem:
    day = printed_day(_text(entry, "published")) or printed_day(_text(entry, "updated"))
    return ListedItem(tidy_url(_text(entry, "link"), base), tidy_title(_text(entry, "title")), day)


def _text(entry: Any, name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""
