"""The words of one language for matching figures with indicators; a field of its ``Vocabulary``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class MatchingWords:
    """How words are compared, in lower case.

    ``endings``: patterns that are taken off one after the other, as long as ``shortest`` letters stay. ``last``: last
    letter of a stem → the letter that it is compared as; ``anywhere``: the same for every letter. ``fleeting``: vowels
    that a stem loses before an ending, as орын, орны. ``stops``: words that say nothing. ``concepts``: stem → the
    concept that it shares with words of other languages, written as in ``article_words.py``.
    """

    endings: tuple[str, ...] = ()
    shortest: int = 3
    last: Mapping[str, str] = field(default_factory=dict)
    anywhere: Mapping[str, str] = field(default_factory=dict)
    fleeting: str = ""
    stops: frozenset[str] = frozenset()
    concepts: Mapping[str, str] = field(default_factory=dict)
