"""The points of a trajectory: each with its words, in the order of time, so that a keyboard walks through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from projects import wording
from projects.comparison.trajectory import Promised, Reported, Trajectory

from .drawing import Circle, Path, Point, Shape, Text, text_number
from .frame import SIZE, Frame
from .letters import wrapped

REACH = 11.0  # how near a pointer must come
MANY = 40  # reports beyond which dots are drawn small
STOPS = 16  # the newest points that say their words and that a keyboard stops at; a page has room for no more
CELL = 3.0  # of older reports whose dots would lie as near as that on one another one is drawn
OLDER = 100  # dots of older reports at most: the cells grow until there are no more
TIP_LINE = 17.0

Mark = Path | Circle


def points(frame: Frame, data: Trajectory, lang: str, edge: float, tip_at: float, tip_lines: int) -> list[Shape]:
    """Every point, earliest first. ``edge``: the width that their words may take; 0: no words in the picture."""
    found = sorted(_all(frame, data, lang), key=lambda each: each[:2])
    older, newest = found[: max(0, len(found) - STOPS)], found[-STOPS:]
    silent = [shape for _on, _rank, _label, drawn in older for shape in drawn if shape.role != "hit"]
    spoken = [Point(label, drawn, _tip(label, edge, tip_at, tip_lines)) for _on, _rank, label, drawn in newest]
    return [*_joined(silent), *spoken]


def _joined(shapes: Sequence[Mark]) -> Iterator[Shape]:
    """Shapes that say nothing: those of one look as one path, of dots on one another one."""
    paths: dict[str, dict[str, None]] = {}
    for shape in shapes:
        if isinstance(shape, Path):
            paths.setdefault(shape.role, {})[shape.d] = None
    yield from (Path(role, "".join(lines)) for role, lines in paths.items())
    for role in ("dot-other", "dot"):
        if dots := _thinned([shape for shape in shapes if isinstance(shape, Circle) and shape.role == role]):
            yield Path(role, "".join(_round(dot) for dot in dots))


def _thinned(dots: Sequence[Circle]) -> list[Circle]:
    """No more than OLDER dots: of those in one cell the last."""
    cell, kept = CELL, list(dots)
    while len(kept) > OLDER:
        kept = list({(int(dot.x / cell), int(dot.y / cell)): dot for dot in dots}.values())
        cell *= 1.5
    return kept


def _round(dot: Circle) -> str:
    r, across = text_number(dot.r), text_number(2 * dot.r)
    return f"M{text_number(dot.x - dot.r)} {text_number(dot.y)}a{r} {r} 0 1 0 {across} 0 {r} {r} 0 1 0-{across} 0"


def _tip(label: str, edge: float, at: float, lines: int) -> tuple[Text, ...]:
    if not edge:
        return ()
    parts = wrapped(label, SIZE, edge - 4, lines=lines)
    return tuple(Text("tip-text", 2, at + place * TIP_LINE, words) for place, words in enumerate(parts))


def _all(frame: Frame, data: Trajectory, lang: str) -> Iterator[tuple[date, int, str, tuple[Mark, ...]]]:
    """(day, rank among those of one day, words, shapes)."""
    for place, one in enumerate(data.promised):
        yield one.announced, 0, announcement_label(data, one, place, lang), _announced(frame, one, place)
    if data.expected:
        label = wording.at_day(
            data.expected.on, wording.chart("expected", lang), said(data, data.expected.value, lang, 4), lang
        )
        x, y = frame.x(data.expected.on), frame.y(data.expected.value)
        yield (
            data.expected.on,
            1,
            label,
            (Circle("hit", x, y, REACH), Path("expected-at", f"{_at(x, y)}m-5 0h10m-5-5v10")),
        )
    small = len(data.reported) > MANY
    for report in data.reported:
        yield report.on, 2, report_label(data, report, lang), _reported(frame, report, small=small)
    for one in goals(data):
        assert one.deadline is not None
        yield one.deadline, 4, goal_label(data, one, lang), _goal(frame, data, one)
    if data.projected:
        end = data.projected.end
        yield end.on, 3, projection_label(data, lang), _projected(frame, data)


def goals(data: Trajectory) -> list[Promised]:
    """Where the announcements end, the latest of those that end at one place."""
    latest = {(one.deadline, one.value): one for one in data.promised if one.deadline is not None}
    return list(latest.values())


def said(data: Trajectory, value: Decimal, lang: str, digits: int | None = None) -> str:
    """A value in the terms of the chart."""
    return wording.in_terms(value, data.terms, data.unit, lang, digits=digits)


def promised(data: Trajectory, one: Promised, lang: str) -> str:
    """The figure of an announcement with its qualifier."""
    return wording.measured(one.value, one.qualifier, data.terms, data.unit, lang)


def report_label(data: Trajectory, one: Reported, lang: str) -> str:
    """``30 Jun 2024, reported: 90 projects (between 85 and 95 projects)``."""
    what = wording.chart("reported" if one.stands else "reported_other", lang)
    open_to = "" if one.low == one.high else wording.ranged(one.low, one.high, data.terms, data.unit, lang)
    return wording.at_day(one.on, what, said(data, one.value, lang) + (f" ({open_to})" if open_to else ""), lang)


def announcement_label(data: Trajectory, one: Promised, place: int, lang: str) -> str:
    """``5 Jan 2025, announced anew: 1.5 trillion tenge, by 31 December 2024 (raised; after the fact)``."""
    figure = promised(data, one, lang) + (f", {wording.by(one.deadline, lang)}" if one.deadline else "")
    moved = [wording.change(code, lang) for code in one.change]
    moved += [wording.chart("after_the_fact", lang)] if one.after_the_fact else []
    what = wording.chart("announced_anew" if place else "announced", lang)
    return wording.at_day(one.announced, what, figure + (f" ({'; '.join(moved)})" if moved else ""), lang)


def goal_label(data: Trajectory, one: Promised, lang: str) -> str:
    """``31 Dec 2024, deadline: 180 projects``, with both ends of a promise to be in between."""
    assert one.deadline is not None
    figure = promised(data, one, lang)
    if data.band and one.until is None:
        figure = wording.ranged(*data.band, data.terms, data.unit, lang)
    return wording.at_day(
        one.deadline, wording.chart("target_due" if one.until is None else "old_target", lang), figure, lang
    )


def projection_label(data: Trajectory, lang: str) -> str:
    """``31 Dec 2024, at this pace: 165 projects (between 150 and 181 projects)``."""
    assert data.projected is not None
    low, high, end = data.projected.low, data.projected.high, data.projected.end
    shown = [None if each is None else wording.rounded(each, 4) for each in (low, high)]
    interval = wording.ranged(shown[0], shown[1], data.terms, data.unit, lang)
    figure = said(data, end.value, lang, 4) + (f" ({interval})" if interval else "")
    return wording.at_day(end.on, wording.chart("projected", lang), figure, lang)


def _announced(frame: Frame, one: Promised, place: int) -> tuple[Mark, ...]:
    x, y = frame.x(one.announced), frame.y(one.value)
    mark = f"{_at(x, y)}m-3.5-3.5h7v7h-7z" if place else f"{_at(x, y)}m0-5v10"
    return (Circle("hit", x, y, REACH), Path("moved-late" if one.after_the_fact else "moved", mark))


def _reported(frame: Frame, one: Reported, *, small: bool) -> tuple[Mark, ...]:
    x, y = frame.x(one.on), frame.y(one.value)
    other = "" if one.stands else "-other"
    shapes: list[Mark] = [Circle("hit", x, y, REACH)]
    if one.low != one.high:
        ends = text_number(frame.y(one.low, frame.low)), text_number(frame.y(one.high, frame.high))
        shapes.append(Path(f"range{other}", f"M{text_number(x)} {ends[0]}V{ends[1]}"))
    return (*shapes, Circle(f"dot{other}", x, y, 2.5 if small else 4.5))


def _goal(frame: Frame, data: Trajectory, one: Promised) -> tuple[Mark, ...]:
    assert one.deadline is not None
    x, y = frame.x(one.deadline), frame.y(one.value)
    shapes: list[Mark] = [Circle("hit", x, y, REACH)]
    if data.band and one.until is None:
        low, high = (text_number(frame.y(end)) for end in data.band)
        shapes.append(Path("band", f"M{text_number(x)} {low}V{high}"))
    return (*shapes, Path("goal" if one.until is None else "goal-earlier", f"{_at(x, y)}m0-6 6 6-6 6-6-6z"))


def _projected(frame: Frame, data: Trajectory) -> tuple[Mark, ...]:
    assert data.projected is not None
    projected = data.projected
    x, y = frame.x(projected.end.on), frame.y(projected.end.value)
    shapes: list[Mark] = [Circle("hit", x, y, REACH)]
    if projected.low is not None or projected.high is not None:
        low, high = frame.y(projected.low, frame.low), frame.y(projected.high, frame.high)
        d = "".join(f"M{text_number(x - 5)} {text_number(end)}h10" for end in (low, high))
        shapes.append(Path("whisker", f"{d}M{text_number(x)} {text_number(low)}V{text_number(high)}"))
    return (*shapes, Circle("dot-projected", x, y, 4.5))


def _at(x: float, y: float) -> str:
    return f"M{text_number(x)} {text_number(y)}"
