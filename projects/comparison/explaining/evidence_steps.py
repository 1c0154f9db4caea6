"""Steps on what is judged and what the verdict rests on (R1 to R5, R9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from projects.comparison.engine import Workings
from projects.comparison.figures import Outcome, Target
from projects.comparison.goals import RELATIVE, Goal, known_baseline, missing_value
from projects.comparison.periods import days
from projects.comparison.quantities import usable
from projects.comparison.readings import Reading
from projects.comparison.statuses import MET

from .report_choices import Choice, choices
from .steps import Step, Value, step


def promise_steps(workings: Workings) -> Iterator[Step]:
    """R1, R10: which announcement is judged, and its terms."""
    link, goal = workings.case.link, workings.goal
    if link.withdrawn:
        yield step("promise_withdrawn", as_of=workings.case.as_of, link=link.id, announced=link.announced)
        return
    yield step("promise", as_of=workings.case.as_of, **announcement(link))
    if goal and goal.ceiling:
        yield step("ceiling")
    if goal and goal.band and goal.upper is not None:
        yield step("range_on_sum", value=goal.value, upper=goal.upper)


def announcement(link: Target) -> dict[str, Value]:
    """The values of a step on an announcement."""
    return {
        "link": link.id,
        "announced": link.announced,
        "basis": link.basis,
        "qualifier": link.qualifier,
        "value": link.value,
        "upper_value": link.upper_value,
        "unit": link.indicator.unit,
        "timing": link.timing,
        "window_start": link.window_start,
        "deadline": link.deadline,
    }


def baseline_steps(workings: Workings) -> Iterator[Step]:
    """R4: the baseline, where it comes from, and the absolute value of a relative target."""
    link, goal = workings.case.link, workings.goal
    relative = link.basis in RELATIVE and link.indicator.accumulation != "milestone"
    if link.withdrawn or missing_value(link) or not (relative or link.indicator.accumulation == "level"):
        return
    period: dict[str, Value] = {"start": link.baseline_start, "end": link.baseline_end}
    if goal is not None and goal.terms in RELATIVE:
        yield step("own_terms", baseline=goal.path_baseline, **period)
        return
    if "baseline_not_positive" in workings.case.missing:
        outcomes = workings.case.index.known_on(link.indicator, workings.case.as_of)
        baseline, reports = known_baseline(link, outcomes, workings.case.index)
        yield step("baseline_not_positive", baseline=baseline, reports=reports, **period)
        return
    if goal is None or goal.baseline is None:
        yield step("baseline_unknown", **period)
        return
    if goal.baseline_from:
        yield step("baseline_reported", baseline=goal.baseline, reports=goal.baseline_from, **period)
    else:
        yield step("baseline_stated", baseline=goal.baseline, **period)
    if relative:
        announced = sorted(end for end in _ends(link) if end is not None and usable(end))
        resolved = [goal.value, *([] if goal.upper is None else [goal.upper])]
        for factor, value in zip(announced, resolved, strict=False):
            code = "resolved_multiple" if link.basis == "multiple" else "resolved_percent"
            yield step(code, factor=factor, baseline=goal.baseline, resolved=value)


def _ends(claim: Target | Outcome) -> tuple[Decimal | None, ...]:
    return (claim.value, claim.upper_value) if claim.qualifier == "between" else (claim.value,)


def report_steps(workings: Workings, outcomes: Sequence[Outcome], targets: Sequence[Target]) -> Iterator[Step]:
    """R1 to R4, R9: why each report counts or not."""
    units = {target.indicator.id: target.indicator.unit for target in targets}
    own = workings.case.link.indicator
    for choice in choices(workings, outcomes, targets):
        yield step(
            f"report_{choice.code}",
            unit=units.get(choice.outcome.indicator, own.unit),
            wanted_unit=own.unit,
            wanted_territory=own.territory,
            **_report(choice),
        )
    for group in workings.assessment.conflicts:
        yield step("sources_disagree", reports=group)


def _report(choice: Choice) -> dict[str, Value]:
    outcome = choice.outcome
    return {
        "report": outcome.id,
        "indicator": outcome.indicator,
        "territory": outcome.territory,
        "basis": outcome.basis,
        "qualifier": outcome.qualifier,
        "value": outcome.value,
        "upper_value": outcome.upper_value,
        "start": outcome.period_start,
        "end": outcome.period_end,
        "compared_with_start": outcome.compared_with_start,
        "compared_with_end": outcome.compared_with_end,
        "final": outcome.final,
        "publisher": outcome.publisher.name,
        "source_kind": outcome.source_kind,
        "published": outcome.published,
        "instead": choice.instead,
        "days": choice.days,
        "days_chosen": choice.days_chosen,
    }


def evidence_steps(workings: Workings, goal: Goal, outcomes: Sequence[Outcome]) -> Iterator[Step]:
    """R2, R3: the sum of the chosen reports, or the reading that stands."""
    verdict = workings.verdict
    if verdict.actual is None:
        yield step("no_evidence")
        return
    yield from _as_read(goal, verdict.evidence, outcomes)
    if goal.terms == "done":
        yield step("done_since" if verdict.status in MET else "not_done_by", end=verdict.covered_until)
    elif goal.summed:
        yield from _sum(workings)
    else:
        yield from _level(workings)


def _as_read(goal: Goal, evidence: Sequence[Reading], outcomes: Sequence[Outcome]) -> Iterator[Step]:
    """R4, R5: the chosen figures that are not used as printed."""
    printed = {end.id: end for end in outcomes}
    for reading in evidence:
        outcome = printed[reading.id]
        if outcome.qualifier == "between" and usable(outcome.upper_value):
            yield step("worse_end", report=reading.id, value=outcome.value, upper=outcome.upper_value)
        if goal.terms == "absolute" and outcome.basis in RELATIVE and goal.baseline is not None:
            code = "converted_multiple" if outcome.basis == "multiple" else "converted_percent"
            factors = [end for end in _ends(outcome) if end is not None and usable(end)]
            factor = min(factors) if goal.up else max(factors)
            yield step(code, report=reading.id, factor=factor, baseline=goal.baseline, reading=reading.value)


def _sum(workings: Workings) -> Iterator[Step]:
    verdict, deadline = workings.verdict, workings.case.link.deadline
    cover, in_time = verdict.cover, verdict.in_time
    values = tuple(piece.value for piece in verdict.evidence)
    yield step("sum_of_one" if len(values) == 1 else "sum_of_many", pieces=values, actual=verdict.actual)
    if cover is None or cover.until is None:
        return
    if verdict.path is None:  # otherwise a step of the path says it
        yield step("days_covered", days=cover.days, until=cover.until)
    if cover.has_gap and cover.start is not None:
        whole = days(cover.start, cover.until)
        yield step(
            "gap", start=cover.start, until=cover.until, whole=whole, days=cover.days, missing=whole - cover.days
        )
    if in_time is not None and in_time is not cover and deadline is not None and in_time.actual is not None:
        yield step("sum_in_time", deadline=deadline, actual=in_time.actual)


def _level(workings: Workings) -> Iterator[Step]:
    verdict, link = workings.verdict, workings.case.link
    stands, covering = verdict.evidence[0], verdict.covering
    values: dict[str, Value] = {"reading": stands.value, "end": stands.end}
    late = link.deadline is not None and stands.end > link.deadline
    if covering is not None and covering.id == stands.id:
        yield step("reading_covers", deadline=link.deadline, interval=link.indicator.reporting_interval, **values)
    elif covering is None and not (late and link.timing == "by_deadline"):
        yield step("reading_latest", **values)
    elif workings.goal is not None and workings.goal.met_by(stands.value):
        yield step("reading_meets_later", deadline=link.deadline, **values)
    else:
        yield step("reading_still_short", deadline=link.deadline, **values)
