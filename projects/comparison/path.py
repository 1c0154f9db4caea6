"""R7: the path that a promise draws from its baseline to its target, and where it should be by a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from .evidence import BY_END
from .figures import Target
from .goals import RELATIVE, Goal, goal_of, missing_value, path_start
from .period_figures import PeriodFigures
from .periods import days, is_calendar_year, same_day_in
from .quantities import ZERO
from .readings import OutcomeIndex, Reading

SEASONS_NEEDED = 3  # R7


@dataclass(slots=True)
class Ratio:
    """An exact quotient: bands are decided on it before anything is rounded."""

    top: Decimal
    bottom: Decimal

    @property
    def value(self) -> Decimal | None:
        return self.top / self.bottom if self.bottom else None

    def reaches(self, band: Decimal) -> bool:
        """Whether the quotient is at least that: multiplied out, which is exact and a fraction of the work."""
        least = band * self.bottom
        return self.top >= least if self.bottom > 0 else self.top <= least


@dataclass(slots=True)
class Season:
    """An earlier year in full, the same part of it, and the reports that say so."""

    year: int
    part: Decimal
    whole: Decimal
    pieces: tuple[Reading, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of the reports that say so, those of the part first."""
        return tuple(dict.fromkeys(one.id for one in self.pieces))

    @property
    def terms(self) -> tuple[int, int]:
        """Two whole numbers whose quotient is the share of the part in the year."""
        (top, below), (bottom, above) = self.part.as_integer_ratio(), self.whole.as_integer_ratio()
        return top * above, below * bottom


@dataclass(slots=True)
class Path:
    """A promised path in days: ``points`` are (day number, value), the first at the start of the path."""

    kind: str  # linear | interim | seasonal | compound
    start: date
    points: tuple[tuple[int, Decimal], ...]
    seasons: tuple[Season, ...] = ()  # seasonal: the earlier years that the shares come from
    refused: tuple[tuple[str, str], ...] = ()  # interim targets that are no point of the path, each with a code
    mean_share: Fraction = Fraction(0)  # seasonal: what part of a year's total they had by the same day, on average

    @property
    def length(self) -> int:
        return self.points[-1][0]

    @property
    def baseline(self) -> Decimal:
        return self.points[0][1]

    @property
    def goal(self) -> Decimal:
        return self.points[-1][1]

    def stretch(self, elapsed: int) -> tuple[tuple[int, Decimal], tuple[int, Decimal]]:
        """The two points between which the path is after ``elapsed`` days."""
        return next(pair for pair in pairwise(self.points) if elapsed <= pair[1][0])

    def expected(self, elapsed: int) -> Ratio:
        """The value expected after ``elapsed`` days, never beyond the target."""
        if self.kind == "seasonal":
            mean = self.mean_share
            return Ratio(self.goal * mean.numerator, Decimal(mean.denominator))
        if elapsed >= self.length:
            return Ratio(self.goal, Decimal(1))
        if elapsed <= 0:
            return Ratio(self.baseline, Decimal(1))
        if self.kind == "compound":
            growth = (self.goal / self.baseline).ln() * elapsed / self.length
            return Ratio(self.baseline * growth.exp(), Decimal(1))
        (left, low), (right, high) = self.stretch(elapsed)
        return Ratio(low * (right - left) + (high - low) * (elapsed - left), Decimal(right - left))


def path_of(
    link: Target,
    goal: Goal,
    first_announced: date,
    interims: Sequence[Target],
    index: OutcomeIndex,
    as_of: date,
) -> Path | None:
    """The path of a target with a deadline, seasons aside; ``None`` where it has no start or no end."""
    if link.deadline is None or goal.path_baseline is None:
        return None
    start = path_start(link, first_announced)
    summed = link.indicator.accumulation == "sum"
    length = days(start, link.deadline) if summed else link.deadline.toordinal() - start.toordinal()
    first, last = goal.path_baseline, goal.path_end
    if length <= 0:
        return Path("linear", start, ((0, first), (0, last)))
    steps, refused = _interim_points(link, goal, start, length, interims, index, as_of) if interims else ([], ())
    if steps:
        return Path("interim", start, ((0, first), *steps, (length, last)), refused=refused)
    geometric = link.indicator.path == "compound" and not summed and first > 0 and last > 0
    return Path("compound" if geometric else "linear", start, ((0, first), (length, last)), refused=refused)


