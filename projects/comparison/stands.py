"""R9: what stands for each period, made at once or kept from day to day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from .evidence import Cover, cover
from .standing import Reading, order

Period = tuple[date | None, date]


def by_period(readings: Iterable[Reading], dated: bool) -> dict[Period, list[Reading]]:
    """Readings of each distinct period, best first, a publisher's provisional figure retired by its final one.

    ``dated`` readings (levels and milestones) are told apart by the day they end on alone.
    """
    return Standing(readings, dated).groups


class Standing:
    """What stands for each distinct period (R9), kept as readings come and go.

    ``groups`` has the readings of a period, best first, a publisher's provisional figure retired by its final one;
    ``best`` the first of each, in order of time. Of readings that are not ``dated`` (a sum's), those without a
    period that has days are in no ``best``: they are no evidence.
    """

    __slots__ = ("_all", "_sums", "best", "dated", "groups")

    def __init__(self, readings: Iterable[Reading], dated: bool) -> None:
        self.dated = dated
        self._all: dict[Period, list[Reading]] = {}
        for reading in readings:
            self._all.setdefault((None if dated else reading.start, reading.end), []).append(reading)
        self.groups = {period: _ranked(group) for period, group in self._all.items()}
        self.best = [group[0] for group in self.groups.values() if dated or group[0].length]
        self.best.sort(key=self._place)
        self._sums: dict[tuple[date | None, date, bool], Cover] = {}

    def cover(self, start: date | None, end: date, single: bool = False) -> Cover:
        """R2's choice between two days, kept until what stands between them is not the same any more."""
        asked = (start, end, single)
        found = self._sums.get(asked)
        if found is None:
            found = self._sums[asked] = cover(self.best, start, end, single)
        return found

    def add(self, reading: Reading) -> bool:
        """A reading comes; True where it changes what stands for its period."""
        period = (None if self.dated else reading.start, reading.end)
        self._all.setdefault(period, []).append(reading)
        return self._rank_again(period)

    def drop(self, reading: Reading) -> bool:
        """A reading goes; True where it changes what stands for its period."""
        period = (None if self.dated else reading.start, reading.end)
        self._all[period] = [one for one in self._all[period] if one.id != reading.id]
        return self._rank_again(period)

    def read_as(self, values: Mapping[str, Decimal]) -> Standing:
        """The same, some of what stands read at other values (by id): none of them changes its place."""
        other = Standing((), self.dated)
        other._all = self._all
        other.groups = dict(self.groups)
        other.best = list(self.best)
        for place, one in enumerate(self.best):
            if one.id in values:
                other.best[place] = changed = one.read_as(values[one.id])
                period = (None if self.dated else one.start, one.end)
                other.groups[period] = [changed, *self.groups[period][1:]]
        return other

    def _rank_again(self, period: Period) -> bool:
        before, group = self.groups.get(period), _ranked(self._all[period])
        if before and group and before[0] is group[0]:
            self.groups[period] = group
            return False
        one = (group or before or [])[0]
        place = bisect_left(self.best, self._place(one), key=self._place)
        counts = self.dated or one.length
        if group:
            self.groups[period] = group
        else:
            del self.groups[period]
        self._sums = {asked: sum_ for asked, sum_ in self._sums.items() if one.end > asked[1]}
        if counts:
            self.best[place : place + bool(before)] = group[:1]
        return True

    def _place(self, reading: Reading) -> tuple[date, date]:
        return reading.end, reading.end if self.dated or reading.start is None else reading.start


def _ranked(group: list[Reading]) -> list[Reading]:
    if len(group) < 2:
        return group
    return sorted((one for one in group if not _retired(one, group)), key=order)


def _retired(reading: Reading, group: Sequence[Reading]) -> bool:
    return not reading.final and any(
        other.final and other.publisher == reading.publisher and other.published >= reading.published for other in group
    )
