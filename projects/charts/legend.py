"""The legend of a trajectory: the meaning of each kind of line and dot that is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from projects import wording
from projects.comparison.trajectory import Trajectory

from .drawing import Circle, Drawing, Path, Shape

WIDTH, HEIGHT = 24, 12
_DOT = Circle("dot", 12, 6, 4.5)


def keys(data: Trajectory, lang: str, *, summed: bool) -> Iterator[tuple[str, tuple[Shape, ...]]]:
    """(words, shapes of the key on a field of 24 × 12) for each entry of the legend."""
    if any(report.stands for report in data.reported):
        yield wording.chart("reported_in_all" if summed else "reported", lang), (Path("line", "M0 6H24"), _DOT)
    if data.has_others:
        yield wording.chart("reported_other", lang), (Circle("dot-other", 12, 6, 4.5),)
    if data.has_ranges:
        yield wording.chart("range", lang), (Path("range", "M12 0V12"),)
    if data.promised:
        many = len(data.promised) > 1
        step: tuple[Shape, ...] = (Path("steps", "M0 6H12"), Path("goal", "M16 0 22 6 16 12 10 6z"))
        if many:
            step = (
                Path("steps", "M0 9H8V3H14"),
                Path("moved", "M4.5 5.5h7v7h-7z"),
                Path("goal", "M19 0 24 5 19 10 14 5z"),
            )
        yield wording.chart("steps" if many else "target", lang), step
    if any(report.after_the_fact for report in data.promised):
        yield wording.chart("moved_late", lang), (Path("moved-late", "M8.5 2.5h7v7h-7z"),)
    if data.band:
        yield wording.chart("band", lang), (Path("band", "M12 0V12"),)
    if data.path:
        yield wording.chart("path", lang), (Path("path", "M0 10 24 2"),)
    if data.expected:
        yield wording.chart("expected", lang), (Path("expected-at", "M7 6h10m-5-5v10"),)
    if data.projected:
        yield wording.chart("projection", lang), (Path("projection", "M0 8H14"), Circle("dot-projected", 18, 6, 4.5))
        if data.projected.low is not None or data.projected.high is not None:
            yield (
                wording.chart("projection_range", lang),
                (Path("fan", "M0 6 24 0V12z"), Path("whisker", "M19 .5h5m-5 11h5")),
            )


def key(words: str, shapes: tuple[Shape, ...]) -> Drawing:
    """A key as a picture; its words stand beside it."""
    return Drawing("key", WIDTH, HEIGHT, words, "", shapes)
