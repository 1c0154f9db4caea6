"""Fetches a page of others for an editor: bounded in time, size and redirects, and never from a private network.

The only place that opens the network for what the desk reads. What comes back is a stranger's text, to be shown and
never trusted.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from django.conf import settings

from .bounded_socket import Bounds, ExchangeTooLongError
from .page_letters import UnknownLettersError, decode_page
from .safe_http import Answer, NoAnswerError, exchange, resolve_public

WITHIN = 8.0  # seconds for everything, redirects too
MAX_READ = 1_000_000  # bytes of all answers, with their headers
MAX_PAGE = 400_000  # bytes of a page; the rest is left unread
MAX_REDIRECTS = 4
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PAGES = frozenset({"text/html", "application/xhtml+xml"})
PLAIN = "text/plain"
PDF, PDF_MARK = "application/pdf", b"%PDF-"
SNIFFED = 1024  # bytes in which a PDF, a binary and a page without a type show themselves


Check = Callable[[str], object]  # sees each address before it is asked, and raises to stop


class NoPageError(Exception):
    """What is there is no page that is read; ``code`` says why.

    ``redirects`` end nowhere, ``status`` (then ``status`` is that of HTTP), ``kind`` of another type, ``pdf``,
    ``binary``, ``letters`` in no encoding that is known.
    """

    def __init__(self, code: str, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.code, self.status = code, status


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """``url`` is where the redirects ended; ``text`` is HTML, or plain text where ``is_plain``.

    ``is_cut``: there was more than was read.
    """

    url: str
    text: str
    is_plain: bool = False
    is_cut: bool = False


def fetch_page(
    url: str,
    within: float = WITHIN,
    max_page: int = MAX_PAGE,
    max_read: int = MAX_READ,
    *,
    may_be_plain: bool = False,
    check: Check | None = None,
) -> FetchedPage:
    """The page at an address. Raises RefusedAddressError, NotReachedError, NoAnswerError, NoPageError.

    ``within`` seconds for everything; ``max_page`` bytes of a page and ``max_read`` of all answers are read.
    ``may_be_plain``: plain text is a page, too.
    """
    url, answer = follow("GET", url, Bounds(within, max_read), max_page + 1, check=check)
    return _page(urldefrag(url).url, answer, max_page, may_be_plain)


def follow(
    method: str,
    url: str,
    bounds: Bounds,
    max_body: int,
    *,
    headers: Mapping[str, str] | None = None,
    check: Check | None = None,
) -> tuple[str, Answer]:
    """Where the redirects of an address end, and the answer there; every hop is checked anew, also by ``check``.

    ``headers`` are sent besides our own. Raises RefusedAddressError, NotReachedError, NoAnswerError, whatever
    ``check`` raises, and NoPageError where the redirects end nowhere.
    """
    for _hop in range(MAX_REDIRECTS + 1):
        if check is not None:
            check(url)
        answer = _asked_for(method, url, bounds, max_body, headers or {})
        if answer.status not in REDIRECTS:
            return url, answer
        url = _next(url, by_name(answer).get("location", ""))
    raise NoPageError("redirects", "too many redirects")


def by_name(answer: Answer) -> dict[str, str]:
    """The headers by their names in lower case."""
    return {name.lower(): value for name, value in answer.headers.items()}


def _next(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise NoPageError("redirects", "it leads to no address") from error


def _asked_for(method: str, url: str, bounds: Bounds, max_body: int, more: Mapping[str, str]) -> Answer:
    try:
        within = bounds.seconds_left()
    except ExchangeTooLongError as error:
        raise NoAnswerError(str(error)) from error
    parts, addresses = resolve_public(url, within, networks=settings.FETCH_NETWORKS, is_public_matter=True)
    return exchange(method, parts, addresses, bounds, headers={**_headers(), **more}, max_body=max_body)


def _headers() -> Mapping[str, str]:
    return {
        "User-Agent": f"Mozilla/5.0 (compatible; promise-tracker; +{settings.SITE_URL})",
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.5",
        "Accept-Encoding": "identity",
    }


def _page(url: str, answer: Answer, max_page: int, may_be_plain: bool) -> FetchedPage:
    headers = by_name(answer)
    kind, _separator, parameters = headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if answer.status != 200:
        raise NoPageError("status", f"status {answer.status}", answer.status)
    body = unpacked(answer.body, headers.get("content-encoding", "").strip().lower(), max_page + 1)
    start = body[:SNIFFED].lstrip().lower()
    if kind == PDF or start.startswith(PDF_MARK.lower()):
        raise NoPageError("pdf", "a PDF")
    is_html = kind in PAGES or (not kind and start.startswith(b"<"))
    if not is_html and not (may_be_plain and kind == PLAIN):
        raise NoPageError("kind", f"{kind or 'no type'}")
    try:
        text = decode_page(body[:max_page], parameters)
    except UnknownLettersError as error:
        raise NoPageError("letters", str(error)) from error
    if "\0" in text[:SNIFFED]:
        raise NoPageError("binary", "a binary")
    return FetchedPage(url, text, not is_html, len(body) > max_page)


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """Some servers pack what was asked for plain; never more than ``most`` bytes come of it.

    Raises NoPageError, NoAnswerError.
    """
    if encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise NoPageError("kind", f"packed as {encoding}")
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, most)
    except zlib.error as error:
        raise NoAnswerError(f"what came cannot be unpacked: {error}") from error
