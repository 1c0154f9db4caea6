"""The trajectory of a target as a drawing: what was promised, reported and projected.

Nothing is judged here: the days and values of ``comparison.trajectory`` become places in a frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from projects import wording
from projects.comparison.periods import after_at_most
from projects.comparison.trajectory import Trajectory

from .drawing import Drawing, Path, Shape, line, text_number
from .frame import DAY_ROOM, SIZE, Frame, day_axis, leaning, room_for, value_axis, value_labels
from .labels import Area, Labels, area_of
from .letters import width
from .ticks import value_ticks
from .trajectory_points import points

FAR_OFF = 0.4  # an as-of day further off than this part of the chart is not on it; an arrow points to it
MARGIN = 0.06  # the part of its length by which such a chart is extended
TOP, RIGHT, TIP_LINE = 58.0, 30.0, 18.0  # room above the frame, to its right, and for a line of a tip
ROWS = 36.0  # where the labels of the deadline and of the as-of day end
MAY_COVER = 2  # points of lines that the day of a revision may cover; with more it is left out
CROWDED = 200  # points of a line; of longer lines only the outline is drawn
WIDEST_END = 0.3  # the part of the width for the labels at the end of the lines


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a drawing; ``tips`` is the number of lines for tips below it."""

    name: str
    width: int
    height: int
    tips: int
    ends: bool  # whether there are labels at the end of the lines


WIDE = Size("wide", 800, 380, 1, True)
NARROW = Size("narrow", 350, 350, 2, False)
STILL = Size("still", 608, 300, 0, True)  # for a file, which has no tips


def trajectory(data: Trajectory, name: str, lang: str, size: Size = WIDE) -> Drawing:
    """The chart of a target called ``name``."""
    values = value_ticks(_values(data))
    labels, _unit = value_labels(values, data.terms, data.unit, lang)
    first, last = _days(data)
    left, bottom = room_for(labels), size.height - DAY_ROOM - 8 - TIP_LINE * size.tips
    right = size.width - _end_room(data, lang, size)
    frame = Frame(first, last, values[0], values[-1], left, right, TOP, bottom)
    shapes = [
        *value_axis(frame, values, labels),
        *day_axis(frame, lang, size.width),
        *_days_named(frame, data, lang, size),
    ]
    shapes += _lines(frame, data)
    shapes += points(frame, data, lang, size.width if size.tips else 0, bottom + DAY_ROOM + TIP_LINE + 4, size.tips)
    shapes += _labels(frame, data, lang, size)
    title = f"{name}: {wording.chart('trajectory', lang)}"
    return Drawing("trajectory", size.width, size.height, title, about(data, lang), tuple(shapes))


def unit_of(data: Trajectory, lang: str) -> str:
    """The unit of the chart's values, in words."""
    return value_labels(value_ticks(_values(data)), data.terms, data.unit, lang)[1]


def about(data: Trajectory, lang: str) -> str:
    """The chart in sentences."""
    sentences = [
        wording.chart("about_target", lang, _in_terms(data, data.goal, lang), wording.day(data.deadline, lang))
    ]
    last = next((report for report in reversed(data.reported) if report.stands), None)
    if last is None:
        sentences.append(wording.chart("about_nothing", lang))
    else:
        sentences.append(
            wording.chart("about_last", lang, _in_terms(data, last.value, lang), wording.day(last.on, lang))
        )
    if data.projected:
        sentences.append(wording.chart("about_projected", lang, _in_terms(data, data.projected.end.value, lang, 4)))
    return " ".join([*sentences, wording.chart("about_table", lang)])


def _in_terms(data: Trajectory, value: Decimal, lang: str, digits: int | None = None) -> str:
    return wording.in_terms(value, data.terms, data.unit, lang, digits=digits)


def _days(data: Trajectory) -> tuple[date, date]:
    """The first and last day of the chart; the as-of day is between them unless it is far off."""
    days = [data.deadline, *(point.on for point in data.path), *(item.on for item in data.reported)]
    days += [on for item in data.promised for on in (item.announced, item.deadline) if on is not None]
    first, last = min(*days, data.as_of), max(days)
    length = max((last - first).days, 1)
    if (data.as_of - last).days <= FAR_OFF * length:
        return first, max(last, data.as_of)
    return first, after_at_most(last, int(MARGIN * length) + 1)


def _values(data: Trajectory) -> Iterator[Decimal]:
    yield data.goal
    yield from data.band or ()
    yield from (point.value for point in data.path)
    yield from (item.value for item in data.promised)
    for item in data.reported:
        yield from (end for end in (item.low, item.value, item.high) if end is not None)
    if data.projected:
        yield from (point.value for point in data.projected.path)
        yield from (end for end in (data.projected.low, data.projected.high) if end is not None)


def _days_named(frame: Frame, data: Trajectory, lang: str, size: Size) -> Iterator[Shape]:
    """The deadline and the as-of day, each a vertical line with its label in a row of its own."""
    deadline = wording.chart("deadline_label", lang, wording.short_day(data.deadline, lang))
    as_of = wording.chart(
        "as_of_label", lang, wording.kazakh_case(wording.short_day(data.as_of, lang), "attributive", lang)
    )
    bottom = text_number(frame.bottom)
    x = frame.x(data.deadline)
    if data.as_of <= frame.last:
        yield Path("as-of", f"M{text_number(frame.x(data.as_of))} 35V{bottom}")
    else:
        as_of += " →"
    named = leaning(frame, data.as_of, 31, as_of, "scale", size.width)
    taken = area_of(named)
    yield Path("deadline", f"M{text_number(x)} {37 if taken.left <= x <= taken.right else 18}V{bottom}")
    yield leaning(frame, data.deadline, 13, deadline, "strong", size.width, 600)
    yield named


