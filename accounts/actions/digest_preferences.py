from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import DigestPreferences, Message, User
from accounts.models.rhythm import next_due

from .reminder_preferences import reschedule_reminders

CHOICES = ("cadence", "weekday", "hour", "time_zone", "language", "kinds", "quiet")
ORDER = ("daily", "weekly", "monthly")
LONGEST_PERIOD = timedelta(days=62)  # a clock may have been ahead when a digest was written


def set_preferences(*, by: User, at: datetime, **choices: Any) -> DigestPreferences:
    """Choose how often, when, in which language and with what news the digest comes; what is not given stays.

    ``choices``: cadence, weekday, hour, time_zone, language, kinds, quiet. The next digest falls after ``at``, in the
    first period for which there was none: ``due_at`` is what the page promises, and what is sent (ADR 14).
    Raises ValidationError for a choice that does not exist.
    """
    with transaction.atomic():
        stored = DigestPreferences.objects.select_for_update().filter(user=by).first()
        kept = {name: getattr(stored, name) for name in CHOICES} if stored is not None else {}
        chosen = DigestPreferences(user=by, **{**kept, **choices})
        chosen.clean_fields()
        if stored is not None and stored.rhythm == chosen.rhythm:
            # The same rhythm keeps its due moment: saving the page must not skip a digest that is due now.
            chosen.due_at = stored.due_at
        else:
            had = Message.objects.periods_with_digest(by.pk, chosen.cadence, since=at - LONGEST_PERIOD)
            chosen.due_at = next_due(chosen.rhythm, at, had)
        chosen.validate_constraints()
        chosen.save(force_insert=stored is None, force_update=stored is not None)
        if stored is not None and (stored.hour, stored.time_zone) != (chosen.hour, chosen.time_zone):
            reschedule_reminders(preferences=chosen, at=at)
    return chosen


def reduce_cadence(*, user_id: int, cadence: str, at: datetime) -> DigestPreferences | None:
    """Weekly or monthly for somebody whose digest comes more often; asked twice it changes nothing more.

    Returns how it is now, None for somebody gone. Raises ValidationError for another cadence.
    """
    if cadence not in ORDER[1:]:
        raise ValidationError(_("Digests can come every week or every month instead."))
    stored = DigestPreferences.objects.filter(user=user_id).select_related("user").first()
    if stored is None or stored.cadence not in ORDER[: ORDER.index(cadence)]:
        return stored
    return set_preferences(by=stored.user, at=at, cadence=cadence)


def set_news_kinds(*, user_id: int, kinds: list[str], at: datetime) -> DigestPreferences | None:
    """Fewer kinds of news; None for somebody gone. Raises ValidationError for no kind, or one that does not exist."""
    person = User.objects.filter(pk=user_id).first()
    return None if person is None else set_preferences(by=person, at=at, kinds=kinds)


def stop_digests(*, user_id: int) -> bool:
    """No further digest for this person, who keeps what they follow; false if they had none coming."""
    stopped = (
        DigestPreferences.objects.filter(user_id=user_id)
        .exclude(cadence=DigestPreferences.Cadence.OFF)
        .update(cadence=DigestPreferences.Cadence.OFF, due_at=None)
    )
    return stopped > 0
