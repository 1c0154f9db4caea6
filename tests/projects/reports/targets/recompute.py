"""Every status from one file of inputs: ``python recompute.py targets.csv``. Written from docs/method.md alone.

As plain as the shipped record allows: ranges, ceilings, seasons, compound paths and published baselines of relative
targets are not in it, and a target that has one and a report on it is refused rather than judged wrongly.
"""

import csv
import sys
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

RANK = ["official_statistics", "government", "company", "press"]
DAYS = ["as_of", "announced", "deadline", "window_start", "baseline_end", "period_start", "period_end", "counts_from"]
FIGURES = ["value", "rounded_to", "baseline_value", "reporting_interval_days"]


def statuses(file):
    """{target: status} for the link of each chain that stands."""
    rows = []
    for row in csv.DictReader(file):
        for name, text in row.items():
            kind = date.fromisoformat if name in DAYS else Decimal if name in FIGURES else str
            row[name] = kind(text) if text else None
        rows.append(SimpleNamespace(**row))
    reports, targets = [r for r in rows if r.role == "outcome"], {t.id: t for t in rows if t.role != "outcome"}
    publisher = {r.id: r.publisher_key for r in reports}
    gone = {r.corrects for r in reports if r.has_note == "true" or publisher.get(r.corrects) == r.publisher_key}  # R9
    reports = [r for r in reports if r.id not in gone and r.value is not None and r.period_end <= r.as_of]  # R1
    replaced = {t.revises for t in targets.values()}
    current = {t.chain: t for t in targets.values() if t.id not in replaced}  # R10
    for t in targets.values():
        t.first = targets[t.chain].announced
    for t in current.values():
        chains = {s.chain for s in targets.values() if s.interim_for and targets[s.interim_for].chain == t.chain}
        t.steps = [current[chain] for chain in chains]
    place = [
        (t, [r for r in reports if (r.indicator, r.territory) == (t.indicator, t.territory)]) for t in current.values()
    ]
    return {t.id: status(t, own) for t, own in place}


def status(t, reports):  # R11, in its order
    if t.withdrawn == "true":
        return "withdrawn"
    past = t.deadline and t.as_of > t.deadline
    not_open = t.window_start and t.as_of < t.window_start
    if t.accumulation == "milestone":
        done = denied = None
        for r in since_promise(t, reports):
            done, denied = ((done or r.period_end), None) if r.value else (None, r.period_end)
        if done:
            return "achieved_late" if t.deadline and done > t.deadline else "achieved"
        if past:
            return "overdue" if denied and denied >= t.deadline else "unreported"
        return "not_assessable" if not t.deadline else "too_early" if not_open else "no_data"
    if not t.unit or t.value is None or t.basis != "absolute":
        assert t.basis == "absolute" or not (t.baseline_end or t.baseline_value), f"{t.id}: not in this script's reach"
        return "not_assessable"
    beyond = t.direction == "decrease" or t.qualifier in ("at_most", "less_than", "between")
    reports = [r for r in reports if r.basis == "absolute"]
    assert not (beyond and reports), f"{t.id}: not in this script's reach"
    actual, until, days, covered, counts, in_time = (of_sum if t.accumulation == "sum" else of_level)(t, reports, past)
    if counts and met(t, actual):
        return "achieved" if in_time or not t.deadline else "achieved_late"
    base, start = Decimal(0), t.window_start or t.first
    if t.accumulation == "level":
        base, start = t.baseline_value, max(filter(None, [t.baseline_end, t.window_start]), default=t.first)
    if not t.deadline or (actual is not None and base is None and not past):
        return "not_assessable"
    if covered and t.timing == "within_period":
        return "missed"
    if past:
        return "overdue" if covered else "unreported"
    length = (t.deadline - start).days + (t.accumulation == "sum")
    if not_open or (actual is not None and (days or (until - start).days) * 10 < length):
        return "too_early"
    if actual is None:
        return "no_data"
    expected = on_path(t, start, length, base, days or (until - start).days)  # R7
    if t.value <= base or expected == base:
        return "on_track" if t.value > base and actual >= base else "off_track"
    pace = (actual - base) / (expected - base)
    return "on_track" if pace >= Decimal("0.95") else "behind" if pace >= Decimal("0.6") else "off_track"


