"""Figures as words of the index: what a target promises, and what people type for it: 180, «1,5 трлн», 1.5 trillion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from projects.reading import read_figure

VALUE, SHORT = "#", "~"  # what the words of a figure begin with; no word that is typed does
MOST_WORDS = 4  # of one figure: 1 500 000 000
_SCALES = (3, 6, 9, 12)
_STARTS = re.compile(r"[0-9]")


class TypedFigure(NamedTuple):
    """A figure in a question: how many of its words it takes, and the words of the index that stand for it."""

    length: int
    keys: tuple[str, ...]


def value_key(value: Decimal) -> str:
    """The word for a figure: the same for 1500, 1500.0 and 1.5 thousand."""
    return f"{VALUE}{value.normalize():f}"


def figure_keys(value: Decimal | None) -> Iterator[str]:
    """The words for a promised figure: itself, and how it is written with a word for thousands, millions and so on."""
    if value is None:
        return
    yield value_key(value)
    whole = int(value)
    if whole != value or whole < 1000:
        return
    for scale in _SCALES:
        thousandths, rest = divmod(whole, 10 ** (scale - 3))
        if rest == 0 and 1000 <= thousandths < 1_000_000:
            yield f"{SHORT}{(Decimal(thousandths) / 1000).normalize():f}"


def typed_figure(words: list[str]) -> TypedFigure | None:
    """The longest figure that some words begin with; None where they begin with none."""
    if not words or not _STARTS.match(words[0]):
        return None
    for length in range(min(MOST_WORDS, len(words)), 0, -1):
        readings = read_figure(" ".join(words[:length]).rstrip("%")).readings
        values = [reading.value for reading in readings if not (reading.unit or reading.qualifier)]
        if values and len(values) == len(readings):
            shorts = [f"{SHORT}{value.normalize():f}" for value in values if abs(value) < 1000]
            return TypedFigure(length, (*map(value_key, values), *shorts))
    return None
