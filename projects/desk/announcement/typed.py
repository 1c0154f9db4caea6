"""A line of an announcement as it was typed and read, and what of it follows without the other lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from projects.reading import FigureReading, read_day
from projects.reading.windows import PRECISIONS, WindowReading

from .promises import Amount, Baseline, KnownIndicator, KnownTarget, Window

NO_BASELINE = Baseline()


@dataclass(frozen=True, slots=True)
class Figure:
    """What was read in a box for a figure; ``is_rounded``: its last digit is to be written down."""

    reading: FigureReading
    is_rounded: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """What was read in a box for a time, as it was typed."""

    reading: WindowReading
    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as it was typed and read. ``chosen``: box → what was decided there, of CHOICES, indicator and revises.

    ``has_no_deadline``: that was said, so the time is not that of the line above.
    """

    number: int
    what: str
    how_many: str = ""
    figure: Figure | None = None
    unit: str = ""
    since: date | None = None
    by: Time | None = None
    has_no_deadline: bool = False
    was: Figure | None = None
    was_by: Time | None = None
    baseline: Baseline = NO_BASELINE
    note: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Programme:
    """What is recorded of the programme."""

    indicators: tuple[KnownIndicator, ...] = ()
    targets: tuple[KnownTarget, ...] = ()


def amount_of(figure: Figure | None, qualifier: str, *, is_cut: bool) -> Amount:
    """The figure as a target holds it; a cut of 10 % is −10."""
    if figure is None:
        return Amount(qualifier=qualifier)
    read = figure.reading
    value, upper = read.value, read.upper_value
    if is_cut and value > 0:
        value, upper = (-value, None) if upper is None else (-upper, -value)
    rounded_to = read.rounded_to if figure.is_rounded and read.rounded_to != 1 else None
    return Amount(value, upper, rounded_to, "between" if upper is not None else single(qualifier))


def single(qualifier: str) -> str:
    return "exactly" if qualifier == "between" else qualifier


def earlier_window(was_by: Time, now: Window) -> Window:
    """The time before. Where the new one is a whole year or month, so is the one before: “2026” beside “in 2027”."""
    reading = was_by.reading
    start = reading.first
    if start is None and reading.kind == "bare" and now.start is not None:
        named = read_day(was_by.text, PRECISIONS).reading
        is_whole = named is not None and named.precision != "day" and named.last == reading.last
        start = named.first if is_whole and named is not None else now.start
    if start is not None and start > reading.last:
        start = None
    return Window(start, reading.last, was_by.text if reading.kind != "bare" else "")


def says(target: KnownTarget, was: Figure | None, was_by: Time | None) -> bool:
    """Whether a recorded target says what an announcement says was promised before."""
    if was is not None and was.reading.value != target.amount.value:
        return False
    return was_by is None or was_by.reading.last == target.window.deadline
