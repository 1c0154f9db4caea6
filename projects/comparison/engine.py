"""The comparison of one chain of revisions with its outcomes on one day: the rules put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from . import compound as growth
from .as_reported import qualifier_of
from .cases import Case, Judgement, case_of
from .conflicts import conflicts_about
from .figures import Assessment, Compound, FirstVerdict, Outcome, Target
from .goals import Goal
from .history import HistoryStep, turning_days, walk
from .measurability import measurability
from .path import with_counting_days
from .periods import after_at_most
from .projection import Projection, days_behind, project
from .quantities import EXACT, ZERO, shown
from .ranges import status_range
from .readings import OutcomeIndex
from .revisions import steps, summary
from .statuses import days_overdue
from .verdicts import decide, judge


def assess(
    chain: Sequence[Target], outcomes: Iterable[Outcome], as_of: date, interims: Sequence[Target] = ()
) -> Assessment | None:
    """The verdict on a chain on a day, with every figure it rests on; ``None`` before its first announcement.

    ``chain`` holds all links, oldest first; ``outcomes`` those of all its indicators and of its interims;
    ``interims`` all links of interim targets. Never raises for data: returns reasons.
    """
    with localcontext(EXACT):
        workings = _work_out(chain, OutcomeIndex(outcomes), as_of, interims)
        return None if workings is None else workings.assessment


def history(
    chain: Sequence[Target], outcomes: Iterable[Outcome], until: date, interims: Sequence[Target] = ()
) -> tuple[HistoryStep, ...]:
    """The days up to ``until`` on which the status of the chain became another, oldest first."""
    with localcontext(EXACT):
        return walk(chain, OutcomeIndex(outcomes), until, interims).steps


def assess_with_history(
    chain: Sequence[Target], index: OutcomeIndex, as_of: date, interims: Sequence[Target] = ()
) -> tuple[Assessment | None, tuple[HistoryStep, ...]]:
    """Both at once. ``index`` is made of the outcomes; chains that have the same ones share it and its readings."""
    with localcontext(EXACT):
        walked = walk(chain, index, as_of, interims)
        workings = _work_out(chain, index, as_of, interims, walked.today)
        return None if workings is None else workings.assessment, walked.steps


def announced(chain: Sequence[Target], as_of: date) -> list[Target]:
    """The links known on the day (R1), oldest first."""
    return sorted((link for link in chain if link.announced <= as_of), key=lambda link: link.announced)


@dataclass(slots=True)
class Workings:
    """A verdict and what it was made of, for whoever has to explain it. ``goal`` is absent where it was withdrawn."""

    assessment: Assessment
    links: Sequence[Target]  # known on the day, oldest first
    case: Case
    verdict: Judgement
    goal: Goal | None
    forecast: Projection | None
    stale_from: date


def work_out(
    chain: Sequence[Target], outcomes: Iterable[Outcome], as_of: date, interims: Sequence[Target] = ()
) -> Workings | None:
    """The verdict of ``assess`` with its workings. Call it, and read them, within the ``EXACT`` context."""
    return _work_out(chain, OutcomeIndex(outcomes), as_of, interims)


def _work_out(
    chain: Sequence[Target], index: OutcomeIndex, as_of: date, interims: Sequence[Target], today: Case | None = None
) -> Workings | None:
    """The workings; ``today`` is the case of the current link where a walk has come to it already."""
    links = announced(chain, as_of)
    if not links:
        return None
    current, first = links[-1], links[0]
    interims = with_counting_days(interims, chain)
    case = today or case_of(current, index, as_of, first.announced, interims)
    verdict = Judgement("withdrawn") if current.withdrawn else judge(case)
    goal = None if current.withdrawn else case.goal
    revisions = steps(links, index, interims)
    conflicts = conflicts_about(case, verdict)
    reasons = [*verdict.reasons, "sources_disagree"] if conflicts else verdict.reasons
    forecast = project(goal, verdict, current, as_of) if goal else None
    stale_from = _stale_from(current, index, as_of)
    turning = (*turning_days(chain, index, interims, as_of), stale_from)
    assessment = Assessment(
        target=current.id,
        as_of=as_of,
        status=verdict.status,
        reasons=tuple(reasons),
        actual=shown(verdict.actual),
        actual_qualifier=qualifier_of(verdict.evidence),
        percent_achieved=shown(_percent(goal, verdict)),
        expected=shown(verdict.expected.value) if verdict.expected else None,
        pace=shown(verdict.pace.value) if verdict.pace else None,
        required_per_day=shown(_required_per_day(goal, verdict, current.deadline)),
        projection=shown(forecast.value) if forecast else None,
        projection_low=shown(forecast.low) if forecast else None,
        projection_high=shown(forecast.high) if forecast else None,
        projected_completion=forecast.completion if forecast else None,
        days_behind=days_behind(goal, verdict) if goal else None,
        days_overdue=days_overdue(verdict.status, current.deadline, as_of),
        shortfall=shown(_shortfall(goal, verdict)),
        covered_until=verdict.covered_until,
        stale=stale_from <= as_of,
        resolved_value=_resolved(current, goal),
        first=_first_verdict(first, current, verdict, goal, index, as_of, interims),
        revisions=revisions,
        chain=summary(links, revisions),
        status_range=status_range(case, verdict, conflicts) if goal else (),
        conflicts=tuple(conflicts),
        evidence=tuple(reading.id for reading in verdict.evidence),
        compound=_compound(current, goal, verdict),
        measurability=measurability(current),
        next_change_on=min((day for day in turning if day > as_of), default=None),
    )
    return Workings(assessment, links, case, verdict, goal, forecast, stale_from)


def _stale_from(link: Target, index: OutcomeIndex, as_of: date) -> date:
    """R11: the day from which nothing new for two reporting intervals makes the figures stale."""
    last_published = max([outcome.published for outcome in index.known(link.indicator, as_of)], default=None)
    since = last_published or max(link.announced, link.window_start or link.announced)
    return after_at_most(since, 2 * link.indicator.reporting_interval + 1)


def _percent(goal: Goal | None, verdict: Judgement) -> Decimal | None:
    if goal is None or verdict.actual is None or goal.ceiling:
        return None
    if goal.terms == "done":
        return verdict.actual
    start = goal.path_baseline
    if start is None or goal.holds:
        return None
    return (verdict.actual - start) / (goal.limit - start)


def _required_per_day(goal: Goal | None, verdict: Judgement, deadline: date | None) -> Decimal | None:
    actual, until = verdict.actual, verdict.covered_until
    if goal is None or goal.terms == "done" or actual is None or until is None or deadline is None:
        return None
    if until >= deadline or (goal.met_by(actual) and not goal.ceiling):
        return None
    return (goal.nearest(actual) - actual) / (deadline - until).days


def _shortfall(goal: Goal | None, verdict: Judgement) -> Decimal | None:
    actual = verdict.actual
    if goal is None or goal.terms == "done" or actual is None or goal.met_by(actual):
        return None
    if goal.two_ended:
        return abs(goal.nearest(actual) - actual)
    return max(goal.limit - actual if goal.up else actual - goal.limit, ZERO)


def _resolved(link: Target, goal: Goal | None) -> Decimal | None:
    relative = link.basis in ("multiple", "percent_change")
    return shown(goal.value) if goal and relative and goal.terms == "absolute" else None


def _first_verdict(
    first: Target,
    current: Target,
    verdict: Judgement,
    goal: Goal | None,
    index: OutcomeIndex,
    as_of: date,
    interims: Sequence[Target],
) -> FirstVerdict:
    if first is not current or current.withdrawn:
        case: Case = case_of(first, index, as_of, first.announced, interims)
        verdict, goal = decide(case), case.goal
    return FirstVerdict(first.id, verdict.status, shown(verdict.actual), shown(_percent(goal, verdict)))


def _compound(link: Target, goal: Goal | None, verdict: Judgement) -> Compound | None:
    if goal is None or link.indicator.accumulation != "level":
        return None
    latest = verdict.evidence[0] if verdict.evidence else None
    reading = latest.value if latest else goal.baseline
    return growth.compound(
        goal.baseline,
        link.baseline_end,
        latest.value if latest else None,
        latest.end if latest else None,
        goal.path_end,
        link.deadline,
        "increase" if goal.up else "decrease",
        met=reading is not None and goal.met_by(reading),
    )
