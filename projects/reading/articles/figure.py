"""A figure of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

FigureKind: TypeAlias = Literal["target", "outcome", "other"]
FigureBasis: TypeAlias = Literal["absolute", "multiple", "percent_change"]


@dataclass(frozen=True, slots=True)
class ArticleFigure:
    """A figure that stands in an article.

    ``start`` and ``end`` are half-open places in the text, ``value`` is in base units. ``other_value`` is the second
    reading of digits such as 1,500 where the text leaves it open. ``converted_from`` is the index of the figure that
    this one repeats in another currency. ``is_undated``: it is reported and no word says when; ``period_end`` is
    the day of publication.
    """

    text: str
    start: int
    end: int
    value: Decimal
    unit: str
    qualifier: str
    upper_value: Decimal | None
    kind: FigureKind
    period_start: date | None
    period_end: date | None
    basis: FigureBasis
    converted_from: int | None
    other_value: Decimal | None = None
    is_undated: bool = False
