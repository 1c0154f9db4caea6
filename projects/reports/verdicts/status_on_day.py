"""Statuses on an earlier day, read from the stored history; nothing is judged.

The history holds each day on which a verdict changed (ADR 4), so it gives the status on any day before the stored
verdicts. It holds no figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from projects.comparison.figures import METHOD_VERSION
from projects.models import Assessment, StatusChange, Target


class ChainStatus(NamedTuple):
    """The status of a chain on a day, under the link that was current."""

    first: str
    target: str
    status: str


def history_reaches(as_of: date) -> bool:
    """Whether the history gives the status of every chain on the day. Two queries."""
    outdated = ~Q(method_version=METHOD_VERSION) | Q(as_of__lt=as_of, next_change_on__lte=as_of)
    return not Assessment.objects.filter(outdated).exists() and not unassessed(as_of).exists()


def statuses_on_day(as_of: date, among: Collection[str] | None = None) -> Iterator[ChainStatus]:
    """Every chain that had been announced by the day, or those of some first links, in no order. Two queries."""
    links = Target.objects.announced_by(as_of) if among is None else Target.objects.links_of(among).announced_by(as_of)
    revisions = links.filter(revises__isnull=False).order_by().values_list("revises_id", "id")
    later: dict[str, str] = dict(revisions)
    before = StatusChange.objects.filter(first=OuterRef("pk"), on__lte=as_of).order_by("-on")
    firsts = Target.objects.first_links() if among is None else Target.objects.first_links_of(among)
    statuses = firsts.announced_by(as_of).order_by().annotate(was=Subquery(before.values("to_status")[:1]))
    for first, status in statuses.values_list("id", "was"):
        link = first
        while link in later:
            link = later[link]
        yield ChainStatus(first, link, status)


def unassessed(as_of: date) -> Any:
    """First links announced by ``as_of`` without a stored verdict: recorded, but not refreshed yet."""
    stored = Assessment.objects.filter(first=OuterRef("pk"))
    return Target.objects.filter(~Exists(stored), revises=None, announced__lte=as_of)
