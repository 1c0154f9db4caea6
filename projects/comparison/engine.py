"""R1 to R14 together: one chain of revisions compared with its outcomes on one day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import localcontext

from .as_reported import qualifier_of
from .cases import Case, Judgement, case_of
from .conflicts import conflicts_about
from .figures import Assessment, FirstVerdict, Outcome, Target
from .goals import Goal
from .history import HistoryStep, turning_days, walk
from .measurability import measurability
from .path import with_counting_days
from .periods import after_at_most
from .progress import growth, percent_achieved, required_per_day, resolved_value, shortfall
from .projection import Projection, days_behind, project
from .quantities import EXACT, shown
from .ranges import status_range
from .readings import OutcomeIndex
from .revisions import steps, summary
from .statuses import days_overdue
from .verdicts import decide, judge


def assess(
    chain: Sequence[Target], outcomes: Iterable[Outcome], as_of: date, interims: Sequence[Target] = ()
) -> Assessment | None:
    """The verdict on a chain on a day, with the figures it rests on; None before its first announcement.

    ``chain`` holds all links, oldest first; ``outcomes`` those of all its indicators and of its interims;
    ``interims`` all links of interim targets. Never raises for data: returns reasons.
    """
    with localcontext(EXACT):
        workings = _work_out(chain, OutcomeIndex(outcomes), as_of, interims)
        return None if workings is None else workings.assessment


def history(
    chain: Sequence[Target], outcomes: Iterable[Outcome], until: date, interims: Sequence[Target] = ()
) -> tuple[HistoryStep, ...]:
    """The days up to ``until`` on which the status of the chain changed, oldest first."""
    with localcontext(EXACT):
        return walk(chain, OutcomeIndex(outcomes), until, interims).steps


def assess_with_history(
    chain: Sequence[Target], index: OutcomeIndex, as_of: date, interims: Sequence[Target] = ()
) -> tuple[Assessment | None, tuple[HistoryStep, ...]]:
    """``assess`` and ``history`` at once. ``index`` has the outcomes; chains with the same outcomes share it."""
    with localcontext(EXACT):
        walked = walk(chain, index, as_of, interims)
        workings = _work_out(chain, index, as_of, interims, walked.today)
        return None if workings is None else workings.assessment, walked.steps


def announced(chain: Sequence[Target], as_of: date) -> list[Target]:
    """The links known on the day (R1), oldest first."""
    return sorted((link for link in chain if link.announced <= as_of), key=lambda link: link.announced)


@dataclass(slots=True)
class Workings:
    """A verdict with all it was worked out from, for explanations and charts. ``goal``: None if withdrawn."""

    links: Sequence[Target]  # known on the day, oldest first
    case: Case
    verdict: Judgement
    goal: Goal | None
    forecast: Projection | None
    stale_from: date
    assessment: Assessment = field(init=False)


def work_out(
    chain: Sequence[Target], outcomes: Iterable[Outcome], as_of: date, interims: Sequence[Target] = ()
) -> Workings | None:
    """The verdict of ``assess`` with its workings. Call it, and read them, within the ``EXACT`` context."""
    return _work_out(chain, OutcomeIndex(outcomes), as_of, interims)


def _work_out(
    chain: Sequence[Target], index: OutcomeIndex, as_of: date, interims: Sequence[Target], today: Case | None = None
) -> Workings | None:
    """The workings; ``today`` is the case of the current link if a walk has it already."""
    links = announced(chain, as_of)
    if not links:
        return None
    current, first = links[-1], links[0]
    interims = with_counting_days(interims, chain)
    case = today or case_of(current, index, as_of, first.announced, interims)
    verdict = Judgement("withdrawn") if current.withdrawn else judge(case)
    goal = None if current.withdrawn else case.goal
    forecast = project(goal, verdict, current, as_of) if goal else None
    workings = Workings(links, case, verdict, goal, forecast, _stale_from(current, index, as_of))
    turning = (*turning_days(chain, index, interims, as_of), workings.stale_from)
    next_change_on = min((day for day in turning if day > as_of), default=None)
    workings.assessment = _assessment(workings, index, interims, next_change_on)
    return workings


def _assessment(
    workings: Workings, index: OutcomeIndex, interims: Sequence[Target], next_change_on: date | None
) -> Assessment:
    case, verdict, goal, forecast = workings.case, workings.verdict, workings.goal, workings.forecast
    current, as_of, links = workings.links[-1], case.as_of, workings.links
    revisions = steps(links, index, interims)
    conflicts = conflicts_about(case, verdict)
    return Assessment(
        target=current.id,
        as_of=as_of,
        status=verdict.status,
        reasons=(*verdict.reasons, "sources_disagree") if conflicts else tuple(verdict.reasons),
        actual=shown(verdict.actual),
        actual_qualifier=qualifier_of(verdict.evidence),
        percent_achieved=shown(percent_achieved(goal, verdict)),
        expected=shown(verdict.expected.value) if verdict.expected else None,
        pace=shown(verdict.pace.value) if verdict.pace else None,
        required_per_day=shown(required_per_day(goal, verdict, current.deadline)),
        projection=shown(forecast.value) if forecast else None,
        projection_low=shown(forecast.low) if forecast else None,
        projection_high=shown(forecast.high) if forecast else None,
        projected_completion=forecast.completion if forecast else None,
        days_behind=days_behind(goal, verdict) if goal else None,
        days_overdue=days_overdue(verdict.status, current.deadline, as_of),
        shortfall=shown(shortfall(goal, verdict)),
        covered_until=verdict.covered_until,
        stale=workings.stale_from <= as_of,
        resolved_value=shown(resolved_value(current, goal)),
        first=_first_verdict(workings, index, interims),
        revisions=revisions,
        chain=summary(links, revisions),
        status_range=status_range(case, verdict, conflicts) if goal else (),
        conflicts=tuple(conflicts),
        evidence=tuple(reading.id for reading in verdict.evidence),
        compound=growth(current, goal, verdict),
        measurability=measurability(current),
        next_change_on=next_change_on,
    )


def _stale_from(link: Target, index: OutcomeIndex, as_of: date) -> date:
    """R11: the day from which nothing new for two reporting intervals makes the figures stale."""
    last_published = max([outcome.published for outcome in index.known_on(link.indicator, as_of)], default=None)
    since = last_published or max(link.announced, link.window_start or link.announced)
    return after_at_most(since, 2 * link.indicator.reporting_interval + 1)


def _first_verdict(workings: Workings, index: OutcomeIndex, interims: Sequence[Target]) -> FirstVerdict:
    """R10: the verdict on the first announcement, as if it had never been revised or withdrawn."""
    first, current = workings.links[0], workings.links[-1]
    verdict, goal = workings.verdict, workings.goal
    if first is not current or current.withdrawn:
        case = case_of(first, index, workings.case.as_of, first.announced, interims)
        verdict, goal = decide(case), case.goal
    percent = percent_achieved(goal, verdict)
    return FirstVerdict(first.id, verdict.status, shown(verdict.actual), shown(percent))
