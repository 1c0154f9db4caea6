"""The active language, and the texts of a row in it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language


def active_language() -> str:
    """The language in which this thread answers; English outside a request."""
    return get_language() or "en"


def local_name(thing: Any) -> str:
    """The name in the active language if there is one, else the English one."""
    return local_text(thing, "name")


def local_text(thing: Any, column: str) -> str:
    """A text in the active language if there is one, else as it was written; unmarked, for lists of the admin."""
    language = active_language().split("-")[0]
    return str(getattr(thing, f"{column}_{language}", "") or getattr(thing, column))
