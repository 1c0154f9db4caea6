"""R13: consistency checks of the reports by interval arithmetic. They change no verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise
from operator import attrgetter

from .figures import Indicator, Outcome
from .goals import RELATIVE
from .period_figures import Period, by_period
from .periods import days
from .quantities import EXACT, HUNDRED, ONE, ZERO, Interval, apart, interval, shown
from .readings import OutcomeIndex

SUSPICIOUS_RATE = 5  # R13*: times the rate before
BY_PERIOD_END = attrgetter("period_end", "id")
NEAR_IN_TIME = 45  # R13: days within which two implied exchange rates are compared


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A failed check: its code, the ids of its outcomes, and the two intervals that do not overlap.

    ``found`` is the interval of the last outcome, ``implied`` what the others allow; None is an open end.
    """

    code: str  # falls | growth_differs | last_stretch | share_differs | parts_differ | exchange_rate_differs
    outcomes: tuple[str, ...]
    stated: Interval
    implied: Interval


def consistency(indicator: Indicator, outcomes: Iterable[Outcome], as_of: date) -> tuple[Inconsistency, ...]:
    """Every check of the reports on one indicator that were known on the day (R1)."""
    with localcontext(EXACT):
        outcomes_known = OutcomeIndex(outcomes).known_on(indicator, as_of)
        inconsistencies = list(growth_against_levels(outcomes_known, by_end=indicator.accumulation == "level"))
        if indicator.accumulation == "sum":
            inconsistencies += [*falling(outcomes_known), *last_stretch(outcomes_known)]
    return tuple(sorted(inconsistencies, key=lambda inconsistency: (inconsistency.code, inconsistency.outcomes)))


def _of_each_publisher(outcomes: Sequence[Outcome]) -> dict[tuple[str, date | None, date], Outcome]:
    """Each publisher's absolute report for each period (R9): its final one, else the latest."""
    return {
        (outcome.publisher.key, outcome.period_start, outcome.period_end): outcome
        for outcome in sorted(outcomes, key=attrgetter("final", "published", "id"))
        if outcome.basis == "absolute"
    }