def met(t, actual):  # R5
    edge = t.value - (t.rounded_to or Decimal(0)) / 2 - (t.value * Decimal("0.05") if t.qualifier == "about" else 0)
    return actual > edge if t.qualifier == "more_than" else actual >= edge


def on_path(t, start, length, base, days):
    """The expected value, in straight lines through the steps on the way."""
    points = [(0, base)]
    for s in sorted(t.steps, key=lambda s: s.deadline or date.max):
        if s.value is not None and s.deadline and s.indicator == t.indicator and s.withdrawn != "true":
            cumulative = t.accumulation == "level" or s.window_start == t.window_start
            at = (s.deadline - start).days + (t.accumulation == "sum")
            points += [(at, s.value if cumulative else points[-1][1] + s.value)] if 0 < at < length else []
    points.append((length, t.value))
    (left, low), (right, high) = next(pair for pair in pairwise(points) if days <= pair[1][0])
    return low + (high - low) * max(days - left, 0) / (right - left)


def since_promise(t, reports):  # R3
    if t.baseline_end or t.window_start:
        reports = [r for r in reports if (t.baseline_end or date.min) < r.period_end >= (t.window_start or date.min)]
    return stand([r for r in reports if t.baseline_end or t.window_start or r.period_end >= t.first], dated=True)


def stand(reports, dated):  # R9: one report for each period, in order of time
    best = {}
    for r in sorted(reports, key=lambda r: (rank(r), r.final != "true", -r.counts_from.toordinal(), r.id)):
        best.setdefault((dated or r.period_start, r.period_end), r)
    return sorted(best.values(), key=lambda r: r.period_end)


def rank(r):
    return RANK.index(r.source_kind)


def of_sum(t, reports, past):  # R2
    owed_later = t.timing == "by_deadline" or not t.deadline
    pieces = cover(t, reports, t.as_of if owed_later else t.deadline)
    early = cover(t, reports, t.deadline) if t.deadline else pieces
    days = sum((r.period_end - r.period_start).days + 1 for r in pieces)
    actual, until = (sum(r.value for r in pieces), pieces[-1].period_end) if pieces else (None, None)
    day, covered = (
        t.window_start or (pieces[0].period_start if pieces else None),
        bool(t.deadline and until and until >= t.deadline),
    )
    for r in pieces:
        covered = covered and (r.period_start <= day or day > t.deadline)
        day = r.period_end + timedelta(1)
    return actual, until, days, covered, bool(pieces), bool(early) and met(t, sum(r.value for r in early))


def cover(t, reports, end):
    """The periods that do not overlap and cover the most days; ties: better source, fewer pieces, later publication."""
    best = (0, 0, 0, [])
    for worst in range(len(RANK)):
        ways = [(0, 0, 0, [])]
        for r in stand(
            [r for r in reports if r.period_start and rank(r) <= worst and r.period_end <= end], dated=False
        ):
            if r.period_start >= (t.window_start or date.min):
                before = max((w for w in ways if not w[3] or w[3][-1].period_end < r.period_start), key=lambda w: w[:3])
                days = before[0] + (r.period_end - r.period_start).days + 1
                ways.append((days, before[1] - 1, max(before[2], r.counts_from.toordinal()), [*before[3], r]))
        best = max(best, max(ways, key=lambda w: w[:3]), key=lambda w: w[0])
    return best[3]


def of_level(t, reports, past):  # R3
    readings = since_promise(t, reports)
    if not readings or not t.deadline:
        last = readings[-1] if readings else SimpleNamespace(value=None, period_end=None)
        return last.value, last.period_end, 0, False, bool(readings), True
    last_day = t.deadline + timedelta(int(t.reporting_interval_days or 180))
    covering = next((r for r in readings if t.deadline <= r.period_end <= last_day), None)
    chosen = covering or readings[-1]
    if t.timing == "by_deadline" and not (covering and met(t, covering.value)):
        since = covering.period_end if covering else t.deadline
        chosen = next((r for r in readings if r.period_end > since and met(t, r.value)), readings[-1])
    counts = not past or chosen is covering or (t.timing == "by_deadline" and chosen.period_end > t.deadline)
    return chosen.value, chosen.period_end, 0, bool(covering), counts, chosen.period_end <= t.deadline


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as opened:
        print(*(f"{target},{status}" for target, status in statuses(opened).items()), sep="\n")
