"""The mark of each status on a field of 12 × 12: its own shape, so that colour is not needed."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .drawing import Path, Placed
from .styles import ending_tone

_DISC = "M0 6a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"
_RING = "M1 6a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"
# (how it is drawn, the line or area)
_SHAPES: dict[str, tuple[tuple[str, str], ...]] = {
    "achieved": (("fill", _DISC), ("cut", "M3 6.2 5.2 8.4 9 4")),
    "achieved_late": (("line", _RING), ("line", "M3.4 6.2 5.3 8 8.6 4.2")),
    "on_track": (("fill", "M6 .5 11.5 11h-11z"),),
    "behind": (("line", "M1 6h8.5M6.5 3l3 3-3 3"),),
    "off_track": (("fill", "M.5 1h11L6 11.5z"),),
    "too_early": (("line", _RING), ("line", "M6 3v3l2 1.4")),
    "no_data": (("dotted", _RING),),
    "overdue": (("fill", "M6 0 12 6 6 12 0 6z"), ("cut", "M6 3v3.6M6 8.3v1")),
    "unreported": (("line", "M2 .9h5L10 3.9v7.2H2z"), ("line", "M4.2 7h3.6")),
    "missed": (("fill", "M0 0h12v12H0z"), ("cut", "m3.4 3.4 5.2 5.2m0-5.2L3.4 8.6")),
    "not_assessable": (
        ("line", "M1 1h10v10H1z"),
        ("line", "M4.4 4.6c0-2 3.2-2 3.2 0 0 1.2-1.6 1.2-1.6 2.3M6 8.4v.9"),
    ),
    "withdrawn": (("line", _RING), ("line", "M2.6 9.4l6.8-6.8")),
    # no status: a promise whose first deadline has passed, moved to a later one (R15)
    "ahead": (("line", "M1 6h7M5.5 3.5 8 6l-2.5 2.5M10.8 1v10"),),
}
_CLASS = {"fill": "fill", "cut": "cut", "line": "line", "dotted": "line dotted"}  # in the stylesheet of the pages


def mark(status: str) -> SafeString:
    """The mark of a status, hidden from screen readers: the word stands beside it."""
    paths = ((_CLASS[kind], d) for kind, d in _SHAPES.get(status, _SHAPES["no_data"]))
    return format_html(
        '<svg class="mark" viewBox="0 0 12 12" aria-hidden="true" focusable="false">{}</svg>',
        format_html_join("", '<path class="{}" d="{}"/>', paths),
    )


def placed_mark(status: str, x: float, y: float, size: float = 12) -> Placed:
    """The mark of a status or an ending in a drawing; ``x`` and ``y`` are its centre."""
    shapes = tuple(Path(f"mark-{kind}", d) for kind, d in _SHAPES.get(status, _SHAPES["no_data"]))
    return Placed(
        f"mark-{ending_tone(status)}", x - size / 2, y - size / 2, size / 12, shapes, status if size == 12 else ""
    )
