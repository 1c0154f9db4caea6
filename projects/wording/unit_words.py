"""Which unit a word names, in any form and language: the way back from ``units.py``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .alphabet import place_in_order
from .amounts import unit_name
from .units import PLURAL_LABELS, UNITS

_KAZAKH_PLURALS = ("лар", "лер", "дар", "дер", "тар", "тер")


def unit_code(text: str) -> str:
    """``школ`` → ``schools``; any other text as it is written."""
    word = " ".join(text.split())
    key = word.casefold()
    code = _codes().get(key)
    if code is None and key.endswith(_KAZAKH_PLURALS):
        code = _codes().get(key[:-3])
    return code or word


def unit_names(lang: str) -> list[str]:
    """The known units in the plural, in the language's alphabet."""
    return sorted({unit_name(code, lang) for code in UNITS}, key=lambda name: place_in_order(name, lang))


@cache
def _codes() -> dict[str, str]:
    """Word → unit; a word of two units is that of the first in the table."""
    codes: dict[str, str] = {}
    for code, word in (*((code, code) for code in UNITS), *_words()):
        codes.setdefault(word.casefold(), code)
    return codes


def _words() -> Iterator[tuple[str, str]]:
    for code, forms in UNITS.items():
        for words in forms.values():
            yield from ((code, word) for word in words)
    for code, labels in PLURAL_LABELS.items():
        yield from ((code, label) for label in labels)
