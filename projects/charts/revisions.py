"""The chart of revisions: the value and the deadline of a promise in each announcement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects import wording

from .drawing import Box, Drawing, Path, Point, Shape, Text, text_number
from .frame import SIZE
from .letters import cut, width, wrapped

HEAD, TIP_LINE = 26.0, 17.0
MARK = 5.0  # half of a mark
LEAST = 40.0  # the room in which the marks of a column move at least


@dataclass(frozen=True, slots=True)
class Announcement:
    """A link of the chain. ``value`` is None if it cannot be compared with the current link's.

    ``promise`` is the promise in words, ``moved`` what the link changed, in words.
    """

    on: date
    promise: str
    value: Decimal | None
    deadline: date | None
    moved: tuple[str, ...] = ()
    late: bool = False

    def label(self, lang: str) -> str:
        """``5 Jan 2025, announced anew: 1.5 trillion tenge, by 31 December 2025 (raised; after the fact)``"""
        due = f", {wording.by(self.deadline, lang)}" if self.deadline else ""
        moved = [*self.moved, *([wording.chart("after_the_fact", lang)] if self.late else [])]
        return f"{wording.short_day(self.on, lang)}: {self.promise}{due}" + (f" ({'; '.join(moved)})" if moved else "")


@dataclass(frozen=True, slots=True)
class RevisionsSize:
    """``values`` and ``deadlines``: left and right of a column; ``lead``: how far the day stands above its row."""

    name: str
    width: int
    row: float
    lead: float
    values: tuple[float, float]
    deadlines: tuple[float, float]
    tips: int


WIDE = RevisionsSize("wide", 800, 30, 0, (126, 450), (480, 800), 1)
NARROW = RevisionsSize("narrow", 350, 46, 20, (0, 168), (182, 350), 2)
STILL = RevisionsSize("still", 608, 30, 0, (112, 360), (372, 608), 0)


def revisions(chain: Sequence[Announcement], lang: str, size: RevisionsSize = WIDE) -> Drawing:
    """A row for each announcement, the oldest on top."""
    ys = [HEAD + size.row * (place + 0.5) + size.lead / 2 for place in range(len(chain))]
    bottom = HEAD + size.row * len(chain)
    shapes: list[Shape] = []
    for place, announcement in enumerate(chain):
        day = wording.short_day(announcement.on, lang)
        shapes.append(Path("grid", f"M0 {text_number(HEAD + size.row * place)}H{size.width}"))
        if size.lead:  # above its row, where the lines of the columns do not pass
            shapes.append(Text("scale", size.values[1], ys[place] + 4 - size.lead, day, "end"))
        else:
            shapes.append(Text("scale", 0, ys[place] + 4, day))
    values = [(announcement.value, announcement.promise) for announcement in chain]
    deadlines = [
        (Decimal(announcement.deadline.toordinal()), wording.short_day(announcement.deadline, lang))
        if announcement.deadline
        else (None, "–")
        for announcement in chain
    ]
    marks: list[list[Shape]] = [[Box("hit", 0, y - size.row / 2, size.width, size.row)] for y in ys]
    for (left, right), column, name in (
        (size.values, values, "value_column"),
        (size.deadlines, deadlines, "deadline_column"),
    ):
        shapes.append(Text("strong", left, 14, wording.chart(name, lang)))
        shapes += _moves(chain, column, ys, (left, right), marks)
    for announcement, drawn in zip(chain, marks, strict=True):
        shapes.append(Point(announcement.label(lang), tuple(drawn), _tip(announcement.label(lang), size, bottom)))
    height = bottom + 6 + TIP_LINE * size.tips
    about = " ".join(f"{announcement.label(lang)}." for announcement in (chain[0], chain[-1]))
    return Drawing("revisions", size.width, height, wording.chart("revisions", lang), about, tuple(shapes))


def _moves(
    chain: Sequence[Announcement],
    column: Sequence[tuple[Decimal | None, str]],
    ys: Sequence[float],
    sides: tuple[float, float],
    marks: list[list[Shape]],
) -> Iterator[Shape]:
    """The line of a value from row to row; adds its marks and words to ``marks``, one list for each row."""
    left, right = sides
    wanted = max(width(words, SIZE) for _value, words in column)
    room = max(right - left - wanted - 2 * MARK - 12, LEAST)
    values = [value for value, _words in column if value is not None]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    before: tuple[float, float] | None = None
    line = ""
    for place, (value, words) in enumerate(column):
        y, x = ys[place], left
        if value is not None:
            x = left + MARK + 1 + (room * float((value - low) / (high - low)) if high > low else 0.0)
            line += f"M{text_number(x)} {text_number(y)}" if before is None else _step(before, (x, y))
            before = (x, y)
            last = place == len(chain) - 1
            role = "moved-late" if chain[place].late else "goal" if last else "moved"
            marks[place].append(Path(role, _mark(x, y, diamond=last and not chain[place].late)))
            x += MARK + 7
        weight = 600 if place == len(chain) - 1 else 400
        marks[place].append(Text("strong" if weight == 600 else "scale", x, y + 4, cut(words, SIZE, right - x, weight)))
    if line:
        yield Path("steps", line)


def _step(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Down, sideways between the rows, and down: past the words."""
    return f"V{text_number((start[1] + end[1]) / 2)}H{text_number(end[0])}V{text_number(end[1])}"


def _mark(x: float, y: float, *, diamond: bool) -> str:
    if diamond:
        return f"M{text_number(x)} {text_number(y - 6)}l6 6-6 6-6-6z"
    return f"M{text_number(x - 4)} {text_number(y - 4)}h8v8h-8z"


def _tip(label: str, size: RevisionsSize, bottom: float) -> tuple[Text, ...]:
    if not size.tips:
        return ()
    lines = wrapped(label, SIZE, size.width - 4, lines=size.tips)
    return tuple(Text("tip-text", 2, bottom + 16 + place * TIP_LINE, words) for place, words in enumerate(lines))
