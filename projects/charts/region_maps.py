"""The maps that are shipped: shapes or tiles of a country's regions, a file a country (``projects/data/maps``)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "data" / "maps"
_WRITTEN = re.compile(r"[MLZ\d .-]+")


@dataclass(frozen=True, slots=True)
class Shape:
    """A region's borders as an SVG path and the place of its label; ``tight``: with room for a number alone."""

    path: str
    label: tuple[float, float]
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """A region as a square of a grid; ``names`` are short ones by language."""

    column: int
    row: int
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegionMap:
    """The regions of a country by their ids, all of them shapes in a picture of ``width`` × ``height`` or all tiles.

    ``source`` and ``licence`` by language.
    """

    source: Mapping[str, str]
    url: str
    licence: Mapping[str, str]
    width: float
    height: float
    shapes: Mapping[str, Shape]
    tiles: Mapping[str, Tile]

    @property
    def regions(self) -> frozenset[str]:
        return frozenset(self.shapes) | frozenset(self.tiles)


def region_map(country: str) -> RegionMap | None:
    """The map of a country by the id of its territory; None where none is shipped."""
    return _shipped().get(country)


@cache
def _shipped() -> dict[str, RegionMap]:
    """Every map, read once. A file that breaks a rule raises ValueError, and a test reads them all."""
    return {
        path.stem: read_map(path.name, json.loads(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.json")
    }


def read_map(name: str, written: Mapping[str, Any]) -> RegionMap:
    """A map from its file. Raises ValueError that says which region breaks which rule."""
    shapes: dict[str, Shape] = {}
    tiles: dict[str, Tile] = {}
    for region, drawn in written["regions"].items():
        if "tile" in drawn:
            column, row = drawn["tile"]
            tiles[region] = Tile(int(column), int(row), drawn.get("name", {}))
        elif _WRITTEN.fullmatch(drawn["path"]):
            x, y = drawn["label"]
            shapes[region] = Shape(drawn["path"], (float(x), float(y)), bool(drawn.get("tight")))
        else:
            raise ValueError(f"{name}: the path of {region} may hold only M, L, Z and numbers")
    if shapes and tiles:
        raise ValueError(f"{name}: has shapes and tiles; give every region the same")
    if len({(tile.column, tile.row) for tile in tiles.values()}) < len(tiles):
        raise ValueError(f"{name}: two tiles lie on one another")
    size = (float(written.get("width", 0)), float(written.get("height", 0)))
    return RegionMap(written["source"], written.get("url", ""), written["licence"], *size, shapes, tiles)
