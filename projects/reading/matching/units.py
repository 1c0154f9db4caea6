"""Whether the unit of a figure can be that of an indicator."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
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
    """An indicator's unit as the reader of articles would call it; ``is_own``: it knows no such noun.

    ``power``: how many powers of ten of the reader's unit it is; GW is 3 of MW.
    """

    code: str
    is_own: bool
    power: int = 0


@lru_cache(maxsize=2048)
def read_unit(unit: str) -> ReadUnit:
    """``cars a year`` → vehicles; ``television sets`` stays as it is."""
    plain = unit.removesuffix(_A_YEAR)
    nouns = words_of("en").nouns
    if plain in CURRENCIES or plain in MEASURES or (len(plain) == 3 and plain.isupper()):
        return ReadUnit(plain, False)
    parts = tokens(plain_text(plain).lower)
    meanings = [noun[1] for index in range(len(parts)) if (noun := nouns.at(parts, index)) is not None]
    if not meanings:
        return ReadUnit(plain, True)
    code, _colon, power = meanings[-1].partition(":")
    return ReadUnit(code, False, int(power or 0))


def in_unit(figure: ArticleFigure, unit: str) -> ArticleFigure:
    """The figure in the unit of an indicator where that is a multiple of its own: 215,000 MW → 215 GW.

    A figure that can be read in two ways stays as it is, until somebody has said which is meant.
    """
    code, _is_own, power = read_unit(unit)
    if not power or figure.unit != code or figure.basis != "absolute" or figure.other_value is not None:
        return figure
    factor = Decimal(10) ** -power
    upper = figure.upper_value
    return replace(
        figure, value=figure.value * factor, upper_value=None if upper is None else upper * factor, unit=unit
    )


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
