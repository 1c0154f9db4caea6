"""An article as keys, and how near each key is to a figure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Passage:
    """A sentence: its tokens, its keys, and the number of its paragraph."""

    start: int
    parts: list[Token]
    keys: list[Key]
    paragraph: int
    cost: list[int] = field(default_factory=list)


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

    def capitals(self, passage: Passage) -> dict[str, bool]:
        """The keys of a sentence, and whether a word of each begins with a capital."""
        keys: dict[str, bool] = {}
        for key in passage.keys:
            is_capital = self.plain.text[passage.parts[key.place].start].isupper()
            keys[key.key] = keys.get(key.key, False) or is_capital
        return keys

    def nearness(self, figure: ArticleFigure) -> dict[str, float]:
        """Key → how near it is to a figure, from 0 to 1; of concepts that stand for each other too."""
        here = self.passage_at(figure.start)
        weights = dict.fromkeys(self.words, ELSEWHERE)
        paragraph = self.passages[here].paragraph
        for number, passage in enumerate(self.passages):
            if number == here - 1:
                weight = BEFORE
            elif number == here + 1 and passage.paragraph == paragraph:
                weight = AFTER
            elif number == 0:
                weight = TITLE
            elif passage.paragraph == paragraph:
                weight = PARAGRAPH
            else:
                continue
            if number != here:
                for key in passage.keys:
                    weights[key.key] = max(weights[key.key], weight)
        own = self._add_sentence(self.passages[here], figure, weights)
        for concept, weight in implied_by(figure).items():
            part = weight if own <= {concept} or concept in own else weight * OTHER_NOUN
            weights[concept] = max(weights.get(concept, 0.0), part)
        return with_related(weights)

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
            weights[key.key] = max(weights[key.key], weight)
        return own

    def _is_of_another(self, place: int, figure: ArticleFigure) -> bool:
        index = bisect_right(self._spans, (place, len(self.plain.original))) - 1
        return index >= 0 and self._spans[index] != (figure.start, figure.end) and place < self._spans[index][1]


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
