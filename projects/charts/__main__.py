"""``python -m projects.charts`` writes the styles of the charts' roles into the stylesheet."""

from .styles import STYLESHEET, stylesheet

STYLESHEET.write_text(stylesheet(STYLESHEET.read_text(encoding="utf-8")), encoding="utf-8")
