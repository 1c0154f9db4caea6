"""A paragraph as HTML, its figures underlined and each leading to its card. Everything of the text is escaped."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .marked_text import Paragraph, Piece


def underlined(paragraph: Paragraph, states: Mapping[int, str]) -> SafeString:
    """``states``: number of a figure → its state, which the style shows."""
    return mark_safe("".join(_piece(piece, states) for piece in paragraph.pieces))  # noqa: S308  # each part is escaped


def _piece(piece: Piece, states: Mapping[int, str]) -> str:
    if piece.number is None:
        return escape(piece.text)
    begins = piece.number in piece.begins
    number = format_html("<sup>{}</sup>", piece.number) if piece.number in piece.ends else ""
    return format_html(
        '<mark data-mark="{}" data-state="{}"{}><a href="#figure-{}">{}{}</a></mark>',
        piece.number,
        states.get(piece.number, "open"),
        format_html(' id="mark-{}"', piece.number) if begins else "",
        piece.number,
        piece.text,
        number,
    )
