"""The sweep of reminders: people whose hour has come are claimed, and what is due for them is told once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from accounts.delivery.links import token_url
from accounts.delivery.stop_tokens import REMINDERS, token_for
from accounts.models import Message, ReminderPreferences
from accounts.models.reminder_preferences import next_reminder_at
from accounts.notices.failure_isolation import isolate_failures
from accounts.notices.told_once import Notice, enqueue_once, write_notices
from projects.reports.verdicts.verdict_lookup import any_outdated

from .due_items import DueItems, due_items
from .render import render_reminder

BATCH = 200


def sweep_reminders(at: datetime) -> int:
    """Enqueue the reminders that are due by ``at``. Returns the number of new messages.

    However many sweeps run at once, one of them claims a person's day: locked rows are left to the others, and the
    UPDATE matches only the moment that was read. A person whose reminder fails stays due; the others get theirs.
    Nobody is claimed while verdicts of another version of the method wait to be rebuilt.
    """
    if any_outdated():
        return 0
    written = 0
    failed: set[int] = set()
    while (new := _remind_batch(at, failed)) is not None:
        written += new
    return written


def _remind_batch(at: datetime, failed: set[int]) -> int | None:
    """One batch of people: the number of new messages. Adds people whose reminder fails to ``failed``.

    None: nobody else is due.
    """
    with transaction.atomic():
        rows = ReminderPreferences.objects.due(at).exclude(pk__in=failed).select_related("user__digest_preferences")
        people = list(rows.select_for_update(of=("self",), skip_locked=True)[:BATCH])
        if not people:
            return None
        written, unwritten = isolate_failures(people, lambda part: _enqueue_reminders(part, at))
        failed.update(person.pk for person, _error in unwritten)
        return sum(written)


def _enqueue_reminders(people: Sequence[ReminderPreferences], at: datetime) -> int:
    claimed = {person.pk: person for person in people if _claim(person, at)}
    due = due_items(list(claimed.values()), at)
    notices = write_notices(due.items(), lambda user_id, items: _notice(claimed[user_id], items, at))
    return enqueue_once(notices, at=at)


def _claim(person: ReminderPreferences, at: datetime) -> bool:
    """Move the person's next check on. False: another sweep has done so, or the person has just changed it."""
    unchanged = ReminderPreferences.objects.filter(pk=person.pk, next_at=person.next_at)
    return unchanged.update(next_at=next_reminder_at(person.user.preferences_or_defaults, at)) == 1


def _notice(person: ReminderPreferences, items: DueItems, at: datetime) -> Notice:
    preferences = person.user.preferences_or_defaults
    lang = preferences.language
    stop_url = token_url(token_for(person.pk, REMINDERS), "stop-reminders", lang)
    mail = render_reminder(items.deadlines, items.entries, lang=lang, site=settings.SITE_URL, stop_url=stop_url)
    draft = mail.draft(
        person.user,
        lang,
        kind=Message.Kind.REMINDER,
        key=f"day:{preferences.local_date(at).isoformat()}",
        items=[{"key": key} for key in items.keys],
        unsubscribe_url=stop_url,
    )
    return Notice(draft, items.keys)
