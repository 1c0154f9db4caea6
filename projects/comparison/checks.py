"""R13: consistency checks by interval arithmetic. They stand beside the figures and change no verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

from .figures import Indicator, Outcome
from .goals import RELATIVE
from .period_figures import Period, by_period
from .periods import days
from .publishers import publisher_key
from .quantities import EXACT, HUNDRED, ONE, ZERO, Interval, apart, interval, shown
from .readings import OutcomeIndex

SUSPICIOUS_RATE = 5  # R13*: times the rate reported before
NEAR_IN_TIME = 45  # R13: days within which implied exchange rates are comparable


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A check that failed: its code, the outcomes it concerns, and the two intervals that do not meet.

    ``found`` is what the figures named last say, ``implied`` what the others would allow; ``None`` is an open end.
    """

    code: str  # falls | growth_differs | last_stretch | share_differs | parts_differ | exchange_rate_differs
    outcomes: tuple[str, ...]
    found: Interval
    implied: Interval


def consistency(indicator: Indicator, outcomes: Iterable[Outcome], as_of: date) -> tuple[Inconsistency, ...]:
    """Every check that needs nothing but the reports on one indicator, known on the day (R1)."""
    with localcontext(EXACT):
        known = OutcomeIndex(outcomes).known(indicator, as_of)
        found = list(growth_against_levels(known))
        if indicator.accumulation == "sum":
            found += [*falling(known), *last_stretch(known)]
    return tuple(sorted(found, key=lambda one: (one.code, one.outcomes)))


def _of_each_publisher(known: Sequence[Outcome]) -> dict[tuple[str, date | None, date], Outcome]:
    """The absolute report that stands for each period of each publisher (R9): its final one, else the latest."""
    in_order = sorted(known, key=lambda one: (one.final, one.published, one.id))
    absolute = [one for one in in_order if one.basis == "absolute"]
    return {(publisher_key(one.publisher), one.period_start, one.period_end): one for one in absolute}


def _running(known: Sequence[Outcome]) -> list[list[Outcome]]:
    """Absolute reports of one publisher that count from the same day, in order of time."""
    series: dict[tuple[str, date], list[Outcome]] = {}
    for one in _of_each_publisher(known).values():
        if one.period_start is not None:
            series.setdefault((publisher_key(one.publisher), one.period_start), []).append(one)
    return [sorted(group, key=lambda one: (one.period_end, one.id)) for group in series.values() if len(group) > 1]


def falling(known: Sequence[Outcome]) -> Iterable[Inconsistency]:
    """A figure that counts from the same day as an earlier one, reaches further, and is lower all the same."""
    for group in _running(known):
        for before, after in pairwise(group):
            low, high = interval(before)[0], interval(after)[1]
            if before.period_end < after.period_end and low is not None and high is not None and high < low:
                yield Inconsistency("falls", (before.id, after.id), interval(after), interval(before))


def growth_against_levels(known: Sequence[Outcome]) -> Iterable[Inconsistency]:
    """Growth as stated against growth computed from the two values: previous = current / (1 + g)."""
    values = _of_each_publisher(known)
    for stated in known:
        if stated.basis not in RELATIVE or stated.compared_with_end is None:
            continue
        for (publisher, start, end), previous in values.items():
            if (start, end) != (stated.compared_with_start, stated.compared_with_end):
                continue
            current = values.get((publisher, stated.period_start, stated.period_end))
            if current is None or previous.value is None or previous.value <= 0:
                continue
            computed = _growth(interval(current), interval(previous), stated.basis)
            if apart(interval(stated), computed):
                yield Inconsistency(
                    "growth_differs", (previous.id, current.id, stated.id), interval(stated), _shown(computed)
                )


def _growth(current: Interval, previous: Interval, basis: str) -> Interval:
    """The growth that two intervals allow, in the terms of ``basis``; positive values only."""
    low = None if current[0] is None or previous[1] is None else current[0] / previous[1]
    high = None if current[1] is None or not previous[0] or previous[0] < 0 else current[1] / previous[0]
    if basis == "multiple":
        return low, high
    return None if low is None else (low - ONE) * HUNDRED, None if high is None else (high - ONE) * HUNDRED


