"""News of promises for which nothing counts: what their programme reported of nearly the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from projects.models import Outcome
from projects.reports.targets.other_terms import is_near, reports_in_other_terms, why_not
from projects.reports.targets.target_entry import TargetEntry

from .news_moments import moment_known, reports_in_window

AT_ONCE = 10_000  # databases take no list of any length


@dataclass(frozen=True, slots=True)
class OtherTermsNews:
    """A report on another indicator, with the codes of why it does not count for the chain that ``key`` names."""

    key: str
    known_at: datetime
    outcome: Outcome
    reasons: tuple[str, ...]


def news_in_other_terms(
    chains: Iterable[tuple[str, TargetEntry]], since: datetime, until: datetime
) -> Iterator[tuple[str, OtherTermsNews]]:
    """By first link, what became known in the window of the chains for which nothing counts.

    No query where something counts for every chain; one where nothing became known, else one more for every 10,000.
    """
    silent: dict[str, list[tuple[str, TargetEntry]]] = defaultdict(list)
    for first, entry in chains:
        if not entry.assessment["evidence"] and not entry.withdrawn:
            silent[entry.programme.id].append((first, entry))
    if not silent:
        return
    for outcome in _reported(silent, since, until):
        moment = moment_known(outcome.recorded_at, outcome.source.public_on)
        if not since < moment <= until:
            continue
        for first, entry in silent[outcome.indicator.programme_id]:
            promised = entry.revisions[0].announced
            if is_near(entry, outcome) and outcome.source.public_on > promised:
                news = OtherTermsNews(f"other:{outcome.id}@{first}", moment, outcome, why_not(entry, outcome, promised))
                yield first, news


def _reported(programmes: Collection[str], since: datetime, until: datetime) -> Iterator[Outcome]:
    """The ids first: beside all that is told of a report, PostgreSQL would read every report to find these."""
    in_window = reports_in_window(Q(indicator__programme__in=programmes), since, until)
    ids = list(in_window.order_by("-period_end", "-source__public_on", "id").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        reports = reports_in_other_terms(timezone.localdate(until)).filter(pk__in=ids[start : start + AT_ONCE])
        yield from reports.select_related("indicator__programme")
