"""What one person follows and how it stands: the page of their follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from accounts.follows.chains import FollowReason, Thing, chains_by_thing, followed_chains
from accounts.models import Follow, Snooze, User
from projects.comparison.statuses import STATUSES
from projects.models import StatusChange, Target
from projects.reports.named import Named
from projects.reports.overviews.news_pace import MANY, items_a_week, weeks_with_news
from projects.reports.overviews.snapshot import Snapshot
from projects.reports.paging import Page, paginate
from projects.reports.targets.target_entry import TargetEntry
from projects.reports.verdicts.verdict_lookup import verdicts_of_chains

# More than that is more than a person reads; before following it, the page says how much it is.
TOO_MANY_A_WEEK = 20
ON_A_PAGE, MOST_SNOOZED, MOST_WAYS = 30, 50, 5


@dataclass(frozen=True, slots=True)
class FollowedThing:
    """A followed thing. A target has its ``entry`` and ``also`` the other ways it is followed; the rest ``counts``.

    ``changed_on`` is the last day on which a verdict among it changed; ``weekly`` is how many items a week it brings.
    """

    follow_id: int
    kind: str
    id: str
    named: Any  # has name, name_ru, name_kk
    followed_at: datetime
    entry: TargetEntry | None
    counts: list[tuple[str, int]]
    changed_on: date | None
    weekly: float
    also: list[FollowReason]
    asleep_until: datetime | None
    instant: bool

    @property
    def rounded(self) -> int:
        return round(self.weekly)


@dataclass(frozen=True, slots=True)
class SnoozedTarget:
    """A target that is left out of the digests for now; ``named`` has name, name_ru, name_kk."""

    first_id: str
    named: Any
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class FollowingPage:
    """A page of what a person follows, the latest first, of ``count``; the first of what is snoozed.

    ``chains`` and ``weekly`` are of all of it and count a chain once, however it is followed.
    """

    things: tuple[FollowedThing, ...]
    count: int
    page: int
    pages: int
    chains: int
    weekly: float
    snoozed: Page[SnoozedTarget]

    @property
    def rounded(self) -> int:
        return round(self.weekly)


@dataclass(frozen=True, slots=True)
class FollowPreview:
    """What following a thing would bring: so many chains, of so many that there are, and items a week."""

    chains: int
    of: int
    weekly: float

    @property
    def too_much(self) -> bool:
        return self.weekly > TOO_MANY_A_WEEK

    @property
    def rounded(self) -> int:
        """Items a week as one would say it."""
        return round(self.weekly)

    @property
    def nothing(self) -> bool:
        return self.chains == 0

    @property
    def everything(self) -> bool:
        return 1 < self.of == self.chains


def preview_follow(thing: Thing, at: datetime) -> FollowPreview:
    """What the thing would bring, by the last 90 days. A constant number of queries."""
    chains = chains_by_thing([thing], at)[thing]
    weekly = items_a_week(weeks_with_news(chains, timezone.localdate(at)), chains)
    return FollowPreview(len(chains), Target.objects.first_links().count(), weekly)


def following_page(user: User, at: datetime, page: int = 1) -> FollowingPage:
    """Everything the person follows, as of ``at``; a fixed number of queries."""
    related = ("target__indicator", "programme", "organisation", "territory")
    shown = paginate(list(Follow.objects.filter(user=user).select_related(*related)), page, ON_A_PAGE)
    chains = followed_chains([user.pk], at).get(user.pk, {})
    as_of = timezone.localdate(at)
    standing = verdicts_of_chains(chains, as_of)
    listed = {each.target_id for each in shown.rows}
    by_itself = [verdict for first, verdict in standing.items() if first in listed]
    entry_of = Snapshot(as_of, (), {}).entries(by_itself)
    changed, weeks = _changed(chains, as_of), weeks_with_news(chains, as_of)
    snoozed = [
        SnoozedTarget(row.target_id, row.target.indicator, row.ends_at)
        for row in Snooze.objects.for_users([user.pk])
        .active(at)
        .select_related("target__indicator")
        .order_by("ends_at", "pk")
    ]
    asleep = {each.first_id: each.ends_at for each in snoozed}
    through: dict[Thing, list[str]] = {}
    for first, whys in chains.items():
        for why in whys if first in standing else ():
            through.setdefault((why.kind, why.thing_id), []).append(first)
    things = []
    for each in shown.rows:
        brings = through.get((each.kind, each.thing_id), [])
        counts = Counter(standing[first].status for first in brings)
        entry = entry_of.get(each.target_id or "")
        things.append(
            FollowedThing(
                follow_id=each.pk,
                kind=each.kind,
                id=each.thing_id if entry is None else entry.id,
                named=_named(each),
                followed_at=each.created_at,
                entry=entry,
                counts=[] if each.target_id else [(code, counts[code]) for code in STATUSES if counts[code]],
                changed_on=max((changed[first] for first in brings if first in changed), default=None),
                weekly=items_a_week(weeks, brings),
                asleep_until=asleep.get(each.target_id or ""),
                instant=each.instant_since is not None,
                also=[why for why in chains.get(each.target_id or "", ()) if why.kind != "target"][:MOST_WAYS],
            )
        )
    of_all = len(standing), items_a_week(weeks, chains)
    return FollowingPage(
        tuple(things), shown.count, shown.page, shown.pages, *of_all, paginate(snoozed, 1, MOST_SNOOZED)
    )


def _named(each: Follow) -> Any:
    if each.target is not None:
        return each.target.indicator
    row = each.programme or each.organisation or each.territory
    return row or Named(each.thing_id, each.name or each.sector, "", "")


def _changed(first_ids: Collection[str], as_of: date) -> dict[str, date]:
    """The last day by ``as_of`` on which each chain's verdict became another."""
    changes = StatusChange.objects.filter(on__lte=as_of)
    if len(first_ids) <= MANY:
        changes = changes.filter(first__in=first_ids)
    return dict(changes.order_by().values_list("first_id").annotate(Max("on")))
