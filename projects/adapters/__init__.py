"""Rows → the comparison's value objects, and verdicts → JSON: the only bridge between the two.

``claims`` reads the whole record or some chains with two queries and in bounded memory: targets and indicators are
held, outcomes are streamed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from datetime import datetime

from django.db.models import Q

from projects.adapters.outcomes import as_outcome, groups_of, with_outcomes
from projects.adapters.targets import chains, ids_in_pieces
from projects.judging.assessment_json import as_contract, interval_as_contract
from projects.judging.claims import Claims, Work, claims_of, sources_in
from projects.models import Indicator, Outcome, Source, Target
from projects.models.target import TargetQuerySet

FEW_SOURCES = 10_000  # sources that each judging process may hold without looking which are named

__all__ = [
    "Claims",
    "as_contract",
    "as_outcome",
    "chains",
    "claims",
    "claims_affected_by",
    "interval_as_contract",
    "work",
    "work_in_pieces",
]


def claims(first_ids: Collection[str] | None = None, known_at: datetime | None = None) -> Iterator[Claims]:
    """The claims of every chain, or of those that begin with ``first_ids``; two queries in all.

    ``known_at`` leaves out rows recorded later. Chains that share an indicator share one tuple of outcomes, ordered by
    indicator and end of period. The order of the chains is stable but has no meaning.
    """
    with closing(work(first_ids, known_at)) as streamed:
        sources = sources_in(streamed.sources)
        for group in streamed.groups:
            yield from claims_of(group, sources, in_order=True)


def work(first_ids: Collection[str] | None = None, known_at: datetime | None = None) -> Work:
    """The same as groups of chains with the lines of their outcomes, for judging processes."""
    return with_outcomes(groups_of(chains(first_ids, known_at)), known_at, all_sources=first_ids is None)


def work_in_pieces(first_links: TargetQuerySet) -> Iterator[Work]:
    """The same of many chains, some thousands at a time, so that memory does not grow with the record.

    Call it with the record locked: what others write between two pieces would be in the second alone. Two queries, and
    two more for each piece.
    """
    all_sources = Source.objects.count() <= FEW_SOURCES
    for first_ids in ids_in_pieces(first_links):
        yield with_outcomes(groups_of(chains(first_ids, None)), None, all_sources=all_sources)


def claims_affected_by(
    *,
    targets: Iterable[str] = (),
    outcomes: Iterable[str] = (),
    indicators: Iterable[str] = (),
    sources: Iterable[str] = (),
    programmes: Iterable[str] = (),
) -> set[str]:
    """First ids of the chains whose verdict can depend on any of these rows, in at most two queries.

    Organisations and territories do not matter: a verdict depends on which territory an indicator or programme names,
    which is a change of that row, never on the territory's own row.
    """
    touched = set(indicators)
    if any((programmes, outcomes, sources)):
        reported = Outcome.objects.filter(Q(pk__in=list(outcomes)) | Q(source__in=list(sources)))
        of_others = Indicator.objects.filter(Q(programme__in=list(programmes)) | Q(pk__in=reported.values("indicator")))
        touched.update(of_others.values_list("pk", flat=True))
    reached = Target.objects.first_links_reached_from(targets=targets, indicators=touched)
    return set(reached.order_by().values_list("pk", flat=True))
