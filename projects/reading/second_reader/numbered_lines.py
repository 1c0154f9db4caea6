"""An article as numbered lines, in pieces that a model reads at once. A model counts lines better than characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from projects.reading.tokens import SPACES

MAX_LINE = 500  # characters; a longer paragraph is several lines
MAX_PIECE = 8000  # characters sent at once: about 4,000 tokens of Kazakh
_SPACES = str.maketrans(dict.fromkeys(SPACES + "\t", " "))
_SENTENCE_END = re.compile(r"[.!?…] +")


class Line(NamedTuple):
    """``start`` and ``end`` are half-open places in the article."""

    number: int
    start: int
    end: int


def as_sent(text: str) -> str:
    """The text with one kind of space, which is what models write; each character keeps its place."""
    return text.translate(_SPACES)


def number_lines(text: str) -> list[Line]:
    """The lines of a text that hold something, numbered from 1."""
    lines: list[Line] = []
    for match in re.finditer(r"[^\r\n]+", text):
        for start, end in _cut(text, *match.span()):
            if text[start:end].strip():
                lines.append(Line(len(lines) + 1, start, end))
    return lines


def pieces_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in pieces of at most ``MAX_PIECE`` characters."""
    pieces: list[list[Line]] = []
    size = 0
    for line in lines:
        length = line.end - line.start
        if not pieces or size + length > MAX_PIECE:
            pieces.append([])
            size = 0
        pieces[-1].append(line)
        size += length
    return pieces


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A long line in parts, cut after sentences where there are any, else at a space, else anywhere."""
    parts: list[tuple[int, int]] = []
    while end - start > MAX_LINE:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start, start + MAX_LINE)]
        space = text.rfind(" ", start + 1, start + MAX_LINE) + 1
        middle = (ends[-1] if ends else 0) or space or start + MAX_LINE
        parts.append((start, middle))
        start = middle
    parts.append((start, end))
    return parts
