"""What a chart is made of: shapes at places, each with a role that ``styles`` dresses. No colour is named here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
    """Words on one line; ``x`` is where the ``anchor`` of the text is, ``y`` its base line."""

    role: str
    x: float
    y: float
    words: str
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True)
class Placed:
    """Shapes of their own size, moved and scaled to a place; a page draws those of one ``name`` once."""

    role: str
    x: float
    y: float
    scale: float
    shapes: tuple[Shape, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Shapes that say something when they are pointed at or reached by keyboard; ``href`` leads on.

    ``tip`` is the label as it shows up in the picture itself: lines at places of their own.
    """

    label: str
    shapes: tuple[Shape, ...]
    tip: tuple[Text, ...] = ()
    href: str = ""


Shape = Path | Circle | Box | Text | Placed | Point


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of ``width`` × ``height``. ``title`` names it, ``about`` says in words what it shows."""

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
    """Every shape that is always seen, those inside points included; tips are not."""
    for shape in shapes:
        if isinstance(shape, Point):
            yield from flat(shape.shapes)
        else:
            yield shape


def text_number(value: float) -> str:
    """A place as short as a tenth allows: ``12.5``, ``40``."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def line(points: list[tuple[float, float]]) -> str:
    """A line through points."""
    return "".join(f"{'L' if place else 'M'}{text_number(x)} {text_number(y)}" for place, (x, y) in enumerate(points))
