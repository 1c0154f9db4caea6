"""An article as keys, and how near each key is to a figure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from projects.reading.articles.text import PlainText, Token, plain_text, sentences, tokens

from .stems import Key, keys_in

NEAREST, FARTHEST = 1.0, 0.45  # within the sentence
BEFORE, AFTER, TITLE, PARAGRAPH, ELSEWHERE = 0.4, 0.25, 0.35, 0.3, 0.15
REACH = 15  # steps: at this distance a word counts for half
CLAUSE, OTHER_FIGURE = 4, 3  # steps for a comma, and for a number between


@dataclass(slots=True)
class Passage:
    """A sentence: its tokens, its keys, and the number of its paragraph."""

    start: int
    parts: list[Token]
    keys: list[Key]
    paragraph: int
    cost: list[int] = field(default_factory=list)


class Article:
    """A text with the keys of its sentences."""

    def __init__(self, text: str, language: str) -> None:
        self.plain: PlainText = plain_text(text)
        self.passages: list[Passage] = []
        self.words: dict[str, str] = {}  # key → the word as it is written first
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

    def passage_at(self, place: int) -> int:
        """The number of the sentence with a place of the original text."""
        plain = bisect_right(self.plain.places, place) - 1
        return max(0, bisect_right(self._starts, plain) - 1)

    def nearness(self, start: int, end: int) -> dict[str, float]:
        """Key → how near it is to the figure at a place of the original text, from 0 to 1."""
        here = self.passage_at(start)
        weights = dict.fromkeys(self.words, ELSEWHERE)
        passages = self.passages
        paragraph = passages[here].paragraph
        for number, passage in enumerate(passages):
            if number == here:
                continue
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
            for key in passage.keys:
                weights[key.key] = max(weights[key.key], weight)
        self._add_sentence(passages[here], start, end, weights)
        return weights

    def _add_sentence(self, passage: Passage, start: int, end: int, weights: dict[str, float]) -> None:
        places = self.plain.places
        inside = [
            index
            for index, token in enumerate(passage.parts)
            if places[token.start] < end and places[token.end - 1] >= start
        ]
        if not inside:
            return
        first, last = inside[0], inside[-1]
        for key in passage.keys:
            if first <= key.place <= last:
                if passage.parts[key.place].kind == "number":
                    continue
                steps = 0
            elif key.place > last:
                steps = passage.cost[key.place] - passage.cost[last]
            else:
                steps = passage.cost[first] - passage.cost[key.place]
            weight = max(FARTHEST, NEAREST / (1 + max(0, steps - 1) / REACH))
            weights[key.key] = max(weights[key.key], weight)


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
