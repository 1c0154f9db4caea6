"""R4 and R5: the goal of a target in the terms of its evidence, and whether a value meets it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from .evidence import cover
from .figures import Outcome, Target
from .period_figures import by_period
from .periods import days
from .quantities import ABOUT, HUNDRED, ONE, ZERO, half, usable
from .readings import OutcomeIndex, Reading

RELATIVE = ("multiple", "percent_change")


@dataclass(slots=True)
class Goal:
    """A target's value and baseline in ``terms``: absolute, or the target's own relative ones. Never changed.

    The derived fields are worked out once, because a walk through a history reads them on each of its days.
    """

    terms: str  # absolute | multiple | percent_change | done
    up: bool  # whether more is better
    value: Decimal
    upper: Decimal | None
    slack: Decimal  # half the rounding of an absolute target, which is forgiven
    qualifier: str
    baseline: Decimal | None
    ceiling: bool  # a sum that must not be exceeded
    band: bool  # a range on a sum: its lower end is owed, its upper end is a ceiling
    summed: bool  # measured by what adds up over a window
    baseline_from: tuple[str, ...] = ()  # ids of the reports that gave the baseline; empty if the target states it
    two_ended: bool = field(init=False)  # a range of which both ends are owed at once (R5): not one on a sum
    strict: bool = field(init=False)  # the value itself does not meet the target
    path_baseline: Decimal | None = field(init=False)  # R7: zero for a sum, the baseline for a level
    limit: Decimal = field(init=False)  # the end that percent and pace are measured to
    holds: bool = field(init=False)  # R7: a promise to hold
    met_from: Decimal = field(init=False)  # the value from which a target with one end is met

    def __post_init__(self) -> None:
        self.two_ended = self.upper is not None and not self.ceiling and not self.band
        self.strict = self.qualifier in ("more_than", "less_than")
        self.path_baseline = ZERO if self.summed else self.baseline
        self.limit = self._limit()
        self.holds = self._holds()
        self.met_from = self.edge(self.slack)

    def _holds(self) -> bool:
        """Whether the target equals its baseline, includes it, or lies on its wrong side (R7)."""
        start = self.path_baseline
        if start is None:
            return False
        return self.includes(start) or (self.limit <= start if self.up else self.limit >= start)

    def includes(self, value: Decimal) -> bool:
        """Whether the value lies inside a range that asks for no more than to stay there."""
        return self.two_ended and self.upper is not None and self.value <= value <= self.upper

    def _limit(self) -> Decimal:
        """Of a range, the end nearer to the baseline."""
        if self.upper is None:
            return self.value
        if self.ceiling:
            return self.upper
        if self.band:
            return self.value
        if self.baseline is not None:
            return self.value if abs(self.value - self.baseline) <= abs(self.upper - self.baseline) else self.upper
        return self.value if self.up else self.upper

    @property
    def path_end(self) -> Decimal:
        """Where the path ends (R7): at the target, or where it began if a range is kept already."""
        return self.baseline if self.baseline is not None and self.includes(self.baseline) else self.limit

    def nearest(self, actual: Decimal) -> Decimal:
        """The value that an unmet one has to come to: of a range, the end that it lies beyond."""
        if self.two_ended and self.upper is not None:
            return self.value if actual < self.value else self.upper
        return self.limit

    def met_by(self, actual: Decimal) -> bool:
        """Whether the value meets the target, half its rounding forgiven (R5)."""
        return self._reached(actual, self.slack, self.met_from)

    def met_within_rounding(self, actual: Decimal) -> bool:
        """Whether only the rounding of the target makes the value meet it; of a range on a sum its lower end."""
        return bool(self.slack) and self.met_by(actual) and not self._reached(actual, ZERO, self.edge(ZERO))

    def kept_within_rounding(self, in_time: Decimal) -> bool:
        """Whether only its rounding makes what a sum had by the deadline keep the upper end of a range."""
        return self.band and self.upper is not None and self.upper < in_time <= self.upper + self.slack

    def passed_by(self, actual: Decimal) -> bool:
        """Whether a ceiling, or the upper end of a range on a sum, is passed for good."""
        if self.band and self.upper is not None:
            return actual > self.upper + self.slack
        return self.ceiling and not self.met_by(actual)

    def _reached(self, actual: Decimal, slack: Decimal, edge: Decimal) -> bool:
        if self.two_ended and self.upper is not None:
            return self.value - slack <= actual <= self.upper + slack
        if self.up:
            return actual > edge if self.strict else actual >= edge
        return actual < edge if self.strict else actual <= edge

    def edge(self, slack: Decimal) -> Decimal:
        """The value from which a target of one end is met, ``slack`` and what "about" allows forgiven."""
        if self.qualifier == "about":
            slack = slack + abs(self.value) * ABOUT
        if self.up:
            return self.value - slack
        return (self.upper if self.upper is not None else self.value) + slack


def more_is_better(link: Target) -> bool:
    """R5: never for ``at_most`` and ``less_than``; otherwise the indicator's direction."""
    return _is_upwards(link.qualifier, link.indicator.direction)


