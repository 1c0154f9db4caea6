"""What the sentences before say of a figure that leaves out its unit, its kind or its time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from .candidates import Candidate
from .dates import Time
from .figure import ArticleFigure, FigureKind
from .sentence import Sentence
from .units import is_secondary
from .words import CURRENCIES, DURATIONS, MEASURES

NOT_SHARED = frozenset({"", "percent", "percentage_points", "times", "regions", *DURATIONS})
_LARGE = Decimal(100_000_000)
WHO = frozenset({"jobs", "people", "families"})  # what projects bring rather than what is counted on


@dataclass(slots=True)
class Memory:
    """``thing`` is what was counted last, ``counted`` how many of it; ``unit`` may be money, too; ``named`` is
    what the sentences before name without a number; ``home_currency`` is that of the country that the text is about.
    """

    unit: str = ""
    named: str = ""
    home_currency: str = ""
    currencies: Counter[str] = field(default_factory=Counter)
    thing: str = ""
    counted: Decimal = Decimal(0)
    kind: FigureKind | None = None
    times: dict[FigureKind, Time] = field(default_factory=dict)
    figures: list[ArticleFigure] = field(default_factory=list)

    def whole_of(self, value: Decimal) -> str:
        """The unit of what a part of that size belongs to: the thing, else the last figure that is no smaller."""
        if self.thing and value <= self.counted:
            return self.thing
        for figure in reversed(self.figures[-6:]):
            if figure.unit not in NOT_SHARED and figure.unit not in CURRENCIES and figure.value >= value:
                return figure.unit
        return self.thing

    def currency(self, start: int) -> str:
        """The currency of the sentence that begins at a place, else the one named most, else the country's."""
        for figure in reversed(self.figures):
            if figure.start < start:
                break
            if figure.unit in CURRENCIES and figure.converted_from is None:
                return figure.unit
        return self.currencies.most_common(1)[0][0] if self.currencies else self.home_currency

    def large_thing(self) -> str:
        """What was counted in hundreds of millions right before: “2 billion seedlings … 1.15 billion”; else empty."""
        last = next((figure for figure in reversed(self.figures) if figure.unit not in NOT_SHARED), None)
        return last.unit if last is not None and last.unit not in CURRENCIES and last.value >= _LARGE else ""

    def same_things(self) -> str:
        """The unit of the things counted last, measures left out: “six stations … eleven more”."""
        if self.thing and self.thing not in MEASURES:
            return self.thing
        for figure in reversed(self.figures[-6:]):
            if figure.unit not in NOT_SHARED and figure.unit not in MEASURES and figure.unit not in WHO:
                return figure.unit
        return self.thing


def remember_unit(sentence: Sentence, figure: Candidate, memory: Memory) -> None:
    """Keeps the unit for the figures that leave it out."""
    if figure.unit in NOT_SHARED:
        return
    secondary = is_secondary(sentence.parts, figure)
    if figure.unit in CURRENCIES:
        memory.currencies[figure.unit] += 1
    elif not (memory.thing and (figure.unit in WHO or secondary)):
        memory.thing, memory.counted = figure.unit, figure.upper or figure.value
    if not (memory.unit and (secondary or figure.unit in WHO)):
        memory.unit = figure.unit
