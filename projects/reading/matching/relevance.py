"""How strongly a text concerns the indicators, without reading its figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from heapq import nlargest

from .candidate import Match, Reason, TextMatch
from .concepts import GROWTH
from .context import Article, Passage, with_related
from .index import CandidateIndex, LanguageIndex
from .places import named_places
from .scoring import ENOUGH
from .shortlist import MANY
from .stems import CONCEPT

MOST_MATCHES, LOOKED_AT = 20, 100
LEAST_SCORE = 0.4  # texts about something else stay below it
ONE_WORD = 0.5  # what is left of a score for one word in common
MADE = CONCEPT + "made"


def match_text(text: str, language: str, index: CandidateIndex, home: Collection[str] = ()) -> TextMatch:
    """The indicators whose words stand together in a sentence of the text; the score is that of the best.

    ``home``: ids of the countries that the text is about where it names none.
    """
    words, article = index.in_language(language), Article(text, language)
    places = named_places(article, words.places, index.territories, home)
    sentences = [_written(passage) for passage in article.passages]
    nearby = [with_related(dict(written)) for written in sentences]
    matches = []
    for number in _looked_at(nearby, words):
        candidate = index.candidates[number]
        share = words.trust[number] * places.share(candidate.territory)
        rows = (
            (_score(number, keys, written, words), written) for keys, written in zip(nearby, sentences, strict=True)
        )
        score, written = max(rows, key=lambda row: row[0])
        if score * share >= LEAST_SCORE:
            named = tuple(article.words[key] for key in words.names[number] if key in written and key in article.words)
            matches.append(Match(candidate.id, round(score * share, 3), (Reason("words", named),)))
    matches.sort(key=lambda match: (-match.score, match.indicator_id))
    return TextMatch(matches[0].score if matches else 0.0, tuple(matches[:MOST_MATCHES]))


def _looked_at(nearby: Iterable[Mapping[str, float]], words: LanguageIndex) -> list[int]:
    """The candidates of whose words the whole text has most."""
    keys: dict[str, float] = {}
    for sentence in nearby:
        for key, part in sentence.items():
            keys[key] = max(keys.get(key, 0), part)
    masses: dict[int, float] = {}
    for key, part in keys.items():
        numbers = words.by_name.get(key, ())
        if len(numbers) <= MANY:
            weight = words.weights.get(key, 0) * part
            for number in numbers:
                masses[number] = masses.get(number, 0) + weight
    return nlargest(LOOKED_AT, masses, key=lambda number: (_share(masses[number], words.totals[number]), -number))


def _score(number: int, keys: Mapping[str, float], written: Mapping[str, float], words: LanguageIndex) -> float:
    """How much of a candidate’s name a sentence has; ``written`` are its keys without what they stand for."""
    names, weights = words.names[number], words.weights
    mass = sum([weights[key] * keys[key] for key in names if key in keys])
    if not mass:
        return 0.0
    count = sum([key in written for key in names])
    return _share(mass, words.totals[number]) * (ONE_WORD if count <= 1 else 1)


def _share(mass: float, total: float) -> float:
    return mass / total * mass / (mass + ENOUGH)


def _written(passage: Passage) -> dict[str, float]:
    """The keys of a sentence; where it has a percentage, growth may be one of output."""
    keys = {key.key: 1.0 for key in passage.keys}
    if any(token.text == "%" for token in passage.parts):
        keys.setdefault(MADE, GROWTH)
    return keys
