"""The two sentences, proved from the ledger and from what the mail server took: nothing lost, nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from accounts.delivery import queue_health
from accounts.models import Follow, Message


def problems(*, at: datetime, news: Sequence[Sequence[str]], taken: Mapping[str, int]) -> list[str]:
    """Each breach as one line, none if there is none.

    ``news`` are pairs of a key and the chain it is about, ``taken`` how often the mail server accepted each Message-ID.
    """
    digests = list(
        Message.objects.digests()
        .order_by("user_id", "window_end", "id")
        .values_list("user_id", "key", "state", "message_id", "window_start", "window_end", "items")
    )
    return [*_lost(news, digests), *_twice(digests, taken), *_stuck(at)]


def _lost(news: Sequence[Sequence[str]], digests: Sequence[tuple]) -> list[str]:
    """Every follower of a chain was told each piece of its news by a digest that was sent."""
    keys_of: dict[int, set[str]] = defaultdict(set)
    had: dict[int, list[str]] = defaultdict(list)
    for user, key, state, _id, start, end, items in digests:
        had[user].append(f"{key} {state} {start:%m-%d %H:%M:%S}–{end:%m-%d %H:%M:%S}")
        if state == Message.State.SENT:
            keys_of[user].update(key for item in items for key in item["told"])
    followers: dict[str, set[int]] = defaultdict(set)
    for user, chain in Follow.objects.exclude(target=None).values_list("user_id", "target_id"):
        followers[chain].add(user)
    return [
        f"lost: {key} was told to {user} by no digest that was sent: {'; '.join(had[user])}"
        for key, chain in news
        for user in sorted(followers[chain])
        if key not in keys_of[user]
    ]


def _twice(digests: Sequence[tuple], taken: Mapping[str, int]) -> list[str]:
    """No digest was accepted twice, none besides the ledger's, no period has two, and no windows overlap."""
    breaches = [
        f"twice: the mail server took {message_id} {number} times" for message_id, number in taken.items() if number > 1
    ]
    message_ids = {digest[3] for digest in digests}
    breaches += [f"twice: {message_id} is not in the ledger" for message_id in taken if message_id not in message_ids]
    by_period: dict[tuple[int, str], int] = defaultdict(int)
    windows: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for user, key, state, message_id, start, end, _items in digests:
        by_period[user, key] += taken.get(message_id, 0)
        if state == Message.State.SENT:
            windows[user].append((start, end))
            if not taken.get(message_id):
                breaches.append(f"lost: {message_id} counts as sent, and the mail server never took it")
    breaches += [
        f"twice: {user} got {number} digests for {key}" for (user, key), number in by_period.items() if number > 1
    ]
    for user, of_user in windows.items():
        breaches += [
            f"twice: digests of {user} overlap at {late[0]}" for early, late in pairwise(of_user) if late[0] < early[1]
        ]
    return breaches


def _stuck(at: datetime) -> list[str]:
    """Nothing is late without a report of it, and nothing stays in delivery."""
    late = queue_health.late_digest_count(at)
    old = Message.objects.under_way().filter(created_at__lt=at - timedelta(days=2)).count()
    breaches = [f"stuck: {late} digests are late"] if late else []
    return [*breaches, f"stuck: {old} messages have been under way for two days"] if old else breaches
