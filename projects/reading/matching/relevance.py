"""How strongly a text concerns the indicators, without reading its figures."""

from __future__ import annotations

from .candidate import Match, Reason, TextMatch
from .context import Article
from .index import CandidateIndex

MOST_MATCHES = 20
LEAST_SCORE = 0.4


def match_text(text: str, language: str, index: CandidateIndex) -> TextMatch:
    """The indicators whose words stand together in a sentence of the text; the score is that of the best."""
    words, article = index.in_language(language), Article(text, language)
    best: dict[int, tuple[float, list[str]]] = {}
    for passage in article.passages:
        masses: dict[int, float] = {}
        keys = {key.key for key in passage.keys}
        for key in keys:
            for number in words.by_name.get(key, ()):
                masses[number] = masses.get(number, 0) + words.weights[key]
        for number, mass in masses.items():
            score = mass / words.totals[number] * words.trust[number] * mass / (mass + 2)
            if score > best.get(number, (0.0, []))[0]:
                best[number] = score, [key for key in words.names[number] if key in keys]
    matches = [
        Match(
            index.candidates[number].id,
            round(score, 3),
            (Reason("words", tuple(article.words[key] for key in keys_)),),
        )
        for number, (score, keys_) in best.items()
        if score >= LEAST_SCORE
    ]
    matches.sort(key=lambda match: (-match.score, match.indicator_id))
    return TextMatch(matches[0].score if matches else 0.0, tuple(matches[:MOST_MATCHES]))
