"""R9: whether two names are those of one publisher."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(4096)
def publisher_key(name: str) -> str:
    """The name without differences of case, spacing and Unicode form: equal keys are one publisher.

    Invisible marks (a zero-width space, a soft hyphen) do not count. The key is never shown.
    """
    seen = "".join(mark for mark in unicodedata.normalize("NFC", name) if unicodedata.category(mark) != "Cf")
    return unicodedata.normalize("NFC", " ".join(seen.split()).casefold())


def same_publisher(name: str, other: str) -> bool:
    """Whether two names are those of one publisher."""
    return name == other or publisher_key(name) == publisher_key(other)
