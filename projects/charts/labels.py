"""Labels in a picture: each at the best free place near its point; without a free place it is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .drawing import Anchor, Text
from .frame import SIZE
from .letters import width

ASCENT, DESCENT = 0.76, 0.24  # parts of the font size above and below the base line
GAP = 2.0  # between two labels
ACROSS_A_DAY = 30  # so many points of other lines a label rather covers
# The places of a label around its point: right, down, and the anchor.
AROUND: tuple[tuple[float, float, Anchor], ...] = (
    (9, 4, "start"), (-9, 4, "end"), (0, -12, "middle"), (0, 20, "middle"), (9, -8, "start"), (-9, -8, "end"),
    (9, 17, "start"), (-9, 17, "end"), (0, -25, "middle"), (0, 34, "middle"), (9, -22, "start"), (-9, -22, "end"),
    (-9, 32, "end"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area, gap: float = 0) -> bool:
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, other: Area) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


def area_of(text: Text, size: float = SIZE, weight: int = 400) -> Area:
    """The rectangle of a text."""
    needs = width(text.words, size, weight)
    left = text.x - {"start": 0.0, "middle": needs / 2, "end": needs}[text.anchor]
    return Area(left, text.y - ASCENT * size, left + needs, text.y + DESCENT * size)


@dataclass(slots=True)
class Labels:
    """The labels placed so far. ``lines`` are points of the drawn lines, which labels avoid.

    ``days``: the lines of named days, from top to bottom; labels cross them only where everything else is taken.
    """

    room: Area
    taken: list[Area] = field(default_factory=list)
    lines: list[tuple[float, float]] = field(default_factory=list)
    days: list[Area] = field(default_factory=list)

    def draw_along(self, points: Sequence[tuple[float, float]]) -> None:
        """Add a line that labels avoid."""
        for (x, y), (to_x, to_y) in pairwise(points):
            steps = max(int(max(abs(to_x - x), abs(to_y - y)) / 6), 1)
            self.lines += [(x + (to_x - x) * i / steps, y + (to_y - y) * i / steps) for i in range(steps + 1)]

    def draw_day(self, x: float, top: float, bottom: float) -> None:
        """Add the line of a named day."""
        self.days.append(Area(x, top, x, bottom))

    def keep_free(self, x: float, y: float, r: float) -> None:
        """Add a point that no label may cover."""
        self.taken.append(Area(x - r, y - r, x + r, y + r))

    def place(self, x: float, y: float, words: str, role: str, weight: int = 400, most: int = 99) -> Text | None:
        """The label at the free place that covers the fewest points of lines, at most ``most``; else None."""
        free = [text for text in self._around(x, y, words, role) if self._free(text, weight)]
        best = min(free, key=lambda text: self._covered(text, weight), default=None)
        if best is None or self._covered(best, weight) > most:
            return None
        self.taken.append(area_of(best, weight=weight))
        return best

    def _around(self, x: float, y: float, words: str, role: str) -> Iterable[Text]:
        return (Text(role, x + right, y + down, words, anchor) for right, down, anchor in AROUND)

    def _free(self, text: Text, weight: int) -> bool:
        area = area_of(text, weight=weight)
        return self.room.holds(area) and not any(area.meets(other, GAP) for other in self.taken)

    def _covered(self, text: Text, weight: int) -> int:
        area = area_of(text, weight=weight)
        points = sum(area.left < x < area.right and area.top < y < area.bottom for x, y in self.lines)
        return points + ACROSS_A_DAY * sum(area.meets(day, 1) for day in self.days)
