"""News of promises for which nothing counts: what their programme reported of nearly the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from projects.models import Outcome
from projects.reports.targets.other_terms import is_near, reports_in_other_terms, why_not
from projects.reports.targets.target_entry import TargetEntry

from .news_moments import moment_known, window


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

    One query; none where something counts for every chain.
    """
    silent: dict[str, list[tuple[str, TargetEntry]]] = defaultdict(list)
    for first, entry in chains:
        if not entry.assessment["evidence"] and not entry.withdrawn:
            silent[entry.programme.id].append((first, entry))
    if not silent:
        return
    reports = reports_in_other_terms(timezone.localdate(until)).filter(window("source__public_on", since, until))
    for outcome in reports.filter(indicator__programme__in=silent).select_related("indicator__programme"):
        moment = moment_known(outcome.recorded_at, outcome.source.public_on)
        if not since < moment <= until:
            continue
        for first, entry in silent[outcome.indicator.programme_id]:
            promised = entry.revisions[0].announced
            if is_near(entry, outcome) and outcome.source.public_on > promised:
                news = OtherTermsNews(f"other:{outcome.id}@{first}", moment, outcome, why_not(entry, outcome, promised))
                yield first, news
