"""A text cut into paragraphs and pieces, so that a page can underline the figures in it. Pure; escapes nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from projects.reading.articles.text import plain_text, sentences

LONGEST_SENTENCE = 1000  # characters that are shown as evidence

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph. ``numbers`` are the figures that it belongs to, the innermost last.

    ``begins`` and ``ends`` are those of them that begin and end with this piece.
    """

    text: str
    numbers: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @property
    def number(self) -> int | None:
        """The figure that the piece leads to."""
        return self.numbers[-1] if self.numbers else None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text that is not blank. ``numbers`` are the figures that begin in it, in their order."""

    number: int
    start: int
    end: int
    pieces: tuple[Piece, ...]
    numbers: tuple[int, ...]


def mark(text: str, places: Sequence[Place]) -> list[Paragraph]:
    """The paragraphs of a text with its figures, which are numbered from 1 in the order of ``places``.

    Figures may stand within each other or overlap; what lies outside of the text is left out. The pieces of all
    paragraphs give the text back, but for the ends of lines.
    """
    figures = [(start, end, number) for number, (start, end) in enumerate(places, 1) if 0 <= start < end <= len(text)]
    cuts = sorted({cut for start, end, _number in figures for cut in (start, end)})
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip())
        if text[start:end].strip():
            paragraphs.append(_paragraph(text, len(paragraphs) + 1, start, end, figures, cuts))
        start += len(line)
    return paragraphs


def _paragraph(
    text: str, number: int, start: int, end: int, figures: Sequence[tuple[int, int, int]], cuts: Sequence[int]
) -> Paragraph:
    inside = [figure for figure in figures if figure[0] < end and figure[1] > start]
    bounds = [start, *cuts[bisect_right(cuts, start) : bisect_right(cuts, end - 1)], end]
    pieces = tuple(_piece(text, left, right, inside) for left, right in pairwise(bounds) if left < right)
    return Paragraph(number, start, end, pieces, tuple(figure[2] for figure in inside if start <= figure[0]))


def _piece(text: str, left: int, right: int, inside: Sequence[tuple[int, int, int]]) -> Piece:
    covering = sorted(
        (figure for figure in inside if figure[0] <= left and figure[1] >= right),
        key=lambda figure: (figure[0] - figure[1], figure[2]),
    )
    return Piece(
        text[left:right],
        tuple(number for _start, _end, number in covering),
        tuple(number for start, _end, number in covering if start == left),
        tuple(number for _start, end, number in covering if end == right),
    )


class Sentences:
    """The sentences of a text, by the place of what stands in them."""

    def __init__(self, text: str) -> None:
        plain = plain_text(text)
        self._text = text
        self._places = [plain.span(start, end) for start, end in sentences(plain) if start < end]
        self._starts = [start for start, _end in self._places]

    def place(self, start: int, end: int) -> Place:
        """The half-open place of the sentence in which a figure begins, without the space around it."""
        index = bisect_right(self._starts, start) - 1
        first, last = self._places[index] if index >= 0 else (start, end)
        last = max(last, end)
        first = max(first, start - LONGEST_SENTENCE // 2)
        last = min(last, first + LONGEST_SENTENCE) if end <= first + LONGEST_SENTENCE else end
        sentence = self._text[first:last]
        return first + len(sentence) - len(sentence.lstrip()), first + len(sentence.rstrip())
