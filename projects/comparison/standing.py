"""R1 and R9: which figures exist on a day, and which of them stands for a period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .figures import Indicator, Outcome
from .periods import days
from .quantities import Interval, interval, printed, usable

RANK = {"official_statistics": 0, "government": 1, "company": 2, "press": 3}  # R9
LAST_RANK = 4


@dataclass(slots=True)
class Reading:
    """An outcome in the terms of one target: a value for a period, and how far it may be off. Never changed."""

    id: str
    start: date | None
    end: date
    value: Decimal
    interval: Interval
    rank: int
    final: bool
    published: date
    publisher: str
    length: int  # days of the period; 0 where it has no beginning, or one after its end

    def read_as(self, value: Decimal) -> Reading:
        """The same reading at another value."""
        return Reading(
            self.id,
            self.start,
            self.end,
            value,
            self.interval,
            self.rank,
            self.final,
            self.published,
            self.publisher,
            self.length,
        )


class Ledger:
    """The outcomes of a record, asked what was known on a day (R1)."""

    __slots__ = ("_corrections", "_groups", "_readings")

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        ordered = sorted(outcomes, key=lambda outcome: outcome.id)
        self._groups: dict[tuple[str, str], list[Outcome]] = {}
        self._corrections: list[tuple[date, str, str]] = []  # since when, what is corrected, by what
        self._readings: dict[tuple[str, bool], Reading] = {}
        for outcome in ordered:
            self._groups.setdefault((outcome.indicator, outcome.territory), []).append(outcome)
        corrections = [outcome for outcome in ordered if outcome.corrects]
        if corrections:
            by_id = {outcome.id: outcome for outcome in ordered}
            for outcome in corrections:
                corrected = by_id.get(outcome.corrects or "")
                if corrected and (corrected.publisher == outcome.publisher or outcome.has_note):
                    self._corrections.append((outcome.published, corrected.id, outcome.id))

    def known(self, indicator: Indicator, as_of: date) -> list[Outcome]:
        """Outcomes of the indicator for its territory, published and over by ``as_of``, not corrected by then."""
        group = self._groups.get((indicator.id, indicator.territory), ())
        corrected = self.corrected(as_of) if self._corrections else ()
        return [
            outcome
            for outcome in group
            if outcome.published <= as_of
            and outcome.period_end <= as_of
            and outcome.id not in corrected
            and usable(outcome.value)
        ]

    def corrected(self, as_of: date) -> dict[str, str]:
        """R9: what no longer stands because a correction was published by ``as_of``, and that correction."""
        return {one: by for published, one, by in self._corrections if published <= as_of}

    def corrected_from(self) -> dict[str, date]:
        """The first day from which each corrected outcome no longer stands."""
        return {one: published for published, one, _by in sorted(self._corrections, reverse=True)}

    def all(self, indicator: Indicator) -> list[Outcome]:
        """Every outcome of the indicator for its territory that has a value, whenever it was published."""
        group = self._groups.get((indicator.id, indicator.territory), ())
        return [outcome for outcome in group if usable(outcome.value)]

    def reading(self, outcome: Outcome, up: bool) -> Reading:
        """The outcome as a reading, made once; ``up`` says which end of a range is the worse one (R5)."""
        key = (outcome.id, up)
        found = self._readings.get(key)
        if found is None:
            found = self._readings[key] = Reading(
                outcome.id,
                outcome.period_start,
                outcome.period_end,
                printed(outcome, up),
                interval(outcome),
                RANK.get(outcome.source_kind, LAST_RANK),
                outcome.final,
                outcome.published,
                outcome.publisher,
                max(days(outcome.period_start, outcome.period_end), 0) if outcome.period_start else 0,
            )
        return found

    def dates(self, indicators: Iterable[Indicator]) -> Iterable[date]:
        """The days on which an outcome for the indicators, or a correction of one, begins to count."""
        for indicator in {(one.id, one.territory) for one in indicators}:
            for outcome in self._groups.get(indicator, ()):
                yield max(outcome.published, outcome.period_end)
        for published, _corrected, _by in self._corrections:
            yield published


def order(reading: Reading) -> tuple[int, bool, int, str]:
    """R9's order of preference, best first; the id settles what the method leaves open."""
    return reading.rank, not reading.final, -reading.published.toordinal(), reading.id


def of_each_publisher(group: Sequence[Reading]) -> list[Reading]:
    """The figure that stands for each publisher, best first."""
    seen: set[str] = set()
    stands = []
    for reading in group:
        if reading.publisher not in seen:
            seen.add(reading.publisher)
            stands.append(reading)
    return stands
