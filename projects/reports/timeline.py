"""When promises fall due and how they stand: counts by day and status, however many targets there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from projects.comparison.figures import STATUSES
from projects.models import Assessment, Target

from . import verdicts
from .target_query import TargetQuery


@dataclass(frozen=True, slots=True)
class Due:
    """How many targets with one status fall due on a day."""

    on: date
    status: str
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The deadlines of the promises that stand on a day, earliest first; ``undated`` promises name no day."""

    as_of: date
    due: tuple[Due, ...]
    undated: int


def timeline(as_of: date, query: TargetQuery | None = None) -> Timeline:
    """The deadlines of the targets that a query asks for. A constant number of queries."""
    asked = query or TargetQuery()
    counted = _from_store(asked) if verdicts.all_stored(as_of) else _from_verdicts(asked, as_of)
    due = [Due(on, status, count) for (on, status), count in counted.items() if on is not None]
    undated = sum(count for (on, _status), count in counted.items() if on is None)
    return Timeline(as_of, tuple(sorted(due, key=lambda one: (one.on, STATUSES.index(one.status)))), undated)


def _from_store(query: TargetQuery) -> Counter[tuple[date | None, str]]:
    rows = Assessment.objects.filter(query.about_verdicts(), query.about_links("target__")).order_by()
    counts = rows.values_list("target__deadline", "status").annotate(count=Count("pk"))
    return Counter({(deadline, status): count for deadline, status, count in counts})


def _from_verdicts(query: TargetQuery, as_of: date) -> Counter[tuple[date | None, str]]:
    asked = query.about_links()
    links = Target.objects.filter(asked, announced__lte=as_of).order_by()
    deadlines = dict(links.values_list("id", "deadline"))
    among = None
    if asked:
        reached = Target.objects.first_links_reached_from(targets=list(deadlines))
        among = set(reached.values_list("pk", flat=True))
    return Counter(
        (deadlines[verdict.target], verdict.status)
        for verdict in verdicts.on(as_of, None, among)
        if verdict.target in deadlines and query.wants(verdict.status, verdict.target != verdict.first)
    )
