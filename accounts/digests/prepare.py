"""The digests of a batch of people, drafted: read, never written, in a number of queries that does not grow."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from accounts.followed import followed_chains
from accounts.models import Follow, Message, Preferences, StoppedAddress
from accounts.unsubscribing import token_for
from projects.reports.news import news_of

from .contents import Contents, contents
from .render import Addresses, Mail, render
from .schedule import period_key

logger = logging.getLogger(__name__)

# A claim is stamped when its transaction begins and seen when it ends. Looking this much further back finds what was
# still being written when the last digest was prepared; what that digest told is known by key and not told again.
LOOK_BACK = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person would get for the period that is due."""

    preferences: Preferences
    key: str  # weekly:2026-W47, what makes it once
    contents: Contents
    mail: Mail
    unsubscribe_url: str


@dataclass(frozen=True, slots=True)
class _Window:
    start: datetime
    look_from: datetime
    told: frozenset[str]


def drafts(people: Sequence[Preferences], at: datetime) -> dict[int, Draft | Exception]:
    """By user id, the digest of each who is due, has something to hear and had none for the period yet.

    Nothing is drafted for a stopped address; when it is allowed again, the next digest has all its news.

    What cannot be written for one person stands there as its exception, and costs nobody else their digest.
    """
    due = [person for person in people if person.due_at is not None]
    followed = followed_chains([person.user_id for person in due], at)
    had = _periods_had(followed)
    stopped = StoppedAddress.objects.among(person.user.email for person in due)
    windows = _windows(followed, at)
    if not windows:
        return {}
    chains = {first for of_one in followed.values() for first in of_one}
    news = news_of(chains, min(window.look_from for window in windows.values()), at)
    drafted: dict[int, Draft | Exception] = {}
    for person in due:
        if person.user_id not in followed or person.due_at is None:
            continue
        key = f"{person.cadence}:{period_key(person.rhythm, person.due_at)}"
        window = windows[person.user_id]
        told = contents(
            followed=followed[person.user_id],
            news=news,
            since=window.start,
            look_from=window.look_from,
            until=at,
            as_of=timezone.localdate(at),
            told=window.told,
        )
        if told.items and (person.user_id, key) not in had and person.user.email.lower() not in stopped:
            try:
                drafted[person.user_id] = _draft(person, key, told)
            except Exception as error:
                logger.exception("The digest of user %s cannot be written", person.user_id)
                drafted[person.user_id] = error
    return drafted


def _draft(person: Preferences, key: str, told: Contents) -> Draft:
    address = settings.SITE_URL + reverse("unsubscribe", args=[token_for(person.user_id)])
    mail = render(told, lang=person.language, addresses=Addresses(settings.SITE_URL, address))
    return Draft(person, key, told, mail, address)


def _periods_had(user_ids: Mapping[int, object]) -> set[tuple[int, str]]:
    """The periods for which these people have a digest already, whatever became of it."""
    return set(Message.objects.digests().filter(user__in=list(user_ids)).order_by().values_list("user_id", "key"))


def _windows(user_ids: Mapping[int, object], at: datetime) -> dict[int, _Window]:
    """From the end of the last digest that was sent; before any, from the first follow."""
    ends = Message.objects.last_sent_ends(user_ids)
    follows = Follow.objects.filter(user__in=list(user_ids)).order_by().values_list("user_id")
    windows = {
        user: _Window(min(start, at), min(start, at), frozenset())
        for user, start in follows.annotate(Min("created_at"))
    }
    told: dict[int, set[str]] = defaultdict(set)
    recent = Message.objects.digests().filter(user__in=list(ends), state=Message.State.SENT)
    if ends:
        recent = recent.filter(window_end__gte=min(ends.values()) - LOOK_BACK)
    for user, end, items in recent.order_by().values_list("user_id", "window_end", "items"):
        if end is not None and end >= ends[user] - LOOK_BACK:
            told[user].update(key for item in items for key in item["told"])
    for user, end in ends.items():
        start = min(end, at)
        windows[user] = _Window(start, start - LOOK_BACK, frozenset(told[user]))
    return windows
