"""Letters and words as a search compares them: without case, marks and the letters that a keyboard may lack."""

from __future__ import annotations

import re
import unicodedata

# Kazakh letters as people write them on a Russian keyboard.
_KEYBOARD = str.maketrans("қғәөұүіңһ", "кгаоууинх")
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2069\ufeff]")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
_HYPHEN = re.compile("[-‐‑]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
# The keys of a Latin keyboard and of a Russian one, in their order.
_LATIN_KEYS, _RUSSIAN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)


def folded(text: str) -> str:
    """The text in small letters, ё as е, й as и, ü as u, and Kazakh letters as the Russian ones next to them."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _MARKS.sub("", decomposed).translate(_KEYBOARD)


def folded_words(text: str) -> list[str]:
    """The folded words in their order; a hyphen parts them."""
    return _WORD.findall(_POSSESSIVE.sub("", folded(text)))


def folded_line(text: str) -> str:
    """The folded words with one space between them: what makes two names equal."""
    return " ".join(folded_words(text))


def compounds_in(text: str) -> list[str]:
    """The words that hyphens part, written as one: таукен for тау-кен."""
    return [_joined(match.group()) for match in _COMPOUND.finditer(folded(text))] if _HYPHEN.search(text) else []


def compound(text: str) -> str:
    """The whole of a word with hyphens without them; "" for any other word."""
    match = _COMPOUND.fullmatch(folded(text))
    return _joined(match.group()) if match else ""


def _joined(word: str) -> str:
    return "".join(_WORD.findall(word))


def languages_of(word: str) -> tuple[str, ...]:
    """The languages whose words look like that one, by its letters."""
    return ("ru", "kk") if _CYRILLIC.search(word) else ("en",)


def on_other_keyboard(text: str) -> str:
    """The text as the same keys write it on the other keyboard, Latin or Russian; "" where it has both or none."""
    small = text.casefold()
    cyrillic, latin = bool(_CYRILLIC.search(small)), bool(re.search("[a-z]", small))
    if cyrillic == latin:
        return ""
    return small.translate(_TO_LATIN if cyrillic else _TO_RUSSIAN)
