"""From when people have not heard, by mail and at each other outlet of theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min

from accounts.delivery.other_channels import Destination
from accounts.models import Follow, Message, Snooze
from accounts.notices.stories import STANDING, EarlierDigests

# A claim is stamped when its transaction begins and seen when it ends, and a clock may have been a day ahead when the
# last digest was prepared. Looking this much further back than its end finds what it could not know; what it told is
# known by key and not told again.
LOOK_BACK = timedelta(days=2)

Items = Sequence[Mapping[str, Any]]


@dataclass(slots=True)
class NewsWindow:
    """From when a person has not heard; ``asleep`` are snoozed chains, ``look_longer`` those that have just woken.

    ``first``: they have not had a digest yet.
    """

    start: datetime
    look_from: datetime
    told: EarlierDigests = field(default_factory=EarlierDigests)
    asleep: set[str] = field(default_factory=set)
    look_longer: dict[str, datetime] = field(default_factory=dict)
    first: bool = False


def mail_windows(user_ids: Mapping[int, object], at: datetime) -> dict[int, NewsWindow]:
    """For mail: from the end of the last digest that was sent; before any, from the first follow."""
    ends = Message.objects.last_sent_ends(user_ids)
    follows = Follow.objects.filter(user__in=list(user_ids)).order_by().values_list("user_id")
    begun = {user: min(start, at) for user, start in follows.annotate(Min("created_at"))}
    found = {user: NewsWindow(start, start, first=True) for user, start in begun.items()}
    for user, told in _told_by_mail(ends).items():
        start = min(ends[user], at)
        found[user] = NewsWindow(start, start - LOOK_BACK, told)
    _mind_snoozes(((user, window) for user, window in found.items()), at)
    return found


def destination_windows(
    outlets: Mapping[int, Sequence[Destination]], by_mail: Mapping[int, NewsWindow], at: datetime
) -> dict[tuple[int, Destination], NewsWindow]:
    """Of the outlets that have heard more than the mail – it failed, or its address is stopped – windows of their own.

    What may still arrive counts as heard; what failed does not. At most two queries, none if nobody has an outlet.
    """
    if not outlets:
        return {}
    since = min(by_mail[user].start for user in outlets)
    copies = Message.objects.filter(kind=Message.Kind.DIGEST, user__in=list(outlets), window_end__gt=since)
    copies = copies.exclude(channel=Message.Channel.MAIL).exclude(state=Message.State.FAILED)
    heard: dict[tuple[int, str, str], list[tuple[datetime, Items]]] = defaultdict(list)
    columns = ("user_id", "channel", "recipient", "window_end", "items")
    for user, channel, recipient, end, items in copies.order_by("window_end", "id").values_list(*columns):
        if end is not None and end > by_mail[user].start:
            heard[user, channel, recipient].append((end, items))
    found: dict[tuple[int, Destination], NewsWindow] = {}
    for user, theirs in outlets.items():
        for outlet in theirs:
            if digests := heard.get((user, outlet.channel, outlet.recipient)):
                found[user, outlet] = _after(digests, by_mail[user], at)
    _mind_snoozes(((user, window) for (user, _outlet), window in found.items()), at)
    return found


def _after(digests: Sequence[tuple[datetime, Items]], mail: NewsWindow, at: datetime) -> NewsWindow:
    """The window of who has heard these digests, oldest first, since the last mail that was sent."""
    start = min(digests[-1][0], at)
    look_from = start - LOOK_BACK
    told = [items for end, items in digests if end >= look_from]
    keys = _keys(told) | (mail.told.keys if mail.start >= look_from else frozenset())
    return NewsWindow(start, look_from, EarlierDigests(keys, _standing(digests[-1][1])))


def _mind_snoozes(of: Iterable[tuple[int, NewsWindow]], at: datetime) -> None:
    """What sleeps at ``at`` is left out; of what woke since the window's start, all since it fell asleep counts."""
    by_user: dict[int, list[NewsWindow]] = defaultdict(list)
    for user, window in of:
        by_user[user].append(window)
    snoozes = Snooze.objects.for_users(by_user).values_list("user_id", "target_id", "quiet_since", "ends_at")
    for user, first, quiet_since, ends_at in snoozes if by_user else ():
        for window in by_user[user]:
            if ends_at > at:
                window.asleep.add(first)
            elif ends_at > window.start:  # nothing has been told since it ended
                window.look_longer[first] = quiet_since


def _told_by_mail(ends: Mapping[int, datetime]) -> dict[int, EarlierDigests]:
    """For each person with a digest sent, its news and those of digests shortly before, and what it said stands."""
    told: dict[int, list[Items]] = defaultdict(list)
    recent = Message.objects.digests().filter(user__in=list(ends), state=Message.State.SENT)
    if ends:
        recent = recent.filter(window_end__gte=min(ends.values()) - LOOK_BACK)
    for user, end, items in recent.order_by("window_end", "id").values_list("user_id", "window_end", "items"):
        if end is not None and end >= ends[user] - LOOK_BACK:
            told[user].append(items)
    return {user: EarlierDigests(_keys(told[user]), _standing(told[user][-1])) for user in ends}


def _keys(digests: Iterable[Items]) -> frozenset[str]:
    return frozenset(key for items in digests for item in items for key in item["told"])


def _standing(items: Items) -> dict[str, frozenset[str]]:
    """The first links that a digest had in each standing section."""
    return {name: frozenset(item["first"] for item in items if item["section"] == name) for name in STANDING}
