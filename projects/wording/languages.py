"""The languages of the interface, and how a phrase is held in all of them.

English, Russian and Kazakh are built in: the record has columns for them, and sentences their grammar. A further one is
a folder (``projects.language_folders``): it has phrases, the sentences are built as English ones are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from projects.language_folders import FOLDERS

LANGUAGES = ("en", "ru", "kk")
_NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}


class Phrase(NamedTuple):
    """A phrase in English, Russian and Kazakh; ``{}`` are its gaps. The folder of a language has it by its English."""

    en: str
    ru: str
    kk: str

    def text(self, lang: str, *parts: object) -> str:
        """The phrase in a language, its gaps filled if there are ``parts``."""
        code = language(lang)
        pattern = str(getattr(self, code)) if code in LANGUAGES else FOLDERS[code].phrase(self.en)
        return pattern.format(*parts) if parts else pattern


def language(lang: str) -> str:
    """The language to write in: ``ru-KZ`` → ``ru``; any other language → ``en``."""
    if lang in LANGUAGES:  # nearly always
        return lang
    code = lang.lower().replace("_", "-").split("-")[0]
    return code if code in LANGUAGES or code in FOLDERS else "en"


def grammar(lang: str) -> str:
    """The language of LANGUAGES by whose rules a sentence is built, and whose columns are read: else English."""
    code = language(lang)
    return code if code in LANGUAGES else "en"


def spoken() -> tuple[str, ...]:
    """The languages of the interface: those that are built in, then those of folders."""
    return (*LANGUAGES, *FOLDERS)


def own_names() -> dict[str, str]:
    """The languages of the interface as each names itself."""
    return _NAMES | {code: folder.name for code, folder in FOLDERS.items()}


def from_english(english: str, lang: str) -> str:
    """A text that is no Phrase, since only English and the languages of folders say it so."""
    folder = FOLDERS.get(language(lang))
    return english if folder is None else folder.phrase(english)


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
