"""Pictures for other sites: a chart with its headline, legend and source, and the card of a target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .bullet import HEIGHT as BULLET_HEIGHT
from .bullet import WIDTH as BULLET_WIDTH
from .bullet import Progress, bullet_shapes
from .drawing import Box, Drawing, Placed, Shape, Text
from .letters import cut, width, wrapped
from .marks import placed_mark
from .styles import tone

WIDTH, EDGE = 640.0, 16.0
PIXELS = 1280  # twice its units, so that it is sharp
CARD_WIDTH, CARD_HEIGHT, CARD_EDGE = 600.0, 315.0, 26.0
CARD_PIXELS = 1200  # 1200 × 630 is what social networks show
CARD_SIZES = ((CARD_PIXELS, 630), (600, 315), (400, 210), (200, 105))  # the largest first
ROW = 19.0
_KEY, _GAP = 32.0, 18.0  # a key with the space before its words; between two entries of a legend


@dataclass(frozen=True, slots=True)
class Words:
    """The words around a picture; empty ones are left out. ``status`` is a code, ``figures`` a card's sentences."""

    brand: str
    kicker: str
    title: str
    promise: str
    footer: str
    status: str = ""
    status_word: str = ""
    detail: str = ""
    unit: str = ""
    figures: tuple[str, ...] = ()


def poster(words: Words, chart: Drawing, legend: Iterable[tuple[str, tuple[Shape, ...]]] = ()) -> Drawing:
    """A chart with its headline above and its legend and source below."""
    room = WIDTH - 2 * EDGE
    shapes: list[Shape] = [
        Box("rule", 0, 0, WIDTH, 4),
        Text("kicker", EDGE, 26, cut(words.kicker, 12, room - 10 - width(words.brand, 12, 600))),
        Text("brand", WIDTH - EDGE, 26, words.brand, "end"),
    ]
    y = 52.0
    for line in wrapped(words.title, 20, room, 600):
        shapes.append(Text("headline", EDGE, y, line))
        y += 24
    for line in wrapped(words.promise, 15, room) if words.promise else ():
        shapes.append(Text("subhead", EDGE, y, line))
        y += 20
    if words.status:
        shapes += _verdict(words, EDGE, y + 3, "verdict", 15, room)
        y += 24
    if words.unit:
        shapes.append(Text("note", EDGE, y + 8, cut(words.unit, 12, room)))
        y += 18
    shapes.append(Placed("plain", EDGE, y, 1, chart.shapes))
    rows, y = _legend(legend, y + chart.height + 12)
    shapes += rows
    shapes.append(Text("note", EDGE, y + 6, cut(words.footer, 12, room)))
    about = ". ".join(part for part in (words.promise, words.status_word, chart.about) if part)
    return Drawing("poster", WIDTH, y + 20, words.title, about, tuple(shapes))


def _legend(legend: Iterable[tuple[str, tuple[Shape, ...]]], y: float) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    x = EDGE
    for words, key in legend:
        text = cut(words, 12, WIDTH - 2 * EDGE - _KEY)
        needs = _KEY + width(text, 12)
        if x > EDGE and x + needs > WIDTH - EDGE:
            x, y = EDGE, y + ROW
        shapes += [Placed("plain", x, y - 10, 1, key), Text("note", x + _KEY, y, text)]
        x += needs + _GAP
    return shapes, y + (ROW if shapes else 0)


def card(words: Words, progress: Progress | None) -> Drawing:
    """A target on a card of 1200 × 630 pixels: the promise, the verdict, the bullet, the figures."""
    room = CARD_WIDTH - 2 * CARD_EDGE
    shapes: list[Shape] = [
        Box("rule", 0, 0, CARD_WIDTH, 6),
        Text("kicker", CARD_EDGE, 34, cut(words.kicker, 12, room - 10 - width(words.brand, 12, 600))),
        Text("brand", CARD_WIDTH - CARD_EDGE, 34, words.brand, "end"),
    ]
    y = 68.0
    for line in wrapped(words.title, 25, room, 600):
        shapes.append(Text("card-title", CARD_EDGE, y, line))
        y += 29
    for line in wrapped(words.promise, 19, room):
        shapes.append(Text("card-promise", CARD_EDGE, y, line))
        y += 24
    shapes += _verdict(words, CARD_EDGE, y + 16, "card-verdict", 25, room)
    y += 36
    if progress is not None:
        scale = room / BULLET_WIDTH * 0.98
        drawn = bullet_shapes(progress, words.status)
        shapes.append(Placed("plain", CARD_EDGE, y, scale, drawn))
        y += BULLET_HEIGHT * scale
    y += 20
    for sentence in words.figures:
        for line in wrapped(sentence, 15, room, lines=2):
            if y < CARD_HEIGHT - 30:
                shapes.append(Text("card-figure", CARD_EDGE, y, line))
            y += 20
    shapes.append(Text("note", CARD_EDGE, CARD_HEIGHT - 14, cut(words.footer, 12, room)))
    about = ". ".join(part for part in (words.promise, words.status_word, *words.figures) if part)
    return Drawing("card", CARD_WIDTH, CARD_HEIGHT, words.title, about, tuple(shapes))


def _verdict(words: Words, x: float, y: float, role: str, size: float, room: float) -> list[Shape]:
    """The mark and word of the status, and the days overdue or left."""
    mark = placed_mark(words.status, x + size * 0.4, y - size * 0.34, size * 0.8)
    at = x + size * 1.15
    shapes: list[Shape] = [mark, Text(f"{role}-{tone(words.status)}", at, y, words.status_word)]
    after = at + width(words.status_word, size, 600) + size * 0.8
    left = room - (after - x)
    if words.detail and left > width(words.detail, 15):
        shapes.append(Text("subhead", after, y, words.detail))
    return shapes
