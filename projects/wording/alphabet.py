"""The alphabetical order of names: the same on every database, whatever the letters' case or Unicode form.

The Kazakh alphabet contains the Russian one, so one order serves both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .languages import grammar

CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
# Letter → the Kazakh letters that follow it in the alphabet.
AFTER = {"а": "ә", "г": "ғ", "к": "қ", "н": "ң", "о": "ө", "у": "ұү", "х": "һ", "ы": "і"}
ALPHABET = "".join(letter + AFTER.get(letter, "") for letter in CYRILLIC)
MOST = 65_536  # names in the cache

# A key is a text whose characters are weights. Spaces and digits stay and sort first; other letters sort last.
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
    """The sort key of a name: Kazakh letters in their places, ё as е, without quotes and case.

    Names in the script of the reader's language come first.
    """
    folded = unicodedata.normalize("NFC", name).casefold().replace("ё", "е")
    plain = "".join(letter if letter in ALPHABET else _bare(letter) for letter in folded)
    words = _BETWEEN_WORDS.sub(" ", plain).strip()
    return words.translate(_IN_ENGLISH if grammar(lang) == "en" else _IN_CYRILLIC), name


def _bare(letter: str) -> str:
    """A letter without its marks: é counts as e."""
    return letter if letter.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", letter))
