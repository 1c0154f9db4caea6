"""The trajectory of a target as a picture: one set of points, drawn wide and narrow by one template.

Nothing is judged here: days and values become places in a frame, written as text for the template.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from projects import wording
from projects.comparison.periods import after_at_most
from projects.comparison.trajectory import Reported, Trajectory

from .ticks import day_ticks, value_ticks

SIZES: tuple[tuple[Literal["wide", "narrow"], int, int], ...] = (("wide", 760, 340), ("narrow", 350, 310))
TOP, BOTTOM, RIGHT = 44, 30, 26  # room for two labels above, the days below, half a day's label to the right
DIGIT = 7.4  # about the width of a digit in the chart's type
MONTH, YEAR = 88, 56  # how much room the label of a month and of a year needs
FAR_OFF = 0.4  # the day of the question is only pointed at where it is further off than this part of the chart
MARGIN = 0.06  # and the chart then ends this part of its length after all else


@dataclass(frozen=True, slots=True)
class Mark:
    """A label at a place; ``anchor`` says which end of the text the place is."""

    at: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A report. ``low`` and ``high`` are the ends of its range; an end without limit runs to the frame."""

    x: str
    y: str
    low: str
    high: str
    ranged: bool
    stands: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """Where an announcement ends: its deadline and value."""

    x: str
    y: str
    current: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """One size of the chart, every place already in its own units."""

    name: str
    width: int
    height: int
    left: str
    right: str
    top: str
    bottom: str
    values: tuple[Mark, ...]
    days: tuple[Mark, ...]
    path: str
    steps: str
    line: str
    dots: tuple[Dot, ...]
    goals: tuple[Goal, ...]
    deadline: Mark
    as_of: Mark
    as_of_beyond: bool  # it lies to the right of the chart
    unit: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """Places of days and values."""

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

    def x(self, on: date) -> str:
        share = (min(max(on, self.first), self.last) - self.first).days / max((self.last - self.first).days, 1)
        return f"{self.left + share * self.width:.1f}"

    def y(self, value: Decimal) -> str:
        share = float((value - self.low) / (self.high - self.low))
        return f"{self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top):.1f}"

    def mark(self, on: date, text: str) -> Mark:
        """A label that leans towards the middle of the frame."""
        at = self.x(on)
        return Mark(at, text, "end" if float(at) > (self.left + self.right) / 2 else "start")


def pictures(data: Trajectory, lang: str) -> tuple[Picture, ...]:
    """The chart for a wide and for a narrow screen; the stylesheet shows one of them."""
    return tuple(_picture(data, lang, name, width, height) for name, width, height in SIZES)


def _picture(data: Trajectory, lang: str, name: str, width: int, height: int) -> Picture:
    first, last = _days(data)
    values = value_ticks(_values(data))
    labels, unit = wording.scale(values, data.terms, data.unit, lang)
    left = max(10 + DIGIT * max(map(len, labels)), 38)
    frame = _Frame(first, last, values[0], values[-1], left, width - RIGHT, TOP, height - BOTTOM)
    days, yearly = day_ticks(first, last, months=int(frame.width // MONTH), years=int(frame.width // YEAR))
    return Picture(
        name=name,
        width=width,
        height=height,
        left=f"{frame.left:.1f}",
        right=f"{frame.right:.1f}",
        top=f"{frame.top:.1f}",
        bottom=f"{frame.bottom:.1f}",
        values=tuple(Mark(frame.y(value), label, "end") for value, label in zip(values, labels, strict=True)),
        days=tuple(Mark(frame.x(on), wording.tick(on, lang, yearly=yearly), "middle") for on in days),
        path=_line(frame, [(point.on, point.value) for point in data.path]),
        steps=_steps(frame, data),
        line=_line(frame, [(point.on, point.value) for point in data.line]) if len(data.line) > 1 else "",
        dots=tuple(_dot(frame, one) for one in data.reported),
        goals=tuple(
            Goal(frame.x(one.deadline), frame.y(one.value), one.until is None)
            for one in data.promised
            if one.deadline is not None
        ),
        deadline=frame.mark(data.deadline, wording.short_day(data.deadline, lang)),
        as_of=frame.mark(data.as_of, wording.short_day(data.as_of, lang)),
        as_of_beyond=data.as_of > last,
        unit=unit,
    )


def _days(data: Trajectory) -> tuple[date, date]:
    """The days that the chart spans; the day of the question too, unless it is far beyond all else."""
    known = [data.deadline, *(point.on for point in data.path), *(one.on for one in data.reported)]
    known += [on for one in data.promised for on in (one.announced, one.deadline) if on is not None]
    first, last = min(*known, data.as_of), max(known)
    length = max((last - first).days, 1)
    if (data.as_of - last).days <= FAR_OFF * length:
        return first, max(last, data.as_of)
    return first, after_at_most(last, int(MARGIN * length) + 1)


def _values(data: Trajectory) -> Iterable[Decimal]:
    yield data.goal
    yield from (point.value for point in data.path)
    yield from (one.value for one in data.promised)
    for one in data.reported:
        yield from (end for end in (one.low, one.value, one.high) if end is not None)


def _line(frame: _Frame, points: Iterable[tuple[date, Decimal]]) -> str:
    return " ".join(f"{frame.x(on)},{frame.y(value)}" for on, value in points)


def _steps(frame: _Frame, data: Trajectory) -> str:
    """The promised value over time: level from each announcement to the next, then to the deadline."""
    drawn: list[str] = []
    for one in data.promised:
        end = one.until or max(data.deadline, one.announced)
        y = frame.y(one.value)
        drawn.append(f"{'L' if drawn else 'M'}{frame.x(one.announced)} {y}H{frame.x(end)}")
    return "".join(drawn)


def _dot(frame: _Frame, one: Reported) -> Dot:
    low = frame.low if one.low is None else one.low
    high = frame.high if one.high is None else one.high
    return Dot(frame.x(one.on), frame.y(one.value), frame.y(low), frame.y(high), one.low != one.high, one.stands)
