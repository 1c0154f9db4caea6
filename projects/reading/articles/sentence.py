"""A sentence of an article with its tokens, times, signals and numbers, and distances between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .candidates import Candidate
from .dates import Time
from .text import Token
from .words import Words

_EXCLUSIVE = frozenset({"target", "outcome", "neutral"})
_BETWEEN = 2  # из запланированных на год 190
_NEAR = 6  # tokens
_NOT = frozenset({"не", "not", "no"})
_CONJUNCTIONS = frozenset({"and", "while", "where", "but", "и", "а", "но", "тогда", "және", "ал", "whereas", "after"})


@dataclass(frozen=True, slots=True)
class Signal:
    """A word that says something of the figures beside it; ``first`` and ``last`` are indexes of tokens."""

    kind: str
    first: int
    last: int
    is_weak: bool = False


@dataclass(slots=True)
class Sentence:
    """``clause`` numbers the clause of each token, ``cost`` is how far each token is from the beginning.

    ``attached``: the first token of a word that describes a single figure (“180 planned projects”) → that of the
    figure. ``is_verb_last``: a verb tells of everything before it.
    """

    parts: list[Token]
    times: list[Time] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)
    figures: list[Candidate] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)
    cost: list[int] = field(default_factory=list)
    starts_paragraph: bool = False
    is_verb_last: bool = False
    attached: dict[int, int] = field(default_factory=dict)

    def distance(self, first: int, second: int) -> int:
        """The tokens between two tokens; commas and semicolons count as several."""
        last = len(self.cost) - 1
        return abs(self.cost[min(first, last)] - self.cost[min(second, last)])

    def of_kind(self, kind: str) -> Iterator[Signal]:
        """The signals of a kind."""
        return (signal for signal in self.signals if signal.kind == kind)

    def in_clause(self, figure: Candidate, kind: str) -> bool:
        """Whether a signal of the kind stands in the clause of the figure."""
        return any(self.clause[signal.first] == self.clause[figure.first] for signal in self.of_kind(kind))

    def is_bracketed(self, figure: Candidate, since: int) -> bool:
        """Whether a bracket without words of its own, opened behind a place of the text, holds the figure."""
        before = [token.text for token in self.parts[: figure.first] if token.start >= since]
        if not before or "(" not in before or ")" in before:
            return self._continues_bracket(figure, before)
        first = figure.first - len(before)
        return not any(first <= s.first < figure.first and s.kind in _EXCLUSIVE for s in self.signals)

    def _continues_bracket(self, figure: Candidate, before: list[str]) -> bool:
        """“(92 billion, 1,840 jobs)”: the list in the bracket goes on."""
        if before != [","]:
            return False
        depth = sum((t.text == "(") - (t.text == ")") for t in self.parts[: figure.first])
        return depth > 0

    def same_clause(self, figure: Candidate, place: int) -> bool:
        """Whether a place of the text is in the clause of the figure."""
        return self.clause[self.index_at(place)] == self.clause[figure.first]

    def index_at(self, place: int) -> int:
        """The index of the token at a place of the text."""
        low, high = 0, len(self.parts)
        while low < high:
            middle = (low + high) // 2
            if self.parts[middle].end <= place:
                low = middle + 1
            else:
                high = middle
        return low

    def near(self, figure: Candidate, kind: str, steps: int) -> bool:
        """Whether a signal of the kind stands in the clause of the figure, that near."""
        return any(
            self.clause[signal.first] == self.clause[figure.first]
            and (0 <= figure.first - signal.last <= steps or 0 <= signal.first - figure.end <= steps)
            for signal in self.of_kind(kind)
        )

    def right_before(self, figure: Candidate, kind: str, steps: int) -> bool:
        """Whether a signal of the kind ends right before the figure."""
        return any(0 <= figure.first - signal.last <= steps for signal in self.of_kind(kind))

    def right_after(self, figure: Candidate, kind: str, steps: int) -> bool:
        """Whether a signal of the kind begins right behind the figure."""
        return any(0 <= signal.first - figure.end <= steps for signal in self.of_kind(kind))


def divide(sentence: Sentence, words: Words) -> None:
    """Finds the signals, the clauses and the distances of a sentence."""
    clause, cost = 0, 0
    for index, token in enumerate(sentence.parts):
        is_dash = token.text == "-" and not _is_hyphen(sentence.parts, index)
        if token.text in ",;:()" or (is_dash and words.code == "en"):  # elsewhere a dash stands for “is”
            clause += 1
            cost += {";": 15, ",": 5, ":": 1}.get(token.text, 3)
        sentence.clause.append(clause)
        cost += 1
        sentence.cost.append(cost)
    sentence.clause.append(clause)
    sentence.cost.append(cost + 1)
    signals = list(_signals(sentence.parts, words))
    sentence.signals = [signal for signal in signals if not _is_of_comparison(sentence, signal, signals)]


def attach(sentence: Sentence, words: Words) -> None:
    """Finds the participles that describe a single figure: inside it, or right before it."""
    for signal in sentence.signals:
        if signal.kind not in _EXCLUSIVE:
            continue
        text = sentence.parts[signal.last - 1].text
        for figure in sentence.figures:
            is_inside = figure.last <= signal.first < figure.end
            is_before = 0 <= figure.first - signal.last <= _BETWEEN and words.participle.fullmatch(text) is not None
            is_before = is_before and all(t.kind == "word" for t in sentence.parts[signal.last : figure.first])
            if is_inside or is_before:
                sentence.attached[signal.first] = figure.first


def _is_of_comparison(sentence: Sentence, signal: Signal, signals: list[Signal]) -> bool:
    """Whether “now” only says when a compared figure held: “80 million against 59 million now”."""
    if signal.kind not in ("outcome", "now") or not any(s.kind == "now" and s.first == signal.first for s in signals):
        return False
    return any(
        other.kind == "compare"
        and 0 < signal.first - other.last <= _NEAR
        and sentence.clause[other.first] == sentence.clause[signal.first]
        for other in signals
    )


def _is_hyphen(parts: list[Token], index: int) -> bool:
    return 0 < index < len(parts) - 1 and (
        parts[index - 1].end == parts[index].start or parts[index].end == parts[index + 1].start
    )


def _signals(parts: list[Token], words: Words) -> Iterator[Signal]:
    index = 0
    while index < len(parts):
        token = parts[index]
        if token.kind == "number" or (token.kind == "sign" and token.text != "%"):
            index += 1
            continue
        length, meanings = words.signals.meanings(parts, index)
        if length:
            kinds = list(_kinds(meanings))
            if index and parts[index - 1].text in _NOT:  # “не ниже 6 %” is no fall
                kinds = [kind for kind in kinds if kind not in ("growth", "decline", "difference")]
            yield from (Signal(kind, index, index + length) for kind in kinds)
            if length > 1 or _EXCLUSIVE.intersection(kinds):
                index += length
                continue
        if token.kind == "word" and token.text not in words.words.not_verbs:
            if index and words.instructed.fullmatch(f"{parts[index - 1].text} {token.text}"):
                yield Signal("target", index, index + 1)
            elif words.target_verb.fullmatch(token.text):
                yield Signal("target", index, index + 1, is_weak=True)
                if words.ongoing_verb.fullmatch(token.text):
                    yield Signal("ongoing", index, index + 1)
            elif words.outcome_verb.fullmatch(token.text) and not _is_counted(parts, index, words):
                yield Signal("outcome", index, index + 1, is_weak=True)
        index += 1


def _is_counted(parts: list[Token], index: int, words: Words) -> bool:
    """Whether a word that ends like a verb is a noun: шақырымды, долларды."""
    return words.words.is_verb_last and (
        words.nouns.at(parts, index) is not None or words.units.at(parts, index) is not None
    )


def _kinds(meanings: list[str]) -> Iterator[str]:
    """The kinds of a word, of those that exclude each other only the first."""
    kinds = [kind for meaning in meanings for kind in meaning.split()]
    yield from dict.fromkeys(kind for kind in kinds if kind not in _EXCLUSIVE)
    yield from [kind for kind in kinds if kind in _EXCLUSIVE][:1]


def is_conjunction(token: Token) -> bool:
    """Whether a word joins two clauses that have verbs of their own."""
    return token.text in _CONJUNCTIONS
