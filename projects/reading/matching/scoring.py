"""How well the words around a figure are those of an indicator."""

from __future__ import annotations

from projects.reading.articles import ArticleFigure

from .candidate import Reason
from .concepts import ACTIONS, implied_by
from .context import Article
from .index import LanguageIndex

NAME, PROGRAMME, DEFINITION = 0.55, 0.2, 0.1
ENOUGH = 3.0  # weight of words at which half of what the amount of words can say is said
OTHER_ACTION = 0.1
NEAR = 0.6  # as near as words of the same sentence
UNIT_WORD = 0.5
MOST_WORDS = 5  # that a reason names


class WordScorer:
    """Scores the candidates of one figure."""

    def __init__(self, article: Article, figure: ArticleFigure, words: LanguageIndex) -> None:
        self._article, self._words = article, words
        self._nearness = article.nearness(figure)
        self._programmes: dict[int, float] = {}
        self._told = dict.fromkeys(implied_by(figure), UNIT_WORD)  # the unit says them already
        self._actions = {key for key in ACTIONS if self._nearness.get(key, 0) >= NEAR}

    def score(self, number: int) -> tuple[float, list[Reason]]:
        """From 0 to 0.85, and the words that it rests on; 0 without any word of the name."""
        words, nearness = self._words, self._nearness
        names, weights = words.names[number], words.weights
        near = [(weights[key] * nearness[key] * self._told.get(key, 1), key) for key in names if key in nearness]
        mass = sum(weight for weight, _key in near)
        if not mass:
            return 0.0, []
        total = sum(weights[key] * self._told.get(key, 1) for key in names)
        cover = mass / total * words.trust[number]
        score = NAME * cover * (0.6 + 0.4 * mass / (mass + ENOUGH))
        score += PROGRAMME * self._programme(words.programme_of[number])
        definition = words.definitions[number]
        if definition:
            score += DEFINITION * sum(nearness.get(key, 0) for key in definition) / len(definition)
        if self._is_other_action(names):
            score -= OTHER_ACTION
        near.sort(key=lambda row: (-row[0], row[1]))
        written = [self._article.words[key] for _weight, key in near if key in self._article.words]
        return max(0.0, score), [Reason("words", tuple(dict.fromkeys(written[:MOST_WORDS])))]

    def _programme(self, number: int) -> float:
        score = self._programmes.get(number)
        if score is None:
            words = self._words
            mass = sum(words.weights[key] * self._nearness.get(key, 0) for key in words.programmes[number])
            score = self._programmes[number] = mass / (words.programme_totals[number] or 1)
        return score

    def _is_other_action(self, names: tuple[str, ...]) -> bool:
        """Whether the sentence says that something else is done with the thing."""
        actions = [key for key in names if key in ACTIONS]
        return bool(actions and self._actions and not any(self._nearness.get(key, 0) >= NEAR / 2 for key in actions))
