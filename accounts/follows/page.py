"""The page of what a person follows: each thing with how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
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

# Items a week; more is more than a person reads, and the page says so before one follows.
TOO_MANY_A_WEEK = 20
ON_A_PAGE, MOST_SNOOZED, MOST_WAYS = 30, 50, 5


@dataclass(frozen=True, slots=True)
class FollowedThing:
    """A followed thing. A target has its ``entry`` and in ``also`` the other follows that bring it.

    Other things have ``counts`` of their targets by status. ``changed_on``: the last day on which one of its verdicts
    changed; ``weekly``: the items a week that it brings.
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
    """A target that digests leave out for now. ``named`` has name, name_ru, name_kk."""

    first_id: str
    named: Any
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class FollowingPage:
    """A page of the ``count`` things that a person follows, the latest first; and the first snoozed targets.

    ``chains`` and ``weekly`` are of all follows; a chain counts once, however it is followed.
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
    """What following a thing would bring: ``chains`` of all that there are (``of``), and items a week (``weekly``)."""

    chains: int
    of: int
    weekly: float

    @property
    def too_much(self) -> bool:
        return self.weekly > TOO_MANY_A_WEEK

    @property
    def rounded(self) -> int:
        """Items a week as a whole number."""
        return round(self.weekly)

    @property
    def nothing(self) -> bool:
        return self.chains == 0

    @property
    def everything(self) -> bool:
        return 1 < self.of == self.chains


def preview_follow(thing: Thing, at: datetime) -> FollowPreview:
    """What following the thing would bring, by the news of the last 90 days. A constant number of queries."""
    chains = chains_by_thing([thing], at)[thing]
    weekly = items_a_week(weeks_with_news(chains, timezone.localdate(at)), chains)
    return FollowPreview(len(chains), Target.objects.first_links().count(), weekly)


def following_page(user: User, at: datetime, page: int = 1) -> FollowingPage:
    """A page of what the person follows, as of ``at``. A fixed number of queries."""
    related = ("target__indicator", "programme", "organisation", "territory")
    shown = paginate(list(Follow.objects.filter(user=user).select_related(*related)), page, ON_A_PAGE)
    chains = followed_chains([user.pk], at).get(user.pk, {})
    snoozes = Snooze.objects.for_users([user.pk]).active(at).select_related("target__indicator")
    snoozed = [
        SnoozedTarget(snooze.target_id, snooze.target.indicator, snooze.ends_at)
        for snooze in snoozes.order_by("ends_at", "pk")
    ]
    standing = _Standing(chains, {target.first_id: target.ends_at for target in snoozed}, timezone.localdate(at))
    things = standing.things(shown.rows)
    return FollowingPage(
        things,
        shown.count,
        shown.page,
        shown.pages,
        len(standing.verdicts),
        items_a_week(standing.weeks, chains),
        paginate(snoozed, 1, MOST_SNOOZED),
    )


class _Standing:
    """How the chains that a person follows stand on a day; read once for all things on the page."""

    def __init__(
        self, chains: Mapping[str, Sequence[FollowReason]], snoozed_until: Mapping[str, datetime], as_of: date
    ) -> None:
        self.chains, self.snoozed_until, self.as_of = chains, snoozed_until, as_of
        self.verdicts = verdicts_of_chains(chains, as_of)
        self.changed, self.weeks = _changed(chains, as_of), weeks_with_news(chains, as_of)
        self.firsts: dict[Thing, list[str]] = {}  # the chains that each thing brings
        for first, reasons in chains.items():
            for reason in reasons if first in self.verdicts else ():
                self.firsts.setdefault((reason.kind, reason.thing_id), []).append(first)

    def things(self, follows: Sequence[Follow]) -> tuple[FollowedThing, ...]:
        targets = {follow.target_id for follow in follows}
        verdicts = [verdict for first, verdict in self.verdicts.items() if first in targets]
        entries = Snapshot(self.as_of, (), {}).entries(verdicts)
        return tuple(self._thing(follow, entries.get(follow.target_id or "")) for follow in follows)

    def _thing(self, follow: Follow, entry: TargetEntry | None) -> FollowedThing:
        firsts = self.firsts.get((follow.kind, follow.thing_id), [])
        counts = Counter(self.verdicts[first].status for first in firsts)
        reasons = self.chains.get(follow.target_id or "", ())
        return FollowedThing(
            follow_id=follow.pk,
            kind=follow.kind,
            id=follow.thing_id if entry is None else entry.id,
            named=_named(follow),
            followed_at=follow.created_at,
            entry=entry,
            counts=[] if follow.target_id else [(status, counts[status]) for status in STATUSES if counts[status]],
            changed_on=max((self.changed[first] for first in firsts if first in self.changed), default=None),
            weekly=items_a_week(self.weeks, firsts),
            also=[reason for reason in reasons if reason.kind != "target"][:MOST_WAYS],
            asleep_until=self.snoozed_until.get(follow.target_id or ""),
            instant=follow.instant_since is not None,
        )


def _named(follow: Follow) -> Any:
    """What has the names of the followed thing: name, name_ru, name_kk."""
    if follow.target is not None:
        return follow.target.indicator
    row = follow.programme or follow.organisation or follow.territory
    return row or Named(follow.thing_id, follow.name or follow.sector, "", "")


def _changed(first_ids: Collection[str], as_of: date) -> dict[str, date]:
    """By first link, the last day up to ``as_of`` on which the chain's status changed."""
    changes = StatusChange.objects.filter(on__lte=as_of)
    if len(first_ids) <= MANY:
        changes = changes.filter(first__in=first_ids)
    return dict(changes.order_by().values_list("first_id").annotate(Max("on")))
