"""The map of a country's regions: how many promises each has, and what became of them.

A region with promises is a link that says its numbers; the darker it is, the more promises it has. Marks tell what
became of them, by the shapes of the statuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from projects import wording

from .drawing import Box, Drawing, Named, Path, Point, Shape, Text
from .frame import SIZE
from .letters import cut, width, wrapped
from .marks import placed_mark
from .region_maps import RegionMap, Tile
from .region_maps import Shape as Borders

LEVELS = 3  # of darkness, beside that of a region without promises
TIP_LINE, TIPS = 17.0, 2
NAME, GAP = 11.0, 4.0
MARK, DIGITS = 12.0, 11.0
IN_A_ROW = 3  # marks with their numbers


@dataclass(frozen=True, slots=True)
class RegionFigure:
    """A region's promises: ``groups`` are (the status whose mark stands for them, their number).

    ``label`` says the same in words; ``href`` leads to them.
    """

    name: str
    total: int
    groups: tuple[tuple[str, int], ...]
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class MapSize:
    """How wide tiles are drawn; shapes have the size of their file. ``tips``: with room for a region's words."""

    name: str
    width: float
    tips: bool = True


WIDE, NARROW = MapSize("wide", 640), MapSize("narrow", 350)


def region_drawing(
    drawn: RegionMap, figures: Mapping[str, RegionFigure], title: str, lang: str, size: MapSize = WIDE
) -> Drawing:
    """The map of a country. ``figures`` are by region; a region that the record does not know has none."""
    most = max((figure.total for figure in figures.values()), default=0)
    order = sorted(drawn.regions, key=lambda region: figures[region].name if region in figures else region)
    # What has promises is drawn last: its label lies on the borders of its neighbours.
    order.sort(key=lambda region: region in figures and figures[region].total > 0)
    if drawn.tiles:
        step, rows = _grid(drawn, size)
        extent = (size.width, rows * step)
    else:
        step, extent = 0.0, (drawn.width, drawn.height)
    shapes: list[Shape] = []
    for region in order:
        figure = figures.get(region)
        fill = f"region-{_level(figure.total if figure else 0, most)}"
        inside = tuple(
            _tile(drawn.tiles[region], figure, fill, step, lang)
            if drawn.tiles
            else _shape(drawn.shapes[region], figure, fill, lang)
        )
        shapes += _region(figure, inside, extent)
    height = extent[1] + (TIP_LINE * TIPS + 8 if size.tips else 0)
    return Drawing("regions", extent[0], height, title, "", tuple(shapes))


def _grid(drawn: RegionMap, size: MapSize) -> tuple[float, int]:
    columns = max(tile.column for tile in drawn.tiles.values()) + 1
    return size.width / columns, max(tile.row for tile in drawn.tiles.values()) + 1


def _level(total: int, most: int) -> int:
    """0 without promises, else 1 to LEVELS by the share of the region that has most."""
    return -(-total * LEVELS // most) if most else 0


def _region(figure: RegionFigure | None, inside: tuple[Shape, ...], extent: tuple[float, float]) -> list[Shape]:
    """A region as a link where it has promises, with what stands on it beside it: the link's label says that."""
    if figure is None or not figure.total:
        return [Named(figure.name if figure else "", inside)]
    area, *words = inside
    lines = wrapped(figure.label, SIZE, extent[0] - 4, lines=TIPS)
    tip = tuple(Text("tip-text", 2, extent[1] + TIP_LINE * (place + 1), line) for place, line in enumerate(lines))
    return [Point(figure.label, (area,), tip, figure.href), Named("", tuple(words))]


def _tile(tile: Tile, figure: RegionFigure | None, fill: str, step: float, lang: str) -> Iterator[Shape]:
    side, left, top = step - GAP, tile.column * step, tile.row * step
    middle = left + side / 2
    yield Box(fill, left, top, side, side)
    name = tile.names.get(lang) or (figure.name if figure else "")
    full = side > 70  # a narrow screen's tile has room for its number alone
    if full:
        for place, line in enumerate(_name_lines(name, side - 2)):
            yield Text("region-name", middle, top + 15 + 12 * place, line, "middle")
    if figure is None or not figure.total:
        return
    if not full:
        yield Text("region-count", middle, top + side / 2 + 5, wording.number(figure.total, lang), "middle")
        return
    yield Text("region-count", middle, top + 48, wording.number(figure.total, lang), "middle")
    yield from _marks(figure.groups, middle, top + 61, lang)


def _shape(borders: Borders, figure: RegionFigure | None, fill: str, lang: str) -> Iterator[Shape]:
    yield Path(fill, borders.path)
    if figure is None or not figure.total:
        return
    x, y = borders.label
    yield Text("region-count", x, y + 5, wording.number(figure.total, lang), "middle")
    if not borders.tight:
        yield Text("region-name", x, y - 11, cut(figure.name, NAME, 150), "middle")
        yield from _marks(figure.groups, x, y + 17, lang)


def _name_lines(name: str, room: float) -> list[str]:
    """A name on two lines, broken behind hyphens too."""
    return [line.replace("- ", "-") for line in wrapped(name.replace("-", "- "), NAME, room)]


def _marks(groups: Sequence[tuple[str, int]], middle: float, y: float, lang: str) -> Iterator[Shape]:
    """The marks with their numbers, centred; ``y`` is the centre of the first row."""
    shown = [(status, wording.number(count, lang)) for status, count in groups if count]
    for start in range(0, len(shown), IN_A_ROW):
        row = shown[start : start + IN_A_ROW]
        needs = [MARK + 2 + width(words, DIGITS) for _status, words in row]
        x = middle - (sum(needs) + 5 * (len(row) - 1)) / 2
        for (status, words), need in zip(row, needs, strict=True):
            yield placed_mark(status, x + MARK / 2, y, MARK)
            yield Text("region-digits", x + MARK + 2, y + 4, words)
            x += need + 5
        y += 15
