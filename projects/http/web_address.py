"""Addresses of documents as they are kept."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

# What mailers and social networks hang on to an address; it names the same document without.
_TRACKING = re.compile(r"(?:utm_\w+|[a-z]*clid|_openstat)=", re.ASCII)


def tidy_address(url: str) -> str:
    """The address without what mailers and social networks hang on to it. Raises ValueError where it is none."""
    parts = urlsplit(url)
    query = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.match(pair))
    return urlunsplit(parts._replace(query=query))
