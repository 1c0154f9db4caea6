"""R5 and R9: the range of statuses that the doubt about the figures leaves open."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal

from .cases import Case, Judgement, with_values
from .conflicts import read_at
from .evidence import BY_END
from .figures import Outcome
from .quantities import ZERO
from .readings import Reading
from .statuses import UNDER_WAY
from .verdicts import decide

Values = Mapping[str, Decimal]


def status_range(case: Case, verdict: Judgement, conflicts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The distinct statuses at the lowest and highest readings; empty if nothing is in doubt."""
    statuses: list[str] = []
    if conflicts:
        statuses = [decide(read_at(min, case, verdict)).status, decide(read_at(max, case, verdict)).status]
    rounded = _statuses_of_intervals(case, verdict)
    if any(status != verdict.status for status in rounded):
        low, high = (rounded[0], rounded[-1])
        statuses = [*statuses[:1], low, verdict.status, high, *statuses[1:]]
    return tuple(dict.fromkeys(statuses))


def at_the_ends(case: Case, verdict: Judgement) -> tuple[Values, Values]:
    """The standing readings, by id, at the low ends and at the high ends of their intervals.

    Only readings that can bear on the verdict are included. A side is empty if it differs in nothing from the printed
    values, or if a piece of evidence is open at that end.
    """
    readings = _bearing(case, verdict)
    intervals = [(reading, reading.interval) for reading in readings]
    lowest = {reading.id: low for reading, (low, _high) in intervals if low is not None}
    highest = {reading.id: high for reading, (_low, high) in intervals if high is not None}
    return _otherwise(verdict, readings, lowest), _otherwise(verdict, readings, highest)


def _otherwise(verdict: Judgement, readings: Sequence[Reading], values: Values) -> Values:
    is_open = any(reading.id not in values for reading in verdict.evidence)
    if is_open or all(values.get(reading.id, reading.value) == reading.value for reading in readings):
        return {}
    return values


def _bearing(case: Case, verdict: Judgement) -> Sequence[Reading]:
    """The evidence, and the standing readings that could decide the status at other values."""
    goal, link, best = case.goal, case.link, case.figures.best
    if goal is None or goal.terms == "done" or (verdict.path is not None and verdict.path.kind == "seasonal"):
        return best
    others: Sequence[Reading] = ()
    if goal.summed:
        others = verdict.in_time.pieces if verdict.in_time is not None and verdict.in_time is not verdict.cover else ()
    elif link.timing == "by_deadline" and link.deadline is not None:  # R3: the first that meets it, from then on
        others = best[bisect_left(best, link.deadline, key=BY_END) :]
    if not others:
        return verdict.evidence
    evidence = {reading.id for reading in verdict.evidence}
    return [*verdict.evidence, *(reading for reading in others if reading.id not in evidence)]


def _statuses_of_intervals(case: Case, verdict: Judgement) -> list[str]:
    """R5: the statuses at the low ends, as printed, and at the high ends."""
    if verdict.status not in UNDER_WAY and _out_of_reach(case, verdict):
        return [verdict.status]
    lowest, highest = at_the_ends(case, verdict)
    low = [_status_with(case, verdict, lowest)] if lowest else []
    high = [_status_with(case, verdict, highest)] if highest else []
    return [*low, verdict.status, *high]


def _status_with(case: Case, verdict: Judgement, values: Values) -> str:
    """The status with other values, decided again only if these can change it."""
    if verdict.status not in UNDER_WAY and not _turns(case, verdict, values):
        return verdict.status
    return decide(with_values(case, values)).status


def _out_of_reach(case: Case, verdict: Judgement) -> bool:
    """Whether all figures are so far from the edge of the goal that rounding cannot carry them across."""
    goal = case.goal
    if goal is None or goal.terms == "done" or goal.ceiling or goal.band or goal.two_ended:  # no single edge
        return False
    readings, reach = _bearing(case, verdict), ZERO
    for reading in readings:
        printed = reading.printed_as
        if not isinstance(printed, Outcome) or printed.qualifier != "exactly":
            return False
        if printed.rounded_to is not None:
            reach += printed.rounded_to.copy_abs()  # twice what rounding can do
    if goal.summed:
        amounts = [verdict.actual, verdict.in_time.actual if verdict.in_time else None]
    else:
        amounts = [reading.value for reading in readings]
    return all(abs(amount - goal.met_from) > reach for amount in amounts if amount is not None)


def _turns(case: Case, verdict: Judgement, values: Values) -> bool:
    """Whether other values meet the goal, in time or at all, where the printed ones do not, or the reverse."""
    goal = case.goal
    if goal is None or goal.terms == "done" or goal.ceiling or goal.band:
        return True
    choices: Sequence[Sequence[Reading]]
    if goal.summed:
        choices = (verdict.evidence, verdict.in_time.pieces if verdict.in_time else ())
    else:
        choices = [(reading,) for reading in _bearing(case, verdict)]
    for pieces in choices:
        printed = sum([reading.value for reading in pieces], ZERO)
        otherwise = sum([values.get(reading.id, reading.value) for reading in pieces], ZERO)
        if pieces and goal.met_by(printed) != goal.met_by(otherwise):
            return True
    return False
