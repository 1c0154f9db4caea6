"""R1, R3, R4: the case of one link on one day: what its verdict needs, and the shape of that verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from .evidence import Cover
from .figures import Target
from .goals import Goal, goal_of, missing_value, why_no_goal
from .path import Path, Ratio
from .period_figures import Period, PeriodFigures, Settle
from .periods import after_at_most
from .readings import OutcomeIndex, Reading


@dataclass(slots=True)
class Case:
    """What a verdict on one link needs: its goal and the figures that stand on the day."""

    link: Target
    as_of: date
    first_announced: date
    goal: Goal | None
    figures: PeriodFigures
    interims: Sequence[Target]
    index: OutcomeIndex
    readings: Sequence[Reading] = ()  # all in the goal's terms, also those from before the promise, for explanations
    path: Path | None = None  # R7, without seasons; worked out on first use
    missing: Sequence[str] = ()  # R11.2: why there is no goal


@dataclass(slots=True)
class Judgement:
    """A status with its reasons, and the figures that it rests on."""

    status: str
    reasons: list[str] = field(default_factory=list)
    actual: Decimal | None = None
    covered_until: date | None = None
    evidence: tuple[Reading, ...] = ()
    path: Path | None = None
    elapsed: int = 0  # days of the path that the evidence covers
    expected: Ratio | None = None
    pace: Ratio | None = None
    cover: Cover | None = None  # a sum's choice of periods (R2), up to ``limit``
    in_time: Cover | None = None  # the same, up to the deadline
    limit: date | None = None  # the last day on which a sum's evidence may end
    covering: Reading | None = None  # the reading of a level that covers the deadline (R3)
    decided: bool = False  # R10: a later revision comes after the fact
    by_period: dict[Period, list[Reading]] = field(default_factory=dict)


def case_of(
    link: Target, index: OutcomeIndex, as_of: date, first_announced: date, interims: Sequence[Target] = ()
) -> Case:
    """What was known about one link on the day (R1, R4)."""
    missing = missing_value(link)
    goal, readings = (None, []) if missing else goal_of(link, index, as_of)
    if goal is None and not missing:
        missing = [why_no_goal(link, index, as_of)]
    dated = goal is not None and not goal.summed
    evidence = since_the_promise(readings, link, first_announced) if dated else readings
    figures = PeriodFigures(evidence, dated)
    return Case(link, as_of, first_announced, goal, figures, interims, index, readings, missing=missing)


def with_values(case: Case, values: Mapping[str, Decimal], settle: Settle | None = None) -> Case:
    """The same case with some readings at other values, by id (R9: all lowest, all highest)."""
    return replace(case, figures=case.figures.read_as(values, settle))


def since_the_promise(readings: Sequence[Reading], link: Target, first_announced: date) -> list[Reading]:
    """R3: the readings that are evidence for a level or a milestone.

    They lie after the baseline and within the window; without either, on or after the day of the promise.
    """
    if link.baseline_end is None and link.window_start is None:
        return [reading for reading in readings if reading.end >= first_announced]
    return [
        reading
        for reading in readings
        if (link.baseline_end is None or reading.end > link.baseline_end)
        and (link.window_start is None or reading.end >= link.window_start)
    ]


def last_covering_day(link: Target) -> date | None:
    """R3: the last day on which a reading of a level may end to cover the deadline."""
    return None if link.deadline is None else after_at_most(link.deadline, link.indicator.reporting_interval)
