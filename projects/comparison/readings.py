"""R1 and R9: the figures that are known on a day, and the order in which they are preferred."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from .figures import Indicator, Outcome
from .periods import days
from .quantities import Interval, interval, printed, usable

RANK = {"official_statistics": 0, "government": 1, "company": 2, "press": 3}  # R9
LAST_RANK = 4
BY_ID = attrgetter("id")


@dataclass(slots=True)
class Reading:
    """An outcome in the terms of one target: a value for a period. Never changed."""

    id: str
    start: date | None
    end: date
    value: Decimal
    printed_as: Outcome | Interval  # the outcome, or the converted interval
    rank: int
    final: bool
    published: date
    publisher: str  # its key
    length: int  # days of the period; 0 if it has no start, or one after its end

    @property
    def interval(self) -> Interval:
        """The lowest and highest value that it leaves open (R5), worked out on request."""
        return interval(self.printed_as) if isinstance(self.printed_as, Outcome) else self.printed_as

    def read_as(self, value: Decimal) -> Reading:
        """The same reading at another value."""
        return Reading(
            self.id,
            self.start,
            self.end,
            value,
            self.printed_as,
            self.rank,
            self.final,
            self.published,
            self.publisher,
            self.length,
        )


class OutcomeIndex:
    """The outcomes of some chains, indexed by indicator: what was known on a day (R1), and as readings."""

    __slots__ = ("_all", "_corrections", "_days", "_groups", "_in_basis", "_known", "_readings")

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        ordered = sorted(outcomes, key=BY_ID)
        self._groups: dict[tuple[str, str], list[Outcome]] = {}
        self._corrections: list[tuple[date, str, str]] = []  # since when, id of the corrected, id of the correction
        self._readings: tuple[dict[str, Reading], dict[str, Reading]] = {}, {}
        self._all: dict[tuple[str, str], list[Outcome]] = {}
        self._in_basis: dict[tuple[str, str, str, bool], list[Reading]] = {}
        self._days: dict[tuple[str, str], list[date]] = {}
        self._known: tuple[object, list[Outcome]] = None, []
        for outcome in ordered:
            self._groups.setdefault((outcome.indicator, outcome.territory), []).append(outcome)
        corrections = [outcome for outcome in ordered if outcome.corrects]
        if corrections:
            by_id = {outcome.id: outcome for outcome in ordered}
            for outcome in corrections:
                corrected = by_id.get(outcome.corrects or "")
                if corrected and (outcome.has_note or corrected.publisher.key == outcome.publisher.key):
                    self._corrections.append((outcome.published, corrected.id, outcome.id))

    def known_on(self, indicator: Indicator, as_of: date) -> list[Outcome]:
        """The indicator's outcomes for its territory: published and over by ``as_of``, not corrected by then."""
        question = (indicator.id, indicator.territory, as_of)
        if self._known[0] != question:  # several rules ask for the same day
            corrected = self.corrected(as_of) if self._corrections else ()
            outcomes = [
                outcome
                for outcome in self.all(indicator)
                if outcome.published <= as_of and outcome.period_end <= as_of and outcome.id not in corrected
            ]
            self._known = question, outcomes
        return self._known[1]

    def corrected(self, as_of: date) -> dict[str, str]:
        """R9: id of each outcome corrected by ``as_of`` → id of the correction."""
        return {outcome: by for published, outcome, by in self._corrections if published <= as_of}

    def corrected_from(self) -> dict[str, date]:
        """R9: id of each corrected outcome → the day of its first correction."""
        return {outcome: published for published, outcome, _by in sorted(self._corrections, reverse=True)}

    def all(self, indicator: Indicator) -> list[Outcome]:
        """The indicator's outcomes for its territory that have a value, whenever published."""
        key = (indicator.id, indicator.territory)
        outcomes = self._all.get(key)
        if outcomes is None:
            outcomes = self._all[key] = [outcome for outcome in self._groups.get(key, ()) if usable(outcome.value)]
        return outcomes

    def readings(self, indicator: Indicator, basis: str, up: bool) -> list[Reading]:
        """``all`` outcomes on one basis, as readings."""
        key = (indicator.id, indicator.territory, basis, up)
        readings = self._in_basis.get(key)
        if readings is None:
            readings = [self.reading(outcome, up) for outcome in self.all(indicator) if outcome.basis == basis]
            self._in_basis[key] = readings
        return readings

    def reading(self, outcome: Outcome, up: bool) -> Reading:
        """The outcome as a reading, made once. ``up``: more is better, so the low end of a range counts (R5)."""
        made = self._readings[up]
        reading = made.get(outcome.id)
        if reading is None:
            reading = made[outcome.id] = Reading(
                outcome.id,
                outcome.period_start,
                outcome.period_end,
                printed(outcome, up),
                outcome,
                RANK.get(outcome.source_kind, LAST_RANK),
                outcome.final,
                outcome.published,
                outcome.publisher.key,
                max(days(outcome.period_start, outcome.period_end), 0) if outcome.period_start else 0,
            )
        return reading

    def dates(self, indicators: Iterable[Indicator], since: date = date.min) -> Iterator[date]:
        """The days from ``since`` on which an outcome of the indicators, or a correction, begins to count."""
        for key in {(indicator.id, indicator.territory) for indicator in indicators}:
            days_ = self._days.get(key)
            if days_ is None:
                days_ = self._days[key] = sorted(
                    {max(indicator.published, indicator.period_end) for indicator in self._groups.get(key, ())}
                )
            yield from days_[bisect_left(days_, since) :]
        for published, _corrected, _by in self._corrections:
            if published >= since:
                yield published


def order(reading: Reading) -> tuple[int, bool, int, str]:
    """R9: the sort key of preference, best first; the id breaks ties."""
    return reading.rank, not reading.final, -reading.published.toordinal(), reading.id


def of_each_publisher(group: Sequence[Reading]) -> list[Reading]:
    """R9: each publisher's best figure, in order of preference."""
    best: dict[str, Reading] = {}
    for reading in group:
        best.setdefault(reading.publisher, reading)
    return list(best.values())


def independent_figures(group: Sequence[Reading]) -> list[Reading]:
    """R9: the figures for a period that are compared with each other, best first.

    These are each publisher's best figure, and its others of the same day that are equally final: nothing says which of
    them it meant.
    """
    best: dict[str, Reading] = {}
    figures = []
    for reading in group:
        first = best.setdefault(reading.publisher, reading)
        if reading is first or (reading.published == first.published and reading.final == first.final):
            figures.append(reading)
    return figures
