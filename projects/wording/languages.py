"""The three languages, and how a phrase is held in all of them."""

from __future__ import annotations

import re
from typing import NamedTuple

LANGUAGES = ("en", "ru", "kk")
NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}  # as each language names itself


class Phrase(NamedTuple):
    """A phrase in English, Russian and Kazakh; ``{}`` are its gaps."""

    en: str
    ru: str
    kk: str

    def text(self, lang: str, *parts: object) -> str:
        """The phrase in a language, its gaps filled if there are ``parts``."""
        pattern = str(getattr(self, language(lang)))
        return pattern.format(*parts) if parts else pattern


def language(lang: str) -> str:
    """The language to write in: ``ru-KZ`` → ``ru``; any other language → ``en``."""
    code = lang.lower().replace("_", "-").split("-")[0]
    return code if code in LANGUAGES else "en"


def say(phrase: Phrase, lang: str, *parts: object) -> str:
    """The same for a sentence: a date that ends in “г.” may end it, with one full stop."""
    return phrase.text(lang, *parts).replace("..", ".")


def in_words(phrases: dict[str, Phrase], code: str, lang: str) -> str:
    """The phrase for a code. An unknown code becomes words, ``a_code`` → ``a code``, so that no page fails."""
    phrase = phrases.get(code)
    return code.replace("_", " ") if phrase is None else phrase.text(lang)


# Letters of Kazakh that Russian lacks. Ukrainian and Belarusian have і too; the record does not quote them.
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def written_in(text: str) -> str:
    """The language of a text of the record (a note, a title), by its letters: kk, ru, else en."""
    if _KAZAKH.search(text):
        return "kk"
    return "ru" if _CYRILLIC.search(text) else "en"