def is_ceiling(link: Target) -> bool:
    """R11.3: a target on a sum that must not be exceeded."""
    return is_ceiling_shape(link.indicator.accumulation, link.indicator.direction, link.qualifier)


def is_ceiling_shape(accumulation: str, direction: str, qualifier: str) -> bool:
    """The same, from the codes of an indicator and the qualifier of a target."""
    return accumulation == "sum" and not _is_upwards(qualifier, direction)


def _is_upwards(qualifier: str, direction: str) -> bool:
    return qualifier not in ("at_most", "less_than") and direction != "decrease"


def missing_value(link: Target) -> list[str]:
    """R11.2: the reasons why the announcement has no value to compare with; the baseline is judged later."""
    if link.indicator.accumulation == "milestone":
        return []
    reasons = [] if link.indicator.unit.strip() else ["no_unit"]
    has_upper = link.qualifier != "between" or usable(link.upper_value)
    return reasons if usable(link.value) and has_upper else [*reasons, "no_value"]


Baseline = tuple[Decimal | None, tuple[str, ...]]  # its value, and the ids of the reports that gave it


def known_baseline(link: Target, outcomes: Iterable[Outcome], index: OutcomeIndex) -> Baseline:
    """R4: the absolute value of the baseline, stated with the target or reported for exactly its period."""
    if usable(link.baseline_value):
        return link.baseline_value, ()
    if link.baseline_end is None:
        return None, ()
    summed = link.indicator.accumulation == "sum"
    up = more_is_better(link)
    readings = [index.reading(outcome, up) for outcome in outcomes if outcome.basis == "absolute"]
    start, end = link.baseline_start, link.baseline_end
    if not summed:
        of_day = [reading for reading in readings if reading.end == end and _same_start(reading.start, start)]
        return _first_of(group[0] for group in by_period(of_day, dated=True).values())
    standing = [group[0] for group in by_period(readings, dated=False).values()]
    if start is None:
        return _first_of(reading for reading in standing if (reading.start, reading.end) == (None, end))
    tiles = cover(standing, start, end)
    if tiles.days != days(start, end):
        return None, ()
    return tiles.actual, tuple(piece.id for piece in tiles.pieces)


def _first_of(readings: Iterable[Reading]) -> Baseline:
    reading = next(iter(readings), None)
    return (None, ()) if reading is None else (reading.value, (reading.id,))


def goal_of(link: Target, index: OutcomeIndex, as_of: date) -> tuple[Goal | None, list[Reading]]:
    """The goal and the readings in its terms; no goal if a relative target has nothing to be judged by (R4)."""
    outcomes = index.known_on(link.indicator, as_of)
    if link.indicator.accumulation == "milestone":
        done = [index.reading(outcome, True) for outcome in outcomes if outcome.basis == "done"]
        return absolute_goal(link, None), done
    baseline, given_by = known_baseline(link, outcomes, index)
    if link.basis in RELATIVE and baseline is not None and not gives_meaning(baseline):
        return None, []
    if link.basis not in RELATIVE or baseline is not None:
        return absolute_goal(link, baseline, given_by), _absolute(link, outcomes, baseline, index)
    up = more_is_better(link)
    readings = [
        index.reading(outcome, up)
        for outcome in outcomes
        if outcome.basis == link.basis and names_its_baseline(outcome, link)
    ]
    if not readings:
        return None, []
    summed = link.indicator.accumulation == "sum"
    unchanged = ONE if link.basis == "multiple" and not summed else ZERO  # the multiples of a sum add up from nothing
    return replace(absolute_goal(link, None), terms=link.basis, slack=ZERO, baseline=unchanged), readings


