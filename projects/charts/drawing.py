"""The shapes of a chart at their places, each with a role; ``styles`` gives a role its look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Path:
    """A line or an area; ``d`` as SVG writes it."""

    role: str
    d: str


@dataclass(frozen=True, slots=True)
class Circle:
    role: str
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Box:
    role: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; ``x`` is the place of its ``anchor``, ``y`` its base line."""

    role: str
    x: float
    y: float
    words: str
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True)
class Placed:
    """Shapes moved and scaled to a place; a page draws those with the same ``name`` once."""

    role: str
    x: float
    y: float
    scale: float
    shapes: tuple[Shape, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Shapes with a label that shows when they are pointed at or reached by keyboard; ``href`` is their link.

    ``tip`` is the label as lines in the picture.
    """

    label: str
    shapes: tuple[Shape, ...]
    tip: tuple[Text, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Shapes with a label for those who point at them or hear the picture; no stop of the keyboard.

    Without a label they are silent, and what lies below them is pointed at.
    """

    label: str
    shapes: tuple[Shape, ...]


Shape = Path | Circle | Box | Text | Placed | Point | Named


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of ``width`` × ``height`` with its ``title`` and, in ``about``, a description of what it shows."""

    kind: str
    width: float
    height: float
    title: str
    about: str
    shapes: tuple[Shape, ...]

    @property
    def interactive(self) -> bool:
        return any(isinstance(shape, Point) for shape in self.shapes)


def flat(shapes: tuple[Shape, ...]) -> Iterator[Shape]:
    """Every shape, those inside points included, without tips."""
    for shape in shapes:
        if isinstance(shape, Point | Named):
            yield from flat(shape.shapes)
        else:
            yield shape


def text_number(value: float) -> str:
    """A coordinate with at most one decimal: ``12.5``, ``40``."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def line(points: list[tuple[float, float]]) -> str:
    """An SVG path through points. Level and upright steps name one number, since pages have many of them."""
    places = [(text_number(x), text_number(y)) for x, y in points]
    path = "".join(f"M{x} {y}" for x, y in places[:1])
    for (x, y), (next_x, next_y) in pairwise(places):
        if y == next_y:
            path += "" if x == next_x else f"H{next_x}"
        else:
            path += f"V{next_y}" if x == next_x else f"L{next_x} {next_y}"
    return path