def _lines(frame: Frame, data: Trajectory) -> Iterator[Shape]:
    if data.projected:
        yield from _fan(frame, data)
    if data.path:
        yield Path("path", line(_places(frame, [(point.on, point.value) for point in data.path])))
    if len(data.promised):
        yield Path("steps", line(_steps(frame, data)))
    if len(data.line) > 1:
        yield Path("line", line(_outlined(_places(frame, [(point.on, point.value) for point in data.line]))))
    if data.projected:
        yield Path("projection", line(_places(frame, [(point.on, point.value) for point in data.projected.path])))


def _fan(frame: Frame, data: Trajectory) -> Iterator[Shape]:
    """From the last figure to both ends of the projection's interval; an unknown end is the frame's."""
    projected = data.projected
    assert projected is not None
    if projected.low is None and projected.high is None:
        return
    start, end = projected.path[0], projected.end
    low, high = frame.y(projected.low, frame.low), frame.y(projected.high, frame.high)
    x = frame.x(end.on)
    yield Path("fan", line([(frame.x(start.on), frame.y(start.value)), (x, high), (x, low)]) + "z")


def _places(frame: Frame, points: Iterable[tuple[date, Decimal]]) -> list[tuple[float, float]]:
    return [(frame.x(on), frame.y(value)) for on, value in points]


def _outlined(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The outline of a line of very many points: in each column its first, lowest, highest and last point."""
    if len(places) <= CROWDED:
        return places
    width = (places[-1][0] - places[0][0]) / (CROWDED / 4) or 1.0
    outline = []
    for _column, group in groupby(places, key=lambda place: int((place[0] - places[0][0]) / width)):
        column = list(group)
        extremes = {column[0], column[-1], min(column, key=itemgetter(1)), max(column, key=itemgetter(1))}
        outline += sorted(extremes, key=column.index)
    return outline


def _steps(frame: Frame, data: Trajectory) -> list[tuple[float, float]]:
    """The promised value over time: level from each announcement to the next, then to the deadline."""
    drawn: list[tuple[float, float]] = []
    for announcement in data.promised:
        y = frame.y(announcement.value)
        drawn += [
            (frame.x(announcement.announced), y),
            (frame.x(announcement.until or max(data.deadline, announcement.announced)), y),
        ]
    return drawn


def _end_room(data: Trajectory, lang: str, size: Size) -> float:
    """The room for the labels at the end of the lines, without those that are too wide."""
    needed = [width(words, SIZE, 600) + 14 for _on, _value, words, _role in _ends(data, lang)] if size.ends else []
    return max([RIGHT, *(room for room in needed if room <= WIDEST_END * size.width)])


def _ends(data: Trajectory, lang: str) -> Iterator[tuple[date, Decimal, str, str]]:
    """(day, value, words, role) of the labels at the end of the lines."""
    goal = wording.ranged(*data.band, data.terms, data.unit, lang) if data.band else _in_terms(data, data.goal, lang)
    yield data.deadline, data.goal, wording.chart("target_label", lang, goal), "strong"
    if data.projected:
        end = data.projected.end
        yield end.on, end.value, wording.chart("projected_label", lang, _in_terms(data, end.value, lang, 3)), "guessed"


def _labels(frame: Frame, data: Trajectory, lang: str, size: Size) -> Iterator[Shape]:
    """The most important figures and the day of each revision, where there is room."""
    labels = Labels(Area(frame.left + 2, ROWS, size.width - 2, frame.bottom - 2))
    for shown in (data.path, data.line, data.projected.path if data.projected else ()):
        labels.draw_along(_places(frame, [(point.on, point.value) for point in shown]))
    labels.draw_along(_steps(frame, data))
    for on in (data.deadline, *([data.as_of] if data.as_of <= frame.last else [])):
        labels.draw_day(frame.x(on), ROWS, frame.bottom)
    for x, y in _places(frame, _marked(data)):
        labels.keep_free(x, y, 6)
    last = next((item for item in reversed(data.reported) if item.stands), None)
    target, *projected = _ends(data, lang)
    reported = [] if last is None else [(last.on, last.value, _in_terms(data, last.value, lang), "told")]
    wanted = [target, *reported, *projected]
    for item in reversed(data.promised[1:]):
        wanted.append((item.announced, item.value, wording.short_day(item.announced, lang), "scale"))
    for on, value, words, role in wanted:
        weight, most = (400, MAY_COVER) if role == "scale" else (600, 99)
        placed = labels.place(frame.x(on), frame.y(value), words, role, weight, most)
        if placed is not None:
            yield placed


def _marked(data: Trajectory) -> Iterator[tuple[date, Decimal]]:
    """The places that no label may cover."""
    yield from ((item.on, item.value) for item in data.reported)
    yield from ((item.deadline, item.value) for item in data.promised if item.deadline is not None)
    yield from ((item.announced, item.value) for item in data.promised)
    if data.projected:
        yield data.projected.end.on, data.projected.end.value
    if data.expected:
        yield data.expected.on, data.expected.value
