"""Plain words for what the record calls otherwise: flats for dwellings, машины for автомобили, баспана for тұрғын үй.

``synonyms.csv`` has a row for each meaning and a column for each language; the words of a cell are separated by
semicolons. Whoever searches for one of them finds all of them, in every language.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .letters import folded_words
from .stemming import stem

FILE = Path(__file__).with_name("synonyms.csv")


class Phrase(NamedTuple):
    """A word or a few, folded, in a language."""

    language: str
    words: tuple[str, ...]

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(stem(word, self.language) for word in self.words)


class Synonyms(NamedTuple):
    """The phrases of each meaning, and the meanings of a phrase by its language and stems."""

    languages: tuple[str, ...]
    meanings: Sequence[tuple[Phrase, ...]]
    by_stems: dict[tuple[str, tuple[str, ...]], list[int]]
    longest: int


@cache
def synonyms() -> Synonyms:
    """What the file says."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        meanings = [_phrases(row) for row in rows]
    by_stems: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number, phrases in enumerate(meanings):
        for key in dict.fromkeys((phrase.language, phrase.stems) for phrase in phrases):
            by_stems.setdefault(key, []).append(number)
    longest = max(len(phrase.words) for phrases in meanings for phrase in phrases)
    return Synonyms(tuple(rows.fieldnames or ()), meanings, by_stems, longest)


def _phrases(row: dict[str, str]) -> tuple[Phrase, ...]:
    phrases = [
        Phrase(language, tuple(folded_words(text)))
        for language, cell in row.items()
        for text in (cell or "").split(";")
        if text.strip()
    ]
    return tuple(dict.fromkeys(phrases))


def synonyms_of(words: Sequence[str]) -> tuple[Phrase, ...]:
    """The other phrases of every meaning that these folded words have in any language."""
    table, phrases = synonyms(), dict[Phrase, None]()
    for language in table.languages:
        own = (language, tuple(stem(word, language) for word in words))
        for number in table.by_stems.get(own, ()):
            others = (phrase for phrase in table.meanings[number] if (phrase.language, phrase.stems) != own)
            phrases.update(dict.fromkeys(others))
    return tuple(phrases)
