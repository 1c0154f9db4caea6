"""The points of a target's chart, from the workings of its verdict."""

from __future__ import annotations

from datetime import date
from decimal import localcontext

from projects import adapters
from projects.comparison.engine import work_out
from projects.comparison.quantities import EXACT
from projects.comparison.trajectory import Trajectory, trajectory


def trajectory_of(claims: adapters.Claims, as_of: date) -> Trajectory | None:
    """The trajectory of a chain; None where there is no value or no deadline. No query."""
    with localcontext(EXACT):
        workings = work_out(claims.chain, claims.outcomes, as_of, claims.interims)
        return None if workings is None else trajectory(workings)
