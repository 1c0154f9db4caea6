"""Asks a web archive to keep a page, by the rules by which pages are fetched; believes only an address of its own."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from projects.http.bounded_socket import Bounds
from projects.http.fetch import NoPageError, follow
from projects.http.safe_http import Answer, NoAnswerError, NotReachedError, RefusedAddressError
from projects.models.archive_copy import ArchiveAnswer
from projects.models.article import MAX_ADDRESS

WITHIN = 90.0  # seconds for everything: an archive answers when it has fetched the page
MAX_READ = 500_000  # bytes of all answers, with their headers
MAX_BODY = 1024  # bytes of a page; nobody reads them
PLACE = "{url}"
_MEMENTO = re.compile(r"<([^<>\s]{1,2000})>[^<>,]{0,200}rel=\"?[\w ]{0,40}\bmemento\b", re.IGNORECASE)


def ask_archive(url: str, within: float = WITHIN) -> ArchiveAnswer:
    """The copy of a page that the archive of ``settings.ARCHIVE_URL`` names."""
    address = _address(url)
    try:
        end, answer = follow("GET", address, Bounds(within, MAX_READ), MAX_BODY)
    except (NotReachedError, NoAnswerError):
        return ArchiveAnswer(may_come=True)
    except (RefusedAddressError, NoPageError):
        return ArchiveAnswer()
    if answer.status >= 400:
        return ArchiveAnswer(may_come=answer.status == 429 or answer.status >= 500)
    return ArchiveAnswer(next((copy for copy in _named(end, answer) if _is_its_own(copy, address)), ""))


def _address(url: str) -> str:
    """Where the archive is asked. In a query the address is a value; in a path it stands as it is."""
    before, _place, after = settings.ARCHIVE_URL.partition(PLACE)
    return f"{before}{quote(url, safe='') if '?' in before else url.partition('#')[0]}{after}"


def _named(end: str, answer: Answer) -> list[str]:
    """The addresses that an answer may mean: its Content-Location, a memento (RFC 7089), where its redirects ended."""
    headers = {name.lower(): value for name, value in answer.headers.items()}
    match = _MEMENTO.search(headers.get("link", ""))
    named = [headers.get("content-location", ""), match[1] if match else "", end]
    return [_joined(end, address) for address in named if address]


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _is_its_own(copy: str, address: str) -> bool:
    """Whether it is a page of the archive, and another one than was asked for."""
    try:
        parts, archive = urlsplit(copy), urlsplit(address)
    except ValueError:
        return False
    is_there = parts.scheme in {"http", "https"} and parts.hostname == archive.hostname and len(parts.path) > 1
    return is_there and copy != address and len(copy) <= MAX_ADDRESS
