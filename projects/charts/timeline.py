"""The timeline of deadlines: a mark for each target, past deadlines left of the as-of day, those ahead right of it.

If there are too many targets, a column has one mark with a number for each status.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from projects import wording
from projects.comparison.statuses import STATUSES

from .drawing import Box, Drawing, Path, Point, Shape, Text, text_number
from .frame import SIZE
from .letters import width, wrapped
from .marks import placed_mark
from .periods import Period, periods

PITCH, MARK = 15.0, 12.0
TOP, FOOT, TIP_LINE = 22.0, 24.0, 17.0  # room for the as-of day above, for the labels of the columns below
ROWS = 9  # of marks; with more the marks become numbers
NUMBERED = 62.0  # the width of a mark with its number
LINE = 17.0


class Due(Protocol):
    """How many targets with one status fall due on a day."""

    @property
    def on(self) -> date: ...
    @property
    def status(self) -> str: ...
    @property
    def count(self) -> int: ...


@dataclass(frozen=True, slots=True)
class TimelineSize:
    name: str
    width: int
    tips: int


WIDE = TimelineSize("wide", 800, 1)
NARROW = TimelineSize("narrow", 350, 2)
STILL = TimelineSize("still", 608, 0)
Link = Callable[[Period], str]  # the address of the list of what falls due in a period


@dataclass(frozen=True, slots=True)
class Column:
    """A period with the number of targets due in it by status, in the method's order."""

    period: Period
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _status, count in self.counts)

    def label(self, lang: str) -> str:
        """``2024: 27 targets due – 9 overdue, 3 achieved``"""
        counts = ", ".join(
            f"{wording.status(status, lang).lower()} {wording.number(count, lang)}" for status, count in self.counts
        )
        return f"{self.named(lang)}: {counts}"

    def named(self, lang: str) -> str:
        """The column's period in words."""
        return wording.period(self.period.start, self.period.end, lang)


def columns(due: Sequence[Due], as_of: date, lang: str, size: TimelineSize) -> tuple[Column, ...]:
    """The finest columns that fit: with marks if these are few enough, else with numbers."""
    marked = _counted(due, periods([group.on for group in due], as_of, lang, int(size.width // (2 * PITCH + 4))))
    if _rows(marked, size) <= ROWS:
        return marked
    needs = max(NUMBERED, 24 + width(wording.number(sum(group.count for group in due), lang), SIZE, 600))
    return _counted(due, periods([group.on for group in due], as_of, lang, int(size.width // needs)))


def timeline(
    due: Sequence[Due], as_of: date, lang: str, size: TimelineSize = WIDE, link: Link | None = None
) -> Drawing:
    """The deadlines of some targets; ``due`` holds at least one."""
    shown = columns(due, as_of, lang, size)
    rows = _rows(shown, size)
    marked = rows <= ROWS
    height = rows * PITCH if marked else max(len(column.counts) for column in shown) * LINE
    bottom = TOP + height + 8
    room = size.width / len(shown)
    shapes: list[Shape] = [Path("base", f"M0 {text_number(bottom)}H{size.width}")]
    shapes += _today(shown, as_of, lang, room, bottom, size)
    shapes += _names(shown, room, bottom)
    tip_at = bottom + FOOT + TIP_LINE
    for place, column in enumerate(shown):
        drawn = tuple(
            _marks(column, place * room, room, bottom) if marked else _numbers(column, place * room, room, bottom, lang)
        )
        if not drawn:
            continue
        area = Box("hit", place * room, TOP, room, bottom - TOP)
        lines = wrapped(column.label(lang), SIZE, size.width - 4, lines=size.tips) if size.tips else []
        tip = tuple(Text("tip-text", 2, tip_at + row * TIP_LINE, words) for row, words in enumerate(lines))
        shapes.append(Point(column.label(lang), (area, *drawn), tip, link(column.period) if link else ""))
    full = bottom + FOOT + (TIP_LINE * size.tips + 8 if size.tips else 0)
    total = sum(group.count for group in due)
    return Drawing(
        "timeline", size.width, full, wording.chart("timeline", lang), wording.due_counted(total, lang), tuple(shapes)
    )


def _counted(due: Sequence[Due], columns: Sequence[Period]) -> tuple[Column, ...]:
    counted: list[Counter[str]] = [Counter() for _period in columns]
    place = 0
    for group in sorted(due, key=lambda group: group.on):
        while columns[place].end < group.on:
            place += 1
        counted[place][group.status] += group.count
    return tuple(
        Column(period, tuple((status, counts[status]) for status in STATUSES if counts[status]))
        for period, counts in zip(columns, counted, strict=True)
    )


def _across(room: float) -> int:
    """How many marks fit side by side in a column."""
    return max(int((room - 4) // PITCH), 1)


def _rows(shown: Sequence[Column], size: TimelineSize) -> int:
    across = _across(size.width / len(shown))
    return max(-(-column.total // across) for column in shown)


def _marks(column: Column, left: float, room: float, bottom: float) -> Iterator[Shape]:
    """A mark for each target, row by row from below."""
    across = _across(room)
    begin = left + (room - min(across, column.total) * PITCH) / 2 + PITCH / 2
    statuses = [status for status, count in column.counts for _target in range(count)]
    for place, status in enumerate(statuses):
        row, at = divmod(place, across)
        yield placed_mark(status, begin + at * PITCH, bottom - 4 - PITCH / 2 - row * PITCH, MARK)


def _numbers(column: Column, left: float, room: float, bottom: float, lang: str) -> Iterator[Shape]:
    for row, (status, count) in enumerate(reversed(column.counts)):
        number = wording.number(count, lang)
        begin = left + max((room - 16 - width(number, SIZE, 600)) / 2, 0)
        y = bottom - 8 - row * LINE
        yield placed_mark(status, begin + MARK / 2, y - 4.5, MARK)
        yield Text("strong", begin + 16, y, number)


def _today(
    shown: Sequence[Column], as_of: date, lang: str, room: float, bottom: float, size: TimelineSize
) -> Iterator[Shape]:
    """The line of the as-of day, between past deadlines and those ahead."""
    x = sum(not column.period.ahead for column in shown) * room
    words = wording.chart("as_of_label", lang, wording.kazakh_case(wording.short_day(as_of, lang), "attributive", lang))
    half = width(words, SIZE) / 2
    yield Path("as-of", f"M{text_number(x)} 18V{text_number(bottom)}")
    yield Text("scale", min(max(x, half + 1), size.width - half - 1), 13, words, "middle")


def _names(shown: Sequence[Column], room: float, bottom: float) -> Iterator[Shape]:
    """The names of the columns; the two parts of a split column share one; names without room are left out."""
    taken = 0.0
    place = 0
    while place < len(shown):
        label = shown[place].period.label
        joined = 2 if place + 1 < len(shown) and shown[place + 1].period.label == label else 1
        middle, half = (place + joined / 2) * room, width(label, SIZE) / 2
        edge = len(shown) * room
        x = min(max(middle, half + 1), edge - half - 1)
        if x - half >= taken:
            yield Text("scale", x, bottom + 18, label, "middle")
            taken = x + half + 6
        place += joined
