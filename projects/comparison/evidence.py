"""R2 and R3: what the standing readings add up to, or which of them answers for a target."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter

from .periods import days
from .quantities import ZERO
from .readings import Reading

BY_END = attrgetter("end")


class Cover:
    """The chosen pieces of a sum (R2), in order of time.

    ``actual`` is their sum and ``days`` the days in them; ``until`` the end of the last; ``start`` the window's,
    else the first piece's; ``has_gap`` whether a day between start and end is not covered. ``values`` say what some
    pieces (by id) are read as.
    """

    __slots__ = ("actual", "days", "has_gap", "pieces", "start", "until")

    def __init__(
        self, pieces: tuple[Reading, ...], start: date | None, values: Mapping[str, Decimal] | None = None
    ) -> None:
        self.pieces = pieces
        read = [values.get(piece.id, piece.value) for piece in pieces] if values else [piece.value for piece in pieces]
        self.actual = sum(read, ZERO) if pieces else None
        self.days = sum([piece.length for piece in pieces])
        self.until = pieces[-1].end if pieces else None
        self.start = start if start is not None or not pieces else pieces[0].start
        self.has_gap = bool(pieces) and self.start is not None and self.days < days(self.start, pieces[-1].end)

    def exchanged(self, before: Reading | None, now: Reading | None, start: date | None) -> Cover:
        """The same choice with one period's figure come, gone or become another; no two of its periods overlap.

        ``start`` is the window's. For the walk through a history, which would add up the same figures each day.
        """
        one = now or before
        assert one is not None
        other: Cover = Cover.__new__(Cover)
        if now and not before and (self.until is None or self.until < one.end):  # mostly the next period
            other.pieces = pieces = (*self.pieces, now)
        else:
            place = bisect_left(self.pieces, one.end, key=BY_END)
            other.pieces = pieces = self.pieces[:place] + ((now,) if now else ()) + self.pieces[place + bool(before) :]
        other.days = self.days + (now.length if now else 0) - (before.length if before else 0)
        actual = (self.actual or ZERO) + (now.value if now else ZERO) - (before.value if before else ZERO)
        other.actual, other.until = (actual, pieces[-1].end) if pieces else (None, None)
        other.start = start if start is not None or not pieces else pieces[0].start
        other.has_gap = bool(pieces) and other.start is not None and other.days < days(other.start, pieces[-1].end)
        return other

    def covers(self, deadline: date) -> bool:
        """Whether the pieces reach the deadline without a gap before it."""
        if self.until is None or self.until < deadline:
            return False
        return not self.has_gap or (self.until > deadline and not self._has_gap_by(deadline))

    def _has_gap_by(self, limit: date) -> bool:
        expected_from = self.start
        for piece in self.pieces:
            assert piece.start is not None
            if expected_from is not None and expected_from < piece.start:
                return expected_from <= limit
            if piece.end >= limit:
                return False
            expected_from = piece.end + timedelta(days=1)
        return False


def cover(standing: Sequence[Reading], start: date | None, end: date, single: bool = False) -> Cover:
    """Choose the non-overlapping periods between ``start`` and ``end`` that cover the most days (R2).

    Ties go to the better source (the weakest of the pieces), then to fewer pieces, then to the later last
    publication. ``single`` allows one piece only: percentages of different periods do not add up.
    """
    inside = [
        one
        for one in standing
        if one.end <= end and one.length and (start is None or (one.start is not None and one.start >= start))
    ]
    if len(inside) < 2 or (not single and follow_each_other(inside)):
        return Cover(tuple(inside), start)
    inside.sort(key=lambda one: (one.end, one.start, one.id))
    if not single and follow_each_other(inside):
        return Cover(tuple(inside), start)
    most = _longest_single if single else _longest
    reach, pieces = most(inside)
    for rank in sorted({one.rank for one in inside})[:-1]:
        better_reach, better = most([one for one in inside if one.rank <= rank])
        if better_reach == reach:
            pieces = better
            break
    return Cover(pieces, start)


def follow_each_other(inside: Sequence[Reading]) -> bool:
    """Whether they are in order and no period overlaps another: then all of them together cover the most days."""
    for before, one in pairwise(inside):  # noqa: SIM110  # a plain loop: this runs for every day of every history
        if one.start is None or one.start <= before.end:
            return False
    return True


def _longest(inside: Sequence[Reading]) -> tuple[int, tuple[Reading, ...]]:
    """Weighted interval scheduling: most days, then fewest pieces, then the latest last publication."""
    ends = [one.end.toordinal() for one in inside]
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    taken: list[int] = [-1]  # for each prefix: which prefix the last piece was put on, or -1 if it was left out
    for index, one in enumerate(inside):
        assert one.start is not None
        before = bisect_right(ends, one.start.toordinal() - 1, 0, index)
        reach, pieces, last = best[before]
        candidate = (reach + one.length, pieces - 1, max(last, one.published.toordinal()))
        if candidate > best[index]:
            best.append(candidate)
            taken.append(before)
        else:
            best.append(best[index])
            taken.append(-1)
    chosen: list[Reading] = []
    index = len(inside)
    while index > 0:
        if taken[index] >= 0:
            chosen.append(inside[index - 1])
            index = taken[index]
        else:
            index -= 1
    return best[-1][0], tuple(reversed(chosen))


def _longest_single(inside: Sequence[Reading]) -> tuple[int, tuple[Reading, ...]]:
    def weight(one: Reading) -> tuple[int, int]:
        return one.length, one.published.toordinal()

    longest = max(inside, key=weight)
    return weight(longest)[0], (longest,)


@dataclass(slots=True)
class Level:
    """The reading that answers for a level (R3), and the one that covers the deadline, if any."""

    standing: Reading | None
    covering: Reading | None


def level(
    readings: Sequence[Reading],  # one for each period, in order of time
    deadline: date | None,
    last_covering_day: date | None,
    goes_on: bool,
    meets: Callable[[Decimal], bool],
) -> Level:
    """The latest reading stands until one covers the deadline; then that one, for good (R3).

    With ``goes_on`` (a target still owed after its deadline) an unmet covering reading gives way to the first
    later one that meets the target, and until then to the latest.
    """
    if not readings:
        return Level(None, None)
    latest = readings[-1]
    if deadline is None or last_covering_day is None:
        return Level(latest, None)
    covering = next((one for one in readings if deadline <= one.end <= last_covering_day), None)
    if covering is not None and (not goes_on or meets(covering.value)):
        return Level(covering, covering)
    if goes_on:
        since = covering.end if covering else deadline
        later = next((one for one in readings if one.end > since and meets(one.value)), None)
        return Level(later or latest, covering)
    return Level(latest, covering)


@dataclass(slots=True)
class Milestone:
    """Since when a milestone is done, and the latest report on it (R3)."""

    done: Reading | None
    latest: Reading | None


def milestone(readings: Sequence[Reading]) -> Milestone:
    """Done since the earliest standing 1 that no later-dated 0 takes back."""
    done: Reading | None = None
    for one in readings:
        if one.value == 0:
            done = None
        elif done is None and one.value == 1:
            done = one
    return Milestone(done, readings[-1] if readings else None)
