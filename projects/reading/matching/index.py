"""The candidates by the keys of their words, for each language; made once for a version of the record."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import TypeAlias

from .candidate import Candidate, Place, Texts
from .concepts import GENERIC
from .places import PlaceNames
from .stems import NUMBER, keys_of
from .units import ReadUnit, read_unit

Postings: TypeAlias = "Mapping[str, array[int]]"  # arrays are generic for mypy alone
LITTLE = 0.7
UNTRANSLATED = 0.9  # how far the words of another language are trusted


class CandidateIndex:
    """Candidates, numbered in their order, with an inverted index for each language that is asked for."""

    def __init__(self, candidates: Iterable[Candidate], places: Iterable[Place] = ()) -> None:
        self.candidates: Sequence[Candidate] = tuple(candidates)
        self.units: Sequence[ReadUnit] = tuple(read_unit(candidate.unit) for candidate in self.candidates)
        self.places: Mapping[str, Place] = {place.id: place for place in places}
        self.territories = frozenset(candidate.territory for candidate in self.candidates)
        self._languages: dict[str, LanguageIndex] = {}
        self._lock = Lock()

    def in_language(self, language: str) -> LanguageIndex:
        """The index of one language, made when it is first asked for."""
        with self._lock:
            index = self._languages.get(language)
            if index is None:
                index = self._languages[language] = LanguageIndex(self.candidates, self.places.values(), language)
            return index


class LanguageIndex:
    """``names``: the keys of each candidate's name with their weights, ``totals`` their sums.

    ``programmes`` holds the keys of each programme, ``programme_of`` its number for each candidate.
    """

    def __init__(self, candidates: Sequence[Candidate], places: Iterable[Place], language: str) -> None:
        self.language = language
        self.places = PlaceNames(places, language)
        names, trust = [], array("d")
        programmes: dict[str, int] = {}
        programme_keys: list[tuple[str, ...]] = []
        self.programme_of = array("I")
        interned: dict[str, str] = {}
        self.definitions: list[tuple[str, ...]] = []
        self.bodies: list[tuple[tuple[str, ...], ...]] = []
        for candidate in candidates:
            keys = _keys(candidate.names, language, interned)
            names.append(keys)
            trust.append(1.0 if candidate.names.get(language) else UNTRANSLATED)
            programme = candidate.programme
            if programme.id not in programmes:
                programmes[programme.id] = len(programmes)
                programme_keys.append(_keys(programme.names, language, interned))
                self.bodies.append(tuple(_keys(names_, language, interned) for names_ in programme.bodies))
            self.programme_of.append(programmes[programme.id])
            self.definitions.append(_keys(candidate.definitions, language, interned))
        self.trust = trust
        self.weights = _weights([*names, *programme_keys])
        self.names = names
        self.totals = array("d", (sum(self.weights[key] for key in keys) for keys in names))
        self.programmes = programme_keys
        self.programme_totals = array("d", (sum(self.weights[key] for key in keys) for keys in programme_keys))
        self.by_name = _postings(names)
        self.by_programme = _postings(programme_keys)


def _keys(texts: Texts, language: str, interned: dict[str, str]) -> tuple[str, ...]:
    """The keys of a text; where it is not translated those of the first other one, of which concepts are shared."""
    text = texts.get(language)
    keys: Iterable[str] = keys_of(text, language) if text else ()
    if not text and texts:
        code, other = next(iter(texts.items()))
        keys = keys_of(other, code)
    return tuple(interned.setdefault(key, key) for key in keys)


def _weights(texts: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """Key → how much it says: the rarer, the more; numbers and what units say less."""
    counts: dict[str, int] = {}
    for keys in texts:
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
    size = len(texts) + 1
    return {key: math.log(1 + size / count) * (LITTLE if _says_little(key) else 1) for key, count in counts.items()}


def _says_little(key: str) -> bool:
    return key[0] == NUMBER or key in GENERIC


def _postings(texts: Sequence[tuple[str, ...]]) -> Postings:
    postings: dict[str, array[int]] = {}
    for number, keys in enumerate(texts):
        for key in keys:
            postings.setdefault(key, array("I")).append(number)
    return postings
