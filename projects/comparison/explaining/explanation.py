"""How a verdict was reached, step by step, from the verdict's own workings: no rule is applied a second time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import localcontext

from projects.comparison.engine import Workings
from projects.comparison.figures import Outcome, Target
from projects.comparison.quantities import EXACT

from .evidence_steps import baseline_steps, evidence_steps, promise_steps, report_steps
from .path_steps import pace_steps, path_steps, percent_steps, projection_steps
from .status_steps import beside_steps, met_steps, status_steps
from .steps import Explanation, Step


def explain(workings: Workings, outcomes: Sequence[Outcome], targets: Sequence[Target]) -> Explanation:
    """How the verdict of the workings was reached.

    ``outcomes`` and ``targets`` are all that they were worked out with, interims included; every outcome has exactly
    one step of its own, ``report_…``. Never raises for data.
    """
    link, goal = workings.case.link, workings.goal
    with localcontext(EXACT):
        steps = tuple(_steps(workings, outcomes, targets))
    return Explanation(link.id, workings.case.as_of, link.indicator.unit, goal.terms if goal else link.basis, steps)


def _steps(workings: Workings, outcomes: Sequence[Outcome], targets: Sequence[Target]) -> Iterator[Step]:
    yield from promise_steps(workings)
    yield from baseline_steps(workings)
    yield from report_steps(workings, outcomes, targets)
    if workings.goal is not None:
        yield from evidence_steps(workings, workings.goal, outcomes)
        yield from met_steps(workings, workings.goal)
        yield from path_steps(workings, workings.goal)
        yield from pace_steps(workings, workings.goal)
        yield from percent_steps(workings, workings.goal)
        yield from projection_steps(workings, workings.goal)
    yield from status_steps(workings)
    yield from beside_steps(workings)
