"""An inverted index of entries: folded words → the numbers of the documents that have them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from projects.wording import written_in

from .entries import Document, Entry, Text
from .letters import compounds_in, folded, folded_line, folded_words
from .stemming import stem

LINE = "\n"
EDGES = ".,:;!?()[]«»“”\"'–—"
SHORTEST_INSIDE = 4  # letters that are looked for inside words
SHORTEST_BEGINNING = 3
MOST_READ = 20_000  # texts whose words are remembered while a segment is made


class Segment:
    """The documents in order, ``lines`` their folded names, ``children`` the documents that answer with another.

    ``carriers`` are here for the words of their children alone. A word of the vocabulary is found by itself, by its
    stem in a language, by its beginning, and by a part of it.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.documents: list[Document] = []
        self.lines: list[str] = []
        self.children: dict[int, array[int]] = {}
        self.carriers: set[int] = set()
        self._names: dict[str, array[int]] = {}
        self._texts: dict[str, array[int]] = {}
        self._spellings: dict[str, str] = {}
        words = _Words(self._spellings)
        numbers: dict[tuple[str, str], int] = {}  # of those that can be parents
        for entry in entries:
            if entry.parent is not None and _key(entry.parent) not in numbers:
                self.carriers.add(self._add(entry.parent, words, numbers))
            self._add(entry, words, numbers)
        self.vocabulary = sorted(self._names.keys() | self._texts.keys())
        self._stems = words.by_stem()
        self._joined = LINE.join(("", *self.vocabulary, ""))

    def named(self, word: str) -> Sequence[int]:
        """The documents with that word in a name, title or figure."""
        return self._names.get(word, ())

    def mentioned(self, word: str) -> Sequence[int]:
        """The documents with that word in another text only."""
        return self._texts.get(word, ())

    def is_name(self, word: str) -> bool:
        return word in self._names

    def spelling(self, word: str) -> str:
        """The word as a text of the record spells it."""
        return self._spellings.get(word, word)

    def of_stem(self, word: str, languages: Iterable[str]) -> set[str]:
        """The words with the stem of that word in one of the languages."""
        return {other for language in languages for other in self._stems.get((language, stem(word, language)), ())}

    def beginning(self, word: str) -> list[str]:
        """The words that begin so."""
        if len(word) < SHORTEST_BEGINNING:
            return []
        return self.vocabulary[bisect_left(self.vocabulary, word) : bisect_left(self.vocabulary, f"{word}\U0010ffff")]

    def containing(self, word: str) -> Iterator[str]:
        """The words with that inside, once each."""
        if len(word) < SHORTEST_INSIDE:
            return
        place = self._joined.find(word)
        while place >= 0:
            end = self._joined.index(LINE, place)
            yield self._joined[self._joined.rindex(LINE, 0, place) + 1 : end]
            place = self._joined.find(word, end)

    def _add(self, entry: Entry, words: _Words, numbers: dict[tuple[str, str], int]) -> int:
        document, number = entry.document, len(self.documents)
        self.documents.append(document)
        if entry.parent is None:
            numbers[_key(entry)] = number
            self.lines.append(LINE.join(("", *map(folded_line, document.names), "")))
        else:
            parent = numbers[_key(entry.parent)]
            self.lines.append(self.lines[parent])
            self.children.setdefault(parent, array("I")).append(number)
        own = {word for text in entry.names for word in words.of(text)}.union(entry.keys)
        _post(self._names, own, number)
        _post(self._texts, {word for text in entry.texts for word in words.of(text)} - own, number)
        return number


class _Words:
    """The words of texts with the languages and spellings in which they come. Many texts come again and again.

    A number has no endings and one spelling, so nothing is noted of it.
    """

    def __init__(self, spellings: dict[str, str]) -> None:
        self._spellings = spellings
        self._read: dict[Text, tuple[str, ...]] = {}
        self._spelt: set[str] = set()
        self._languages: dict[str, set[str]] = {}

    def of(self, text: Text) -> tuple[str, ...]:
        words = self._read.get(text)
        if words is None:
            if len(self._read) >= MOST_READ:
                self._read.clear()
            words = self._read[text] = (*folded_words(text.text), *compounds_in(text.text))
            language = text.language or written_in(text.text)
            for word in words:
                if not word.isdigit():
                    self._languages.setdefault(word, set()).add(language)
            if not text.text.isascii():
                self._note_spellings(text.text)
        return words

    def by_stem(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The words by language and stem."""
        stems: dict[tuple[str, str], tuple[str, ...]] = {}
        for word, languages in self._languages.items():
            for language in languages:
                key = (language, stem(word, language))
                stems[key] = (*stems.get(key, ()), word)
        return stems

    def _note_spellings(self, text: str) -> None:
        for written in text.casefold().split():
            if not written.isascii() and written not in self._spelt:
                self._spelt.add(written)
                bare = written.strip(EDGES)
                self._spellings.setdefault(folded(bare), bare)


def _key(entry: Entry) -> tuple[str, str]:
    return entry.document.kind, entry.document.id


def _post(postings: dict[str, array[int]], words: Iterable[str], number: int) -> None:
    for word in words:
        numbers = postings.get(word)
        if numbers is None:
            numbers = postings[word] = array("I")
        numbers.append(number)
