"""The order of names as readers know it: the same on every database, whatever the letters' case or form.

Kazakh has every letter of Russian and its own between them, so that one order serves both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
# Each Kazakh letter after the one that it follows in the alphabet.
AFTER = {"а": "ә", "г": "ғ", "к": "қ", "н": "ң", "о": "ө", "у": "ұү", "х": "һ", "ы": "і"}
ALPHABET = "".join(letter + AFTER.get(letter, "") for letter in CYRILLIC)
MOST = 65_536  # names whose place is remembered

# Weights are characters: a key is text. Spaces and digits keep theirs, which are lower; other letters come last.
_FIRST, _SECOND = 0x80, 0xC0
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_MARKS = re.compile(r"[\u0300-\u036f]")
_BETWEEN_WORDS = re.compile(r"[^\w]+")

Place = tuple[str, str]


def _weights(first: str, second: str) -> dict[int, int]:
    return {
        **{ord(letter): _FIRST + place for place, letter in enumerate(first)},
        **{ord(letter): _SECOND + place for place, letter in enumerate(second)},
    }


_IN_ENGLISH, _IN_CYRILLIC = _weights(_LATIN, ALPHABET), _weights(ALPHABET, _LATIN)


@lru_cache(maxsize=MOST)
def place_in_order(name: str, lang: str) -> Place:
    """What to sort a name by: Kazakh letters in their places, ё with е, quotes and case without weight.

    Names in the letters of the reader's language come first.
    """
    folded = unicodedata.normalize("NFC", name).casefold().replace("ё", "е")
    plain = "".join(letter if letter in ALPHABET else _bare(letter) for letter in folded)
    words = _BETWEEN_WORDS.sub(" ", plain).strip()
    return words.translate(_IN_ENGLISH if lang.startswith("en") else _IN_CYRILLIC), name


def _bare(letter: str) -> str:
    """A letter without its marks: é counts as e."""
    return letter if letter.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", letter))
