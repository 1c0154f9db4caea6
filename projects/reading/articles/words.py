"""The words of a language, compiled once for reading articles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from projects.reading.languages import BY_CODE
from projects.reading.languages.vocabulary import Vocabulary

from .lexicon import Lexicon

CURRENCIES = frozenset({"KZT", "USD", "EUR", "RUB", "CNY"})
DURATIONS = frozenset({"years", "months", "weeks", "days", "hours", "minutes"})
# Units that are read at once, where other nouns may only describe the noun that is counted.
MEASURES = frozenset(
    {"m2", "km2", "m3", "km", "metres", "tonnes", "kg", "litres", "barrels", "MW", "kWh", "hectares", "percent"}
    | {"percentage_points", "times"}
    | CURRENCIES
)


class Words:
    """Lexicons and patterns of one language; signs and international codes belong to each."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        signs = BY_CODE["signs"]
        words = vocabulary.articles
        self.code = vocabulary.code
        self.decimal = vocabulary.decimal
        self.words = words
        scales = {word: power for other in BY_CODE.values() for word, power in other.scales.items()}
        scales |= vocabulary.scales  # a foreign “million” is no noun
        self.scales = Lexicon({_whole(phrase): str(power) for phrase, power in scales.items()})
        units = {**vocabulary.units, **signs.units}
        self.units = Lexicon({_whole(phrase): code for phrase, code in units.items()})
        self.nouns = Lexicon(words.nouns)
        self.stops = words.stops
        self.multiples = Lexicon(words.multiples)
        self.before = Lexicon({_whole(p): c for p, c in {**vocabulary.qualifiers, **signs.qualifiers}.items()})
        self.after = Lexicon({_whole(phrase): code for phrase, code in vocabulary.postpositions.items()})
        self.joints = vocabulary.joints
        self.endings = vocabulary.endings
        self.signals = Lexicon(words.signals)
        self.numerals: Mapping[str, Decimal] = {word: Decimal(value) for word, value in words.numerals.items()}
        self.modifier = re.compile(words.modifier)
        self.adjective = re.compile(words.adjective)
        self.bare = re.compile(words.bare)
        self.ordinal = re.compile(f"(?:{words.ordinal})(?![^\\W_])")
        self.target_verb = re.compile(words.target_verb)
        self.instructed = re.compile(words.instructed)
        self.describing = re.compile(words.describing)
        self.participle = re.compile(words.participle)
        self.ongoing_verb = re.compile(words.ongoing_verb)
        self.outcome_verb = re.compile(words.outcome_verb)


def _whole(phrase: str) -> str:
    return " ".join(f"{word}$" for word in phrase.split())


@lru_cache(maxsize=8)
def words_of(language: str) -> Words:
    """The compiled words of a language by its code."""
    return Words(BY_CODE[language])
