"""R9: which reading stands for each period, worked out at once or kept up to date from day to day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter

from .evidence import BY_END, Cover, cover, follow_each_other
from .readings import Reading, order

Period = tuple[date | None, date]
Window = tuple[date | None, date, bool]  # from, to, and whether one piece only
Settle = Callable[[Sequence[Reading]], Mapping[str, Decimal]]  # the pieces of a sum → other values of them, by id

NOTHING, ANOTHER, FIRST = range(3)  # how a period changed: not at all, another reading stands, its first reading came
BY_START, BY_PERIOD = attrgetter("start"), attrgetter("end", "start")


def by_period(readings: Iterable[Reading], dated: bool) -> dict[Period, list[Reading]]:
    """The readings of each period, best first, as in ``PeriodFigures.groups``."""
    return PeriodFigures(readings, dated).groups


class PeriodFigures:
    """The readings of one target, grouped by period (R9), while readings come and go.

    ``groups`` has the readings of each period, best first, without a publisher's provisional figure that its final one
    retires. ``best`` has the first of each group, in order of time. ``dated`` readings (levels and milestones) have the
    day they end on as their period. The others are a sum's: a reading without a period of at least one day is not in
    ``best``. ``apart``: no two periods of a sum share a day, so R2 has nothing to choose.
    """

    __slots__ = ("_all", "_exchanged", "_place", "_read_as", "_sums", "apart", "best", "dated", "groups")

    def __init__(self, readings: Iterable[Reading], dated: bool) -> None:
        self.dated = dated
        self._place = BY_END if dated else BY_PERIOD
        self._all: dict[Period, list[Reading]] = {}
        for reading in readings:
            self._all.setdefault((None if dated else reading.start, reading.end), []).append(reading)
        self.groups = {period: _ranked(group) for period, group in self._all.items()}
        self.best = [group[0] for group in self.groups.values() if dated or group[0].length]
        self.best.sort(key=self._place)
        self.apart = not dated and follow_each_other(self.best)
        self._sums: dict[Window, Cover] = {}
        self._exchanged: dict[Window, tuple[Reading | None, Reading | None]] = {}  # of sums that are one change behind
        self._read_as: tuple[PeriodFigures, Mapping[str, Decimal], Settle | None] | None = None

    def cover(self, start: date | None, end: date, single: bool = False) -> Cover:
        """R2's choice between two days, kept until the readings between them change."""
        window = (start, end, single)
        chosen = self._sums.get(window)
        if chosen is None:
            chosen = self._sums[window] = self._cover(start, end, single)
        elif window in self._exchanged:
            chosen = self._sums[window] = chosen.exchanged(*self._exchanged.pop(window), start)
        return chosen

    def _cover(self, start: date | None, end: date, single: bool) -> Cover:
        if self._read_as:
            original, values, settle = self._read_as
            pieces = original.cover(start, end, single).pieces
            return Cover(pieces, start, settle(pieces) if settle else values)
        if single or not self.apart:
            return cover(self.best, start, end, single)
        first = 0 if start is None else bisect_left(self.best, start, key=BY_START)
        return Cover(tuple(self.best[first : bisect_right(self.best, end, key=BY_END)]), start)

    def add(self, reading: Reading) -> int:
        """Adds a reading; returns how its period changed: NOTHING, ANOTHER or FIRST."""
        period = (None if self.dated else reading.start, reading.end)
        group = self._all.setdefault(period, [])
        group.append(reading)
        if len(group) > 1:
            return self._rank_again(period)
        self.groups[period] = group
        if self.dated or reading.length:
            last = self.best[-1] if self.best else None
            if last is None or reading.end > last.end:  # mostly the latest report is about the latest period
                self.best.append(reading)
                self.apart = self.apart and (last is None or _precedes(last, reading))
            else:
                place = bisect_left(self.best, self._place(reading), key=self._place)
                self.best.insert(place, reading)
                self.apart = self.apart and follow_each_other(self.best[max(place - 1, 0) : place + 2])
            if self._sums:
                self._note_change(None, reading)
        return FIRST

    def drop(self, reading: Reading) -> int:
        """Removes a reading; returns how its period changed: NOTHING or ANOTHER."""
        period = (None if self.dated else reading.start, reading.end)
        self._all[period] = [other for other in self._all[period] if other.id != reading.id]
        return self._rank_again(period)

    def read_as(self, values: Mapping[str, Decimal], settle: Settle | None = None) -> PeriodFigures:
        """The same choices with some readings at other values, by id.

        ``settle`` gives the values of a sum's pieces if they depend on which pieces are chosen. Only covers, and
        ``best`` of dated readings, have the other values: ``groups`` and ``best`` of a sum stay as they were.
        """
        figures = PeriodFigures((), self.dated)
        figures._all, figures.groups, figures.best, figures.apart = self._all, self.groups, self.best, self.apart
        figures._read_as = self, values, settle
        if self.dated:
            figures.best = [r.read_as(values[r.id]) if r.id in values else r for r in self.best]
        return figures

    def _rank_again(self, period: Period) -> int:
        before, group = self.groups.get(period), _ranked(self._all[period])
        if before and group and before[0] is group[0]:
            self.groups[period] = group
            return NOTHING
        reading = (group or before or [])[0]
        if group:
            self.groups[period] = group
        else:
            del self.groups[period]
        if self.dated or reading.length:
            place = bisect_left(self.best, self._place(reading), key=self._place)
            self.best[place : place + bool(before)] = group[:1]
            self._note_change(before[0] if before else None, group[0] if group else None)
        return ANOTHER

    def _note_change(self, before: Reading | None, now: Reading | None) -> None:
        """Note a change for the sums around its period; drop those that need a new choice, or have a change noted."""
        changed = now or before
        assert changed is not None
        for window in [*self._sums]:
            start, end, single = window
            if changed.end <= end and (start is None or changed.start is None or changed.start >= start):
                if self.apart and not single and window not in self._exchanged:
                    self._exchanged[window] = before, now
                else:
                    del self._sums[window]
                    self._exchanged.pop(window, None)


def _precedes(reading: Reading, later: Reading) -> bool:
    return later.start is not None and reading.end < later.start


def _ranked(group: list[Reading]) -> list[Reading]:
    if len(group) < 2:
        return group
    return sorted((reading for reading in group if not _retired(reading, group)), key=order)


def _retired(reading: Reading, group: Sequence[Reading]) -> bool:
    return not reading.final and any(
        other.final and other.publisher == reading.publisher and other.published >= reading.published for other in group
    )
