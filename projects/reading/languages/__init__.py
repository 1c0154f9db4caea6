"""The vocabularies of all languages, merged: a text may mix languages, so a word must mean the same in each."""

from __future__ import annotations

from collections.abc import Iterator

from . import en, kk, ru, signs
from .vocabulary import Marker, Vocabulary

LANGUAGES: tuple[Vocabulary, ...] = (en.VOCABULARY, ru.VOCABULARY, kk.VOCABULARY, signs.VOCABULARY)
BY_CODE = {vocabulary.code: vocabulary for vocabulary in LANGUAGES}

Phrase = tuple[str, ...]


def _meanings(vocabulary: Vocabulary) -> Iterator[tuple[str, Marker]]:
    for phrase, exponent in vocabulary.scales.items():
        yield phrase, Marker("scale", str(exponent))
    for phrase, code in vocabulary.units.items():
        yield phrase, Marker("unit", code)
    for phrase, code in vocabulary.qualifiers.items():
        yield phrase, Marker("before", code)
    for phrase, code in vocabulary.postpositions.items():
        yield phrase, Marker("after", code)
    for phrase, role in vocabulary.joints.items():
        yield phrase, Marker(role)
    for phrase in vocabulary.fillers:
        yield phrase, Marker("filler")


def _merged() -> dict[Phrase, Marker]:
    merged: dict[Phrase, Marker] = {}
    for vocabulary in LANGUAGES:
        for phrase, marker in _meanings(vocabulary):
            words = tuple(phrase.split())
            if merged.setdefault(words, marker) != marker:
                raise ValueError(f"“{phrase}” means {merged[words]} and, in {vocabulary.code}, {marker}")
    return merged


PHRASES = _merged()
LONGEST_PHRASE = max(map(len, PHRASES))
ENDINGS = frozenset().union(*(vocabulary.endings for vocabulary in LANGUAGES))
MONTHS = {word: number for vocabulary in LANGUAGES for word, number in vocabulary.months.items()}
YEAR_WORDS = frozenset().union(*(vocabulary.year_words for vocabulary in LANGUAGES))
WINDOWS = {phrase: kind for vocabulary in LANGUAGES for phrase, kind in vocabulary.windows.items()}
PARTS = {phrase: part for vocabulary in LANGUAGES for phrase, part in vocabulary.parts.items()}
