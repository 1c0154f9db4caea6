"""The targets of one bundle, each with its own verdict and bullet (R12)."""

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
    """A target of the bundle. ``reported`` says in words what was reported of it."""

    name: str
    promise: str
    status: str
    reported: str
    progress: Progress | None


def strip(components: Sequence[Component], lang: str) -> Drawing:
    """A row for each component: the promise, the verdict, the bullet."""
    shapes: list[Shape] = []
    top = 0.0
    for component in components:
        shapes.append(Path("grid", f"M0 {text_number(top + 1)}H{text_number(WIDTH)}"))
        y = top + 20
        for name in wrapped(component.name, SIZE, ROOM, 600):
            shapes.append(Text("strong", 0, y, name))
            y += LINE
        shapes.append(Text("scale", 0, y, cut(component.promise, SIZE, ROOM)))
        y += LINE
        shapes.append(placed_mark(component.status, 6, y - 4.5))
        shapes.append(Text(f"state-{tone(component.status)}", 17, y, wording.status(component.status, lang)))
        if component.progress is not None:
            shapes.append(
                Placed("plain", BULLET_AT, top + 9, SCALE, bullet_shapes(component.progress, component.status))
            )
        for place, line in enumerate(wrapped(component.reported, 12, BULLET_WIDTH * SCALE)):
            shapes.append(Text("note", BULLET_AT, top + 50 + 15 * place, line))
        top = max(y, top + 65) + 10
    about = " ".join(
        f"{component.name}: {component.promise}. {wording.status(component.status, lang)}." for component in components
    )
    return Drawing("strip", WIDTH, top, wording.chart("strip", lang), about, tuple(shapes))
