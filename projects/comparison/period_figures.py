"""R9: what stands for each period, made at once or kept from day to day."""

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
Settle = Callable[[Sequence[Reading]], Mapping[str, Decimal]]  # what the pieces of a sum are read as together, by id

NOTHING, ANOTHER, FIRST = range(3)
BY_START, BY_PERIOD = attrgetter("start"), attrgetter("end", "start")


def by_period(readings: Iterable[Reading], dated: bool) -> dict[Period, list[Reading]]:
    """Readings of each distinct period, best first, a publisher's provisional figure retired by its final one.

    ``dated`` readings (levels and milestones) are told apart by the day they end on alone.
    """
    return PeriodFigures(readings, dated).groups


class PeriodFigures:
    """What stands for each distinct period (R9), kept as readings come and go.

    ``groups`` has the readings of a period, best first, a publisher's provisional figure retired by its final one;
    ``best`` the first of each, in order of time. Of readings that are not ``dated`` (a sum's), those without a
    period that has days are in no ``best``: they are no evidence. ``apart`` says that no two of a sum's periods
    share a day, so that there is nothing to choose between them (R2).
    """

    __slots__ = ("_all", "_exchanged", "_otherwise", "_place", "_sums", "apart", "best", "dated", "groups")

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
        self._exchanged: dict[Window, tuple[Reading | None, Reading | None]] = {}  # in sums that are one change behind
        self._otherwise: tuple[PeriodFigures, Mapping[str, Decimal], Settle | None] | None = None

    def cover(self, start: date | None, end: date, single: bool = False) -> Cover:
        """R2's choice between two days, kept until what stands between them is not the same any more."""
        asked = (start, end, single)
        found = self._sums.get(asked)
        if found is None:
            found = self._sums[asked] = self._cover(start, end, single)
        elif asked in self._exchanged:
            found = self._sums[asked] = found.exchanged(*self._exchanged.pop(asked), start)
        return found

    def _cover(self, start: date | None, end: date, single: bool) -> Cover:
        if self._otherwise:
            original, values, settle = self._otherwise
            pieces = original.cover(start, end, single).pieces
            return Cover(pieces, start, settle(pieces) if settle else values)
        if single or not self.apart:
            return cover(self.best, start, end, single)
        first = 0 if start is None else bisect_left(self.best, start, key=BY_START)
        return Cover(tuple(self.best[first : bisect_right(self.best, end, key=BY_END)]), start)

    def add(self, reading: Reading) -> int:
        """A reading comes; returns what that is for its period: NOTHING, ANOTHER figure, or the FIRST one."""
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
                self.apart = self.apart and self._fits(place)
            if self._sums:
                self._keep_sums(None, reading)
        return FIRST

    def _fits(self, place: int) -> bool:
        """Whether the period in a place shares no day with those beside it."""
        one = self.best[place]
        if place and not _precedes(self.best[place - 1], one):
            return False
        return place + 1 == len(self.best) or _precedes(one, self.best[place + 1])

    def drop(self, reading: Reading) -> int:
        """A reading goes; returns NOTHING where its period still has the same figure, else ANOTHER."""
        period = (None if self.dated else reading.start, reading.end)
        self._all[period] = [one for one in self._all[period] if one.id != reading.id]
        return self._rank_again(period)

    def read_as(self, values: Mapping[str, Decimal], settle: Settle | None = None) -> PeriodFigures:
        """The same with some of what stands read at other values (by id), which changes no choice.

        ``settle`` says what the pieces of a sum are read as where that depends on which they are. For a verdict's
        figures: ``groups``, and ``best`` of what adds up, still have the readings as they were.
        """
        other = PeriodFigures((), self.dated)
        other._all, other.groups, other.best, other.apart = self._all, self.groups, self.best, self.apart
        other._otherwise = self, values, settle
        if self.dated:
            other.best = [one.read_as(values[one.id]) if one.id in values else one for one in self.best]
        return other

    def _rank_again(self, period: Period) -> int:
        before, group = self.groups.get(period), _ranked(self._all[period])
        if before and group and before[0] is group[0]:
            self.groups[period] = group
            return NOTHING
        one = (group or before or [])[0]
        if group:
            self.groups[period] = group
        else:
            del self.groups[period]
        if self.dated or one.length:
            place = bisect_left(self.best, self._place(one), key=self._place)
            self.best[place : place + bool(before)] = group[:1]
            self._keep_sums(before[0] if before else None, group[0] if group else None)
        return ANOTHER

    def _keep_sums(self, before: Reading | None, now: Reading | None) -> None:
        """Note in the sums with a period what became of it; forget those where it was a choice, or a second change."""
        one = now or before
        assert one is not None
        for asked in [*self._sums]:
            start, end, single = asked
            if one.end <= end and (start is None or one.start is None or one.start >= start):
                if self.apart and not single and asked not in self._exchanged:
                    self._exchanged[asked] = before, now
                else:
                    del self._sums[asked]
                    self._exchanged.pop(asked, None)


def _precedes(one: Reading, other: Reading) -> bool:
    return other.start is not None and one.end < other.start


def _ranked(group: list[Reading]) -> list[Reading]:
    if len(group) < 2:
        return group
    return sorted((one for one in group if not _retired(one, group)), key=order)


def _retired(reading: Reading, group: Sequence[Reading]) -> bool:
    return not reading.final and any(
        other.final and other.publisher == reading.publisher and other.published >= reading.published for other in group
    )
