"""Which news people have not heard yet: its window by mail, and at each other destination of theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min

from accounts.delivery.other_channels import Destination
from accounts.models import Follow, Message, Snooze
from accounts.notices.renamed_keys import ids_of_today, with_ids_of_today

from .digest import STANDING, EarlierDigests

# A claim is stamped when its transaction begins and seen when it ends, and a clock may have been a day ahead when the
# last digest was prepared. Looking further back than the end of that digest finds what it could not know. What it
# told is known by key and not told again.
LOOK_BACK = timedelta(days=2)

Items = Sequence[Mapping[str, Any]]  # of one digest, as the outbox has them


@dataclass(slots=True)
class NewsWindow:
    """From when on a person has not heard news. It is told from ``start`` and looked for from ``look_from``.

    ``snoozed``: chains left out; ``look_from_by_chain``: chains whose snooze has ended since, looked for from
    before it. ``first``: the person has had no digest yet.
    """

    start: datetime
    look_from: datetime
    earlier: EarlierDigests = field(default_factory=EarlierDigests)
    snoozed: set[str] = field(default_factory=set)
    look_from_by_chain: dict[str, datetime] = field(default_factory=dict)
    first: bool = False


def mail_windows(user_ids: Mapping[int, object], at: datetime) -> dict[int, NewsWindow]:
    """By mail: from the end of the last digest that was sent, or before any from the first follow."""
    ends = Message.objects.last_sent_ends(user_ids)
    follows = Follow.objects.filter(user__in=list(user_ids)).order_by().values_list("user_id")
    begun = {user: min(start, at) for user, start in follows.annotate(Min("created_at"))}
    windows = {user: NewsWindow(start, start, first=True) for user, start in begun.items()}
    for user, earlier in _told_by_mail(ends).items():
        start = min(ends[user], at)
        windows[user] = NewsWindow(start, start - LOOK_BACK, earlier)
    _apply_snoozes(windows.items(), at)
    return windows


def destination_windows(
    destinations: Mapping[int, Sequence[Destination]], by_mail: Mapping[int, NewsWindow], at: datetime
) -> dict[tuple[int, Destination], NewsWindow]:
    """Windows of destinations that were told more than the mail, which failed or whose address is stopped.

    Messages that may still arrive count as told; failed ones do not. At most three queries, none without destinations.
    """
    if not destinations:
        return {}
    since = min(by_mail[user].start for user in destinations)
    copies = Message.objects.filter(kind=Message.Kind.DIGEST, user__in=list(destinations), window_end__gt=since)
    copies = copies.exclude(channel=Message.Channel.MAIL).exclude(state=Message.State.FAILED)
    digests: dict[tuple[int, str, str], list[tuple[datetime, Items]]] = defaultdict(list)
    columns = ("user_id", "channel", "recipient", "window_end", "items")
    for user, channel, recipient, end, items in copies.order_by("window_end", "id").values_list(*columns):
        if end is not None and end > by_mail[user].start:
            digests[user, channel, recipient].append((end, items))
    renamed = ids_of_today() if digests else {}
    windows = {
        (user, destination): _window_after(heard, by_mail[user], at, renamed)
        for user, theirs in destinations.items()
        for destination in theirs
        if (heard := digests.get((user, destination.channel, destination.recipient)))
    }
    _apply_snoozes(((user, window) for (user, _destination), window in windows.items()), at)
    return windows


def _window_after(
    digests: Sequence[tuple[datetime, Items]], mail: NewsWindow, at: datetime, renamed: Mapping[str, str]
) -> NewsWindow:
    """The window after these digests, the oldest first, all later than the last mail that was sent."""
    start = min(digests[-1][0], at)
    look_from = start - LOOK_BACK
    recent = [items for end, items in digests if end >= look_from]
    news_keys = _news_keys(recent, renamed) | (mail.earlier.news_keys if mail.start >= look_from else frozenset())
    return NewsWindow(start, look_from, EarlierDigests(news_keys, _standing(digests[-1][1], renamed)))


def _apply_snoozes(windows: Iterable[tuple[int, NewsWindow]], at: datetime) -> None:
    """Leave out chains snoozed at ``at``. Of chains whose snooze has ended tell all news since it began."""
    by_user: dict[int, list[NewsWindow]] = defaultdict(list)
    for user, window in windows:
        by_user[user].append(window)
    snoozes = Snooze.objects.for_users(by_user).values_list("user_id", "target_id", "quiet_since", "ends_at")
    woken: dict[int, list[datetime]] = defaultdict(list)
    for user, first, quiet_since, ends_at in snoozes if by_user else ():
        for window in by_user[user]:
            if ends_at > at:
                window.snoozed.add(first)
            elif ends_at > window.start:  # no digest was sent since it ended
                window.look_from_by_chain[first] = quiet_since
                woken[user].append(quiet_since)
    for user, keys in _told_amid_snoozes(woken).items() if woken else ():
        for window in by_user[user]:
            window.earlier = replace(window.earlier, news_keys=window.earlier.news_keys | keys)


def _told_amid_snoozes(woken: Mapping[int, Sequence[datetime]]) -> dict[int, frozenset[str]]:
    """By user id, the keys of what digests told that were on their way when a snooze began. Two queries.

    ``woken``: since when snoozes are quiet: the end of the last digest that had been sent by then.
    """
    every = [moment for theirs in woken.values() for moment in theirs]
    digests = Message.objects.digests().filter(user__in=list(woken), state=Message.State.SENT)
    digests = digests.filter(window_start__lte=max(every), window_end__gt=min(every)).order_by()
    renamed = ids_of_today()
    keys: dict[int, frozenset[str]] = defaultdict(frozenset)
    for user, start, end, items in digests.values_list("user_id", "window_start", "window_end", "items"):
        if user is not None and any(start <= moment < end for moment in woken[user]):  # type: ignore[operator]  # a digest has both
            keys[user] |= _news_keys([items], renamed)
    return keys


def _told_by_mail(ends: Mapping[int, datetime]) -> dict[int, EarlierDigests]:
    """What the last digest sent to each person told, and those shortly before it. ``ends``: of their windows."""
    digests: dict[int, list[Items]] = defaultdict(list)
    recent = Message.objects.digests().filter(user__in=list(ends), state=Message.State.SENT)
    if ends:
        recent = recent.filter(window_end__gte=min(ends.values()) - LOOK_BACK)
    for user, end, items in recent.order_by("window_end", "id").values_list("user_id", "window_end", "items"):
        if end is not None and end >= ends[user] - LOOK_BACK:
            digests[user].append(items)
    renamed = ids_of_today() if ends else {}
    return {
        user: EarlierDigests(_news_keys(digests[user], renamed), _standing(digests[user][-1], renamed)) for user in ends
    }


def _news_keys(digests: Iterable[Items], renamed: Mapping[str, str]) -> frozenset[str]:
    return frozenset(with_ids_of_today((key for items in digests for item in items for key in item["told"]), renamed))


def _standing(items: Items, renamed: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The first links that a digest had in each of the STANDING sections."""
    firsts = {name: [item["first"] for item in items if item["section"] == name] for name in STANDING}
    return {name: frozenset(renamed.get(first, first) for first in ids) for name, ids in firsts.items()}
