"""R5: the statuses at the ends of what the printed evidence leaves open, against deciding both anew each time."""

from __future__ import annotations

from decimal import localcontext

import pytest
from hypothesis import given, settings

from projects.comparison.cases import with_values
from projects.comparison.engine import work_out
from projects.comparison.quantities import EXACT
from projects.comparison.ranges import at_the_ends, status_range
from projects.comparison.verdicts import decide
from tests.projects.comparison.claim_strategies import Claims, claims, monthly_claims, wild_claims


@pytest.mark.slow
@settings(max_examples=250, deadline=None, derandomize=True, database=None)
@given(claims() | wild_claims() | monthly_claims())
def test_the_ends_are_decided_as_if_the_evidence_had_been_printed_so(example: Claims) -> None:
    with localcontext(EXACT):
        workings = work_out(example.links, example.outcomes, example.as_of, example.interims)
        if workings is None or workings.goal is None or workings.assessment.conflicts:
            return
        case, verdict = workings.case, workings.verdict
        low, high = (
            [decide(with_values(case, values)).status] if values else [] for values in at_the_ends(case, verdict)
        )
        statuses = [*low, verdict.status, *high]
        wanted = (
            tuple(dict.fromkeys([statuses[0], verdict.status, statuses[-1]]))
            if set(statuses) != {verdict.status}
            else ()
        )
        assert status_range(case, verdict, ()) == wanted
