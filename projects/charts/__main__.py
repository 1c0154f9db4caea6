"""Writes the roles of the charts' shapes into the stylesheet: ``python -m projects.charts``."""

from .styles import STYLESHEET, stylesheet

STYLESHEET.write_text(stylesheet(STYLESHEET.read_text(encoding="utf-8")), encoding="utf-8")
