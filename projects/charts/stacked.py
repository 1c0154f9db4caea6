"""The bar of all promises: what is decided as full boxes, what is not as outlined ones, a gap between the two.

Each box is a link to its promises. Its mark and its number stand in it where there is room; the legend has both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from projects import wording

from .drawing import Box, Drawing, Named, Path, Point, Shape, Text, text_number
from .frame import SIZE
from .letters import width
from .marks import placed_mark
from .styles import tone

TOP, HEIGHT, FOOT = 20.0, 30.0, 4.0
GAP, THIN = 10.0, 3.0  # between families; the least width of a box
MARK, ROOM = 12.0, 6.0
LOOKS = ("full", "outlined", "dashed")  # of decided promises, of undecided ones, of those that cannot be judged


@dataclass(frozen=True, slots=True)
class Part:
    """A box: the status whose mark and colour it has, how many promises it stands for, its words and its link."""

    status: str
    count: int
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Family:
    """Boxes that belong together, with their ``name`` and one look of LOOKS."""

    name: str
    look: str
    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)


@dataclass(frozen=True, slots=True)
class BarSize:
    name: str
    width: float


WIDE, NARROW = BarSize("wide", 800), BarSize("narrow", 350)


def stacked(families: Sequence[Family], title: str, about: str, lang: str, size: BarSize = WIDE) -> Drawing:
    """The bar of some families; those without promises are left out. At least one promise."""
    shown = [family for family in families if family.count]
    parts = [part for family in shown for part in family.parts if part.count]
    free = size.width - GAP * (len(shown) - 1) - THIN * len(parts)
    scale = free / sum(part.count for part in parts)
    shapes: list[Shape] = []
    left, taken = 0.0, 0.0
    for family in shown:
        start = left
        for part in family.parts:
            if part.count:
                wide = THIN + part.count * scale
                area = Box(f"{family.look}-{tone(part.status)}", left + 0.75, TOP, max(wide - 1.5, 1), HEIGHT)
                shapes += [Point(part.label, (area,), (), part.href), Named("", _words(part, family, left, wide, lang))]
                left += wide
        shapes.append(Path("base", f"M{text_number(start + 0.5)} {TOP - 3}H{text_number(left - 0.5)}"))
        name = _name(family, start, left, taken, size.width, lang)
        if name:
            shapes.append(name)
            taken = name.x + width(name.words, SIZE, 600)
        left += GAP
    return Drawing("stacked", size.width, TOP + HEIGHT + FOOT, title, about, tuple(shapes))


def _name(family: Family, start: float, end: float, taken: float, edge: float, lang: str) -> Text | None:
    """A family's number and name above its boxes, moved into the picture; None where another name is in the way."""
    words = f"{wording.number(family.count, lang)} {family.name}"
    needs = width(words, SIZE, 600)
    x = max(min(start, edge - needs - 1), 0.0)
    return Text("strong", x, TOP - 7, words) if x >= taken + ROOM or not taken else None


def _words(part: Part, family: Family, left: float, wide: float, lang: str) -> tuple[Shape, ...]:
    """The mark and the number on a box, as far as there is room; the label of the box says them."""
    number = wording.number(part.count, lang)
    needs = width(number, SIZE, 600)
    middle, y = left + wide / 2, TOP + HEIGHT / 2
    role = "on-full" if family.look == "full" else "strong-plain"
    if wide >= MARK + needs + 3 * ROOM and family.look != "full":
        start = middle - (MARK + 4 + needs) / 2
        return placed_mark(part.status, start + MARK / 2, y, MARK), Text(role, start + MARK + 4, y + 4.5, number)
    return (Text(role, middle, y + 4.5, number, "middle"),) if wide >= needs + ROOM else ()
