"""R9 and R5: sources that disagree, and the statuses that the doubt leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .evidence import cover
from .figures import Outcome
from .goals import Goal
from .periods import days
from .quantities import ZERO, Interval, apart
from .standing import Reading, of_each_publisher
from .verdicts import BY_PACE, Case, Judgement, decide, with_values


@dataclass(slots=True)
class Doubt:
    """Groups of figures that disagree, and what the evidence reads at its lowest and at its highest."""

    conflicts: list[tuple[str, ...]] = field(default_factory=list)
    lowest: dict[str, Decimal] = field(default_factory=dict)
    highest: dict[str, Decimal] = field(default_factory=dict)

    def add(self, disputed: Reading, figures: Sequence[Reading], others: Sequence[Decimal]) -> None:
        """Note that ``disputed``, a piece of the evidence, reads otherwise in other figures."""
        group = tuple(sorted(one.id for one in figures))
        if group not in self.conflicts:
            self.conflicts.append(group)
        values = [disputed.value, *others]
        self.lowest[disputed.id] = min(*values, self.lowest.get(disputed.id, disputed.value))
        self.highest[disputed.id] = max(*values, self.highest.get(disputed.id, disputed.value))


def doubt_about(case: Case, verdict: Judgement) -> Doubt:
    """Which figures disagree with the evidence of a verdict (R9)."""
    doubt = Doubt()
    if not verdict.evidence or len({one.publisher for group in verdict.stands.values() for one in group}) < 2:
        return doubt
    summed = case.goal is not None and case.goal.summed
    for piece in verdict.evidence:
        group = verdict.stands[(piece.start if summed else None, piece.end)]
        if len(group) == 1:
            continue
        figures = of_each_publisher(group)
        disputed = [one for one in figures if any(apart(one.interval, other.interval) for other in figures)]
        if disputed:
            doubt.add(piece, disputed, [one.value for one in disputed])
    if summed and case.goal is not None and case.goal.terms != "percent_change":
        others = _not_chosen(verdict)
        if others:
            for piece in verdict.evidence:
                _against_tiles(verdict, piece, others, doubt)
            _against_totals(verdict, others, doubt)
    return doubt


Others = list[tuple[date, date, list[Reading]]]


def _not_chosen(verdict: Judgement) -> Others:
    """The periods that are no piece of the sum, each with its readings; only those that share days with the pieces."""
    first, last = verdict.evidence[0].start, verdict.evidence[-1].end
    chosen = {(one.start, one.end) for one in verdict.evidence}
    others = [
        (start, end, group)
        for (start, end), group in verdict.stands.items()
        if start is not None and first is not None and start <= last and end >= first and (start, end) not in chosen
    ]
    return sorted(others, key=lambda other: other[:2])


def _against_tiles(verdict: Judgement, piece: Reading, others: Others, doubt: Doubt) -> None:
    """One publisher's total, chosen, against another's figures that tile the same period."""
    assert piece.start is not None
    tiles: dict[str, list[Reading]] = {}
    for start, end, group in others:
        if piece.start <= start and end <= piece.end:
            for one in of_each_publisher(group):
                tiles.setdefault(one.publisher, []).append(one)
    totals = of_each_publisher(verdict.stands[(piece.start, piece.end)])
    for publisher, parts in tiles.items():
        if len(parts) < 2:
            continue
        tiling = cover(parts, piece.start, piece.end)
        if tiling.days != days(piece.start, piece.end):
            continue
        total = sum((one.value for one in tiling.pieces), ZERO)
        for figure in totals:
            if figure.publisher != publisher and apart(figure.interval, _added(tiling.pieces)):
                doubt.add(piece, (figure, *tiling.pieces), [figure.value, total])


def _against_totals(verdict: Judgement, others: Others, doubt: Doubt) -> None:
    """One publisher's pieces, chosen, against another's total for the same period."""
    chosen = verdict.evidence
    for start, end, group in others:
        pieces = [one for one in chosen if one.start is not None and start <= one.start and one.end <= end]
        one_hand = len({one.publisher for one in pieces}) == 1
        if len(pieces) < 2 or not one_hand or cover(pieces, start, end).days != days(start, end):
            continue
        total = sum((one.value for one in pieces), ZERO)
        for figure in of_each_publisher(group):
            if figure.publisher != pieces[0].publisher and apart(figure.interval, _added(pieces)):
                doubt.add(pieces[0], (figure, *pieces), [pieces[0].value + figure.value - total])


def _added(pieces: Sequence[Reading]) -> Interval:
    low: Decimal | None = ZERO
    high: Decimal | None = ZERO
    for piece in pieces:
        low = None if low is None or piece.interval[0] is None else low + piece.interval[0]
        high = None if high is None or piece.interval[1] is None else high + piece.interval[1]
    return low, high


def status_range(case: Case, verdict: Judgement, doubt: Doubt) -> tuple[str, ...]:
    """The distinct statuses under the lowest and the highest readings; empty where nothing is in doubt."""
    statuses: list[str] = []
    if doubt.conflicts:
        statuses = [decide(with_values(case, doubt.lowest)).status, decide(with_values(case, doubt.highest)).status]
    rounded = _statuses_of_intervals(case, verdict)
    if any(status != verdict.status for status in rounded):
        low, high = (rounded[0], rounded[-1])
        statuses = [*statuses[:1], low, verdict.status, high, *statuses[1:]]
    return tuple(dict.fromkeys(statuses))


def _statuses_of_intervals(case: Case, verdict: Judgement) -> list[str]:
    """R5: the statuses at the finite ends of what the printed evidence leaves open."""
    if verdict.status not in BY_PACE and _out_of_reach(case, verdict):
        return [verdict.status]
    lowest, highest = at_the_ends(verdict)
    low = [_status_with(case, verdict, lowest)] if lowest else []
    high = [_status_with(case, verdict, highest)] if highest else []
    return [*low, verdict.status, *high]


def at_the_ends(verdict: Judgement) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """What the evidence reads at the low and the high end of all it leaves open; empty where that is no other."""
    intervals = [(one, one.interval) for one in verdict.evidence]
    lowest = {one.id: low for one, (low, _high) in intervals if low is not None}
    highest = {one.id: high for one, (_low, high) in intervals if high is not None}
    return _otherwise(verdict, lowest), _otherwise(verdict, highest)


def _otherwise(verdict: Judgement, values: dict[str, Decimal]) -> dict[str, Decimal]:
    if len(values) < len(verdict.evidence) or all(values[one.id] == one.value for one in verdict.evidence):
        return {}
    return values


def _status_with(case: Case, verdict: Judgement, values: dict[str, Decimal]) -> str:
    """The status with the evidence read at other values, decided anew only where these can turn it."""
    if verdict.status not in BY_PACE and not _turns(case, verdict, values):
        return verdict.status
    return decide(with_values(case, values)).status


def _out_of_reach(case: Case, verdict: Judgement) -> bool:
    """Whether the goal is so far that its edge cannot be met or missed by what rounding does to exact figures."""
    goal = case.goal
    if goal is None or not _has_one_edge(goal):
        return False
    reach = ZERO
    for one in verdict.evidence:
        printed = one.printed_as
        if not isinstance(printed, Outcome) or printed.qualifier != "exactly":
            return False
        if printed.rounded_to is not None:
            reach += printed.rounded_to.copy_abs()  # twice as far as it goes
    sums = (verdict.actual, verdict.in_time.actual if verdict.in_time else None)
    return all(abs(actual - goal.met_from) > reach for actual in sums if actual is not None)


def _has_one_edge(goal: Goal) -> bool:
    return goal.terms != "done" and not goal.ceiling and not goal.band and not goal.two_ended


def _turns(case: Case, verdict: Judgement, values: dict[str, Decimal]) -> bool:
    """Whether other values can meet the goal, in time or at all, where the printed ones do not, or the other way."""
    goal = case.goal
    if goal is None or goal.terms == "done" or goal.ceiling or goal.band:
        return True
    choices = (verdict.evidence, verdict.in_time.pieces if verdict.in_time else ())
    for pieces in choices:
        printed = sum([one.value for one in pieces], ZERO)
        otherwise = sum([values.get(one.id, one.value) for one in pieces], ZERO)
        if pieces and goal.met_by(printed) != goal.met_by(otherwise):
            return True
    return False