def last_stretch(known: Sequence[Outcome]) -> Iterable[Inconsistency]:
    """A final figure that needs, since the report before it, over five times the rate reported until then."""
    standing = [one for one in _of_each_publisher(known).values() if one.value]
    for final in (one for one in known if one.final and one.basis == "absolute" and one.value):
        earlier = [
            one for one in standing if one.period_start == final.period_start and one.period_end < final.period_end
        ]
        if not earlier or final.period_start is None:
            continue
        before = max(earlier, key=lambda one: (one.period_end, one.id))
        before_high, final_low = interval(before)[1], interval(final)[0]
        if before_high is None or final_low is None or before_high <= 0:
            continue
        rate = before_high / days(final.period_start, before.period_end)
        needed = (final_low - before_high) / (days(before.period_end, final.period_end) - 1)
        if needed > SUSPICIOUS_RATE * rate:
            yield Inconsistency(
                "last_stretch", (before.id, final.id), (shown(needed), None), (None, shown(rate * SUSPICIOUS_RATE))
            )


def share_against_part_and_whole(share: Outcome, part: Outcome, whole: Outcome) -> Inconsistency | None:
    """A share in percent against the part and the whole that it is said to be the share of."""
    with localcontext(EXACT):
        part_ends, whole_ends = interval(part), interval(whole)
        low = None if part_ends[0] is None or not whole_ends[1] else part_ends[0] / whole_ends[1] * HUNDRED
        high = None if part_ends[1] is None or not whole_ends[0] else part_ends[1] / whole_ends[0] * HUNDRED
        if not apart(interval(share), (low, high)):
            return None
        return Inconsistency("share_differs", (part.id, whole.id, share.id), interval(share), _shown((low, high)))


def parts_against_total(parts: Sequence[Outcome], total: Outcome, complete: bool) -> Inconsistency | None:
    """Parts against their total: complete parts must equal it, some of the parts must not exceed it."""
    with localcontext(EXACT):
        low: Decimal | None = ZERO
        high: Decimal | None = ZERO
        for one in parts:
            ends = interval(one)
            low = None if low is None or ends[0] is None else low + ends[0]
            high = None if high is None or ends[1] is None else high + ends[1]
        implied: Interval = (low, high if complete else None)
        if not apart(interval(total), implied):
            return None
        return Inconsistency("parts_differ", (*(one.id for one in parts), total.id), interval(total), _shown(implied))


def parts_by_territory(
    indicator: Indicator, parts: Iterable[str], outcomes: Iterable[Outcome], as_of: date
) -> tuple[Inconsistency, ...]:
    """For each period of a sum: the figures that stand (R9) for the territories in ``parts`` against the total.

    Nothing says that the parts reported are all there are, so they must not exceed the total, but may fall short.
    """
    if indicator.accumulation != "sum":
        return ()
    with localcontext(EXACT):
        index = OutcomeIndex(outcomes)
        totals = _standing(indicator, index, as_of)
        of_parts = [_standing(replace(indicator, territory=part), index, as_of) for part in sorted(set(parts))]
        found = []
        for period, total in totals.items():
            there = [standing[period] for standing in of_parts if period in standing]
            differs = parts_against_total(there, total, complete=False) if there else None
            if differs is not None:
                found.append(differs)
        return tuple(sorted(found, key=lambda one: one.outcomes))


def _standing(indicator: Indicator, index: OutcomeIndex, as_of: date) -> dict[Period, Outcome]:
    """The absolute report that stands for each period."""
    known = {one.id: one for one in index.known(indicator, as_of) if one.basis == "absolute"}
    stands = by_period((index.reading(one, True) for one in known.values()), dated=False)
    return {period: known[group[0].id] for period, group in stands.items()}


def exchange_rates(pairs: Sequence[tuple[Outcome, Outcome]]) -> tuple[Inconsistency, ...]:
    """One sum told in two currencies, against the rates that other such pairs published within 45 days imply."""
    with localcontext(EXACT):
        rates = [(local, foreign, _rate(interval(local), interval(foreign))) for local, foreign in pairs]
        found = []
        for local, foreign, rate in rates:
            others = [
                other
                for near, _foreign, other in rates
                if near is not local and abs((near.published - local.published).days) <= NEAR_IN_TIME
            ]
            if others and all(apart(rate, other) for other in others):
                lows = [low for low, _high in others if low is not None]
                highs = [high for _low, high in others if high is not None]
                implied = (min(lows) if len(lows) == len(others) else None, max(highs) if highs else None)
                found.append(
                    Inconsistency("exchange_rate_differs", (local.id, foreign.id), _shown(rate), _shown(implied))
                )
        return tuple(found)


def _rate(local: Interval, foreign: Interval) -> Interval:
    low = None if local[0] is None or not foreign[1] else local[0] / foreign[1]
    high = None if local[1] is None or not foreign[0] else local[1] / foreign[0]
    return low, high


def _shown(ends: Interval) -> Interval:
    return shown(ends[0]), shown(ends[1])
