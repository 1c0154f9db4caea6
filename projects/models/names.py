"""The name of a row in the active language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language


def local_name(thing: Any) -> str:
    """The name in the active language if there is one, else the English one."""
    language = (get_language() or "en").split("-")[0]
    return str(getattr(thing, f"name_{language}", "") or thing.name)
