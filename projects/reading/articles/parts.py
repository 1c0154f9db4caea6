"""Figures that are parts of what was counted before them."""

from __future__ import annotations

from .candidates import THEIRS, Candidate
from .text import Token

_PARTS_AFTER = (("of", "which"), ("of", "them"), ("из", "них"), ("из", "которых"))
_GENITIVES = tuple(f"{first}{end}" for first in "ндт" for end in ("ің", "ың"))
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


def is_whole(parts: list[Token], figure: Candidate) -> bool:
    """The 300 of “120 out of 300 homes”, «120 из 300 домов», “300 үйдің 120-сы”: what a part is of."""
    before = [token for token in parts[max(0, figure.first - 4) : figure.first] if token.text != "the"]
    words = [token.text for token in before]
    counted = before[:-2] if words[-2:] == ["out", "of"] else before[:-1] if words[-1:] in (["of"], ["из"]) else []
    if counted and counted[-1].kind == "number":
        return True
    after = [token.text for token in parts[figure.end : figure.end + 3]]
    is_of = parts[figure.end - 1].text.endswith(_GENITIVES)
    return (
        is_of
        and len(after) == 3
        and after[0].isdecimal()
        and after[1] == "-"
        and THEIRS.fullmatch(after[2]) is not None
    )
