"""Fetches a page of others for an editor: bounded in time, size and redirects, and never from a private network.

The only place that opens the network for what the desk reads. What comes back is a stranger's text, to be shown and
never trusted.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings

from .bounded_socket import Bounds, ExchangeTooLongError
from .safe_http import Answer, NoAnswerError, exchange, resolve_public

WITHIN = 8.0  # seconds for everything, redirects too
MAX_READ = 1_000_000  # bytes of all answers, with their headers
MAX_PAGE = 400_000  # bytes of a page; the rest is left unread
MAX_REDIRECTS = 4
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PAGES = frozenset({"text/html", "application/xhtml+xml"})
# Of Python's codecs those that are letters of the web; others unpack archives or read no text.
LETTERS = frozenset(
    {
        "utf-8",
        "ascii",
        "iso8859-1",
        "iso8859-5",
        "iso8859-15",
        "cp1251",
        "cp1252",
        "cp1254",
        "koi8-r",
        "koi8-u",
        "utf-16",
    }
)
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)


class NoPageError(Exception):
    """What is there is no page: another status than 200, another type, too many redirects."""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """``url`` is where the redirects ended; ``html`` at most its first ``MAX_PAGE`` bytes, as text."""

    url: str
    html: str


def fetch_page(url: str, within: float = WITHIN) -> FetchedPage:
    """The page at an address. Raises RefusedAddressError, NotReachedError, NoAnswerError, NoPageError."""
    url, answer = follow("GET", url, Bounds(within, MAX_READ), MAX_PAGE)
    return FetchedPage(url, _text(answer, _by_name(answer)))


def follow(method: str, url: str, bounds: Bounds, max_body: int) -> tuple[str, Answer]:
    """Where the redirects of an address end, and the answer there; every hop is checked anew.

    Raises RefusedAddressError, NotReachedError, NoAnswerError, and NoPageError where the redirects end nowhere.
    """
    for _hop in range(MAX_REDIRECTS + 1):
        answer = _asked_for(method, url, bounds, max_body)
        if answer.status not in REDIRECTS:
            return url, answer
        url = _next(url, _by_name(answer).get("location", ""))
    raise NoPageError("too many redirects")


def _by_name(answer: Answer) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}


def _next(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise NoPageError("it leads to no address") from error


def _asked_for(method: str, url: str, bounds: Bounds, max_body: int) -> Answer:
    try:
        within = bounds.seconds_left()
    except ExchangeTooLongError as error:
        raise NoAnswerError(str(error)) from error
    parts, addresses = resolve_public(url, within, networks=settings.FETCH_NETWORKS, is_public_matter=True)
    return exchange(method, parts, addresses, bounds, headers=_headers(), max_body=max_body)


def _headers() -> Mapping[str, str]:
    return {
        "User-Agent": f"Mozilla/5.0 (compatible; promise-tracker; +{settings.SITE_URL})",
        "Accept": "text/html,application/xhtml+xml",
        "Accept-Encoding": "identity",
    }


def _text(answer: Answer, headers: Mapping[str, str]) -> str:
    kind, _separator, parameters = headers.get("content-type", "").partition(";")
    if answer.status != 200 or kind.strip().lower() not in PAGES:
        raise NoPageError(f"status {answer.status}, {kind.strip() or 'no type'}")
    body = _unpacked(answer.body, headers.get("content-encoding", "").strip().lower())
    match = _CHARSET.search(parameters.encode(errors="replace")) or _CHARSET.search(body[:4096])
    return body.decode(_letters(match[1].decode("ascii") if match else ""), errors="replace")


def _unpacked(body: bytes, encoding: str) -> bytes:
    """Some servers pack what was asked for plain; never more than ``MAX_PAGE`` bytes come of it."""
    if encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise NoPageError(f"packed as {encoding}")
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, MAX_PAGE)
    except zlib.error as error:
        raise NoAnswerError(f"what came cannot be unpacked: {error}") from error


def _letters(label: str) -> str:
    try:
        name = codecs.lookup(label or "utf-8").name
    except (LookupError, ValueError):
        return "utf-8"
    return name if name in LETTERS else "utf-8"
