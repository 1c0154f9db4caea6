"""R11: the status of one link of a chain on a day, the first that applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from .evidence import Cover, Level, Milestone, level, milestone
from .figures import Target
from .goals import RELATIVE, Goal, goal_of, missing_value, why_no_goal
from .path import Path, Ratio, path_of, seasonal
from .period_figures import Period, PeriodFigures, Settle
from .periods import after_at_most
from .quantities import BEHIND, ON_TRACK, ZERO, usable
from .readings import OutcomeIndex, Reading
from .statuses import MET


@dataclass(slots=True)
class Case:
    """All that a verdict on one link needs: its goal and what stands on the day."""

    link: Target
    as_of: date
    first_announced: date
    goal: Goal | None
    figures: PeriodFigures
    interims: Sequence[Target]
    index: OutcomeIndex
    readings: Sequence[Reading] = ()  # all in the goal's terms, those from before the promise too: to be explained
    path: Path | None = None  # R7, seasons aside; found when somebody asks
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
    """Gather what was known on the day about one link (R1, R4)."""
    missing = missing_value(link)
    goal, readings = (None, []) if missing else goal_of(link, index, as_of)
    if goal is None and not missing:
        missing = [why_no_goal(link, index, as_of)]
    dated = goal is not None and not goal.summed
    case = Case(
        link, as_of, first_announced, goal, PeriodFigures((), dated), interims, index, readings, missing=missing
    )
    case.figures = PeriodFigures(since_the_promise(case) if dated else readings, dated)
    return case


def with_values(case: Case, values: Mapping[str, Decimal], settle: Settle | None = None) -> Case:
    """The same case with some readings at other values, by id (R9: all lowest, all highest)."""
    return replace(case, figures=case.figures.read_as(values, settle))


def judge(case: Case) -> Judgement:
    """The verdict on the link of a case, withdrawal aside, with every figure that can be given."""
    verdict = decide(case)
    if verdict.cover is not None:
        _in_time(case, verdict)
    _measure(case, verdict)
    return verdict


def decide(case: Case) -> Judgement:
    """The same for whoever asks only for the status (R11.2 to R11.10): measured on the path where that decides."""
    if case.goal is None:
        return Judgement("not_assessable", [*case.missing])
    if case.goal.terms == "done":
        return _judge_milestone(case)
    verdict = _judge_sum(case, case.goal) if case.goal.summed else _judge_level(case, case.goal)
    if case.goal.terms in RELATIVE and verdict.actual is None:  # R4: no report in the same terms is evidence
        verdict.status, verdict.reasons = "not_assessable", ["baseline_not_published"]
    return verdict


def _judge_milestone(case: Case) -> Judgement:
    link, deadline = case.link, case.link.deadline
    found: Milestone = milestone(case.figures.best)
    answer = found.done or found.latest
    verdict = Judgement("no_data", by_period=case.figures.groups)
    if answer:
        verdict.actual, verdict.covered_until, verdict.evidence = answer.value, answer.end, (answer,)
    if found.done:
        late = deadline is not None and found.done.end > deadline
        verdict.status, verdict.decided = "achieved_late" if late else "achieved", True
    elif deadline is None:
        verdict.status, verdict.reasons = "not_assessable", ["no_deadline"]
    elif case.as_of > deadline:
        verdict.status, verdict.reasons = _past_deadline_milestone(found.latest, deadline)
    elif link.window_start and case.as_of < link.window_start:
        verdict.status = "too_early"
    return verdict


def _past_deadline_milestone(latest: Reading | None, deadline: date) -> tuple[str, list[str]]:
    """R11.7: reported not done on the deadline or later it is still owed; what was said earlier does not tell."""
    if latest is None:
        return "unreported", ["no_report"]
    return ("overdue", ["not_done"]) if latest.end >= deadline else ("unreported", ["no_final_report"])


def since_the_promise(case: Case) -> list[Reading]:
    """The readings of a case that are evidence for a level or a milestone."""
    return [one for one in case.readings if is_since_the_promise(one, case.link, case.first_announced)]


def is_since_the_promise(reading: Reading, link: Target, first_announced: date) -> bool:
    """R3: whether a reading is from after the baseline and within the window; with neither, from the promise on."""
    if link.baseline_end is None and link.window_start is None:
        return reading.end >= first_announced
    return (link.baseline_end is None or reading.end > link.baseline_end) and (
        link.window_start is None or reading.end >= link.window_start
    )


def _judge_sum(case: Case, goal: Goal) -> Judgement:
    link, deadline, as_of = case.link, case.link.deadline, case.as_of
    single = goal.terms == "percent_change"
    owed_later = link.timing == "by_deadline" and not goal.ceiling
    limit = as_of if owed_later or deadline is None else deadline
    # All that stands was over by the day: for what is still owed the choice has no later end.
    found = case.figures.cover(link.window_start, date.max if owed_later else limit, single)
    by_period = case.figures.groups
    verdict = Judgement("", [], found.actual, found.until, found.pieces, cover=found, limit=limit, by_period=by_period)
    covered = deadline is not None and found.covers(deadline)
    met = found.actual is not None and goal.met_by(found.actual)
    passed = (goal.ceiling or goal.band) and _passed(goal, _in_time(case, verdict).actual)
    verdict.status, verdict.reasons = _status_of_sum(case, goal, verdict, met, passed, covered)
    if found.has_gap:
        verdict.reasons.append("gap_in_reports")
    _note_rounding(goal, verdict, _in_time(case, verdict).actual if goal.band else None)
    verdict.decided = (met and not goal.ceiling and not goal.band) or passed or covered
    return verdict


def _in_time(case: Case, verdict: Judgement) -> Cover:
    """What a sum had by its deadline (R11.4); found when somebody asks."""
    found, link, deadline = verdict.cover, case.link, case.link.deadline
    assert found is not None
    if verdict.in_time is None:
        later = deadline is not None and verdict.limit is not None and verdict.limit > deadline
        if later and deadline is not None and case.goal is not None:
            single = case.goal.terms == "percent_change"
            found = case.figures.cover(link.window_start, deadline, single)
        verdict.in_time = found
    return verdict.in_time


def _passed(goal: Goal, actual: Decimal | None) -> bool:
    return actual is not None and goal.passed_by(actual)


def _status_of_sum(
    case: Case, goal: Goal, verdict: Judgement, met: bool, passed: bool, covered: bool
) -> tuple[str, list[str]]:
    deadline, as_of = case.link.deadline, case.as_of
    if passed:
        return "missed", []  # R11.3
    if goal.ceiling:
        if covered:
            return "achieved", []
        if deadline is None:
            return "not_assessable", ["no_deadline"]
        if as_of > deadline:
            return "not_assessable", ["no_final_report"]
        return _on_the_way(case, goal, verdict)
    if met and (not goal.band or covered):
        in_time = _in_time(case, verdict).actual
        early = in_time is not None and goal.met_by(in_time)
        return ("achieved" if early or deadline is None else "achieved_late"), []  # R11.4
    if deadline is None:
        return "not_assessable", ["no_deadline"]  # R11.5
    if covered and case.link.timing == "within_period":
        return "missed", _provisional(verdict)  # R11.6
    if as_of > deadline:
        return _past_deadline(verdict, covered)  # R11.7
    return _on_the_way(case, goal, verdict)


def _judge_level(case: Case, goal: Goal) -> Judgement:
    link, deadline = case.link, case.link.deadline
    last_day = last_covering_day(link)
    owed_later = link.timing == "by_deadline"
    found: Level = level(case.figures.best, deadline, last_day, owed_later, goal.met_by)
    verdict = Judgement("", by_period=case.figures.groups)
    verdict.covering, verdict.decided = found.covering, found.covering is not None
    if found.standing is not None:
        standing = found.standing
        verdict.actual, verdict.covered_until, verdict.evidence = standing.value, standing.end, (standing,)
    verdict.status, reasons = _status_of_level(case, goal, verdict, found)
    verdict.reasons += reasons
    _note_rounding(goal, verdict)
    return verdict


def last_covering_day(link: Target) -> date | None:
    """R3: the last day on which a reading of a level may end to cover the deadline."""
    return None if link.deadline is None else after_at_most(link.deadline, link.indicator.reporting_interval)


def _status_of_level(case: Case, goal: Goal, verdict: Judgement, found: Level) -> tuple[str, list[str]]:
    link, deadline, as_of, standing = case.link, case.link.deadline, case.as_of, found.standing
    met = standing is not None and goal.met_by(standing.value)
    if deadline is None:
        return ("achieved", []) if met else ("not_assessable", ["no_deadline"])
    past = as_of > deadline
    if met and standing is not None:
        later = link.timing == "by_deadline" and standing.end > deadline
        if not past or standing is found.covering or later:
            return ("achieved" if standing.end <= deadline else "achieved_late"), []  # R11.4
    decided = found.covering is not None and link.timing == "within_period"
    if standing is not None and goal.baseline is None and not past and not decided:
        return "not_assessable", ["no_baseline"]  # R11.5: the deadline is still ahead
    if decided:
        return "missed", _provisional(verdict)  # R11.6
    if past:
        return _past_deadline(verdict, found.covering is not None)  # R11.7
    return _on_the_way(case, goal, verdict)


def _past_deadline(verdict: Judgement, covered: bool) -> tuple[str, list[str]]:
    """R11.7: overdue only where a report shows that it is still owed; else nobody has said."""
    if covered:
        return "overdue", ["short_at_deadline", *_provisional(verdict)]
    return "unreported", ["no_report" if verdict.actual is None else "no_final_report"]


def _on_the_way(case: Case, goal: Goal, verdict: Judgement) -> tuple[str, list[str]]:
    """R11.8 to R11.10: before the deadline, by the pace on the path."""
    if case.link.window_start is not None and case.as_of < case.link.window_start:
        return "too_early", []
    _measure(case, verdict)
    path = verdict.path
    if verdict.actual is not None and path is not None and verdict.elapsed * 10 < path.length:
        return "too_early", []
    if verdict.actual is None or path is None:
        return "no_data", []
    return _by_pace(goal, verdict, path)


def _by_pace(goal: Goal, verdict: Judgement, path: Path) -> tuple[str, list[str]]:
    actual = verdict.actual
    assert actual is not None
    if goal.ceiling and actual == 0:
        return "on_track", []
    if goal.holds and not goal.ceiling:
        return "off_track", (["moving_away"] if _worse(goal, actual, path) else [])
    pace = verdict.pace
    if pace is None:  # the path is still flat
        return ("off_track", ["moving_away"]) if _worse(goal, actual, path) else ("on_track", [])
    if pace.reaches(ON_TRACK):
        return "on_track", []
    if pace.reaches(BEHIND):
        return "behind", []
    return "off_track", ([] if pace.reaches(ZERO) else ["moving_away"])


def _worse(goal: Goal, actual: Decimal, path: Path) -> bool:
    return actual < path.baseline if goal.up else actual > path.baseline


def _measure(case: Case, verdict: Judgement) -> None:
    """Find the path, and how far along it the evidence is, unless that has been done (R6, R7)."""
    goal, found = case.goal, verdict.cover
    if goal is None or goal.terms == "done" or verdict.path is not None:
        return
    path = _path(case, goal)
    if path is not None and verdict.covered_until is not None:
        if found is None:
            verdict.elapsed = verdict.covered_until.toordinal() - path.start.toordinal()
        else:
            if not found.has_gap:
                path = seasonal(path, case.link, case.figures, verdict.covered_until)
            verdict.elapsed = min(found.days, max(path.length, 0))
    verdict.path = path
    _keep_pace(goal, verdict)


def _path(case: Case, goal: Goal) -> Path | None:
    """The path of a case, found once: the walk of a history has one case for many days."""
    if case.path is None:
        case.path = path_of(case.link, goal, case.first_announced, case.interims, case.index, case.as_of)
    return case.path


def _keep_pace(goal: Goal, verdict: Judgement) -> None:
    """Expected by then, and the pace: both on the day that the evidence reaches, never today (R6, R7)."""
    path, actual = verdict.path, verdict.actual
    if path is None or actual is None:
        return
    verdict.expected = path.expected(verdict.elapsed)
    top, bottom = verdict.expected.top, verdict.expected.bottom
    if goal.ceiling:
        verdict.pace = Ratio(top, actual * bottom) if actual else None
    elif not goal.holds:
        pace = Ratio((actual - path.baseline) * bottom, top - path.baseline * bottom)
        verdict.pace = pace if pace.bottom else None


def _provisional(verdict: Judgement) -> list[str]:
    return [] if all(one.final for one in verdict.evidence) else ["provisional"]


def _note_rounding(goal: Goal, verdict: Judgement, in_time: Decimal | None = None) -> None:
    """R5; of a range on a sum, the upper end is kept by what there was ``in_time``, and by nothing after it."""
    if verdict.status in MET and usable(verdict.actual):
        assert verdict.actual is not None
        kept = in_time is not None and goal.kept_within_rounding(in_time)
        if kept or goal.met_within_rounding(verdict.actual):
            verdict.reasons.append("within_rounding")
