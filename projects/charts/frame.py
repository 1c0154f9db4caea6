"""The frame of a chart: the places of days and values, and the axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects import wording

from .drawing import Anchor, Path, Shape, Text, text_number
from .letters import width
from .ticks import day_ticks

SIZE = 13.0  # of the letters on the axes and of the labels
DAY_ROOM, VALUE_GAP = 18.0, 7.0
MONTH, YEAR = 84, 54  # the room of a month's and of a year's label
WIDEST = 96.0  # wider labels of values become powers of ten


@dataclass(frozen=True, slots=True)
class Frame:
    """The scale from days and values to places."""

    first: date
    last: date
    low: Decimal
    high: Decimal
    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    def x(self, on: date) -> float:
        share = (min(max(on, self.first), self.last) - self.first).days / max((self.last - self.first).days, 1)
        return self.left + share * self.width

    def y(self, value: Decimal | None, otherwise: Decimal | None = None) -> float:
        """The height of a value, or of ``otherwise`` if it is None."""
        drawn = value if value is not None else otherwise
        assert drawn is not None
        share = float((drawn - self.low) / (self.high - self.low))
        return self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top)


def value_labels(values: Sequence[Decimal], basis: str, unit: str, lang: str) -> tuple[tuple[str, ...], str]:
    """The labels of the axis of values, and their unit; numbers too long for words are powers of ten."""
    labels, name = wording.scale(values, basis, unit, lang)
    if max(width(label, SIZE) for label in labels) <= WIDEST:
        return labels, name
    powers = (f"{value.normalize():.1e}".replace("e+", "e") if value else "0" for value in values)
    return tuple(powers), wording.unit_name(unit, lang)


def room_for(labels: Sequence[str]) -> float:
    """The room for the labels of values beside the frame."""
    return max(width(label, SIZE) for label in labels) + VALUE_GAP + 3


def value_axis(frame: Frame, values: Sequence[Decimal], labels: Sequence[str]) -> list[Shape]:
    shapes: list[Shape] = []
    for value, label in zip(values, labels, strict=True):
        y = frame.y(value)
        role = "base" if value == 0 else "grid"
        shapes.append(Path(role, f"M{text_number(frame.left)} {text_number(y)}H{text_number(frame.right)}"))
        shapes.append(Text("scale", frame.left - VALUE_GAP, y + 4, label, "end"))
    return shapes


def day_axis(frame: Frame, lang: str, edge: float) -> list[Shape]:
    """Months or years below the frame; a shorter span shows its two ends. ``edge``: the width of the picture."""
    days, yearly = day_ticks(frame.first, frame.last, months=int(frame.width // MONTH), years=int(frame.width // YEAR))
    named = [(on, wording.tick(on, lang, yearly=yearly)) for on in days]
    if len(named) < 2:
        named = [(on, wording.short_day(on, lang)) for on in dict.fromkeys((frame.first, frame.last))]
    shapes: list[Shape] = []
    for on, words in named:
        x = frame.x(on)
        shapes.append(Path("tick", f"M{text_number(x)} {text_number(frame.bottom)}v5"))
        shapes.append(within(x, frame.bottom + DAY_ROOM, words, "scale", edge))
    return shapes


def within(x: float, y: float, words: str, role: str, edge: float, weight: int = 400) -> Text:
    """A label above or below a place, moved sideways into the picture."""
    half = width(words, SIZE, weight) / 2
    return Text(role, min(max(x, half + 1), edge - half - 1), y, words, "middle")


def leaning(frame: Frame, on: date, y: float, words: str, role: str, edge: float, weight: int = 400) -> Text:
    """A label beside a vertical line, on the side with more room."""
    x, needs = frame.x(on), width(words, SIZE, weight)
    anchor: Anchor = "end" if x > (frame.left + frame.right) / 2 else "start"
    return Text(
        role, min(max(x, needs + 1), edge - 1) if anchor == "end" else min(x, edge - needs - 1), y, words, anchor
    )
