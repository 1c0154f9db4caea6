"""One article as a list names it, and what makes an address, a title and a day of what the list says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_tz
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

MAX_ADDRESS = 2000  # characters
MAX_TITLE = 300  # characters
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # controls, marks of direction, halves of letters
_BLANK_OR_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")
_DAY = re.compile(r"\s*(\d{4})-(\d{2})(?:-(\d{2}))?(?=$|[T\s])")
# What is added to an address to count readers; the article is the same.
_COUNTING = re.compile(r"utm_\w+|fbclid|gclid|yclid|_openstat", re.IGNORECASE)
# "%" stays as it is: what is already quoted is not quoted twice.
_UNQUOTED = "/%:@!$&'()*+,;=~-._"


class NoListingError(Exception):
    """The text is no list of the kind that was expected."""


@dataclass(frozen=True, slots=True)
class ListedItem:
    """``url`` is absolute, with http or https; ``title`` may be empty; ``published`` is the day as it was printed."""

    url: str
    title: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list names, each address once, in its own order.

    ``maps`` are the addresses of further site maps, of an index. ``left_out`` counts what cannot be an address of an
    article, and what is more than is read.
    """

    items: tuple[ListedItem, ...]
    maps: tuple[ListedItem, ...] = ()
    left_out: int = 0


def collect(items: list[ListedItem], most: int, maps: tuple[ListedItem, ...] = (), left_out: int = 0) -> Listing:
    """A listing of the first ``most`` items, each address once; those without an address are counted as left out."""
    unique: dict[str, ListedItem] = {}
    for item in items:
        if not item.url:
            left_out += 1
        else:
            unique.setdefault(item.url, item)
    chosen = tuple(unique.values())[:most]
    return Listing(chosen, maps, left_out + len(unique) - len(chosen))


def tidy_url(url: str, base: str) -> str:
    """The absolute address without fragment and counting parameters; "" for what is no address of the web."""
    url = url.strip(" \t\r\n\f")
    if not url or len(url) > MAX_ADDRESS or _BLANK_OR_CONTROL.search(url.replace(" ", "%20")):
        return ""
    try:
        parts = urlsplit(urljoin(base, url))
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None or parts.password is not None:
        return ""
    where = f"[{host}]" if ":" in host else host
    netloc = where if port is None or port == (443 if parts.scheme == "https" else 80) else f"{where}:{port}"
    tidy = urlunsplit(SplitResult(parts.scheme, netloc, _quoted(parts.path) or "/", _query(parts.query), ""))
    return tidy if len(tidy) <= MAX_ADDRESS else ""


def _quoted(text: str) -> str:
    return quote(text, safe=_UNQUOTED, errors="replace")


def _query(query: str) -> str:
    if not _COUNTING.search(query):
        return quote(query, safe=f"{_UNQUOTED}?", errors="replace")
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in pairs if not _COUNTING.fullmatch(name)])


def tidy_title(text: str) -> str:
    """One line without marks that nobody sees, cut at MAX_TITLE characters."""
    seen = "".join(" " if mark.isspace() else mark for mark in text[: 20 * MAX_TITLE] if _is_seen(mark))
    title = unicodedata.normalize("NFC", " ".join(seen.split()))
    return title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1]}…"


def _is_seen(mark: str) -> bool:
    return mark.isspace() or unicodedata.category(mark) not in _UNSEEN


def printed_day(text: str) -> date | None:
    """The day of a time as it is printed (RFC 822 or ISO 8601), on the clock of who printed it."""
    text = text[:100]
    try:
        if match := _DAY.match(text):
            return date(int(match[1]), int(match[2]), int(match[3])) if match[3] else None
        parts = parsedate_tz(text)
        return date(*parts[:3]) if parts is not None else None
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
