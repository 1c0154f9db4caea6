"""Looks at a watched source, by the rules by which pages are fetched and by those of its site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from projects.http.bounded_socket import Bounds
from projects.http.fetch import by_name, follow, unpacked
from projects.http.links import FAILURES, error_of
from projects.http.page_letters import UnknownLettersError, decode_page
from projects.http.robots import DisallowedError
from projects.http.safe_http import Answer
from projects.models.watch import MAX_VALIDATOR, LookAnswer, Watch
from projects.reading.listings import ListedItem, Listing, NoListingError, feeds_of, read_listing

WITHIN = 15.0  # seconds for a list, redirects too
MAX_BODY = {"feed": 1_000_000, "page": 400_000, "sitemap": 5_000_000}  # bytes, also unpacked; the rest is not read
MORE = 200_000  # bytes for headers and redirects
MOST_SEARCHED = 100_000  # characters of a page, for the feeds that it names
MOST_MAPS = 5  # site maps of an index, the latest
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.1"
GZIP = b"\x1f\x8b"


class ElsewhereError(Exception):
    """A redirect leads to another site."""


class Manners(Protocol):
    """What is asked before a request: ``pause`` waits until its host may be asked, ``check`` raises to stop."""

    def pause(self, url: str) -> object: ...

    def check(self, url: str) -> object: ...


def look_at_listing(
    watch: Watch,
    manners: Manners,
    own_site: Callable[[str], bool],
    *,
    within: float = WITHIN,
    most_maps: int = MOST_MAPS,
) -> LookAnswer:
    """What a watched source names now; nothing where it has not changed since its last look. Never raises.

    ``own_site``: whether an address may be asked and named as one of the source's own site. ``within``:
    seconds for each list. ``most_maps``: of an index of site maps.
    """

    def check(url: str) -> None:
        if not own_site(url):
            raise ElsewhereError(url)
        manners.check(url)

    validators = {"If-None-Match": watch.etag, "If-Modified-Since": watch.last_modified}
    try:
        manners.pause(watch.url)
        url, answer = _answer(
            watch.url, watch.kind, check, within, {name: value for name, value in validators.items() if value}
        )
    except (*FAILURES, DisallowedError, ElsewhereError) as error:
        return LookAnswer(None, _code(error))
    sent = by_name(answer)
    if answer.status != 200:
        return LookAnswer(answer.status, retry_after=sent.get("retry-after", "")[:100])
    text = ""
    try:
        text = _text(answer, watch.kind)
        listing = read_listing(watch.kind, text, url)
    except (*FAILURES, NoListingError, UnknownLettersError):
        return LookAnswer(200, Watch.Error.NO_LISTING, feeds=feeds_of(text[:MOST_SEARCHED], url))
    if listing.maps:  # an index may stay as it is while its maps change
        return _of_index(replace(listing, maps=listing.maps[:most_maps]), manners, check, own_site, within)
    etag, modified = (_validator(sent.get(name, "")) for name in ("etag", "last-modified"))
    return replace(_found(listing, own_site), etag=etag, last_modified=modified)


def _of_index(
    index: Listing, manners: Manners, check: Callable[[str], None], own_site: Callable[[str], bool], within: float
) -> LookAnswer:
    """What the latest maps of an index name. A map that is an index itself is not followed: there is no way round."""
    items: list[ListedItem] = list(index.items)
    left_out = index.left_out
    error: Exception | None = None
    read = 0
    for entry in index.maps:
        try:
            check(entry.url)
            manners.pause(entry.url)
            url, answer = _answer(entry.url, "sitemap", check, within, {})
            if answer.status == 200:
                listing = read_listing("sitemap", _text(answer, "sitemap"), url)
                items += listing.items
                left_out += listing.left_out
                read += 1
        except (*FAILURES, DisallowedError, ElsewhereError, NoListingError, UnknownLettersError) as reason:
            error = reason
    if not read and error is not None:
        return LookAnswer(None, _code(error))
    unique = {item.url: item for item in items}
    return _found(Listing(tuple(unique.values()), (), left_out), own_site)


def _found(listing: Listing, own_site: Callable[[str], bool]) -> LookAnswer:
    own = tuple(item for item in listing.items if own_site(item.url))
    return LookAnswer(200, items=own, elsewhere=len(listing.items) - len(own), left_out=listing.left_out)


def _answer(
    url: str, kind: str, check: Callable[[str], None], within: float, headers: dict[str, str]
) -> tuple[str, Answer]:
    bounds = Bounds(within, MAX_BODY[kind] + MORE)
    return follow("GET", url, bounds, MAX_BODY[kind], headers={"Accept": ACCEPT, **headers}, check=check)


def _text(answer: Answer, kind: str) -> str:
    headers = by_name(answer)
    encoding = headers.get("content-encoding", "").strip().lower()
    body = unpacked(answer.body, encoding, MAX_BODY[kind])
    if kind == "sitemap" and body.startswith(GZIP):
        body = unpacked(body, "gzip", MAX_BODY[kind])
    return decode_page(body, headers.get("content-type", "").partition(";")[2])


def _validator(text: str) -> str:
    """What is sent back unchanged with the next request; "" for what a header cannot hold."""
    return text if len(text) <= MAX_VALIDATOR and text.isascii() and text.isprintable() else ""


def _code(error: Exception) -> Watch.Error:
    match error:
        case DisallowedError():
            return Watch.Error.ROBOTS if error.is_unknown else Watch.Error.DISALLOWED
        case ElsewhereError():
            return Watch.Error.ELSEWHERE
        case NoListingError() | UnknownLettersError():
            return Watch.Error.NO_LISTING
        case _:
            return Watch.Error(error_of(error).value)
