"""R7: the path of a promise from its baseline to its target, and the value expected after some of its days."""

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
    """An exact quotient, so that bands are decided before anything is rounded."""

    top: Decimal
    bottom: Decimal

    @property
    def value(self) -> Decimal | None:
        return self.top / self.bottom if self.bottom else None

    def reaches(self, band: Decimal) -> bool:
        """Whether the quotient is at least ``band``; multiplied out, which is exact and faster."""
        least = band * self.bottom
        return self.top >= least if self.bottom > 0 else self.top <= least


@dataclass(slots=True)
class Season:
    """An earlier year: its whole, the same part of it, and the pieces of both."""

    year: int
    part: Decimal
    whole: Decimal
    pieces: tuple[Reading, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of its reports, those of the part first."""
        return tuple(dict.fromkeys(piece.id for piece in self.pieces))

    @property
    def terms(self) -> tuple[int, int]:
        """The share of the part in the year as two integers: numerator, denominator."""
        (top, below), (bottom, above) = self.part.as_integer_ratio(), self.whole.as_integer_ratio()
        return top * above, below * bottom


@dataclass(slots=True)
class Path:
    """A promised path in days: ``points`` are (day number, value), the first at the start of the path."""

    kind: str  # linear | interim | seasonal | compound
    start: date
    points: tuple[tuple[int, Decimal], ...]
    seasons: tuple[Season, ...] = ()  # seasonal: the earlier years
    refused: tuple[tuple[str, str], ...] = ()  # interim targets that are no point of the path: (id, code)
    mean_share: Fraction = Fraction(0)  # seasonal: the mean share of a year's total by the same day

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
        """The two points around the path's position after ``elapsed`` days."""
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
    """The path of a target, without seasons; None without a baseline or a deadline."""
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
    """Interim targets as points of the path, and those that are no points, each with a code.

    Cumulative interim targets stay as they are; those of a sum's own periods are added up in order.
    """
    summed = link.indicator.accumulation == "sum"
    points: list[tuple[int, Decimal]] = []
    refused: list[tuple[str, str]] = []
    total = main.path_baseline if summed and main.path_baseline is not None else ZERO
    for interim in sorted(_current(interims, as_of), key=lambda link: (link.deadline or date.max, link.id)):
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
    """A relative interim target without a baseline of its own has that of its target."""
    if interim.basis not in RELATIVE or interim.baseline_value is not None or interim.baseline_end is not None:
        return interim
    return replace(
        interim,
        baseline_value=link.baseline_value,
        baseline_start=link.baseline_start,
        baseline_end=link.baseline_end,
    )


def _same_terms(goal: Goal, main: Goal, interim: Target, link: Target) -> bool:
    """R4: whether an interim target can be a point: both absolute, or both relative to the same unknown baseline."""
    if goal.terms != main.terms or goal.terms == "done":
        return False
    return goal.terms == "absolute" or interim.baseline_end in (None, link.baseline_end)


def with_counting_days(interims: Sequence[Target], chain: Sequence[Target]) -> Sequence[Target]:
    """The interims, each with ``counts_from``: the announcement of the link that it names (R7)."""
    if not interims:
        return interims
    announced = {link.id: link.announced for link in chain}
    by_id = {interim.id: interim for interim in interims}
    return [replace(interim, counts_from=announced.get(_aim(interim, by_id) or "")) for interim in interims]


def _aim(interim: Target, by_id: Mapping[str, Target]) -> str | None:
    """The link that an interim names, itself or through the interim that it revises."""
    link: Target | None = interim
    for _ in by_id:  # a chain has no more links than there are
        if link is None or link.interim_for:
            break
        link = by_id.get(link.revises or "")
    return link.interim_for if link else None


def _current(interims: Sequence[Target], as_of: date) -> list[Target]:
    """The current link of each interim chain on the day, without withdrawn ones (R7, R10)."""
    by_id = {interim.id: interim for interim in interims if interim.announced <= as_of}
    revised = {interim.revises for interim in by_id.values() if interim.revises}
    return [
        interim
        for interim in by_id.values()
        if interim.id not in revised
        and not interim.withdrawn
        and (interim.counts_from is None or interim.counts_from <= as_of)
    ]


def seasonal(path: Path, link: Target, figures: PeriodFigures, until: date) -> Path:
    """The seasonal path (R7) of a sum over a calendar year with three earlier years; any other path as it is.

    An earlier year counts if both the same part of it and the whole year are fully reported.
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
            return path  # the remaining years are too few
        if (season := _season(figures, year, until)) is not None:
            seasons.append(season)
    if len(seasons) < SEASONS_NEEDED or (mean := _mean_share(seasons)) <= 0:
        return path
    return Path("seasonal", path.start, path.points, tuple(seasons), path.refused, mean)


def _mean_share(seasons: Sequence[Season]) -> Fraction:
    """The mean, added up over one denominator, which is faster than reducing a fraction for each season."""
    top, bottom = 0, 1
    for season in seasons:
        part, whole = season.terms
        top, bottom = top * whole + part * bottom, bottom * whole
    return Fraction(top, bottom * len(seasons))


def _years_before(year: int, figures: PeriodFigures) -> list[int]:
    """The years before ``year`` in which a period with a figure ends, in order."""
    years: list[int] = []
    best, place = figures.best, 0
    while place < len(best) and (earlier := best[place].end.year) < year:
        years.append(earlier)
        place = bisect_right(best, date(earlier, 12, 31), place, key=BY_END)
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
