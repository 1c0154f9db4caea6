"""The countries of the world by their names (CLDR)."""

from __future__ import annotations

from functools import cache

from babel import Locale

from .languages import LANGUAGES


@cache
def countries() -> dict[str, dict[str, str]]:
    """ISO 3166 code in lower case → language → name: ``{"de": {"en": "Germany", "ru": "Германия", …}, …}``."""
    names: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names.setdefault(code.lower(), {})[language] = name
    return names
