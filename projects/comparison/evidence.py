"""R2 and R3: what the standing readings add up to, or which of them answers for a target."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from .periods import days
from .quantities import ZERO
from .readings import Reading

BY_END = attrgetter("end")


class Cover:
    """The chosen pieces of a sum (R2), in order of time.

    ``actual`` is their sum, ``days`` their days, ``until`` the end of the last one. ``start`` is the window's, else
    that of the first piece; ``has_gap``: a day between ``start`` and ``until`` is not covered. ``values`` are other
    values of some pieces, by id.
    """

    __slots__ = ("actual", "days", "has_gap", "pieces", "start", "until")

    def __init__(
        self, pieces: tuple[Reading, ...], start: date | None, values: Mapping[str, Decimal] | None = None
    ) -> None:
        self.pieces = pieces
        read = [values.get(piece.id, piece.value) for piece in pieces] if values else [piece.value for piece in pieces]
        self.actual = sum(read, ZERO) if pieces else None
        self.days = sum([piece.length for piece in pieces])
        self._set_ends(start)

    def _set_ends(self, start: date | None) -> None:
        pieces = self.pieces
        self.until = pieces[-1].end if pieces else None
        self.start = start if start is not None or not pieces else pieces[0].start
        self.has_gap = bool(pieces) and self.start is not None and self.days < days(self.start, pieces[-1].end)

    def exchanged(self, before: Reading | None, now: Reading | None, start: date | None) -> Cover:
        """The same choice after one period's figure came, went or changed; no two of its periods overlap.

        ``start`` is the window's. A walk through a history uses this, so that it does not add up everything each day.
        """
        changed = now or before
        assert changed is not None
        cover: Cover = Cover.__new__(Cover)
        if now and not before and (self.until is None or self.until < changed.end):  # mostly the next period
            cover.pieces = (*self.pieces, now)
        else:
            place = bisect_left(self.pieces, changed.end, key=BY_END)
            cover.pieces = self.pieces[:place] + ((now,) if now else ()) + self.pieces[place + bool(before) :]
        cover.days = self.days + (now.length if now else 0) - (before.length if before else 0)
        actual = (self.actual or ZERO) + (now.value if now else ZERO) - (before.value if before else ZERO)
        cover.actual = actual if cover.pieces else None
        cover._set_ends(start)
        return cover

    def covers(self, deadline: date) -> bool:
        """Whether the pieces reach the deadline without a gap before it."""
        if self.until is None or self.until < deadline:
            return False
        return not self.has_gap or (self.until > deadline and not self._has_gap_by(deadline))

    def _has_gap_by(self, limit: date) -> bool:
        next_day = self.start
        for piece in self.pieces:
            assert piece.start is not None
            if next_day is not None and next_day < piece.start:
                return next_day <= limit
            if piece.end >= limit:
                return False
            next_day = piece.end + timedelta(days=1)
        return False


def cover(readings: Sequence[Reading], start: date | None, end: date, single: bool = False) -> Cover:
    """Choose the non-overlapping periods between ``start`` and ``end`` that cover the most days (R2).

    Ties go to the better source (the weakest of the pieces), then to fewer pieces, then to the later last
    publication. ``single`` allows one piece only: percentages of different periods do not add up.
    """
    inside = [
        reading
        for reading in readings
        if reading.end <= end
        and reading.length
        and (start is None or (reading.start is not None and reading.start >= start))
    ]
    if len(inside) < 2 or (not single and follow_each_other(inside)):
        return Cover(tuple(inside), start)
    inside.sort(key=lambda reading: (reading.end, reading.start, reading.id))
    if not single and follow_each_other(inside):
        return Cover(tuple(inside), start)
    most = _longest_single if single else _longest
    reach, pieces = most(inside)
    for rank in sorted({reading.rank for reading in inside})[:-1]:
        better_reach, better = most([reading for reading in inside if reading.rank <= rank])
        if better_reach == reach:
            pieces = better
            break
    return Cover(pieces, start)


def follow_each_other(readings: Sequence[Reading]) -> bool:
    """Whether the readings are in order and no two periods overlap: then all of them cover the most days."""
    for before, reading in pairwise(readings):  # noqa: SIM110  # a plain loop: runs for every day of every history
        if reading.start is None or reading.start <= before.end:
            return False
    return True


def _longest(readings: Sequence[Reading]) -> tuple[int, tuple[Reading, ...]]:
    """Weighted interval scheduling: most days, then fewest pieces, then the latest last publication."""
    ends = [reading.end.toordinal() for reading in readings]
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    taken: list[int] = [-1]  # for each prefix: the prefix that its last piece follows, -1 without that piece
    for index, reading in enumerate(readings):
        assert reading.start is not None
        before = bisect_right(ends, reading.start.toordinal() - 1, 0, index)
        reach, pieces, last = best[before]
        candidate = (reach + reading.length, pieces - 1, max(last, reading.published.toordinal()))
        if candidate > best[index]:
            best.append(candidate)
            taken.append(before)
        else:
            best.append(best[index])
            taken.append(-1)
    chosen: list[Reading] = []
    index = len(readings)
    while index > 0:
        if taken[index] >= 0:
            chosen.append(readings[index - 1])
            index = taken[index]
        else:
            index -= 1
    return best[-1][0], tuple(reversed(chosen))


def _longest_single(readings: Sequence[Reading]) -> tuple[int, tuple[Reading, ...]]:
    longest = max(readings, key=lambda reading: (reading.length, reading.published))
    return longest.length, (longest,)


class Level(NamedTuple):
    """The reading that answers for a level (R3), and the reading that covers the deadline."""

    standing: Reading | None
    covering: Reading | None


def level(
    readings: Sequence[Reading],  # one for each period, in order of time
    deadline: date | None,
    last_covering_day: date | None,
    owed_later: bool,
    meets: Callable[[Decimal], bool],
) -> Level:
    """The latest reading stands until one covers the deadline; then that one, for good (R3).

    ``owed_later``: the target is still owed after its deadline. A covering reading that falls short then gives way to
    the first later one that meets the target, and until then to the latest.
    """
    if not readings:
        return Level(None, None)
    latest = readings[-1]
    if deadline is None or last_covering_day is None:
        return Level(latest, None)
    covering = next((reading for reading in readings if deadline <= reading.end <= last_covering_day), None)
    if covering is not None and (not owed_later or meets(covering.value)):
        return Level(covering, covering)
    if owed_later:
        since = covering.end if covering else deadline
        later = next((reading for reading in readings if reading.end > since and meets(reading.value)), None)
        return Level(later or latest, covering)
    return Level(latest, covering)


class Milestone(NamedTuple):
    """The reading since which a milestone is done, and the latest reading (R3)."""

    done: Reading | None
    latest: Reading | None


def milestone(readings: Sequence[Reading]) -> Milestone:
    """Done since the earliest standing 1 that no later-dated 0 takes back."""
    done: Reading | None = None
    for reading in readings:
        if reading.value == 0:
            done = None
        elif done is None and reading.value == 1:
            done = reading
    return Milestone(done, readings[-1] if readings else None)
