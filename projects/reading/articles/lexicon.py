"""Stems of words, looked up at a token: the longest phrase wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .text import Token

_LEAST = 1


class Lexicon:
    """Phrases of stems → what they mean. A stem matches the beginning of a word, one with ``$`` a whole word."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase in sorted(meanings, key=lambda phrase: (len(phrase.split()), len(phrase)), reverse=True):
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, meanings[phrase]))
        self._longest = max((len(first) for first in self._by_first), default=0)

    def at(self, tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
        """The number of tokens and the meaning of the longest phrase that begins there; points of abbreviations count.

        Takes at most as many steps as the word has letters.
        """
        word = tokens[index].text
        best: tuple[tuple[int, int], int, str] | None = None
        for stem in self._stems(word):
            for words, meaning in self._by_first.get(stem, ()):
                length = _length(words, tokens, index)
                rank = (len(words), len(words[0]))
                if length and (best is None or rank > best[0]):
                    best = rank, length, meaning
        return None if best is None else (best[1], best[2])

    def meanings(self, tokens: Sequence[Token], index: int) -> tuple[int, list[str]]:
        """The number of tokens of the longest phrase there, and its meanings, those of longer stems first."""
        matches = [
            ((len(words), len(words[0])), length, meaning)
            for stem in self._stems(tokens[index].text)
            for words, meaning in self._by_first.get(stem, ())
            if (length := _length(words, tokens, index))
        ]
        if not matches:
            return 0, []
        matches.sort(key=lambda match: match[0], reverse=True)
        longest = matches[0]
        return longest[1], [meaning for rank, _length_, meaning in matches if rank[0] == longest[0][0]]

    def _stems(self, word: str) -> list[str]:
        longest = min(len(word), self._longest)
        return [f"{word}$", *(word[:length] for length in range(longest, _LEAST - 1, -1))]


def _length(words: tuple[str, ...], tokens: Sequence[Token], index: int) -> int:
    position = index
    for number, word in enumerate(words):
        while number and position < len(tokens) and tokens[position].text in (".", "-", "·"):
            position += 1
        if position >= len(tokens):
            return 0
        text = tokens[position].text
        if not (text == word[:-1] if word.endswith("$") else text.startswith(word)):
            return 0
        position += 1
    return position - index
