"""Pictures: each chart is specified once, as a ``Drawing``, and rendered into a page, a file of SVG, or PNG.

Colours come from the stylesheet or ``styles``, words from ``projects.wording``, figures from a report.
"""

from .bullet import bullet, bullet_alt, bullet_png
from .marks import mark
from .trajectory import Picture, pictures

__all__ = ["Picture", "bullet", "bullet_alt", "bullet_png", "mark", "pictures"]
