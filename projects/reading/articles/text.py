"""A text of an article → plain characters that know their places, tokens, sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from projects.reading.tokens import APOSTROPHES, INVISIBLE, MINUSES, SPACES

_TABLE = str.maketrans(
    dict.fromkeys(SPACES + "\t", " ") | dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(MINUSES, "-")
)
_TOKEN = re.compile(
    r"(?P<number>(?<!\d)[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)"
    r"|(?P<sign>[^\s])"
)
# A sentence ends at a line, or at a point before a space and no small letter; abbreviations do not end one.
_END = re.compile(r"\n+|[!?…]{1,3}[\"'»”)]{0,2}\s|\.[\"'»”)]{0,2}(?= |$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(]|(?<!\d)-)(?:[^\W\d_]|кв|куб|тыс|млн|млрд|трлн|руб|долл|тг|стр|ст|пп|гг|жж|им|см|др|пр|ул|км|га|т|г|ж|sq|cu|no|"
    r"st|mr|mrs|dr|vs|inc|ltd|co|corp|approx|bn|mn|tn|us|u\.s|jan|feb|mar|apr|aug|sept|sep|oct|nov|dec)$"
)

# What is shown from right to left: its digits stand in another order than the one that is seen.
_REVERSED = re.compile("[\u202b\u202e\u2067][^\u202c\u2069\n]*")
_NUMBER = re.compile(r"[0-9]+")
MAX_SENTENCE = 800  # characters: what a figure has to do with is nearer
MANY_NUMBERS = 100  # in one sentence: a table, which is read in smaller pieces
MAX_TABLE = 150


class Token(NamedTuple):
    """``kind`` is number, word or sign; ``start`` and ``end`` are places in the plain text."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlainText:
    """The text with one kind of space, apostrophe and hyphen, without invisible characters.

    ``lower`` has the same length as ``text``; ``places`` gives the place of each character in the original,
    ``reversed`` the parts of it that are shown from right to left.
    """

    original: str
    text: str
    lower: str
    places: list[int]
    reversed: list[tuple[int, int]]

    def is_reversed(self, start: int, end: int) -> bool:
        """Whether a part of the original stands where text is shown from right to left."""
        return any(first < end and start < last for first, last in self.reversed)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open place in the original of a part of the plain text."""
        last = self.places[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return self.places[start], last


def plain_text(original: str) -> PlainText:
    """Composes decomposed letters, drops invisible characters and keeps the place of each character."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(original):
        if character < "\u0300":
            if character != "\u00ad":
                characters.append(character)
                places.append(place)
            continue
        if INVISIBLE.match(character):
            continue
        if characters and unicodedata.combining(character):
            composed = unicodedata.normalize("NFC", characters[-1] + character)
            if len(composed) == 1:
                characters[-1] = composed
            continue
        characters.append(character)
        places.append(place)
    text = "".join(characters).translate(_TABLE)
    lower = text.lower()
    if len(lower) != len(text):  # İ has two characters in lower case
        lower = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    reversed_parts = [match.span() for match in _REVERSED.finditer(original)]
    return PlainText(original, text, lower, places, reversed_parts)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a part of a plain text in lower case."""
    matches = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(str(match.lastgroup), match.group(), match.start(), match.end()) for match in matches]


def sentences(plain: PlainText) -> list[tuple[int, int]]:
    """The half-open places of the sentences; one that never ends is cut."""
    return [part for start, end in _sentences(plain) for part in _cut(plain.text, start, end)]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    numbers = sum(1 for _ in _NUMBER.finditer(text, start, end))
    longest = MAX_SENTENCE if numbers < MANY_NUMBERS else MAX_TABLE
    while end - start > longest:
        space = text.rfind(" ", start + longest // 2, start + longest)
        middle = space if space > 0 else start + longest
        yield start, middle
        start = middle
    yield start, end


def _sentences(plain: PlainText) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(plain.text):
        if match.group()[0] == "." and not _ends_sentence(plain, start, match):
            continue
        if plain.text[start : match.end()].strip():
            bounds.append((start, match.end()))
        start = match.end()
    if plain.text[start:].strip():
        bounds.append((start, len(plain.text)))
    return bounds


def _ends_sentence(plain: PlainText, start: int, match: re.Match[str]) -> bool:
    after = plain.text[match.end() : match.end() + 12].lstrip(" \"'«“(")
    if after[:1].islower():
        return False
    before = plain.lower[max(start, match.start() - 12) : match.start()]
    if not _ABBREVIATION.search(before):
        return True
    # “тыс. Продано” ends a sentence, “г. Астана” and “A. Name” do not.
    return (
        after[:1].isupper()
        and re.search(
            r"(?:\d ?(?:(?:тыс|млн|млрд|трлн)\.? ?)?(?:тыс|млн|млрд|трлн|м|т|га|км|тг|г|чел|шт)|кв\. ?м)$", before
        )
        is not None
    )
