"""The sweep of reminders: who is to be looked after today, what is due for them, told once."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.links import token_url
from accounts.delivery.other_channels import with_copies
from accounts.delivery.stop_tokens import REMINDERS, token_for
from accounts.follows.chains import followed_chains
from accounts.models import DigestPreferences, Follow, Message, ReminderPreferences, Snooze, ToldItem, User
from accounts.models.reminder_preferences import next_reminder_at
from accounts.notices.failure_isolation import isolate_failures
from projects.comparison.statuses import DECIDED
from projects.models import Assessment
from projects.reports.overviews.awaited_entries import AwaitedEntry, awaited_entries
from projects.reports.overviews.news import ChainNews, news_of
from projects.reports.verdicts.verdict_lookup import any_outdated

from .deadlines import BEFORE, LOOK_BACK, Deadline, DeadlineReminder, due_reminder
from .render import render_reminder

BATCH = 200
logger = logging.getLogger(__name__)
EDITORS = (User.Role.EDITOR, User.Role.ADMIN)


@dataclass(frozen=True, slots=True)
class RemindersDue:
    """What one person is to be reminded of, by key."""

    deadlines: Sequence[DeadlineReminder] = ()
    desk: Sequence[AwaitedEntry] = ()

    @property
    def keys(self) -> list[str]:
        keys = [key for one in self.deadlines for key in one.keys] + [one.key for one in self.desk]
        return list(dict.fromkeys(keys))


def sweep_reminders(at: datetime) -> int:
    """Write the reminders that are due by ``at`` into the ledger; returns how many messages are new.

    However many do this at once, a person's day is claimed by one: rows that another is claiming are passed over, and
    the UPDATE matches only the moment that was read. Whose reminder fails stays due and costs nobody else theirs.
    Nobody is claimed while verdicts of another version of the method wait to be rebuilt.
    """
    if any_outdated():
        return 0
    written = 0
    failed: set[int] = set()
    while (claimed := _remind_some(at, failed)) is not None:
        written += claimed
    return written


def _remind_some(at: datetime, failed: set[int]) -> int | None:
    """One batch of people; None when nobody is due but those who ``failed``, to whom it adds."""
    with transaction.atomic():
        rows = ReminderPreferences.objects.due(at).exclude(pk__in=failed).select_related("user__digest_preferences")
        people = list(rows.select_for_update(of=("self",), skip_locked=True)[:BATCH])
        if not people:
            return None
        written, unwritten = isolate_failures(people, lambda some: _claim(some, at))
        failed.update(person.pk for person, _error in unwritten)
        return sum(written)


def _claim(people: Sequence[ReminderPreferences], at: datetime) -> int:
    return _write([person for person in people if _move_on(person, at)], at)


def _move_on(person: ReminderPreferences, at: datetime) -> bool:
    mine = ReminderPreferences.objects.filter(pk=person.pk, next_at=person.next_at)
    return mine.update(next_at=next_reminder_at(_preferences(person), at)) == 1


def _write(people: Sequence[ReminderPreferences], at: datetime) -> int:
    told = ToldItem.objects.told_keys([person.pk for person in people])
    followers = [person for person in people if person.deadlines]
    chains, found_deadlines = _deadlines(followers, at, told)
    editors = [person for person in people if person.desk and person.user.role in EDITORS]
    found_desk = _desk(editors, at, told)
    contents: dict[int, MessageDraft] = {}
    found: dict[int, RemindersDue] = {}
    for person in people:
        one = RemindersDue(found_deadlines.get(person.pk, ()), found_desk.get(person.pk, ()))
        if not one.keys:
            continue
        try:
            contents[person.pk] = _content(person, one, chains, at)
        except Exception:  # costs nobody else their reminder; tomorrow it is tried again
            logger.exception("The reminder of user %s cannot be written", person.pk)
        else:
            found[person.pk] = one
    # One message each stands for all: the mail, or where no mail goes, what went elsewhere.
    written = enqueue(with_copies(contents.values()), at=at)
    written.sort(key=lambda message: message.channel == Message.Channel.MAIL)
    messages = {message.user_id: message for message in written}.values()
    ToldItem.objects.bulk_create(
        (
            ToldItem(user_id=message.user_id, key=key, message=message)
            for message in messages
            for key in found[message.user_id].keys
        ),
        update_conflicts=True,  # what a message that failed was to tell
        unique_fields=["user", "key"],
        update_fields=["message"],
    )
    return len(messages)


def _deadlines(
    people: Sequence[ReminderPreferences], at: datetime, told: set[tuple[int, str]]
) -> tuple[Mapping[str, ChainNews], dict[int, list[DeadlineReminder]]]:
    """For each person the deadlines to be reminded of, nearest first; and the chains, as they stand."""
    near = {deadline.first_id: deadline for deadline in _near(at)} if people else {}
    if not near:
        return {}, {}
    ids = [person.pk for person in people]
    followed, since = followed_chains(ids, at), _followed_since(ids)
    asleep = set(Snooze.objects.for_users(ids).active(at).values_list("user_id", "target_id"))
    found: dict[int, list[DeadlineReminder]] = defaultdict(list)
    for person in people:
        clock = _LocalClock(_preferences(person))
        known = {key for user, key in told if user == person.pk}
        for first, whys in followed.get(person.pk, {}).items():
            if first not in near or (person.pk, first) in asleep:
                continue
            moments = [since[each] for why in whys if (each := (person.pk, why.kind, why.thing_id)) in since]
            one = due_reminder(
                near[first],
                today=clock.today(at),
                followed_since=min(moments, default=at),
                moment_of=clock.moment,
                told=known,
            )
            if one is not None:
                found[person.pk].append(one)
    wanted = {one.first_id for each in found.values() for one in each}
    chains = news_of(wanted, at, at) if wanted else {}
    return chains, {
        user: sorted(
            (one for one in each if _is_open(chains.get(one.first_id))), key=lambda one: (one.on, one.first_id)
        )
        for user, each in found.items()
    }


def _is_open(chain: ChainNews | None) -> bool:
    """The stored verdict may be a minute old: what has just been decided needs no reminder."""
    return chain is not None and chain.status not in DECIDED


def _near(at: datetime) -> Iterable[Deadline]:
    """The deadlines of open chains around ``at``, a day wider than any time zone. One query."""
    today = timezone.localdate(at)
    window = (today - LOOK_BACK - timedelta(days=1), today + timedelta(days=max(BEFORE) + 1))
    rows = Assessment.objects.filter(target__deadline__range=window).exclude(status__in=DECIDED)
    for first, on, known_since in rows.values_list("first_id", "target__deadline", "target__recorded_at"):
        if on is not None:
            yield Deadline(first, on, known_since)


def _followed_since(user_ids: Sequence[int]) -> dict[tuple[int, str, str], datetime]:
    follows = Follow.objects.filter(user__in=user_ids).order_by()
    return {(follow.user_id, follow.kind, follow.thing_id): follow.created_at for follow in follows}


def _desk(
    people: Sequence[ReminderPreferences], at: datetime, told: set[tuple[int, str]]
) -> dict[int, list[AwaitedEntry]]:
    """For each editor what waits since they are here, but not what they entered themselves."""
    waits = awaited_entries(at) if people else []
    return {
        person.pk: [
            one
            for one in waits
            if one.since > person.user.date_joined and one.entered_by != person.pk and (person.pk, one.key) not in told
        ]
        for person in people
    }


def _content(
    person: ReminderPreferences, found: RemindersDue, chains: Mapping[str, ChainNews], at: datetime
) -> MessageDraft:
    preferences = _preferences(person)
    stop = token_url(token_for(person.pk, REMINDERS), "stop-reminders", preferences.language)
    mail = render_reminder(
        [(one, chains[one.first_id]) for one in found.deadlines],
        found.desk,
        lang=preferences.language,
        site=settings.SITE_URL,
        stop=stop,
    )
    return MessageDraft(
        user_id=person.pk,
        kind=Message.Kind.REMINDER,
        key=f"day:{_LocalClock(preferences).today(at).isoformat()}",
        recipient=person.user.email,
        language=preferences.language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        items=[{"key": key} for key in found.keys],
        unsubscribe_url=stop,
    )


def _preferences(person: ReminderPreferences) -> DigestPreferences:
    stored: DigestPreferences | None = getattr(person.user, "digest_preferences", None)
    return stored or DigestPreferences()


@dataclass(frozen=True, slots=True)
class _LocalClock:
    """The days and the hour of one person."""

    preferences: DigestPreferences

    def today(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()

    def moment(self, on: date) -> datetime:
        return datetime.combine(on, time(self.preferences.hour), self._zone)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.preferences.time_zone)
