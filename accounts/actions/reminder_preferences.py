from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Preferences, Reminding, User
from accounts.models.reminder_preferences import next_look


def set_reminders(*, by: User, at: datetime, deadlines: bool, desk: bool) -> Reminding:
    """Choose what to be reminded of; who chooses nothing is not looked after any more."""
    with transaction.atomic():
        row = Reminding.objects.open_for(by, at=at)
        row.deadlines, row.desk = deadlines, desk
        if not (deadlines or desk):
            row.next_at = None
        elif row.next_at is None:
            row.next_at = next_look(Preferences.objects.filter(user=by).first() or Preferences(), at)
        row.validate_constraints()
        row.save(update_fields=["deadlines", "desk", "next_at"])
    return row


def stop_reminders(*, user_id: int) -> bool:
    """No further reminder for this person; false if they had none coming."""
    stopped = Reminding.objects.filter(user_id=user_id, next_at__isnull=False)
    return stopped.update(deadlines=False, desk=False, next_at=None) > 0


def move_reminders(*, preferences: Preferences, at: datetime) -> None:
    """The person has chosen another hour or time zone: the next look falls on it."""
    looked_after = Reminding.objects.filter(user=preferences.user_id, next_at__isnull=False)
    looked_after.update(next_at=next_look(preferences, at))
