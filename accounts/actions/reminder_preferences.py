from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import DigestPreferences, ReminderPreferences, User
from accounts.models.reminder_preferences import next_reminder_at


def set_reminders(*, by: User, at: datetime, deadlines: bool, desk: bool) -> ReminderPreferences:
    """Choose what to be reminded of. For somebody who chooses nothing the daily check ends."""
    with transaction.atomic():
        row = ReminderPreferences.objects.get_or_create_for(by, at=at)
        row.deadlines, row.desk = deadlines, desk
        if not (deadlines or desk):
            row.next_at = None
        elif row.next_at is None:
            row.next_at = next_reminder_at(DigestPreferences.objects.for_user(by), at)
        row.validate_constraints()
        row.save(update_fields=["deadlines", "desk", "next_at"])
    return row


def stop_reminders(*, user_id: int) -> bool:
    """Send this person no more reminders. False: they got none."""
    active = ReminderPreferences.objects.filter(user_id=user_id, next_at__isnull=False)
    return active.update(deadlines=False, desk=False, next_at=None) > 0


def reschedule_reminders(*, preferences: DigestPreferences, at: datetime) -> None:
    """Move the next check for reminders to the person's new hour or time zone."""
    active = ReminderPreferences.objects.filter(user=preferences.user_id, next_at__isnull=False)
    active.update(next_at=next_reminder_at(preferences, at))