def _interim_points(
    link: Target,
    main: Goal,
    start: date,
    length: int,
    interims: Sequence[Target],
    index: OutcomeIndex,
    as_of: date,
) -> tuple[list[tuple[int, Decimal]], tuple[tuple[str, str], ...]]:
    """Interim targets as points of the path: cumulative ones as they are, a sum's own periods added up in order.

    With them those that are no point of it, each with the code of why.
    """
    summed = link.indicator.accumulation == "sum"
    points: list[tuple[int, Decimal]] = []
    refused: list[tuple[str, str]] = []
    total = main.path_baseline if summed and main.path_baseline is not None else ZERO
    for interim in sorted(_current(interims, as_of), key=lambda one: (one.deadline or date.max, one.id)):
        if interim.indicator.id != link.indicator.id:
            refused.append((interim.id, "other_indicator"))
            continue
        if interim.deadline is None or missing_value(interim):
            refused.append((interim.id, "no_point"))
            continue
        goal, _readings = goal_of(_with_baseline(interim, link), index, as_of)
        if goal is None or not _same_terms(goal, main, interim, link):
            refused.append((interim.id, "other_terms"))
            continue
        at = days(start, interim.deadline) if summed else interim.deadline.toordinal() - start.toordinal()
        if not 0 < at < length:
            refused.append((interim.id, "outside_path"))
            continue
        value = goal.limit
        if summed and interim.window_start != link.window_start:
            value = total + value
        total = value
        if points and points[-1][0] == at:
            points.pop()
        points.append((at, value))
    return points, tuple(refused)


def _with_baseline(interim: Target, link: Target) -> Target:
    """A relative step that names no baseline of its own is told against that of its target."""
    if interim.basis not in RELATIVE or interim.baseline_value is not None or interim.baseline_end is not None:
        return interim
    return replace(
        interim,
        baseline_value=link.baseline_value,
        baseline_start=link.baseline_start,
        baseline_end=link.baseline_end,
    )


def _same_terms(goal: Goal, main: Goal, interim: Target, link: Target) -> bool:
    """R4: whether a step can be a point of the path: both absolute, or both told against the same unknown baseline."""
    if goal.terms != main.terms or goal.terms == "done":
        return False
    return goal.terms == "absolute" or interim.baseline_end in (None, link.baseline_end)


def with_counting_days(interims: Sequence[Target], chain: Sequence[Target]) -> Sequence[Target]:
    """The interims, each with the day on which the link that it names is announced: before, it is no step (R7)."""
    if not interims:
        return interims
    announced = {link.id: link.announced for link in chain}
    by_id = {interim.id: interim for interim in interims}
    return [replace(interim, counts_from=announced.get(_aim(interim, by_id) or "")) for interim in interims]


def _aim(interim: Target, by_id: Mapping[str, Target]) -> str | None:
    """The link that an interim names: its own, else that of the interim which it revises."""
    link: Target | None = interim
    for _ in by_id:  # a chain has no more links than there are
        if link is None or link.interim_for:
            break
        link = by_id.get(link.revises or "")
    return link.interim_for if link else None


def _current(interims: Sequence[Target], as_of: date) -> list[Target]:
    """The link of each interim chain that is current on the day, withdrawn ones left out (R7, R10)."""
    known = {one.id: one for one in interims if one.announced <= as_of}
    revised = {one.revises for one in known.values() if one.revises}
    return [
        one
        for one in known.values()
        if one.id not in revised and not one.withdrawn and (one.counts_from is None or one.counts_from <= as_of)
    ]


def seasonal(path: Path, link: Target, figures: PeriodFigures, until: date) -> Path:
    """The seasonal path (R7), where a sum over a calendar year has three earlier years to learn from.

    The earlier years' shares are those of the same partial period, both of it and of the year reported in full.
    """
    if path.kind != "linear" or not is_calendar_year(link.window_start, link.deadline):
        return path
    assert link.window_start is not None
    assert link.deadline is not None
    if not link.window_start <= until < link.deadline:
        return path
    years = _years_before(until.year, figures)
    if len(years) < SEASONS_NEEDED:
        return path
    seasons: list[Season] = []
    for place, year in enumerate(years):
        if len(seasons) + len(years) - place < SEASONS_NEEDED:
            return path  # however many of the years that are left have their reports
        if (season := _season(figures, year, until)) is not None:
            seasons.append(season)
    if len(seasons) < SEASONS_NEEDED or (mean := _mean_share(seasons)) <= 0:
        return path
    return Path("seasonal", path.start, path.points, tuple(seasons), path.refused, mean)


def _mean_share(seasons: Sequence[Season]) -> Fraction:
    """Added up over one denominator: fractions in lowest terms for each season would cost more than the sums."""
    top, bottom = 0, 1
    for season in seasons:
        part, whole = season.terms
        top, bottom = top * whole + part * bottom, bottom * whole
    return Fraction(top, bottom * len(seasons))


def _years_before(year: int, figures: PeriodFigures) -> list[int]:
    """The earlier years in which a period ends that has a figure, in order."""
    years: list[int] = []
    best, place = figures.best, 0
    while place < len(best) and (found := best[place].end.year) < year:
        years.append(found)
        place = bisect_right(best, date(found, 12, 31), place, key=BY_END)
    return years


def _season(figures: PeriodFigures, year: int, until: date) -> Season | None:
    start, end = date(year, 1, 1), date(year, 12, 31)
    part_end = same_day_in(year, until)
    whole = figures.cover(start, end)
    if not whole.actual or not whole.covers(end):
        return None
    part = figures.cover(start, part_end)
    if part.actual is None or not part.covers(part_end):
        return None
    return Season(year, part.actual, whole.actual, part.pieces + whole.pieces)
