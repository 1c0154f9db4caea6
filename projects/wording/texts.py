"""A text of the record in the reader's language, else the one there is, and which language that is (ADR 39).

Texts come in columns: ``note`` with its translations ``note_ru`` and ``note_kk``, ``title`` with ``title_en`` besides.
This is the only place that chooses among them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from .isolation import isolated
from .languages import LANGUAGES, Phrase, language, written_in

IN_LANGUAGES: dict[str, Phrase] = {
    "ar": Phrase("in Arabic", "на арабском", "арабша"),
    "de": Phrase("in German", "на немецком", "немісше"),
    "en": Phrase("in English", "на английском", "ағылшынша"),
    "es": Phrase("in Spanish", "на испанском", "испанша"),
    "fr": Phrase("in French", "на французском", "французша"),
    "it": Phrase("in Italian", "на итальянском", "итальянша"),
    "ja": Phrase("in Japanese", "на японском", "жапонша"),
    "kk": Phrase("in Kazakh", "на казахском", "қазақша"),
    "ko": Phrase("in Korean", "на корейском", "корейше"),
    "ky": Phrase("in Kyrgyz", "на киргизском", "қырғызша"),
    "pl": Phrase("in Polish", "на польском", "полякша"),
    "pt": Phrase("in Portuguese", "на португальском", "португалша"),
    "ru": Phrase("in Russian", "на русском", "орысша"),
    "tr": Phrase("in Turkish", "на турецком", "түрікше"),
    "uk": Phrase("in Ukrainian", "на украинском", "украинша"),
    "uz": Phrase("in Uzbek", "на узбекском", "өзбекше"),
    "zh": Phrase("in Chinese", "на китайском", "қытайша"),
}
IN_ANOTHER = Phrase("in another language", "на другом языке", "басқа тілде")
# Written in other letters than Latin ones, with those of them that are written in Cyrillic.
_IN_CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})
_IN_OTHER_LETTERS = frozenset({"ar", "el", "fa", "he", "hi", "hy", "ja", "ka", "ko", "th", "zh"}) | _IN_CYRILLIC
_LETTER = re.compile(r"[^\W\d_]")
_LATIN, _OTHER = re.compile("[A-Za-z]"), re.compile("[\u0370-\uffff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")


class Reading(NamedTuple):
    """A text and the code of its language, "" where it is in none (``2026–2028``) or there is no text."""

    text: str
    language: str

    def is_foreign(self, lang: str) -> bool:
        """Whether a reader of that language should be told which one it is in."""
        return self.language not in ("", language(lang))


def reading(thing: Any, name: str, lang: str) -> Reading:
    """The text ``name`` of a row, or of its cells by column, for a reader of a language.

    Else as it was written, else in any language that there is.
    """
    code = language(lang)
    if text := _column(thing, f"{name}_{code}"):
        return Reading(text, code)
    if text := _column(thing, name):
        return Reading(text, _language_of(thing, name, text))
    for other in LANGUAGES:
        if text := _column(thing, f"{name}_{other}"):
            return Reading(text, other)
    return Reading("", "")


def in_language(code: str, lang: str) -> str:
    """What is said of a text in another language: ``in German``."""
    return IN_LANGUAGES.get(code, IN_ANOTHER).text(lang)


def read_plainly(thing: Any, name: str, lang: str) -> str:
    """The same where no markup can be: a text in another language is followed by its language in brackets."""
    text, written = words = reading(thing, name, lang)
    return f"{isolated(text)} ({in_language(written, lang)})" if words.is_foreign(lang) else isolated(text)


def _column(thing: Any, name: str) -> str:
    text = thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, "")
    return str(text or "")


def _language_of(thing: Any, name: str, text: str) -> str:
    """The language of the column without a suffix: of a title as the source says, else as the letters do."""
    if not _LETTER.search(text):
        return ""
    stated = ""
    if name == "title":
        stated = (
            (_column(thing, "title_language") or _column(thing, "language")).lower().replace("_", "-").split("-")[0]
        )
    return stated if stated and _can_be(stated, text) else written_in(text)


def _can_be(code: str, text: str) -> bool:
    """Whether a text can be in a language, by its letters: an editor may describe a Russian page in English."""
    if code in _IN_CYRILLIC:
        return bool(_CYRILLIC.search(text))
    if code in _IN_OTHER_LETTERS:
        return bool(_OTHER.search(text)) and not _CYRILLIC.search(text)
    return bool(_LATIN.search(text)) or not _CYRILLIC.search(text)
