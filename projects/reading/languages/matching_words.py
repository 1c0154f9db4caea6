"""The words of one language for matching figures with indicators; a field of its ``Vocabulary``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class MatchingWords:
    """How words are compared, in lower case.

    ``endings``: patterns that are taken off one after the other, each at most once and as long as ``shortest`` letters
    stay; ``mutations``: last letter of a stem → the letter that it is compared as. ``stops``: words that say nothing.
    ``concepts``: stem → the concept that it shares with words of other languages, written as in ``article_words.py``.
    """

    endings: tuple[str, ...] = ()
    shortest: int = 3
    mutations: Mapping[str, str] = field(default_factory=dict)
    stops: frozenset[str] = frozenset()
    concepts: Mapping[str, str] = field(default_factory=dict)
