"""A drawing as PNG by resvg, in the shipped font: the same picture on every machine."""

from __future__ import annotations

import resvg_py

from .drawing import Drawing
from .letters import FAMILY, FILES
from .svg import standalone

_FONTS = [str(file) for file in FILES.values()]


def png(drawing: Drawing, width: int, *, on_paper: bool = True) -> bytes:
    """The picture, ``width`` pixels wide; without ``on_paper`` its background is transparent."""
    return resvg_py.svg_to_bytes(
        svg_string=standalone(drawing, on_paper=on_paper),
        width=width,
        skip_system_fonts=True,
        font_files=_FONTS,
        font_family=FAMILY,
    )
