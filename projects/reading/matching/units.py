"""Whether the unit of a figure can be that of an indicator."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from projects.reading.articles import ArticleFigure
from projects.reading.articles.text import plain_text, tokens
from projects.reading.articles.words import CURRENCIES, MEASURES, words_of

_A_YEAR = " a year"
_ALIKE = (
    frozenset({"jobs", "people"}),
    frozenset({"families", "people", "dwellings", "loans"}),
    frozenset({"projects", "enterprises", "facilities"}),
    frozenset({"applications", "people", "contracts"}),
    frozenset({"zones", "facilities"}),
    frozenset({"schools", "facilities"}),
    frozenset({"plots", "units"}),
)
_COUNTS = "units"  # what the reader calls things whose noun it does not know
SAME, NAMED, RELATIVE, ALIKE, DOUBTFUL, NONE = 1.0, 0.7, 0.6, 0.5, 0.2, 0.0
COMPARABLE = frozenset({SAME, NAMED, RELATIVE})  # figures of such units are compared


class ReadUnit(NamedTuple):
    """An indicator's unit as the reader of articles would call it; ``is_own``: it knows no such noun."""

    code: str
    is_own: bool


@lru_cache(maxsize=2048)
def read_unit(unit: str) -> ReadUnit:
    """``cars a year`` → vehicles; ``television sets`` stays as it is."""
    plain = unit.removesuffix(_A_YEAR)
    nouns = words_of("en").nouns
    if plain in CURRENCIES or plain in MEASURES or (len(plain) == 3 and plain.isupper()):
        return ReadUnit(plain, False)
    parts = tokens(plain_text(plain).lower)
    meanings = [noun[1] for index in range(len(parts)) if (noun := nouns.at(parts, index)) is not None]
    return ReadUnit(meanings[-1].partition(":")[0], False) if meanings else ReadUnit(plain, True)


def unit_fit(figure: ArticleFigure, unit: ReadUnit) -> float:
    """From 0, which excludes the indicator, to 1 for the same unit."""
    if not unit.code:
        return NONE  # a milestone has no figure
    if figure.basis in ("multiple", "percent_change"):
        return RELATIVE
    if figure.unit == unit.code:
        return SAME
    if "percent" in (figure.unit, unit.code):
        return DOUBTFUL if figure.unit == "percent" and figure.kind != "other" else NONE
    if unit.is_own:
        return NAMED if figure.unit not in MEASURES else NONE
    if figure.unit == _COUNTS and unit.code not in MEASURES:
        return ALIKE
    return ALIKE if any(figure.unit in group and unit.code in group for group in _ALIKE) else NONE
