"""The digests of a batch of people, drafted: read, never written, in a number of queries that does not grow."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from accounts.followed import Why, followed_chains
from accounts.models import Follow, Message, Preferences, Snooze, StoppedAddress
from accounts.unsubscribing import token_for
from projects.reports.news import news_of

from .blocks import Writer
from .contents import STANDING, Contents, Stories, Told, contents
from .render import Addresses, Mail, render
from .schedule import period_key

logger = logging.getLogger(__name__)

# A claim is stamped when its transaction begins and seen when it ends, and a clock may have been a day ahead when the
# last digest was prepared. Looking this much further back than its end finds what it could not know; what it told is
# known by key and not told again.
LOOK_BACK = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person would get for the period that is due."""

    preferences: Preferences
    key: str  # weekly:2026-W47, what makes it once
    contents: Contents
    mail: Mail
    unsubscribe_url: str


@dataclass(slots=True)
class _Window:
    """From when a person has not heard; ``asleep`` are snoozed chains, ``look_longer`` those that have just woken."""

    start: datetime
    look_from: datetime
    told: Told = field(default_factory=Told)
    asleep: set[str] = field(default_factory=set)
    look_longer: dict[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is read once for many people."""

    followed: Mapping[int, Mapping[str, Sequence[Why]]]
    windows: Mapping[int, _Window]
    stories: Stories
    writer: Writer

    def contents_for(self, person: Preferences) -> Contents | None:
        """None for somebody who follows nothing."""
        if person.user_id not in self.followed:
            return None
        window = self.windows[person.user_id]
        return contents(
            followed=self.followed[person.user_id],
            stories=self.stories,
            since=window.start,
            look_from=window.look_from,
            look_longer=window.look_longer,
            told=window.told,
            kinds=person.kinds,
            snoozed=window.asleep,
        )

    def draft(self, person: Preferences, key: str, told: Contents) -> Draft:
        path = reverse("unsubscribe", args=[token_for(person.user_id)], urlconf=settings.ROOT_URLCONF)
        addresses = Addresses(settings.SITE_URL, settings.SITE_URL + path)
        mail = render(told, lang=person.language, addresses=addresses, writer=self.writer)
        return Draft(person, key, told, mail, addresses.unsubscribe)


def drafts(people: Sequence[Preferences], at: datetime) -> dict[int, Draft | Exception]:
    """By user id, the digest of each who is due, has something to hear and had none for the period yet.

    Nothing is drafted for a stopped address; when it is allowed again, the next digest has all its news.

    What cannot be written for one person stands there as its exception, and costs nobody else their digest.
    """
    due = [person for person in people if person.due_at is not None]
    batch = _read(due, at)
    had = _periods_had(batch.followed)
    stopped = StoppedAddress.objects.among(person.user.email for person in due)
    drafted: dict[int, Draft | Exception] = {}
    for person in due:
        told = batch.contents_for(person)
        if told is None or person.due_at is None or not is_a_mail(person, told, person.due_at):
            continue
        key = f"{person.cadence}:{period_key(person.rhythm, person.due_at)}"
        if (person.user_id, key) not in had and person.user.email.lower() not in stopped:
            try:
                drafted[person.user_id] = batch.draft(person, key, told)
            except Exception as error:
                logger.exception("The digest of user %s cannot be written", person.user_id)
                drafted[person.user_id] = error
    return drafted


def preview(person: Preferences, at: datetime) -> Draft | None:
    """What the person would be sent if their digest were due now; None if nothing would."""
    batch = _read([person], at)
    told = batch.contents_for(person)
    return batch.draft(person, "preview", told) if told is not None and is_a_mail(person, told, at) else None


def is_a_mail(person: Preferences, told: Contents, due_at: datetime) -> bool:
    """Whether there is something to say: news, or, if the person wants that line, that something is still overdue.

    Who has a daily digest gets that line once a week, on the chosen day.
    """
    if not told.items or not told.quiet:
        return bool(told.items)
    its_day = due_at.astimezone(ZoneInfo(person.time_zone)).weekday() == person.weekday
    wanted = person.quiet == Preferences.Quiet.LINE and (person.cadence != Preferences.Cadence.DAILY or its_day)
    return wanted and bool(told.section("overdue"))


def _read(people: Sequence[Preferences], at: datetime) -> _Batch:
    followed = followed_chains([person.user_id for person in people], at)
    windows = _windows(followed, at)
    chains = {first for of_one in followed.values() for first in of_one}
    starts = [window.look_from for window in windows.values()]
    starts += [start for window in windows.values() for start in window.look_longer.values()]
    news = news_of(chains, min(starts), at) if starts else {}
    return _Batch(followed, windows, Stories(news, at, timezone.localdate(at)), Writer(settings.SITE_URL))


def _periods_had(user_ids: Mapping[int, object]) -> set[tuple[int, str]]:
    """The periods for which these people have a digest already, whatever became of it."""
    return set(Message.objects.digests().filter(user__in=list(user_ids)).order_by().values_list("user_id", "key"))


def _windows(user_ids: Mapping[int, object], at: datetime) -> dict[int, _Window]:
    """From the end of the last digest that was sent; before any, from the first follow."""
    ends = Message.objects.last_sent_ends(user_ids)
    follows = Follow.objects.filter(user__in=list(user_ids)).order_by().values_list("user_id")
    windows = {user: _Window(min(start, at), min(start, at)) for user, start in follows.annotate(Min("created_at"))}
    for user, told in _told(ends).items():
        start = min(ends[user], at)
        windows[user] = _Window(start, start - LOOK_BACK, told)
    for user, first, quiet_since, ends_at in Snooze.objects.of(user_ids).values_list(
        "user_id", "target_id", "quiet_since", "ends_at"
    ):
        if ends_at > at:
            windows[user].asleep.add(first)
        elif ends_at > windows[user].start:  # no digest has been sent since it ended
            windows[user].look_longer[first] = quiet_since
    return windows


def _told(ends: Mapping[int, datetime]) -> dict[int, Told]:
    """For each person with a digest sent, its news and those of digests shortly before, and what it said stands."""
    keys: dict[int, set[str]] = defaultdict(set)
    standing: dict[int, dict[str, frozenset[str]]] = {}
    recent = Message.objects.digests().filter(user__in=list(ends), state=Message.State.SENT)
    if ends:
        recent = recent.filter(window_end__gte=min(ends.values()) - LOOK_BACK)
    for user, end, items in recent.order_by("window_end", "id").values_list("user_id", "window_end", "items"):
        if end is not None and end >= ends[user] - LOOK_BACK:
            keys[user].update(key for item in items for key in item["told"])
            standing[user] = {
                name: frozenset(item["first"] for item in items if item["section"] == name) for name in STANDING
            }
    return {user: Told(frozenset(keys[user]), standing.get(user, {})) for user in ends}
