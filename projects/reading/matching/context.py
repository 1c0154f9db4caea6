"""An article as keys, and how near each key is to a figure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from projects.reading.articles import ArticleFigure
from projects.reading.articles.text import PlainText, Token, plain_text, sentences, tokens

from .concepts import RELATED, implied_by
from .stems import Key, keys_in

NEAREST, FARTHEST = 1.0, 0.55  # within the sentence
OTHER_NOUN = 0.6  # what a unit says of a phrase with a noun of its own: vehicles of “5,000 tractors”
OF_ANOTHER = 0.58  # a word of another figure’s own phrase
BEFORE, AFTER, TITLE, PARAGRAPH, ELSEWHERE = 0.45, 0.25, 0.3, 0.3, 0.2
REACH = 18  # steps: at this distance a word counts for half
CLAUSE, OTHER_FIGURE = 5, 4  # steps for a comma, and for a number between


@dataclass
class Passage:
    """A sentence: its tokens, its keys, and the number of its paragraph."""

    start: int
    parts: list[Token]
    keys: list[Key]
    paragraph: int
    cost: list[int] = field(default_factory=list)

    @cached_property
    def different_keys(self) -> frozenset[str]:
        return frozenset(key.key for key in self.keys)


class Article:
    """A text with the keys of its sentences. ``words``: key → the word as it is written first."""

    def __init__(self, text: str, language: str, figures: Sequence[ArticleFigure] = ()) -> None:
        self.plain: PlainText = plain_text(text)
        self.passages: list[Passage] = []
        self.words: dict[str, str] = {}
        self._spans = sorted((figure.start, figure.end) for figure in figures)
        paragraph, ended = 0, 0
        for start, end in sentences(self.plain):
            parts = tokens(self.plain.lower, start, end)
            paragraph += "\n" in self.plain.text[max(0, ended - 1) : start + 1]
            ended = end
            passage = Passage(start, parts, keys_in(parts, language), paragraph)
            passage.cost = _costs(parts)
            self.passages.append(passage)
            for key in passage.keys:
                if key.key not in self.words:
                    first, last = parts[key.place], parts[min(key.place + key.length, len(parts)) - 1]
                    self.words[key.key] = self.plain.text[first.start : last.end]
        self._starts = [passage.start for passage in self.passages]
        self._paragraphs: dict[int, set[str]] = {}
        for passage in self.passages:
            self._paragraphs.setdefault(passage.paragraph, set()).update(passage.different_keys)

    def capitals(self, passage: Passage) -> dict[str, bool]:
        """The keys of a sentence, and whether a word of each begins with a capital."""
        keys: dict[str, bool] = {}
        for key in passage.keys:
            is_capital = self.plain.text[passage.parts[key.place].start].isupper()
            keys[key.key] = keys.get(key.key, False) or is_capital
        return keys

    def nearness(self, figure: ArticleFigure) -> Nearness:
        """How near the keys are to a figure."""
        here = self.passage_at(figure.start)
        paragraph = self.passages[here].paragraph if self.passages else 0
        parts = [(BEFORE, self._keys_at(here - 1, None)), (AFTER, self._keys_at(here + 1, paragraph))]
        parts += [(TITLE, self._keys_at(0, None)), (PARAGRAPH, self._paragraphs.get(paragraph, frozenset()))]
        weights: dict[str, float] = {}
        own = self._add_sentence(self.passages[here], figure, weights) if self.passages else set()
        for concept, weight in implied_by(figure).items():
            part = weight if own <= {concept} or concept in own else weight * OTHER_NOUN
            weights[concept] = max(weights.get(concept, 0.0), part)
        return Nearness(weights, [*parts, (ELSEWHERE, self.words.keys())])

    def _keys_at(self, number: int, paragraph: int | None) -> Collection[str]:
        """The keys of a sentence; none where there is no such sentence in the paragraph that is asked for."""
        if not 0 <= number < len(self.passages) or paragraph not in (None, self.passages[number].paragraph):
            return frozenset()
        return self.passages[number].different_keys

    def passage_at(self, place: int) -> int:
        """The number of the sentence with a place of the original text."""
        plain = bisect_right(self.plain.places, place) - 1
        return max(0, bisect_right(self._starts, plain) - 1)

    def _add_sentence(self, passage: Passage, figure: ArticleFigure, weights: dict[str, float]) -> set[str]:
        """Adds the keys of the figure’s sentence; returns those of its own phrase."""
        places, parts = self.plain.places, passage.parts
        inside = [
            index
            for index, token in enumerate(parts)
            if places[token.start] < figure.end and places[token.end - 1] >= figure.start
        ]
        own: set[str] = set()
        if not inside:
            return own
        first, last = inside[0], inside[-1]
        for key in passage.keys:
            if first <= key.place <= last:
                if parts[key.place].kind == "number":
                    continue
                weight = NEAREST
                own.add(key.key)
            elif self._is_of_another(places[parts[key.place].start], figure):
                weight = OF_ANOTHER
            else:
                start, end = (last, key.place) if key.place > last else (key.place, first)
                steps = passage.cost[end - 1] - passage.cost[start]
                weight = max(FARTHEST, NEAREST / (1 + steps / REACH))
            weights[key.key] = max(weights.get(key.key, 0.0), weight)
        return own

    def _is_of_another(self, place: int, figure: ArticleFigure) -> bool:
        index = bisect_right(self._spans, (place, len(self.plain.original))) - 1
        return index >= 0 and self._spans[index] != (figure.start, figure.end) and place < self._spans[index][1]


class Nearness:
    """How near keys are to one figure, from 0 to 1; of concepts that stand for each other too. Looked up when asked."""

    def __init__(self, weights: Mapping[str, float], parts: Sequence[tuple[float, Collection[str]]]) -> None:
        self._weights = weights
        self._parts = sorted(parts, key=itemgetter(0), reverse=True)
        self._by_key: dict[str, float] = {}

    def of(self, key: str) -> float:
        """0 where neither the key nor one that stands for it is in the article."""
        weight = self._by_key.get(key)
        if weight is None:
            weight = self._written(key)
            for other, part in RELATED.get(key, ()):
                if part > weight:
                    weight = max(weight, self._written(other) * part)
            self._by_key[key] = weight
        return weight

    def _written(self, key: str) -> float:
        weight = self._weights.get(key, 0.0)
        for part, keys in self._parts:
            if part <= weight:
                break
            if key in keys:
                return part
        return weight


def with_related(weights: dict[str, float]) -> dict[str, float]:
    """Adds the concepts that are likely meant where others are named."""
    for key, weight in list(weights.items()):
        for other, part in RELATED.get(key, ()):
            if weights.get(other, 0) < weight * part:
                weights[other] = weight * part
    return weights


def _costs(parts: list[Token]) -> list[int]:
    """The steps from the beginning of the sentence to each token."""
    steps, costs = 0, []
    for token in parts:
        steps += 1
        if token.kind == "sign" and token.text in ",;:()":
            steps += CLAUSE
        elif token.kind == "number":
            steps += OTHER_FIGURE
        costs.append(steps)
    return costs
