"""R16: how well forecasts foretold what became of the promises that are decided now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

from .forecast import FORECAST, NOTHING_DECIDED, WEIGHT_OF_ALL, Likeness, Promise, Step, Tally, tally_of
from .proportions import FEWEST
from .track_record import JUDGED, KEPT

BANDS = 5  # of equal width, in which forecasts are compared with what came


@dataclass(frozen=True, slots=True)
class Band:
    """The promises whose mean chance was from ``low`` to ``high`` (ratios; the last band holds 1 too).

    ``forecast``: the mean of their chances. ``in_time`` of the ``promises`` were kept in time.
    """

    low: Decimal
    high: Decimal
    promises: int
    forecast: Decimal
    in_time: int


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

    @property
    def worse_than_a_coin(self) -> bool:
        """Whether the better of both scores worse than always saying "one of two"."""
        return min(self.brier, self.brier_of_plain) > Decimal("0.25")


def score(promises: Sequence[Promise]) -> Score | None:
    """Score the forecasts of every past day on the promises that reports have decided by now.

    On each day the forecast knows what had been decided by then. A promise counts once, with the mean over the days on
    which it was open and five promises had been decided. None where no promise had such a day.
    """
    past = _Past()
    for day, changes in _changes(promises):
        past.pass_days(day)
        for promise, step in changes:
            past.change(promise, step)
    scored = [
        (promise.steps[-1].status == KEPT, *past.forecasts[promise.target])
        for promise in promises
        if promise.steps and promise.steps[-1].status in JUDGED and promise.target in past.forecasts
    ]
    scored = [(in_time, own, plain) for in_time, own, plain in scored if own.days]
    if not scored:
        return None
    return Score(
        promises=len(scored),
        brier=sum((own.brier(in_time) for in_time, own, _plain in scored), Decimal(0)) / len(scored),
        brier_of_plain=sum((plain.brier(in_time) for in_time, _own, plain in scored), Decimal(0)) / len(scored),
        bands=tuple(_bands([(in_time, own.chances / own.days) for in_time, own, _plain in scored])),
    )


def _changes(promises: Sequence[Promise]) -> Iterator[tuple[date, list[tuple[Promise, Step]]]]:
    """All changes of status, day by day."""
    changes = [(promise, step) for promise in promises for step in promise.steps]
    changes.sort(key=lambda change: change[1].on)
    for day, of_day in groupby(changes, key=lambda change: change[1].on):
        yield day, list(of_day)


def _bands(scored: Sequence[tuple[bool, Decimal]]) -> Iterator[Band]:
    """The bands that hold a promise, lowest first."""
    for number in range(BANDS):
        own = [(in_time, chance) for in_time, chance in scored if min(int(chance * BANDS), BANDS - 1) == number]
        if own:
            mean = sum((chance for _in_time, chance in own), Decimal(0)) / len(own)
            yield Band(
                Decimal(number) / BANDS,
                Decimal(number + 1) / BANDS,
                len(own),
                mean,
                sum(in_time for in_time, _chance in own),
            )


@dataclass(frozen=True, slots=True)
class _Sums:
    """Chances and their squares, each multiplied by the days on which it stood, added up; and the days."""

    days: int = 0
    chances: Decimal = Decimal(0)
    squares: Decimal = Decimal(0)

    def __add__(self, other: _Sums) -> _Sums:
        return _Sums(self.days + other.days, self.chances + other.chances, self.squares + other.squares)

    def __sub__(self, other: _Sums) -> _Sums:
        return _Sums(self.days - other.days, self.chances - other.chances, self.squares - other.squares)

    def brier(self, in_time: bool) -> Decimal:
        """The mean square of the distance from 1 if kept in time, else from 0."""
        return (self.squares - 2 * in_time * self.chances) / self.days + in_time


@dataclass(slots=True)
class _Kind:
    """The promises of one likeness: what is decided, and the sums of the chance up to the day of ``plain``."""

    tally: Tally = NOTHING_DECIDED
    sums: _Sums = _Sums()
    plain: _Sums = _Sums()

    def settle(self, plain: _Sums) -> _Sums:
        """Bring the sums up to a day. The chance is a line of the plain share, so its sums follow from those of it."""
        since, in_time, decided = plain - self.plain, self.tally.in_time, self.tally.decided
        whole = decided + WEIGHT_OF_ALL
        chances = in_time * since.days + WEIGHT_OF_ALL * since.chances
        squares = (
            in_time * in_time * since.days
            + 2 * in_time * WEIGHT_OF_ALL * since.chances
            + WEIGHT_OF_ALL**2 * since.squares
        )
        self.sums += _Sums(since.days, chances / whole, squares / (whole * whole))
        self.plain = plain
        return self.sums


@dataclass(slots=True)
class _Past:
    """What had been decided by a day, and the sums of all forecasts made by then: own chances, plain shares."""

    day: date = date.min
    everything: Tally = NOTHING_DECIDED
    plain: _Sums = _Sums()
    kinds: defaultdict[Likeness, _Kind] = field(default_factory=lambda: defaultdict(_Kind))
    status: dict[str, str] = field(default_factory=dict)
    begun: dict[str, tuple[_Sums, _Sums]] = field(default_factory=dict)
    forecasts: dict[str, tuple[_Sums, _Sums]] = field(default_factory=dict)

    def pass_days(self, day: date) -> None:
        """Add the days up to ``day``, on which nothing changed; none before five promises were decided."""
        if self.everything.decided >= FEWEST:
            days, share = (day - self.day).days, Decimal(self.everything.in_time) / self.everything.decided
            self.plain += _Sums(days, days * share, days * share * share)
        self.day = day

    def change(self, promise: Promise, step: Step) -> None:
        """Count a promise by its new status, and begin or end its forecast."""
        change = tally_of([step.status]) - tally_of([self.status.get(promise.target, "")])
        self.status[promise.target] = step.status
        self.everything += change
        for likeness in promise.counts_for:
            self.kinds[likeness].settle(self.plain)
            self.kinds[likeness].tally += change
        own = self.kinds[promise.likeness].settle(self.plain)
        if promise.target in self.begun:
            own_start, plain_start = self.begun.pop(promise.target)
            past_own, past_plain = self.forecasts.get(promise.target, (_Sums(), _Sums()))
            self.forecasts[promise.target] = (past_own + (own - own_start), past_plain + (self.plain - plain_start))
        if step.status in FORECAST:
            self.begun[promise.target] = (own, self.plain)
