"""Which of our languages a text is in: told by its letters and by its commonest little words."""

from __future__ import annotations

import re

LOOKED_AT = 20_000  # characters
MIN_WORDS = 8  # with fewer the page's own word decides
LANGUAGES = ("en", "ru", "kk")
# Letters of Kazakh that no neighbour has, and letters that Russian does not have, or hardly ever.
KAZAKH_LETTERS, OTHER_LETTERS = frozenset("әғқұ"), frozenset("іїєґўөүңђљњћџъ")
MIN_LETTERS = 0.02  # of all letters; a text in Kazakh has 0.03 to 0.07, one in Russian with Kazakh names 0.01
_EN = "the and to that for by with will were from has have which"
_RU = "и в на не с что по для из к от года году это как было будет также"
LITTLE_WORDS = {"en": frozenset(_EN.split()), "ru": frozenset(_RU.split())}
MIN_SHARE = 0.03  # of the words of a text that are such words; reports have at least twice as many
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, declared: str = "") -> str:
    """``en``, ``ru`` or ``kk``; ``declared``, what the page says of itself, where the text is short; else empty."""
    words = _WORD.findall(text[:LOOKED_AT].lower())
    if len(words) < MIN_WORDS:
        return declared if declared in LANGUAGES else ""
    letters = "".join(words)
    if _share(letters, KAZAKH_LETTERS) >= MIN_LETTERS:
        return "kk"
    if _share(letters, OTHER_LETTERS) >= MIN_LETTERS:
        return ""
    shares = {code: sum(word in little for word in words) / len(words) for code, little in LITTLE_WORDS.items()}
    code = max(shares, key=lambda code: shares[code])
    return code if shares[code] >= MIN_SHARE else ""


def _share(letters: str, of: frozenset[str]) -> float:
    return sum(letter in of for letter in letters) / len(letters)
