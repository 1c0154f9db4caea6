"""The vocabulary of a language for figures and dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .article_words import ArticleWords
from .matching_words import MatchingWords

Role = Literal[
    "scale",
    "unit",
    "before",  # a qualifier before the figure: at least 5
    "after",  # a qualifier after it: 5-тен астам
    "from",  # from 5 to 7; alone, at least
    "to",  # only between two ends
    "up_to",  # до 7: also alone, at most
    "until",  # after the figure, as дейін: 5-тен 7-ге дейін; alone, at most
    "between",
    "and",
    "within",  # after both ends, as арасында
    "dash",
    "filler",  # carries no meaning: в 5 раз
]


class Marker(NamedTuple):
    """The meaning of a phrase: its role, and the exponent, unit or qualifier that it stands for."""

    role: Role
    code: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language in lower case; the words of a phrase are separated by single spaces.

    ``decimal`` is the usual decimal sign; it only orders the readings. ``endings`` may follow a number or an
    abbreviation after a hyphen. ``months``: spelling → number. ``windows``: a phrase with ``#`` for each date → what it
    says of the time (``windows.py``). ``parts``: a part of a year → its number and how many there are, ``1/4``.
    ``cues``: the beginning of a word, or of words, whole ones with ``$`` → what it says of a promise
    (``proposals.py``). ``change``: a pattern of a change in percent, as opposed to a level, with ``#`` for the number.
    """

    code: str
    decimal: str = "."
    scales: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    postpositions: Mapping[str, str] = field(default_factory=dict)
    joints: Mapping[str, Role] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    months: Mapping[str, int] = field(default_factory=dict)
    year_words: frozenset[str] = frozenset()
    windows: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    cues: Mapping[str, str] = field(default_factory=dict)
    change: str = ""
    articles: ArticleWords = field(default_factory=ArticleWords)
    matching: MatchingWords = field(default_factory=MatchingWords)


def words(*pairs: tuple[str, str]) -> dict[str, str]:
    """Pairs of a code and “word, word, word” → a dict of word → code."""
    return {word.strip(): code for code, spellings in pairs for word in spellings.split(",")}


def cue_words(*pairs: tuple[str, str]) -> dict[str, str]:
    """Like ``words`` for cues: a word may be several, which stand with spaces between them."""
    kinds: dict[str, list[str]] = {}
    for kind, stems in pairs:
        for stem in stems.split(","):
            kinds.setdefault(stem.strip(), []).append(kind)
    return {stem: " ".join(listed_kinds) for stem, listed_kinds in kinds.items()}


def inflected(stems: Mapping[str, str], endings: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Form → stem, for every form of each stem. ``stems``: stem → the name of its ``endings``."""
    return {stem + ending: stem for stem, name in stems.items() for ending in endings[name]}


def month_numbers(*spellings: str) -> dict[str, int]:
    """Twelve strings “january, jan” → the number of each spelling."""
    return {word.strip(): number for number, text in enumerate(spellings, start=1) for word in text.split(",")}


def listed(text: str) -> tuple[str, ...]:
    """Words separated by spaces; a dash is the empty ending."""
    return tuple("" if word == "-" else word for word in text.split())
