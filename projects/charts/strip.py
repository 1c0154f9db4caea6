"""The components of one promise side by side – count, money, jobs –, each with its own verdict and bullet (R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from projects import wording

from .bullet import WIDTH as BULLET_WIDTH
from .bullet import Progress, bullet_shapes
from .drawing import Drawing, Path, Placed, Shape, Text, text_number
from .frame import SIZE
from .letters import cut, wrapped
from .marks import placed_mark
from .styles import tone

WIDTH, LINE, BULLET_AT, SCALE = 608.0, 17.0, 388.0, 1.8
ROOM = BULLET_AT - 20


@dataclass(frozen=True, slots=True)
class Component:
    """One of the things promised together. ``told`` says what was reported of it."""

    name: str
    promise: str
    status: str
    told: str
    progress: Progress | None


def strip(components: Sequence[Component], lang: str) -> Drawing:
    """A row for each component: what was promised, how it stands, how far it is."""
    shapes: list[Shape] = []
    top = 0.0
    for one in components:
        shapes.append(Path("grid", f"M0 {text_number(top + 1)}H{text_number(WIDTH)}"))
        y = top + 20
        for name in wrapped(one.name, SIZE, ROOM, 600):
            shapes.append(Text("strong", 0, y, name))
            y += LINE
        shapes.append(Text("scale", 0, y, cut(one.promise, SIZE, ROOM)))
        y += LINE
        shapes.append(placed_mark(one.status, 6, y - 4.5))
        shapes.append(Text(f"state-{tone(one.status)}", 17, y, wording.status(one.status, lang)))
        if one.progress is not None:
            shapes.append(Placed("plain", BULLET_AT, top + 9, SCALE, bullet_shapes(one.progress, one.status)))
        for place, told in enumerate(wrapped(one.told, 12, BULLET_WIDTH * SCALE)):
            shapes.append(Text("note", BULLET_AT, top + 50 + 15 * place, told))
        top = max(y, top + 65) + 10
    about = " ".join(f"{one.name}: {one.promise}. {wording.status(one.status, lang)}." for one in components)
    return Drawing("strip", WIDTH, top, wording.chart("strip", lang), about, tuple(shapes))
