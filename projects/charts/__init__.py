"""Pictures in SVG. Colours come from the stylesheet, words from ``projects.wording``, figures from a report."""

from .marks import bullet, mark
from .trajectory import Picture, pictures

__all__ = ["Picture", "bullet", "mark", "pictures"]
