"""A figure of the second reader that stands in the text, and the reasons why others are thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Why a claim is thrown away.
DISCARDED = (
    "malformed",  # no object with a text and a value
    "elsewhere",  # the text does not stand where it is said to stand
    "ambiguous",  # it stands in several places, and none is named
    "cut",  # a part of a longer figure: 5 trillion of 1.5 trillion
    "year",  # a year, which is no figure
    "value",  # it reads as another value than the one claimed
    "repeated",  # an earlier claim has the same place
    "too_many",  # more claims than are looked at
)


@dataclass(frozen=True, slots=True)
class SecondFigure:
    """``start`` and ``end`` are half-open places in the article; ``value`` is what we read there ourselves.

    ``kind`` is ``target``, ``outcome``, ``other`` or "" where the answer has none of them.
    """

    start: int
    end: int
    value: Decimal
    upper_value: Decimal | None = None
    kind: str = ""
    period_start: date | None = None
    period_end: date | None = None
