"""Charts: each is specified once as a ``Drawing`` and rendered into a page, an SVG file or PNG.

Colours come from the stylesheet or from ``styles``, words from ``projects.wording``, figures from a report.
"""

from .bullet import DRAWN_FROM, bullet, bullet_alt, bullet_from, bullet_keys, bullet_png, progress
from .drawing import Drawing
from .legend import key, keys
from .marks import mark
from .png import png
from .svg import as_key, in_page, standalone
from .trajectory import NARROW, STILL, WIDE, trajectory, unit_of
from .trajectory_table import COLUMNS, csv_rows, rows

__all__ = [
    "COLUMNS",
    "DRAWN_FROM",
    "NARROW",
    "STILL",
    "WIDE",
    "Drawing",
    "as_key",
    "bullet",
    "bullet_alt",
    "bullet_from",
    "bullet_keys",
    "bullet_png",
    "csv_rows",
    "in_page",
    "key",
    "keys",
    "mark",
    "png",
    "progress",
    "rows",
    "standalone",
    "trajectory",
    "unit_of",
]
