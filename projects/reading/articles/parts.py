"""Figures that are parts of what was counted before them."""

from __future__ import annotations

from .candidates import Candidate
from .text import Token

_PARTS_AFTER = (("of", "which"), ("of", "them"), ("из", "них"), ("из", "которых"))
_PARTS_BEFORE = (
    *_PARTS_AFTER,
    ("оның", "ішінде"),
    ("соның", "ішінде"),
    ("олардың", "ішінде"),
    ("среди", "них"),
    ("числе",),
    ("including",),
    ("among", "them"),
    ("of", "these"),
)


def is_part(parts: list[Token], figure: Candidate) -> bool:
    """“29 of which”, “of them 12”, “из них 40”, “оның ішінде 9”: parts of the thing that was counted."""
    after = tuple(token.text for token in parts[figure.last : figure.last + 2])
    before = [token.text for token in parts[max(0, figure.first - 3) : figure.first] if token.text != "-"]
    return after in _PARTS_AFTER or any(tuple(before[-len(words) :]) == words for words in _PARTS_BEFORE)
