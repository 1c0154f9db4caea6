"""Words without their endings, of folded letters, so that ``жилья`` finds ``жильё`` and ``dwellings`` ``dwelling``."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from projects.reading.languages import BY_CODE
from projects.reading.matching.stems import Stems

from .letters import folded

_ESCAPES = re.compile(r"(\\\w)")
MOST = 100_000  # stems kept: the words of a large record


@lru_cache(maxsize=8)
def _stems(language: str) -> Stems:
    words = BY_CODE[language].matching
    return Stems(
        replace(
            words,
            endings=tuple(map(_folded_pattern, words.endings)),
            last={folded(letter): folded(other) for letter, other in words.last.items()},
            anywhere={},
            fleeting=folded(words.fleeting),
            stops=frozenset(map(folded, words.stops)),
            concepts={},
        )
    )


def _folded_pattern(pattern: str) -> str:
    """A pattern for folded letters; ``\\w`` stays what it is."""
    return "".join(part if part.startswith("\\") else folded(part) for part in _ESCAPES.split(pattern))


@lru_cache(maxsize=MOST)
def stem(word: str, language: str) -> str:
    """A folded word without its endings; as it is in a language whose endings are not known."""
    return _stems(language).stem(word) if language in BY_CODE and not word.isdigit() else word


def says_little(word: str, languages: tuple[str, ...]) -> bool:
    """Whether a folded word is one of those that every text has: of, in, для, және."""
    return any(language in BY_CODE and word in _stems(language).stops for language in languages)
