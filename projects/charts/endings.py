"""What became of promises that fell due, as one bar of parts: a mark, a number and a length for each (R15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.safestring import SafeString

from projects import wording
from projects.comparison.track_record import JUDGED

from .drawing import Box, Drawing, Point, Shape, Text
from .frame import SIZE
from .letters import width, wrapped
from .marks import placed_mark
from .styles import ending_tone
from .svg import in_row

GAP = 2.0  # of paper between two parts, which tells them apart without colour
BREAK = 8.0  # between what reports decide and the rest
BAR_AT, BAR, TIP_LINE = 22.0, 22.0, 17.0
HEIGHT = BAR_AT + BAR + TIP_LINE + 6
LEAST = 3.0  # the width of the smallest part
ROW_WIDTH, ROW_HEIGHT = 120.0, 10.0

Count = tuple[str, int]  # an ending, and how many promises ended so


@dataclass(frozen=True, slots=True)
class EndingsSize:
    name: str
    width: float


WIDE = EndingsSize("wide", 800)
NARROW = EndingsSize("narrow", 350)


def endings(
    counts: Sequence[Count], lang: str, size: EndingsSize = WIDE, link: Callable[[str], str] | None = None
) -> Drawing:
    """The bar of some endings, each with at least one promise; ``link`` gives the address of its list."""
    shapes: list[Shape] = []
    for code, count, left, length in _parts(counts, size.width):
        label = wording.ending_counted(code, count, lang)
        drawn = tuple(_part(code, count, left, length, lang))
        area = Box("hit", left, 0, length, BAR_AT + BAR)
        lines = wrapped(label, SIZE, size.width - 4, lines=1)
        tip = tuple(Text("tip-text", 2, BAR_AT + BAR + TIP_LINE, words) for words in lines)
        shapes.append(Point(label, (area, *drawn), tip, link(code) if link else ""))
    title = wording.chart("endings", lang)
    return Drawing("endings", size.width, HEIGHT, title, _in_words(counts, lang), tuple(shapes))


@lru_cache(maxsize=5_000)
def endings_row(counts: tuple[Count, ...], lang: str) -> SafeString:
    """The same for the row of a table, as SVG; empty for no promises."""
    if not counts:
        return SafeString("")
    shapes = tuple(
        Box(f"bar-{ending_tone(code)}", left, 0, length, ROW_HEIGHT)
        for code, _count, left, length in _parts(counts, ROW_WIDTH)
    )
    return in_row(Drawing("endings", ROW_WIDTH, ROW_HEIGHT, _in_words(counts, lang), "", shapes))


def _in_words(counts: Sequence[Count], lang: str) -> str:
    return ", ".join(wording.ending_counted(code, count, lang) for code, count in counts)


def _parts(counts: Sequence[Count], whole: float) -> Iterator[tuple[str, int, float, float]]:
    """Each ending with its number, where its part begins and how long it is: in proportion, no part unseen."""
    total = sum(count for _code, count in counts)
    gaps = [BREAK if code in JUDGED and later not in JUDGED else GAP for (code, _), (later, _) in pairwise(counts)]
    room = whole - sum(gaps) - LEAST * len(counts)
    left = 0.0
    for (code, count), gap in zip(counts, [*gaps, 0.0], strict=True):
        length = LEAST + room * count / total
        yield code, count, left, length
        left += length + gap


def _part(code: str, count: int, left: float, length: float, lang: str) -> Iterator[Shape]:
    yield Box(f"bar-{ending_tone(code)}", left, BAR_AT, length, BAR)
    number = wording.number(count, lang)
    if length >= 16 + width(number, SIZE, 600):
        yield placed_mark(code, left + 6, BAR_AT - 10)
        yield Text("strong", left + 16, BAR_AT - 5.5, number)
    elif length >= width(number, SIZE, 600):
        yield Text("strong", left, BAR_AT - 5.5, number)
