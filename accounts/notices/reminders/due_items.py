"""What people are to be reminded of: deadlines of what they follow, and entries that the record waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.follows.chains import followed_chains, followed_since
from accounts.models import ReminderPreferences, Snooze, User
from accounts.notices.told_once import read_told_keys
from projects.comparison.statuses import DECIDED
from projects.models import Assessment
from projects.reports.overviews.awaited_entries import AwaitedEntry, awaited_entries
from projects.reports.overviews.news import ChainNews, news_of

from .deadlines import BEFORE, LOOK_BACK, Deadline, DeadlineReminder, due_reminder

EDITORS = (User.Role.EDITOR, User.Role.ADMIN)


@dataclass(frozen=True, slots=True)
class DueItems:
    """What one person is to be reminded of: deadlines, the nearest first, each with its chain as it stands; entries."""

    deadlines: Sequence[tuple[DeadlineReminder, ChainNews]] = ()
    entries: Sequence[AwaitedEntry] = ()

    @property
    def keys(self) -> list[str]:
        """The key of each item, once (``ToldItem.key``)."""
        deadline_keys = [key for reminder, _chain in self.deadlines for key in reminder.keys]
        return list(dict.fromkeys([*deadline_keys, *(entry.key for entry in self.entries)]))


def due_items(people: Sequence[ReminderPreferences], at: datetime) -> dict[int, DueItems]:
    """By user id, what each person is to be reminded of at ``at``. People with nothing are left out.

    The number of queries does not depend on the number of people.
    """
    told_keys = read_told_keys([person.pk for person in people])
    deadlines = _deadlines([person for person in people if person.deadlines], at, told_keys)
    editors = [person for person in people if person.desk and person.user.role in EDITORS]
    waiting = awaited_entries(at) if editors else []
    entries = {
        editor.pk: [
            entry
            for entry in waiting
            if entry.since > editor.user.date_joined
            and entry.entered_by != editor.pk
            and entry.key not in told_keys[editor.pk]
        ]
        for editor in editors
    }
    items = {person.pk: DueItems(deadlines.get(person.pk, ()), entries.get(person.pk, ())) for person in people}
    return {user_id: due for user_id, due in items.items() if due.keys}


def _deadlines(
    people: Sequence[ReminderPreferences], at: datetime, told_keys: Mapping[int, set[str]]
) -> dict[int, list[tuple[DeadlineReminder, ChainNews]]]:
    near = {deadline.first_id: deadline for deadline in _near_deadlines(at)} if people else {}
    if not near:
        return {}
    ids = [person.pk for person in people]
    followed = followed_chains(ids, at)
    snoozed = set(Snooze.objects.for_users(ids).active(at).values_list("user_id", "target_id"))
    reminders: dict[int, list[DeadlineReminder]] = defaultdict(list)
    for person in people:
        preferences = person.user.preferences_or_defaults
        for first, reasons in followed.get(person.pk, {}).items():
            if first not in near or (person.pk, first) in snoozed:
                continue
            reminder = due_reminder(
                near[first],
                today=preferences.local_date(at),
                followed_since=followed_since(reasons) or at,
                moment_of=preferences.moment_on,
                told_keys=told_keys[person.pk],
            )
            if reminder is not None:
                reminders[person.pk].append(reminder)
    firsts = {reminder.first_id for theirs in reminders.values() for reminder in theirs}
    chains = news_of(firsts, at, at) if firsts else {}
    # A stored verdict may be of yesterday: what is decided by now, or due on another day, needs no reminder.
    due_on = {first: chain.entry.deadline for first, chain in chains.items() if chain.status not in DECIDED}
    return {
        user_id: [
            (reminder, chains[reminder.first_id])
            for reminder in sorted(theirs, key=lambda reminder: (reminder.on, reminder.first_id))
            if due_on.get(reminder.first_id) == reminder.on
        ]
        for user_id, theirs in reminders.items()
    }


def _near_deadlines(at: datetime) -> Iterator[Deadline]:
    """The deadlines of open chains around ``at``, with a day more on both sides for time zones. One query."""
    today = timezone.localdate(at)
    window = (today - LOOK_BACK - timedelta(days=1), today + timedelta(days=max(BEFORE) + 1))
    rows = Assessment.objects.filter(target__deadline__range=window).exclude(status__in=DECIDED)
    for first, on, known_since in rows.values_list("first_id", "target__deadline", "target__recorded_at"):
        if on is not None:
            yield Deadline(first, on, known_since)
