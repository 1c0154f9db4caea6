"""R16: how well forecasts foretold what became of the promises that are decided now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

from .forecast import FORECAST, Likeness, Promise, Step, Tally, chance, tally_of
from .proportions import FEWEST
from .track_record import JUDGED, KEPT

BANDS = 5  # of equal width, in which forecasts are compared with what came


@dataclass(frozen=True, slots=True)
class Band:
    """The forecasts from ``low`` to ``high`` (ratios; the last band holds 1 too), a promise with the part of its days.

    ``promises`` were in the band for a day or more. ``forecast``: their mean chance. ``kept``: the part that was kept.
    """

    low: Decimal
    high: Decimal
    promises: int
    forecast: Decimal
    kept: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """How well forecasts foretold what became of the promises decided by now.

    ``brier``, ``brier_of_plain``: the mean squares of the errors of the forecast and of the plain share of all. 0 is
    perfect, 0.25 is what "one of two" always scores.
    """

    promises: int
    brier: Decimal
    brier_of_plain: Decimal
    bands: tuple[Band, ...]

    @property
    def beats_plain(self) -> bool:
        return self.brier < self.brier_of_plain


@dataclass(slots=True)
class _Sums:
    """Added up day by day: days, chances, their squares; of each band days and chances."""

    days: Decimal = Decimal(0)
    chances: Decimal = Decimal(0)
    squares: Decimal = Decimal(0)
    bands: dict[int, tuple[Decimal, Decimal]] = field(default_factory=dict)

    def add(self, days: int, probability: Decimal) -> None:
        self.days += days
        self.chances += days * probability
        self.squares += days * probability * probability
        band = min(int(probability * BANDS), BANDS - 1)
        past_days, past_chances = self.bands.get(band, (Decimal(0), Decimal(0)))
        self.bands[band] = (past_days + days, past_chances + days * probability)

    def copy(self) -> _Sums:
        return _Sums(self.days, self.chances, self.squares, dict(self.bands))

    def since(self, start: _Sums) -> _Sums:
        bands = {}
        for band, (days, chances) in self.bands.items():
            past_days, past_chances = start.bands.get(band, (Decimal(0), Decimal(0)))
            if days > past_days:
                bands[band] = (days - past_days, chances - past_chances)
        return _Sums(self.days - start.days, self.chances - start.chances, self.squares - start.squares, bands)

    def plus(self, other: _Sums) -> _Sums:
        bands = dict(self.bands)
        for band, (days, chances) in other.bands.items():
            past_days, past_chances = bands.get(band, (Decimal(0), Decimal(0)))
            bands[band] = (past_days + days, past_chances + chances)
        return _Sums(self.days + other.days, self.chances + other.chances, self.squares + other.squares, bands)

    def brier(self, kept: bool) -> Decimal:
        """The mean square of the error over the days."""
        return (self.squares - 2 * kept * self.chances) / self.days + kept


def score(promises: Sequence[Promise]) -> Score | None:
    """Score the forecasts of every past day on the promises that reports have decided by now.

    On each day the forecast knows what had been decided by then. A promise counts once, with the mean over the days on
    which it was open and five promises had been decided. None where no promise had such a day.
    """
    decided = [promise for promise in promises if promise.steps and promise.steps[-1].status in JUDGED]
    sums = _sums_of(promises, {promise.likeness for promise in decided})
    scored = [
        (promise.steps[-1].status == KEPT, *sums[promise.target]) for promise in decided if promise.target in sums
    ]
    if not scored:
        return None
    return Score(
        promises=len(scored),
        brier=sum((own.brier(kept) for kept, own, _plain in scored), Decimal(0)) / len(scored),
        brier_of_plain=sum((plain.brier(kept) for kept, _own, plain in scored), Decimal(0)) / len(scored),
        bands=tuple(_bands([(kept, own) for kept, own, _plain in scored])),
    )


def _sums_of(promises: Sequence[Promise], kinds: Collection[Likeness]) -> dict[str, tuple[_Sums, _Sums]]:
    """The sums of each promise over the days on which it had a forecast: of its own chance, and of the plain share.

    ``kinds`` are those whose promises are scored.
    """
    running: defaultdict[Likeness, _Sums] = defaultdict(_Sums)
    plain = _Sums()
    tallies: defaultdict[Likeness, Tally] = defaultdict(Tally)
    everything = Tally()
    begun: dict[str, tuple[_Sums, _Sums]] = {}
    ended: dict[str, tuple[_Sums, _Sums]] = {}
    status: dict[str, str] = {}
    yesterday: date | None = None
    for day, changes in _changes(promises):
        if yesterday is not None and everything.decided >= FEWEST:
            days = (day - yesterday).days
            plain.add(days, Decimal(everything.kept) / everything.decided)
            for kind in kinds:
                running[kind].add(days, chance(tallies[kind], everything))
        for promise, step in changes:
            change = tally_of([step.status]) - tally_of([status.get(promise.target, "")])
            for kind in promise.counts_for:
                tallies[kind] += change
            everything += change
            status[promise.target] = step.status
            if promise.target in begun:
                _end(promise, begun, ended, running[promise.likeness], plain)
            if step.status in FORECAST:
                begun[promise.target] = (running[promise.likeness].copy(), plain.copy())
        yesterday = day
    return {target: sums for target, sums in ended.items() if sums[0].days}


def _changes(promises: Sequence[Promise]) -> Iterator[tuple[date, list[tuple[Promise, Step]]]]:
    """All changes of status, day by day."""
    changes = [(promise, step) for promise in promises for step in promise.steps]
    changes.sort(key=lambda change: change[1].on)
    for day, of_day in groupby(changes, key=lambda change: change[1].on):
        yield day, list(of_day)


def _end(
    promise: Promise,
    begun: dict[str, tuple[_Sums, _Sums]],
    ended: dict[str, tuple[_Sums, _Sums]],
    own: _Sums,
    plain: _Sums,
) -> None:
    """Take the days since a promise was last open to those before."""
    own_start, plain_start = begun.pop(promise.target)
    past_own, past_plain = ended.get(promise.target, (_Sums(), _Sums()))
    ended[promise.target] = (past_own.plus(own.since(own_start)), past_plain.plus(plain.since(plain_start)))


def _bands(scored: Sequence[tuple[bool, _Sums]]) -> Iterator[Band]:
    """The bands that hold a forecast, lowest first."""
    for number in range(BANDS):
        parts = [
            (kept, own.bands[number][0] / own.days, own.bands[number][1] / own.days)
            for kept, own in scored
            if number in own.bands
        ]
        if parts:
            whole = sum((days for _kept, days, _chance in parts), Decimal(0))
            yield Band(
                low=Decimal(number) / BANDS,
                high=Decimal(number + 1) / BANDS,
                promises=len(parts),
                forecast=sum((chances for _kept, _days, chances in parts), Decimal(0)) / whole,
                kept=sum((days for kept, days, _chance in parts if kept), Decimal(0)) / whole,
            )
