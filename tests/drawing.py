"""The drawing of the architecture, made from the import contracts: `python -m tests.drawing --write`.

docs/pictures/architecture.svg shows the layers of pyproject.toml and what is pure. A test makes it anew and compares:
it cannot differ from what import-linter holds.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "pictures" / "architecture.svg"
WIDTH, GAP, HEIGHT, STEP = 440, 6, 26, 34  # pixels: a column, between boxes, a box, from layer to layer
TOP, LEFT, BETWEEN = 120, 20, 60
ROOM = "#eef2f7"  # behind a column
PLAIN, PURE = ("#ffffff", "#44546a"), ("#e3f4e6", "#2e7d45")


@dataclass(frozen=True)
class Column:
    """One package: its layers from the top, each with the names of its folders and modules."""

    name: str
    about: str
    layers: list[list[str]]


def contracts() -> list[dict[str, Any]]:
    """The import contracts of pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed: list[dict[str, Any]] = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    return listed


def layers_of(package: str) -> list[list[str]]:
    """The layers of a package, by the contract that names whole modules of it."""
    for contract in contracts():
        if contract["type"] == "layers" and contract["layers"][0].startswith(f"{package}."):
            return [[name.strip().removeprefix(f"{package}.") for name in row.split("|")] for row in contract["layers"]]
    raise LookupError(f"No contract has layers of {package}.")


def pure() -> set[str]:
    """The rooms that may not know Django."""
    forbidden = [contract for contract in contracts() if "django" in contract.get("forbidden_modules", ())]
    return {module.removeprefix("projects.") for contract in forbidden for module in contract["source_modules"]}


def svg() -> str:
    """The drawing."""
    columns = [
        Column("accounts", "people, what they follow, how they hear of it", layers_of("accounts")),
        Column("projects", "the record; knows nothing of people who follow it", layers_of("projects")),
    ]
    height = TOP + max(len(column.layers) for column in columns) * STEP + 60
    width = 2 * LEFT + 2 * WIDTH + BETWEEN
    between = LEFT + WIDTH
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' font-family="sans-serif" font-size="13" role="img" aria-labelledby="title">',
        '<title id="title">Who may import whom: the layers of tracker, accounts and projects; imports run down</title>',
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 10 5 0 10z" fill="#44546a"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_box(LEFT, 14, width - 2 * LEFT, "tracker: settings, schedule, health, launcher. No app imports it", PLAIN),
        *_arrow(LEFT + WIDTH // 2, 40, LEFT + WIDTH // 2, 62),
        *_arrow(between + BETWEEN + WIDTH // 2, 40, between + BETWEEN + WIDTH // 2, 62),
        *_arrow(between, TOP + STEP * 4, between + BETWEEN, TOP + STEP * 4),
        *_text(between + BETWEEN // 2, TOP + STEP * 4 - 8, "reads", "middle"),
    ]
    for number, column in enumerate(columns):
        lines += _column(column, LEFT + number * (WIDTH + BETWEEN))
    lines += _text(LEFT, height - 14, "A layer imports only what is below it. Green: pure, knows no Django.", "start")
    return "\n".join([*lines, "</svg>", ""])


def _column(column: Column, left: int) -> Iterator[str]:
    height = TOP - 62 + len(column.layers) * STEP
    yield f'<rect x="{left}" y="62" width="{WIDTH}" height="{height}" rx="8" fill="{ROOM}"/>'
    yield from _text(left + 12, 84, column.name, "start", 'font-weight="bold" font-size="16"')
    yield from _text(left + 12, 104, column.about, "start")
    for row, names in enumerate(column.layers):
        inner = WIDTH - 24 - GAP * (len(names) - 1)
        letters = sum(len(name) + 3 for name in names)
        x = float(left + 12)
        for name in names:
            wide = inner * (len(name) + 3) / letters
            yield from _box(x, TOP + row * STEP, wide, name, PURE if name in pure() else PLAIN)
            x += wide + GAP


def _box(x: float, y: int, width: float, name: str, colours: tuple[str, str]) -> Iterator[str]:
    fill, line = colours
    yield f'<rect x="{x:.0f}" y="{y}" width="{width:.0f}" height="{HEIGHT}" rx="4" fill="{fill}" stroke="{line}"/>'
    yield from _text(x + width / 2, y + 18, name, "middle")


def _text(x: float, y: int, text: str, anchor: str, more: str = "") -> Iterator[str]:
    yield f'<text x="{x:.0f}" y="{y}" text-anchor="{anchor}" fill="#1b2733" {more}>{text}</text>'.replace(" >", ">")


def _arrow(x: int, y: int, to_x: int, to_y: int) -> Iterator[str]:
    yield f'<path d="M{x} {y}L{to_x} {to_y}" stroke="#44546a" marker-end="url(#tip)"/>'


def main(arguments: list[str]) -> int:
    if "--write" in arguments:
        PICTURE.write_text(svg(), encoding="utf-8")
    drawn = PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == svg()
    print("The drawing agrees with the contracts." if drawn else "Run python -m tests.drawing --write.")
    return 0 if drawn else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
