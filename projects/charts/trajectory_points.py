"""The points of a trajectory with their labels, in order of time, so that a keyboard walks through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from projects import wording
from projects.comparison.trajectory import Promised, Reported, Trajectory

from .drawing import Circle, Path, Point, Shape, Text, text_number
from .frame import SIZE, Frame
from .letters import wrapped

REACH = 11.0  # the distance at which a pointer hits a point
MANY = 40  # reports; with more the dots are small
STOPS = 12  # the newest points have labels and keyboard stops; a page has no room for more
CELL = 3.0  # of the dots of older reports in a cell of this size one is drawn
OLDER = 100  # dots of older reports, at most: the cells grow until there are no more
TIP_LINE = 17.0

Mark = Path | Circle


def points(frame: Frame, data: Trajectory, lang: str, edge: float, tip_at: float, tip_lines: int) -> list[Shape]:
    """Every point, earliest first. ``edge``: the width of their tips; 0: no tips."""
    drawn_points = sorted(_all(frame, data, lang), key=lambda item: item[:2])
    older, newest = drawn_points[: max(0, len(drawn_points) - STOPS)], drawn_points[-STOPS:]
    silent = [shape for _on, _rank, _label, drawn in older for shape in drawn if shape.role != "hit"]
    spoken = [Point(label, drawn, _tip(label, edge, tip_at, tip_lines)) for _on, _rank, label, drawn in newest]
    return [*_joined(silent), *spoken]


def _joined(shapes: Sequence[Mark]) -> Iterator[Shape]:
    """Shapes without labels: one path for each role, one dot for dots on top of each other."""
    paths: dict[str, dict[str, None]] = {}
    for shape in shapes:
        if isinstance(shape, Path):
            paths.setdefault(shape.role, {})[shape.d] = None
    yield from (Path(role, "".join(lines)) for role, lines in paths.items())
    for role in ("dot-other", "dot"):
        if dots := _thinned([shape for shape in shapes if isinstance(shape, Circle) and shape.role == role]):
            yield Path(role, "".join(_round(dot) for dot in dots))


def _thinned(dots: Sequence[Circle]) -> list[Circle]:
    """At most ``OLDER`` dots: the last one of each cell."""
    cell, thinned = CELL, list(dots)
    while len(thinned) > OLDER:
        thinned = list({(int(dot.x / cell), int(dot.y / cell)): dot for dot in dots}.values())
        cell *= 1.5
    return thinned


def _round(dot: Circle) -> str:
    r, across = text_number(dot.r), text_number(2 * dot.r)
    return f"M{text_number(dot.x - dot.r)} {text_number(dot.y)}a{r} {r} 0 1 0 {across} 0 {r} {r} 0 1 0-{across} 0"


def _tip(label: str, edge: float, at: float, lines: int) -> tuple[Text, ...]:
    if not edge:
        return ()
    parts = wrapped(label, SIZE, edge - 4, lines=lines)
    return tuple(Text("tip-text", 2, at + place * TIP_LINE, words) for place, words in enumerate(parts))


def _all(frame: Frame, data: Trajectory, lang: str) -> Iterator[tuple[date, int, str, tuple[Mark, ...]]]:
    """(day, rank among the points of a day, label, shapes) for each point."""
    for place, promise in enumerate(data.promised):
        yield promise.announced, 0, announcement_label(data, promise, place, lang), _announced(frame, promise, place)
    if data.expected:
        label = wording.at_day(
            data.expected.on, wording.chart("expected", lang), in_terms(data, data.expected.value, lang, 4), lang
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
    for promise in goals(data):
        assert promise.deadline is not None
        yield promise.deadline, 4, goal_label(data, promise, lang), _goal(frame, data, promise)
    if data.projected:
        end = data.projected.end
        yield end.on, 3, projection_label(data, lang), _projected(frame, data)


def goals(data: Trajectory) -> list[Promised]:
    """The announcements at whose deadline a goal is drawn: the latest for each deadline and value."""
    latest = {(promise.deadline, promise.value): promise for promise in data.promised if promise.deadline is not None}
    return list(latest.values())


def in_terms(data: Trajectory, value: Decimal, lang: str, digits: int | None = None) -> str:
    """A value in the terms of the chart."""
    return wording.in_terms(value, data.terms, data.unit, lang, digits=digits)


def promised(data: Trajectory, promise: Promised, lang: str) -> str:
    """The figure of an announcement with its qualifier."""
    return wording.measured(promise.value, promise.qualifier, data.terms, data.unit, lang)


def report_label(data: Trajectory, report: Reported, lang: str) -> str:
    """``30 Jun 2024, reported: 90 projects (between 85 and 95 projects)``."""
    what = wording.chart("reported" if report.stands else "reported_other", lang)
    open_to = "" if report.low == report.high else wording.ranged(report.low, report.high, data.terms, data.unit, lang)
    return wording.at_day(
        report.on, what, in_terms(data, report.value, lang) + (f" ({open_to})" if open_to else ""), lang
    )


def announcement_label(data: Trajectory, promise: Promised, place: int, lang: str) -> str:
    """``5 Jan 2025, announced anew: 1.5 trillion tenge, by 31 December 2024 (raised; after the fact)``."""
    figure = promised(data, promise, lang) + (f", {wording.by(promise.deadline, lang)}" if promise.deadline else "")
    moved = [wording.change(code, lang) for code in promise.change]
    moved += [wording.chart("after_the_fact", lang)] if promise.after_the_fact else []
    what = wording.chart("announced_anew" if place else "announced", lang)
    return wording.at_day(promise.announced, what, figure + (f" ({'; '.join(moved)})" if moved else ""), lang)


def goal_label(data: Trajectory, promise: Promised, lang: str) -> str:
    """``31 Dec 2024, deadline: 180 projects``, with both ends of a range."""
    assert promise.deadline is not None
    figure = promised(data, promise, lang)
    if data.band and promise.until is None:
        figure = wording.ranged(*data.band, data.terms, data.unit, lang)
    return wording.at_day(
        promise.deadline, wording.chart("target_due" if promise.until is None else "old_target", lang), figure, lang
    )


def projection_label(data: Trajectory, lang: str) -> str:
    """``31 Dec 2024, at this pace: 165 projects (between 150 and 181 projects)``."""
    assert data.projected is not None
    low, high, end = data.projected.low, data.projected.high, data.projected.end
    shown = [None if end_value is None else wording.rounded(end_value, 4) for end_value in (low, high)]
    interval = wording.ranged(shown[0], shown[1], data.terms, data.unit, lang)
    figure = in_terms(data, end.value, lang, 4) + (f" ({interval})" if interval else "")
    return wording.at_day(end.on, wording.chart("projected", lang), figure, lang)


def _announced(frame: Frame, promise: Promised, place: int) -> tuple[Mark, ...]:
    x, y = frame.x(promise.announced), frame.y(promise.value)
    mark = f"{_at(x, y)}m-3.5-3.5h7v7h-7z" if place else f"{_at(x, y)}m0-5v10"
    return (Circle("hit", x, y, REACH), Path("moved-late" if promise.after_the_fact else "moved", mark))


def _reported(frame: Frame, report: Reported, *, small: bool) -> tuple[Mark, ...]:
    x, y = frame.x(report.on), frame.y(report.value)
    other = "" if report.stands else "-other"
    shapes: list[Mark] = [Circle("hit", x, y, REACH)]
    if report.low != report.high:
        ends = text_number(frame.y(report.low, frame.low)), text_number(frame.y(report.high, frame.high))
        shapes.append(Path(f"range{other}", f"M{text_number(x)} {ends[0]}V{ends[1]}"))
    return (*shapes, Circle(f"dot{other}", x, y, 2.5 if small else 4.5))


def _goal(frame: Frame, data: Trajectory, promise: Promised) -> tuple[Mark, ...]:
    assert promise.deadline is not None
    x, y = frame.x(promise.deadline), frame.y(promise.value)
    shapes: list[Mark] = [Circle("hit", x, y, REACH)]
    if data.band and promise.until is None:
        low, high = (text_number(frame.y(end)) for end in data.band)
        shapes.append(Path("band", f"M{text_number(x)} {low}V{high}"))
    return (*shapes, Path("goal" if promise.until is None else "goal-earlier", f"{_at(x, y)}m0-6 6 6-6 6-6-6z"))


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
