"""A target judged once: verdict, explanation and chart of a page are read from the same workings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import localcontext

from projects import adapters
from projects.comparison.engine import Workings, work_out
from projects.comparison.explaining.explanation import explain
from projects.comparison.explaining.steps import Explanation
from projects.comparison.quantities import EXACT
from projects.comparison.trajectory import Trajectory, trajectory
from projects.models import Target
from projects.reports.verdicts.verdict_lookup import announced_among

from .target_entry import TargetEntry, target_entries


@dataclass(frozen=True, slots=True)
class JudgedTarget:
    """A link with the verdict on its chain, the claims that were judged, and how."""

    entry: TargetEntry
    claims: adapters.Claims
    workings: Workings

    def explanation(self) -> Explanation:
        """How the verdict was reached, step by step. No query, nothing is judged again."""
        return explain_chain(self.claims, self.workings)

    def trajectory(self) -> Trajectory | None:
        """The points of the chart; None without a value or a deadline. No query, nothing is judged again."""
        with localcontext(EXACT):
            return trajectory(self.workings)


def judge_target(link: str, as_of: date, known_at: datetime | None = None) -> JudgedTarget | None:
    """Judges the chain of a link once; None where the link was not announced or recorded by then. Five queries."""
    return judge_announced(link, as_of, known_at) if announced_among([link], as_of, known_at) else None


def judge_announced(link: str, as_of: date, known_at: datetime | None = None) -> JudgedTarget | None:
    """The same for a link that is known to have been announced and recorded by then. Four queries."""
    judged = judge_chain_of(link, as_of, known_at)
    if judged is None:
        return None
    claims, workings = judged
    (entry,) = target_entries([(link, adapters.as_contract(workings.assessment))], as_of)
    return JudgedTarget(entry, claims, workings)


def judge_chain_of(link: str, as_of: date, known_at: datetime | None = None) -> tuple[adapters.Claims, Workings] | None:
    """The claims and workings of the chain of any link; None before the chain was announced. Three queries."""
    first_ids = list(Target.objects.first_links_of([link]).values_list("pk", flat=True))
    for claims in adapters.claims(first_ids, known_at) if first_ids else ():
        with localcontext(EXACT):
            workings = work_out(claims.chain, claims.outcomes, as_of, claims.interims)
        return None if workings is None else (claims, workings)
    return None


def explain_chain(claims: adapters.Claims, workings: Workings) -> Explanation:
    """The explanation of workings that have been read from claims. No query."""
    return explain(workings, claims.outcomes, (*claims.chain, *claims.interims))
