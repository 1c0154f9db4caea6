"""How well the words around a figure are those of an indicator."""

from __future__ import annotations

from projects.reading.articles import ArticleFigure

from .candidate import Reason
from .concepts import ACTIONS, RELATED, implied_by
from .context import Article
from .index import LanguageIndex
from .stems import NUMBER

NAME, PROGRAMME, DEFINITION = 0.4, 0.15, 0.05
ENOUGH = 2.4  # weight of words at which half of what the amount of words can say is said
ONE_WORD, UNIT_ALONE = 0.9, 0.7  # one word in common is little, one that the unit says already is less
OTHER_ACTION = 0.05  # something else is done with the thing
UNIT_WORD = 0.66  # what is left of a word that the unit says already
NEAR, VERY_NEAR = 0.5, 0.7  # as words of the same sentence, and of the same part of it
MOST_WORDS = 5  # that a reason names


class WordScorer:
    """Scores the candidates of one figure."""

    def __init__(self, article: Article, figure: ArticleFigure, words: LanguageIndex) -> None:
        self._written, self._words = article.words, words
        self._near = article.nearness(figure).of
        self._programmes: dict[int, float] = {}
        self._implied = tuple(implied_by(figure))
        self._action = max(map(self._near, ACTIONS))

    def score(self, number: int) -> float:
        """From 0 to 0.65; 0 without any word of the name."""
        words, near, weights = self._words, self._near, self._words.weights
        names, total = words.names[number], words.totals[number]
        mass, written = 0.0, []
        for key in names:
            if (weight := near(key)) > 0:
                mass += weights[key] * weight
                if key in self._written and key[0] != NUMBER:
                    written.append(key)
        if not mass or not any(key[0] != NUMBER and near(key) > 0 for key in names):
            return 0.0
        for key in self._implied:
            if key in names:
                mass -= weights[key] * near(key) * (1 - UNIT_WORD)
                total -= weights[key] * (1 - UNIT_WORD)
        score = NAME * mass / total * words.trust[number] * (0.6 + 0.4 * mass / (mass + ENOUGH))
        score += PROGRAMME * self._programme(words.programme_of[number])
        definition = words.definitions[number]
        if definition:
            score += DEFINITION * sum(map(near, definition)) / len(definition)
        if self._action >= VERY_NEAR and self._is_other_action(names):
            score -= OTHER_ACTION
        if len(written) <= 1 < len(names):
            score *= UNIT_ALONE if all(key in self._implied for key in written) else ONE_WORD
        return max(0.0, score)

    def reasons(self, number: int) -> list[Reason]:
        """The words of the article that the score rests on, those that say most first; none for the unit alone."""
        keys = [key for key in self._words.names[number] if self._near(key) > 0]
        keys.sort(key=lambda key: (-self._words.weights[key] * self._near(key), key))
        words = [word for key in keys if (word := self._word(key))]
        return [Reason("words", tuple(dict.fromkeys(words[:MOST_WORDS])))] if words else []

    def _word(self, key: str) -> str:
        """The word of the article for a key, or for one that stands for it."""
        others = (other for other, _part in RELATED.get(key, ()) if other in self._written)
        return self._written.get(key) or self._written.get(next(others, ""), "")

    def _programme(self, number: int) -> float:
        score = self._programmes.get(number)
        if score is None:
            words = self._words
            mass = sum([words.weights[key] * self._near(key) for key in words.programmes[number]])
            score = self._programmes[number] = mass / (words.programme_totals[number] or 1)
        return score

    def _is_other_action(self, names: tuple[str, ...]) -> bool:
        """Whether the sentence says that something else is done, and not what the name says."""
        actions = [key for key in names if key in ACTIONS]
        return bool(actions) and all(self._near(key) < NEAR for key in actions)
