"""Pages of links: the addresses of a page that look like articles of its site."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from .items import ListedItem, Listing, NoListingError, collect, tidy_title, tidy_url

MOST_LINKS = 1000
SHORTEST_TITLE = 15  # characters: shorter ones are menus and "read more"
# Parts of a page that every page of a site has.
_FRAME = frozenset({"nav", "header", "footer", "aside", "script", "style", "noscript", "template", "svg", "form"})
_NO_ARTICLE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|mp[34]|avi|mov|webm|ogg|wav|zip|rar|7z|gz|exe|apk|dmg)$",
    re.IGNORECASE,
)
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml", re.IGNORECASE)
MOST_FEEDS = 5


def read_links(text: str, url: str) -> Listing:
    """The links of a page outside of its frame whose words are long enough to be a headline, each once.

    Raises NoListingError for what is no page.
    """
    root = _tree(text)
    base = _base(root, url)
    headlines: dict[str, str] = {}
    for link, words in _links(root):
        address = tidy_url(link, base)
        if address and len(words) > len(headlines.get(address, "")):
            headlines[address] = words
        else:
            headlines.setdefault(address, "")
    here = tidy_url(url, url)
    items = [
        ListedItem(address, words)
        for address, words in headlines.items()
        if len(words) >= SHORTEST_TITLE and address not in {"", here} and not _NO_ARTICLE.search(urlsplit(address).path)
    ]
    return collect(items, MOST_LINKS, left_out=len(headlines) - len(items))


def feeds_of(text: str, url: str) -> tuple[str, ...]:
    """The addresses of feeds that a page names in its head. Never raises."""
    try:
        root = _tree(text)
    except NoListingError:
        return ()
    base = _base(root, url)
    links = (link for link in root.iter("link") if _FEED_TYPE.search(link.get("type", "")))
    addresses = dict.fromkeys(tidy_url(link.get("href", ""), base) for link in links)
    return tuple(address for address in addresses if address)[:MOST_FEEDS]


def _tree(text: str) -> Any:
    from lxml import etree, html  # noqa: PLC0415  # only a sweep needs it

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise NoListingError("no page") from error
    return root


def _base(root: Any, url: str) -> str:
    base = next((element.get("href", "") for element in root.iter("base")), "")
    return tidy_url(base, url) or url


def _links(root: Any) -> list[tuple[str, str]]:
    """Address and words of each link, without those in the frame of the page."""
    from lxml import etree  # noqa: PLC0415  # as above

    links: list[tuple[str, str]] = []
    walk = etree.iterwalk(root, events=("start",))
    for _event, element in walk:
        if element.tag in _FRAME:
            walk.skip_subtree()
        elif element.tag == "a" and (address := element.get("href", "")):
            links.append((address, tidy_title(" ".join(element.itertext())) or tidy_title(element.get("title", ""))))
            walk.skip_subtree()
    return links
