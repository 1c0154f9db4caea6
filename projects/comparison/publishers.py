"""R9: who is one publisher."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple


class Publisher(NamedTuple):
    """Who stands behind a figure: the name as printed, and the key. Equal keys are one publisher.

    The key is that of the name, or of the publisher with whom an editor has joined it.
    """

    name: str
    key: str


@lru_cache(4096)
def publisher_key(name: str) -> str:
    """The name without differences of case, spacing and Unicode form; “?” where nothing is left.

    Invisible marks (a zero-width space, a soft hyphen) do not count. The key is never shown.
    """
    seen = "".join(mark for mark in unicodedata.normalize("NFC", name) if unicodedata.category(mark) != "Cf")
    return unicodedata.normalize("NFC", " ".join(seen.split()).casefold()) or "?"
