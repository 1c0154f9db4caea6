"""The three languages, and how a phrase is held in all of them."""

from __future__ import annotations

import re
from typing import NamedTuple

LANGUAGES = ("en", "ru", "kk")
NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}  # each in itself


class Phrase(NamedTuple):
    """One thing said in English, Russian and Kazakh."""

    en: str
    ru: str
    kk: str


def language(lang: str) -> str:
    """The language to write in: ``ru-KZ`` → ``ru``; one we do not speak → ``en``."""
    code = lang.lower().replace("_", "-").split("-")[0]
    return code if code in LANGUAGES else "en"


def say(phrase: Phrase, lang: str, *parts: object) -> str:
    """The phrase in a language with its gaps filled."""
    text = str(getattr(phrase, language(lang))).format(*parts)
    return text.replace("..", ".")  # a date that ends in “г.” may end the sentence


def said(phrases: dict[str, Phrase], code: str, lang: str) -> str:
    """The phrase for a code; a code without a phrase is shown as words, so that a page never fails over it."""
    phrase = phrases.get(code)
    return code.replace("_", " ") if phrase is None else str(getattr(phrase, language(lang)))


# Letters that Kazakh has and Russian has not; і is also Ukrainian and Belarusian, which the record does not quote.
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def written_in(text: str) -> str:
    """The language that a text of the record (a note, a quoted title) is in, by its letters: kk, ru, else en."""
    if _KAZAKH.search(text):
        return "kk"
    return "ru" if _CYRILLIC.search(text) else "en"
