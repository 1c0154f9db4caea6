"""R16: of the decided promises like one that is open, how many were kept in time.

A forecast is a count: "of 14 comparable promises 6 were kept". The chance behind it only serves to score it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .proportions import FEWEST
from .statuses import UNDER_WAY, WAITING
from .track_record import JUDGED, KEPT

FORECAST = (*UNDER_WAY, *WAITING, "unreported")  # may still turn out to have been kept in time
WEIGHT_OF_ALL = 5  # all promises together count as this many comparable ones*


Likeness = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From ``on`` a promise had this status."""

    on: date
    status: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A chain of revisions with all changes of its status, oldest first.

    ``likeness``: the body, the kind and the sector. ``counts_for``: the likenesses that it is comparable with: its own,
    and those of the bodies that took over from its body.
    """

    target: str
    likeness: Likeness
    counts_for: frozenset[Likeness]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many promises reports have decided, and how many of them were kept in time."""

    in_time: int = 0
    decided: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.in_time + other.in_time, self.decided + other.decided)

    def __sub__(self, other: Tally) -> Tally:
        return Tally(self.in_time - other.in_time, self.decided - other.decided)


NOTHING_DECIDED = Tally()


@dataclass(frozen=True, slots=True)
class Forecast:
    """``tally`` of the decided promises that are ``comparable``; else of all, since fewer than five are."""

    tally: Tally
    comparable: bool


def tally_of(statuses: Iterable[str]) -> Tally:
    """Count the decided ones."""
    decided = [status for status in statuses if status in JUDGED]
    return Tally(decided.count(KEPT), len(decided))


def forecast(alike: Tally, everything: Tally, *, beats_plain: bool) -> Forecast | None:
    """What can be said of an open promise; None while fewer than five promises are decided."""
    if beats_plain and alike.decided >= FEWEST:
        return Forecast(alike, comparable=True)
    return Forecast(everything, comparable=False) if everything.decided >= FEWEST else None


def chance(alike: Tally, everything: Tally) -> Decimal:
    """The mean of a beta distribution that begins at the share of all and has seen the promises alike."""
    share = Decimal(everything.in_time) / everything.decided
    return (alike.in_time + WEIGHT_OF_ALL * share) / (alike.decided + WEIGHT_OF_ALL)