def why_no_goal(link: Target, index: OutcomeIndex, as_of: date) -> str:
    """R4: why a relative target has nothing to be judged by."""
    baseline, _reports = known_baseline(link, index.known_on(link.indicator, as_of), index)
    return "baseline_not_published" if baseline is None else "baseline_not_positive"


def absolute_goal(link: Target, baseline: Decimal | None, given_by: tuple[str, ...] = ()) -> Goal:
    """The goal in absolute terms: a relative target's from its baseline (R4), a milestone's is to be done."""
    if link.indicator.accumulation == "milestone":
        return Goal("done", True, ONE, None, ZERO, "exactly", ZERO, False, False, False)
    assert link.value is not None
    up, ceiling, summed = more_is_better(link), is_ceiling(link), link.indicator.accumulation == "sum"
    band = link.qualifier == "between" and summed and not ceiling
    value, upper, slack = link.value, link.upper_value if link.qualifier == "between" else None, ZERO
    if link.basis not in RELATIVE:
        slack = half(link.rounded_to)
    elif baseline is not None:
        value = _resolve(value, link.basis, baseline)
        upper = None if upper is None else _resolve(upper, link.basis, baseline)
    if upper is not None and upper < value:
        value, upper = upper, value
    return Goal("absolute", up, value, upper, slack, link.qualifier, baseline, ceiling, band, summed, given_by)


def names_its_baseline(outcome: Outcome, link: Target) -> bool:
    """R4: whether a relative outcome is compared with exactly the period of the target's baseline."""
    if link.baseline_end is None or outcome.compared_with_end != link.baseline_end:
        return False
    if link.indicator.accumulation == "level":
        return _same_start(outcome.compared_with_start, link.baseline_start)
    return outcome.compared_with_start == link.baseline_start


def _same_start(start: date | None, other: date | None) -> bool:
    """A level is a reading at a date: if either side names no start, the end alone identifies the period."""
    return start is None or other is None or start == other


def gives_meaning(baseline: Decimal | None) -> bool:
    """R4: whether a baseline has multiples and percent changes: only a positive one has."""
    return baseline is not None and baseline > 0


def _absolute(
    link: Target, outcomes: Iterable[Outcome], baseline: Decimal | None, index: OutcomeIndex
) -> list[Reading]:
    """The absolute readings, and the relative ones converted by the baseline (R4)."""
    up, converts = more_is_better(link), gives_meaning(baseline)
    readings = []
    for outcome in outcomes:
        if outcome.basis == "absolute":
            readings.append(index.reading(outcome, up))
        elif baseline is not None and converts and outcome.basis in RELATIVE and names_its_baseline(outcome, link):
            readings.append(_converted(index.reading(outcome, up), outcome.basis, baseline))
    return readings


def _converted(reading: Reading, basis: str, baseline: Decimal) -> Reading:
    ends: list[Decimal | None] = [None if end is None else _resolve(end, basis, baseline) for end in reading.interval]
    return replace(reading, value=_resolve(reading.value, basis, baseline), printed_as=(ends[0], ends[1]))


def _resolve(value: Decimal, basis: str, baseline: Decimal) -> Decimal:
    return baseline * value if basis == "multiple" else baseline + baseline * value / HUNDRED


def path_start(link: Target, first_announced: date) -> date:
    """R7: the first day of the path: of a sum its window's, of a level the later of its baseline's and window's.

    Without these it is the day of the first announcement.
    """
    if link.indicator.accumulation == "sum":
        return link.window_start or first_announced
    return max((day for day in (link.baseline_end, link.window_start) if day is not None), default=first_announced)
