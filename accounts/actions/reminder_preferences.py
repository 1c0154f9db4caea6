from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import DigestPreferences, ReminderPreferences, User
from accounts.models.reminder_preferences import next_reminder_at


def set_reminders(*, by: User, at: datetime, deadlines: bool, desk: bool) -> ReminderPreferences:
    """Choose what to be reminded of; who chooses nothing is not looked after any more."""
    with transaction.atomic():
        row = ReminderPreferences.objects.get_or_create_for(by, at=at)
        row.deadlines, row.desk = deadlines, desk
        if not (deadlines or desk):
            row.next_at = None
        elif row.next_at is None:
            row.next_at = next_reminder_at(DigestPreferences.objects.filter(user=by).first() or DigestPreferences(), at)
        row.validate_constraints()
        row.save(update_fields=["deadlines", "desk", "next_at"])
    return row


def stop_reminders(*, user_id: int) -> bool:
    """No further reminder for this person; false if they had none coming."""
    stopped = ReminderPreferences.objects.filter(user_id=user_id, next_at__isnull=False)
    return stopped.update(deadlines=False, desk=False, next_at=None) > 0


def reschedule_reminders(*, preferences: DigestPreferences, at: datetime) -> None:
    """The person has chosen another hour or time zone: the next look falls on it."""
    looked_after = ReminderPreferences.objects.filter(user=preferences.user_id, next_at__isnull=False)
    looked_after.update(next_at=next_reminder_at(preferences, at))
