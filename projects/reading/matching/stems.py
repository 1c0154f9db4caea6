"""Words → keys by which those of an article and those of an indicator are compared.

The key of a word is its concept, which languages share, else its stem; numbers stand for themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from projects.reading.articles.lexicon import Lexicon
from projects.reading.articles.text import Token, plain_text, tokens
from projects.reading.languages import BY_CODE
from projects.reading.languages.matching_words import MatchingWords

CONCEPT, NUMBER = "=", "#"  # what the keys of concepts and numbers begin with
_VOWELS = "аәеёиоөуұүыіэюя"
MOST_STEMS = 50_000  # kept: words of one language in the texts of a record, and of many articles
LONGEST_NUMBER = 4  # digits: “No. 2”, “to 2028”; longer ones are figures


class Key(NamedTuple):
    """A key with the index of the token where its word begins, and the number of tokens."""

    key: str
    place: int
    length: int


class Stems:
    """The words of one language, compiled."""

    def __init__(self, words: MatchingWords) -> None:
        self.stops = words.stops
        self.anywhere = str.maketrans(dict(words.anywhere))
        self.concepts = Lexicon({stem.translate(self.anywhere): code for stem, code in words.concepts.items()})
        self._shortest = words.shortest
        self._endings = tuple(re.compile(f"(?:{pattern})$") for pattern in words.endings)
        self._last = str.maketrans(dict(words.last))
        vowels = words.fleeting
        self._fleeting = re.compile(f"(?<=[^{_VOWELS}])[{vowels}](?=[^{_VOWELS}]$)") if vowels else None

    def stem(self, word: str) -> str:
        """The word without its endings; those of another language keep theirs."""
        for pattern in self._endings:
            match = pattern.search(word, self._shortest)
            if match is not None:
                word = word[: match.start()]
        if self._fleeting is not None and len(word) > self._shortest:
            word = self._fleeting.sub("", word)
        return word[:-1] + word[-1].translate(self._last)


@lru_cache(maxsize=8)
def stems_of(language: str) -> Stems:
    """The stems of a language by its code."""
    return Stems(BY_CODE[language].matching)


@lru_cache(maxsize=MOST_STEMS)
def _stem(word: str, language: str) -> str:
    return stems_of(language).stem(word)


def keys_in(parts: list[Token], language: str) -> list[Key]:
    """The keys of tokens in their order; a phrase that is a concept has one."""
    words, keys, index = stems_of(language), [], 0
    parts = [token._replace(text=token.text.translate(words.anywhere)) for token in parts]
    while index < len(parts):
        token, length = parts[index], 1
        if token.kind == "word":
            concept = words.concepts.at(parts, index)
            if concept is not None:
                length = concept[0]
                keys.append(Key(CONCEPT + concept[1], index, length))
            elif len(word := token.text.removesuffix("'s")) > 1 and word not in words.stops:
                keys.append(Key(_stem(word, language), index, 1))
        elif token.kind == "number" and token.text.isdigit() and len(token.text) <= LONGEST_NUMBER:
            keys.append(Key(NUMBER + token.text, index, 1))
        index += length
    return keys


def keys_of(text: str, language: str) -> tuple[str, ...]:
    """The different keys of a short text of the record."""
    return tuple(dict.fromkeys(key.key for key in keys_in(tokens(plain_text(text).lower), language)))