def _running(outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
    """Running totals: absolute reports of one publisher that count from the same day, in order of time."""
    series: dict[tuple[str, date], list[Outcome]] = {}
    for outcome in _of_each_publisher(outcomes).values():
        if outcome.period_start is not None:
            series.setdefault((outcome.publisher.key, outcome.period_start), []).append(outcome)
    return [sorted(totals, key=BY_PERIOD_END) for totals in series.values() if len(totals) > 1]


def falling(outcomes: Sequence[Outcome]) -> Iterable[Inconsistency]:
    """A running total that is lower than an earlier one."""
    for group in _running(outcomes):
        for before, after in pairwise(group):
            low, high = interval(before)[0], interval(after)[1]
            if before.period_end < after.period_end and low is not None and high is not None and high < low:
                yield Inconsistency("falls", (before.id, after.id), interval(after), interval(before))


def growth_against_levels(outcomes: Sequence[Outcome], *, by_end: bool = False) -> Iterable[Inconsistency]:
    """Growth as stated against growth computed from the two values.

    ``by_end``: of levels, a period that is named by its end alone is that of any reading that ends there (R4).
    """
    values = _of_each_publisher(outcomes)
    for stated in outcomes:
        if stated.basis not in RELATIVE or stated.compared_with_end is None:
            continue
        for (publisher, start, end), previous in values.items():
            named_by_end = by_end and None in (start, stated.compared_with_start)
            if end != stated.compared_with_end or not (named_by_end or start == stated.compared_with_start):
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
    """The growth that two intervals of positive values allow, in the terms of ``basis``."""
    if previous[0] is not None and previous[0] <= 0:
        previous = None, previous[1]
    low = _quotient(current[0], previous[1], previous[0])
    high = _quotient(current[1], previous[0], previous[1])
    if basis == "multiple":
        return low, high
    return None if low is None else (low - ONE) * HUNDRED, None if high is None else (high - ONE) * HUNDRED


def _quotient(value: Decimal | None, positive: Decimal | None, negative: Decimal | None) -> Decimal | None:
    """An end of an interval, divided by one end of a positive interval, or by the other if it is below zero."""
    if value is None:
        return None
    divisor = positive if value >= 0 else negative
    return None if divisor is None else value / divisor


def last_stretch(outcomes: Sequence[Outcome]) -> Iterable[Inconsistency]:
    """A final figure that needs, since the report before it, over five times the rate until then."""
    standing = [outcome for outcome in _of_each_publisher(outcomes).values() if outcome.value]
    for final in (outcome for outcome in outcomes if outcome.final and outcome.basis == "absolute" and outcome.value):
        start, end = final.period_start, final.period_end
        earlier = [outcome for outcome in standing if outcome.period_start == start and outcome.period_end < end]
        if not earlier or start is None:
            continue
        before = max(earlier, key=BY_PERIOD_END)
        before_high, final_low = interval(before)[1], interval(final)[0]
        if before_high is None or final_low is None or before_high <= 0:
            continue
        rate = before_high / days(start, before.period_end)
        needed = (final_low - before_high) / (days(before.period_end, end) - 1)
        if needed > SUSPICIOUS_RATE * rate:
            yield Inconsistency(
                "last_stretch", (before.id, final.id), (shown(needed), None), (None, shown(rate * SUSPICIOUS_RATE))
            )


def share_against_part_and_whole(share: Outcome, part: Outcome, whole: Outcome) -> Inconsistency | None:
    """A share in percent against its part and its whole."""
    with localcontext(EXACT):
        part_ends, whole_ends = interval(part), interval(whole)
        low = None if part_ends[0] is None or not whole_ends[1] else part_ends[0] / whole_ends[1] * HUNDRED
        high = None if part_ends[1] is None or not whole_ends[0] else part_ends[1] / whole_ends[0] * HUNDRED
        if not apart(interval(share), (low, high)):
            return None
        return Inconsistency("share_differs", (part.id, whole.id, share.id), interval(share), _shown((low, high)))


def parts_against_total(parts: Sequence[Outcome], total: Outcome, complete: bool) -> Inconsistency | None:
    """Parts against their total: complete parts must equal it, incomplete parts must not exceed it."""
    with localcontext(EXACT):
        low: Decimal | None = ZERO
        high: Decimal | None = ZERO
        for outcome in parts:
            ends = interval(outcome)
            low = None if low is None or ends[0] is None else low + ends[0]
            high = None if high is None or ends[1] is None else high + ends[1]
        implied: Interval = (low, high if complete else None)
        if not apart(interval(total), implied):
            return None
        ids = (*(outcome.id for outcome in parts), total.id)
        return Inconsistency("parts_differ", ids, interval(total), _shown(implied))


def parts_by_territory(
    indicator: Indicator, parts: Iterable[str], outcomes: Iterable[Outcome], as_of: date
) -> tuple[Inconsistency, ...]:
    """For each period of a sum: the standing figures (R9) of the territories in ``parts`` against the total.

    The reported parts may be incomplete, so they may fall short of the total but must not exceed it.
    """
    if indicator.accumulation != "sum":
        return ()
    with localcontext(EXACT):
        index = OutcomeIndex(outcomes)
        totals = _standing(indicator, index, as_of)
        of_parts = [_standing(replace(indicator, territory=part), index, as_of) for part in sorted(set(parts))]
        inconsistencies = []
        for period, total in totals.items():
            parts_reported = [standing[period] for standing in of_parts if period in standing]
            inconsistency = parts_against_total(parts_reported, total, complete=False) if parts_reported else None
            if inconsistency is not None:
                inconsistencies.append(inconsistency)
        return tuple(sorted(inconsistencies, key=lambda inconsistency: inconsistency.outcomes))


def _standing(indicator: Indicator, index: OutcomeIndex, as_of: date) -> dict[Period, Outcome]:
    """Period → the absolute report that stands for it (R9)."""
    by_id = {outcome.id: outcome for outcome in index.known_on(indicator, as_of) if outcome.basis == "absolute"}
    stands = by_period((index.reading(outcome, True) for outcome in by_id.values()), dated=False)
    return {period: by_id[group[0].id] for period, group in stands.items()}


def exchange_rates(pairs: Sequence[tuple[Outcome, Outcome]]) -> tuple[Inconsistency, ...]:
    """Amounts in two currencies: their rate against the rates of other pairs published within 45 days."""
    with localcontext(EXACT):
        rates = [(local, foreign, _rate(interval(local), interval(foreign))) for local, foreign in pairs]
        inconsistencies = []
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
                inconsistencies.append(
                    Inconsistency("exchange_rate_differs", (local.id, foreign.id), _shown(rate), _shown(implied))
                )
        return tuple(inconsistencies)


def _rate(local: Interval, foreign: Interval) -> Interval:
    low = None if local[0] is None or not foreign[1] else local[0] / foreign[1]
    high = None if local[1] is None or not foreign[0] else local[1] / foreign[0]
    return low, high


def _shown(ends: Interval) -> Interval:
    return shown(ends[0]), shown(ends[1])
