"""What one person follows and how it stands: the page of their follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.followed import followed_chains
from accounts.models import Follow, User
from projects.comparison.figures import STATUSES
from projects.models import Assessment
from projects.reports.news import news_of
from projects.reports.target_entry import TargetEntry


@dataclass(frozen=True, slots=True)
class FollowedThing:
    """A followed thing. A target has its ``entry`` and since when its status stands; the others ``counts``."""

    kind: str
    id: str
    named: Any  # has name, name_ru, name_kk
    followed_at: datetime
    entry: TargetEntry | None
    status_since: date | None
    counts: list[tuple[str, int]]


def followed_things(user: User, at: datetime) -> list[FollowedThing]:
    """Everything the person follows, the latest first, as of ``at``; a fixed number of queries."""
    follows = Follow.objects.filter(user=user).select_related("target__indicator", "programme", "organisation")
    chains = followed_chains([user.pk]).get(user.pk, {})
    standing = news_of(chains, at, at) if chains else {}
    stored = Assessment.objects.filter(first__in=standing).values_list("first_id", "status", "decided_on")
    as_of = timezone.localdate(at)
    since = {first: day for first, status, day in stored if status == standing[first].status and day and day <= as_of}
    things = []
    for follow in follows:
        through = [
            standing[first].status
            for first, whys in chains.items()
            if first in standing and any((why.kind, why.thing_id) == (follow.kind, follow.thing_id) for why in whys)
        ]
        own = standing.get(follow.target_id or "")
        named = follow.target.indicator if follow.target else follow.programme or follow.organisation
        counts = Counter(through)
        things.append(
            FollowedThing(
                kind=follow.kind,
                id=follow.thing_id if own is None else own.entry.id,
                named=named,
                followed_at=follow.created_at,
                entry=None if own is None else own.entry,
                status_since=None if own is None else since.get(own.first_id),
                counts=[] if follow.target_id else [(code, counts[code]) for code in STATUSES if counts[code]],
            )
        )
    return things
