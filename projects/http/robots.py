"""What a site lets programs ask for: its robots.txt, as RFC 9309 has it."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache

from projects.http.bounded_socket import Bounds
from projects.http.fetch import by_name, follow, unpacked
from projects.http.links import FAILURES, TOO_MANY_REQUESTS
from projects.http.safe_http import RefusedAddressError

AGENT = "promise-tracker"  # our name in robots.txt; User-Agent holds it too
WITHIN = 5.0  # seconds
MAX_READ = 700_000  # bytes of all answers, with their headers
MAX_FILE = 512_000  # bytes that are read: RFC 9309 asks for 500 KiB
LASTS = timedelta(hours=24)
LASTS_UNKNOWN = timedelta(minutes=50)  # a site that does not say what it allows is asked again in an hour
MOST_DELAY = 30.0  # seconds between two requests, however many a site wants


class DisallowedError(Exception):
    """The site does not want an address asked for; ``is_unknown``: it does not say what it wants, for now."""

    def __init__(self, url: str, is_unknown: bool = False) -> None:
        super().__init__(url)
        self.is_unknown = is_unknown


class Robots:
    """The rules of the sites that one sweep asks. A file is kept for a day: in the cache, and read here."""

    def __init__(self) -> None:
        self._rules: dict[str, Any] = {}

    def check(self, url: str) -> None:
        """Raises DisallowedError for an address that its site does not want asked for."""
        rules = self._of(url)
        if rules is None or not rules.can_fetch(url, AGENT):
            raise DisallowedError(url, is_unknown=rules is None)

    def delay(self, url: str) -> float:
        """The seconds that a site wants between two requests, at most ``MOST_DELAY``; 0 where it does not say."""
        rules = self._of(url)
        seconds = rules.crawl_delay(AGENT) if rules is not None else None
        return min(max(seconds, 0.0), MOST_DELAY) if seconds is not None and isfinite(seconds) else 0.0

    def _of(self, url: str) -> Any:
        """The rules for an address; None where its site does not say them."""
        from protego import Protego  # noqa: PLC0415  # only a sweep needs it

        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            text = _text(origin)
            self._rules[origin] = Protego.parse(text) if text is not None else None
        return self._rules[origin]


def _text(origin: str) -> str | None:
    key = f"robots:{sha256(origin.encode()).hexdigest()}"
    stored: dict[str, str | None] | None = cache.get(key)
    if stored is None:
        text = _asked_for(f"{origin}/robots.txt")
        stored = {"text": text}
        cache.set(key, stored, (LASTS if text is not None else LASTS_UNKNOWN).total_seconds())
    return stored["text"]


def _asked_for(url: str) -> str | None:
    """The text of the file, "" where there is none; None where the site cannot be reached or fails.

    An address that nothing is sent to has no rules: who asks for a page there is told why.
    """
    try:
        _url, answer = follow("GET", url, Bounds(WITHIN, MAX_READ), MAX_FILE)
        if answer.status >= 500 or answer.status == TOO_MANY_REQUESTS:
            return None
        if answer.status != 200:
            return ""
        headers = by_name(answer)
        body = unpacked(answer.body, headers.get("content-encoding", "").strip().lower(), MAX_FILE)
    except RefusedAddressError:
        return ""
    except FAILURES:
        return None
    text = body.decode("utf-8-sig", errors="replace")
    return text.rpartition("\n")[0] if len(body) >= MAX_FILE else text  # half a rule would be another rule
