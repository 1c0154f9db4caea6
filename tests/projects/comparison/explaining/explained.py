"""Claims judged and explained at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import localcontext

from projects.comparison.engine import work_out
from projects.comparison.explaining import explanation
from projects.comparison.explaining.steps import Explanation
from projects.comparison.figures import Outcome, Target
from projects.comparison.quantities import EXACT


def explain(
    chain: Sequence[Target], outcomes: Sequence[Outcome], as_of: date, interims: Sequence[Target] = ()
) -> Explanation | None:
    """How ``assess`` came to its verdict on the same claims; None before the first announcement."""
    with localcontext(EXACT):
        workings = work_out(chain, outcomes, as_of, interims)
    return None if workings is None else explanation.explain(workings, outcomes, (*chain, *interims))
