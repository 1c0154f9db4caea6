"""Site maps (sitemaps.org), those of news, and an index of site maps."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from .items import ListedItem, Listing, NoListingError, collect, printed_day, tidy_title, tidy_url

MOST_ITEMS = 5000  # addresses of a site map, the latest first
MOST_MAPS = 500  # of an index


def read_sitemap(text: str, url: str) -> Listing:
    """The addresses of a site map, those that changed last first; undated ones follow in their order.

    Raises NoListingError. Entities are not resolved, nothing is loaded, and what is broken ends the list.
    """
    from lxml import etree  # noqa: PLC0415  # only a sweep needs it

    is_map = False
    items: list[ListedItem] = []
    maps: list[ListedItem] = []
    try:
        events = etree.iterparse(
            io.BytesIO(text.encode("utf-8", "replace")),
            events=("start", "end"),
            tag=("{*}urlset", "{*}sitemapindex", "{*}url", "{*}sitemap"),
            encoding="utf-8",
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for event, element in events:
            name = etree.QName(element).localname
            if name in {"urlset", "sitemapindex"}:
                is_map = True
            elif event == "end" and is_map:
                (items if name == "url" else maps).append(_item(element, url))
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError:
        is_map = is_map and bool(items or maps)
    if not is_map:
        raise NoListingError("no site map")
    addresses = [entry for entry in _latest_first(maps) if entry.url]
    return collect(_latest_first(items), MOST_ITEMS, tuple(addresses[:MOST_MAPS]))


def _item(element: Any, base: str) -> ListedItem:
    """The entry of an ``<url>`` or ``<sitemap>``; a site map of news also says title and day."""
    address = element.findtext("{*}loc") or ""
    day = element.findtext("{*}news/{*}publication_date") or element.findtext("{*}lastmod") or ""
    title = element.findtext("{*}news/{*}title") or ""
    return ListedItem(tidy_url(address, base), tidy_title(title), printed_day(day))


def _latest_first(items: list[ListedItem]) -> list[ListedItem]:
    return sorted(items, key=lambda item: item.published or date.min, reverse=True)
