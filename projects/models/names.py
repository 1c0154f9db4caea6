"""The name of a thing in the language of whoever reads."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language


def local_name(thing: Any) -> str:
    """The Russian or Kazakh name where that is the language and there is one, else the English one."""
    language = (get_language() or "en").split("-")[0]
    return str(getattr(thing, f"name_{language}", "") or thing.name)
