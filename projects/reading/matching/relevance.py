"""How strongly a text concerns the indicators, without reading its figures."""

from __future__ import annotations

from collections.abc import Iterator

from .candidate import Match, Reason, TextMatch
from .concepts import GROWTH
from .context import Article, Passage
from .index import CandidateIndex, LanguageIndex
from .places import named_places
from .scoring import ENOUGH
from .shortlist import MANY
from .stems import CONCEPT

MOST_MATCHES = 20
LEAST_SCORE = 0.4  # texts about something else stay below it
ONE_WORD, ABROAD = 0.5, 0.4  # what is left of a score for one word in common, and for a text about other countries
MADE = CONCEPT + "made"


def match_text(text: str, language: str, index: CandidateIndex) -> TextMatch:
    """The indicators whose words stand together in a sentence of the text; the score is that of the best."""
    words, article = index.in_language(language), Article(text, language)
    places = named_places(article, words.places)
    best: dict[int, tuple[float, Passage]] = {}
    for passage in article.passages:
        for number, score in _of_sentence(passage, words):
            if number not in best or score > best[number][0]:
                best[number] = score, passage
    matches = []
    for number, (in_sentence, passage) in best.items():
        candidate = index.candidates[number]
        score = in_sentence * (ABROAD if places.is_abroad(candidate.territory) else 1)
        if score >= LEAST_SCORE:
            keys = {key.key for key in passage.keys}
            written = tuple(article.words[key] for key in words.names[number] if key in keys)
            matches.append(Match(candidate.id, round(score, 3), (Reason("words", written),)))
    matches.sort(key=lambda match: (-match.score, match.indicator_id))
    return TextMatch(matches[0].score if matches else 0.0, tuple(matches[:MOST_MATCHES]))


def _of_sentence(passage: Passage, words: LanguageIndex) -> Iterator[tuple[int, float]]:
    """The candidates of which a sentence has words, with how much of the name that is."""
    masses: dict[int, float] = {}
    counts: dict[int, int] = {}
    for key, part in _keys(passage).items():
        numbers = words.by_name.get(key, ())
        if len(numbers) > MANY:
            continue
        weight = words.weights.get(key, 0) * part
        for number in numbers:
            masses[number] = masses.get(number, 0) + weight
            counts[number] = counts.get(number, 0) + 1
    for number, mass in masses.items():
        score = mass / words.totals[number] * words.trust[number] * mass / (mass + ENOUGH)
        yield number, score * (ONE_WORD if counts[number] == 1 else 1)


def _keys(passage: Passage) -> dict[str, float]:
    """The keys of a sentence; where it has a percentage, growth may be one of output."""
    keys = {key.key: 1.0 for key in passage.keys}
    if any(token.text == "%" for token in passage.parts):
        keys.setdefault(MADE, GROWTH)
    return keys
