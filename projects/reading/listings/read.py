from __future__ import annotations

from collections.abc import Callable, Mapping

from .feeds import read_feed
from .items import Listing
from .links import read_links
from .sitemaps import read_sitemap

READERS: Mapping[str, Callable[[str, str], Listing]] = {
    "feed": read_feed,
    "sitemap": read_sitemap,
    "page": read_links,
}


def read_listing(kind: str, text: str, url: str) -> Listing:
    """What a list of a kind (``feed``, ``sitemap``, ``page``) that came from ``url`` names. Raises NoListingError."""
    return READERS[kind](text, url)
