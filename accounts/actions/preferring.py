from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.digests.schedule import next_due
from accounts.models import Preferences, User


def set_preferences(
    *, by: User, at: datetime, cadence: str, weekday: int, hour: int, time_zone: str, language: str
) -> Preferences:
    """Choose how often, when and in which language the digest comes; the next one falls after ``at``.

    Raises ValidationError for a choice that does not exist.
    """
    chosen = Preferences(user=by, cadence=cadence, weekday=weekday, hour=hour, time_zone=time_zone, language=language)
    chosen.clean_fields()
    with transaction.atomic():
        preferences = Preferences.objects.select_for_update().filter(user=by).first()
        if preferences is not None and preferences.rhythm == chosen.rhythm:
            # The same rhythm keeps its due moment: saving the page must not skip a digest that is due now.
            chosen.due_at = preferences.due_at
        else:
            chosen.due_at = next_due(chosen.rhythm, at)
        chosen.validate_constraints()
        if preferences is None:
            chosen.save(force_insert=True)
        else:
            chosen.save(force_update=True)
    return chosen


def stop_digests(*, user_id: int) -> bool:
    """No further digest for this person, who keeps what they follow; false if they had none coming."""
    stopped = (
        Preferences.objects.filter(user_id=user_id)
        .exclude(cadence=Preferences.Cadence.OFF)
        .update(cadence=Preferences.Cadence.OFF, due_at=None)
    )
    return stopped > 0
