"""Whether the target is met, the status that follows, and what stands beside it, told step by step (R5, R10, R11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from projects.comparison.cases import with_values
from projects.comparison.conflicts import read_at
from projects.comparison.engine import Workings
from projects.comparison.goals import Goal
from projects.comparison.periods import decimal_year
from projects.comparison.quantities import ABOUT, BEHIND, ON_TRACK, ZERO
from projects.comparison.ranges import at_the_ends
from projects.comparison.statuses import UNDER_WAY
from projects.comparison.verdicts import judge

from .evidence_steps import announcement
from .steps import Step, Value, step

# R11: the line of the table that gives a status; _line handles the statuses that several lines can give.
LINES = {
    "withdrawn": "R11.1",
    "achieved": "R11.4",
    "achieved_late": "R11.4",
    "missed": "R11.6",
    "overdue": "R11.7",
    "unreported": "R11.7",
    "too_early": "R11.8",
    "no_data": "R11.9",
    "on_track": "R11.10",
    "behind": "R11.10",
    "off_track": "R11.10",
}


def met_steps(workings: Workings, goal: Goal) -> Iterator[Step]:
    """R5: whether the value meets the target, and what is forgiven."""
    actual = workings.verdict.actual
    if goal.terms == "done" or actual is None:
        return
    if goal.slack:
        rounded_to = workings.case.link.rounded_to
        yield step("rounding_forgiven", rounded_to=rounded_to, slack=goal.slack)
    if goal.two_ended and goal.upper is not None:
        low, high = goal.value - goal.slack, goal.upper + goal.slack
        code = "inside_range" if goal.met_by(actual) else "outside_range"
        yield step(code, actual=actual, low=low, high=high)
    else:
        if goal.qualifier == "about":
            size = abs(goal.value)
            yield step("about_allows", goal=goal.value, size=size, allowed=size * ABOUT)
        met = goal.met_by(actual)
        codes = ("lower_end_reached", "lower_end_not_reached") if goal.band else ("met", "not_met")
        yield step(codes[not met], actual=actual, sign=_sign(goal, met), edge=goal.edge(goal.slack))
    yield from _upper_end(workings, goal)
    if goal.met_within_rounding(actual):
        yield step("met_within_rounding", actual=actual, goal=goal.nearest(actual))


def _upper_end(workings: Workings, goal: Goal) -> Iterator[Step]:
    """R7: the upper end of a range on a sum; only what was reported for the time up to the deadline can pass it."""
    verdict = workings.verdict
    reached = verdict.in_time.actual if verdict.in_time is not None else verdict.actual
    if not goal.band or goal.upper is None or reached is None:
        return
    code = "upper_end_passed" if goal.passed_by(reached) else "upper_end_kept"
    yield step(code, actual=reached, edge=goal.upper + goal.slack)
    if goal.kept_within_rounding(reached):
        yield step("met_within_rounding", actual=reached, goal=goal.upper)


def _sign(goal: Goal, met: bool) -> str:
    """The sign between actual and edge."""
    if goal.up:
        return (">" if goal.strict else "≥") if met else ("≤" if goal.strict else "<")
    return ("<" if goal.strict else "≤") if met else ("≥" if goal.strict else ">")


def status_steps(workings: Workings) -> Iterator[Step]:
    """R11: what decided the status, the status, and the doubt that is left."""
    assessment, link = workings.assessment, workings.case.link
    if assessment.status == "too_early":
        yield _too_early(workings)
    if assessment.status in UNDER_WAY and workings.goal is not None:
        yield _band(workings, workings.goal)
    if assessment.days_overdue is not None:
        days = assessment.days_overdue
        code = "days_unreported" if assessment.status == "unreported" else "days_overdue"
        yield step(code, deadline=link.deadline, as_of=assessment.as_of, days=days)
    status = step("status", status=assessment.status, reasons=assessment.reasons)
    yield replace(status, rules=(_line(workings),))
    if assessment.status_range:
        yield from _read_otherwise(workings)
        yield step("status_range", statuses=assessment.status_range)
    if assessment.stale:
        yield step("stale", interval=link.indicator.reporting_interval, since=workings.stale_from)


def _read_otherwise(workings: Workings) -> Iterator[Step]:
    """R5, R9: the figures at both ends of their doubt, and the statuses that these would give."""
    case, verdict = workings.case, workings.verdict
    ends = zip(("printed_low", "printed_high"), at_the_ends(case, verdict), strict=True)
    cases = {code: with_values(case, values) for code, values in ends if values}
    if workings.assessment.conflicts:
        cases |= {"disputed_low": read_at(min, case, verdict), "disputed_high": read_at(max, case, verdict)}
    for code, otherwise in cases.items():
        verdict_otherwise = judge(otherwise)
        yield step(code, actual=verdict_otherwise.actual, status=verdict_otherwise.status)


def _line(workings: Workings) -> str:
    """The line of R11 that gave the status."""
    assessment, goal = workings.assessment, workings.goal
    if workings.case.missing:
        return "R11.2"
    if goal is not None and goal.ceiling and assessment.status in ("achieved", "missed", "not_assessable"):
        return "R11.3"
    if assessment.status == "missed" and goal is not None and workings.verdict.in_time is not None:
        reached = workings.verdict.in_time.actual
        return "R11.3" if reached is not None and goal.passed_by(reached) else "R11.6"
    if assessment.status == "not_assessable":
        return "R11.5" if {"no_deadline", "no_baseline"} & set(assessment.reasons) else "R11.2"
    return LINES[assessment.status]


def _too_early(workings: Workings) -> Step:
    link, verdict = workings.case.link, workings.verdict
    if link.window_start is not None and workings.case.as_of < link.window_start:
        return step("window_not_open", start=link.window_start, as_of=workings.case.as_of)
    length = verdict.path.length if verdict.path else 0
    return step("under_a_tenth", elapsed=verdict.elapsed, length=length, tenth=Decimal(length) / 10)


def _band(workings: Workings, goal: Goal) -> Step:
    """R11.10: the band of the pace, or what decides without a pace."""
    assessment, verdict = workings.assessment, workings.verdict
    away = "moving_away" in assessment.reasons
    if goal.ceiling and verdict.actual == 0:
        return step("unspent_on_track")
    if goal.holds and not goal.ceiling:
        return step("hold_moving_away" if away else "hold_not_met", baseline=goal.path_baseline, actual=verdict.actual)
    pace = verdict.pace.value if verdict.pace else None
    if pace is None:
        start = verdict.path.baseline if verdict.path else ZERO
        return step("flat_moving_away" if away else "flat_on_track", baseline=start, actual=verdict.actual)
    band = "moving_away" if away else assessment.status
    return step(f"band_{band}", pace=pace, on_track=ON_TRACK, behind=BEHIND)


def beside_steps(workings: Workings) -> Iterator[Step]:
    """R10, R14, compound growth: what is shown beside the verdict."""
    yield from _revisions(workings)
    yield from _growth(workings)
    measured = workings.assessment.measurability
    yield step("measurability", score=measured.score, missing=measured.missing)


def _revisions(workings: Workings) -> Iterator[Step]:
    assessment, links = workings.assessment, workings.links
    if len(links) < 2:
        return
    steps = {revision.target: revision for revision in assessment.revisions}
    for before, link in pairwise(links):
        revision = steps[link.id]
        code = "revision_withdraws" if link.withdrawn else "revision"
        yield step(code, changes=revision.change, **announcement(link))
        same = (before.indicator.unit, before.basis) == (link.indicator.unit, link.basis)
        if not link.withdrawn and not same:
            yield step("revision_other_terms", link=link.id, unit=before.indicator.unit, unit_now=link.indicator.unit)
        if revision.revised_after_the_fact:
            passed = before.deadline is not None and link.announced > before.deadline
            code = "revision_after_deadline" if passed else "revision_after_outcome"
            yield step(code, link=link.id, announced=link.announced, deadline=before.deadline)
    chain = assessment.chain
    if chain is not None and chain.days_slipped:
        code = "chain_slipped" if chain.days_slipped > 0 else "chain_advanced"
        yield step(code, times=chain.times_moved, days=abs(chain.days_slipped))
    if chain is not None and chain.widest_swing:
        yield step("chain_moved", net=chain.net_percent_moved, swing=chain.widest_swing)
    first = assessment.first
    if first is not None:
        values: dict[str, Value] = {"link": first.target, "announced": links[0].announced, "status": first.status}
        yield step("first_verdict", actual=first.actual, percent=first.percent_achieved, **values)


def _growth(workings: Workings) -> Iterator[Step]:
    growth, goal, link = workings.assessment.compound, workings.goal, workings.case.link
    if growth is None or goal is None:
        return
    if growth.ratio is None or goal.baseline is None or link.baseline_end is None or link.deadline is None:
        yield step("no_growth", category=growth.category, reason=growth.reason)
        return
    reading, end = workings.verdict.actual, workings.verdict.covered_until
    if reading is None or end is None:
        reading, end = goal.baseline, link.baseline_end
    yield step(
        "growth",
        baseline=goal.baseline,
        reading=reading,
        goal=goal.limit,
        years=decimal_year(end) - decimal_year(link.baseline_end),
        years_required=decimal_year(link.deadline) - decimal_year(link.baseline_end),
        ratio=growth.ratio,
        category=growth.category,
    )
