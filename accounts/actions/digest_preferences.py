from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import DigestPreferences, Message, User
from accounts.models.rhythm import next_due
from projects.wording.languages import language

from .reminder_preferences import reschedule_reminders

CHOICES = ("cadence", "weekday", "hour", "time_zone", "language", "kinds", "quiet")
ORDER = ("daily", "weekly", "monthly")
LONGEST_PERIOD = timedelta(days=62)  # a clock may have been ahead when a digest was written


def set_preferences(*, by: User, at: datetime, **choices: Any) -> DigestPreferences:
    """Change the preferences for digests: cadence, weekday, hour, time_zone, language, kinds, quiet. The others stay.

    The next digest is due after ``at``, in the first period that had none: the page promises ``due_at``, and that is
    when it is sent (ADR 14). Raises ValidationError for a value that is not allowed.
    """
    with transaction.atomic():
        stored = DigestPreferences.objects.select_for_update().filter(user=by).first()
        present = {name: getattr(stored, name) for name in CHOICES} if stored is not None else {}
        if stored is not None:
            present["language"] = language(stored.language)  # the folder of a language may be gone: English then
        chosen = DigestPreferences(user=by, **{**present, **choices})
        chosen.clean_fields()
        if stored is not None and stored.rhythm == chosen.rhythm:
            # The same rhythm keeps its due moment: saving the page must not skip a digest that is due now.
            chosen.due_at = stored.due_at
        else:
            periods_had = Message.objects.periods_with_digest(by.pk, chosen.cadence, since=at - LONGEST_PERIOD)
            chosen.due_at = next_due(chosen.rhythm, at, periods_had)
        chosen.validate_constraints()
        chosen.save(force_insert=stored is None, force_update=stored is not None)
        if stored is not None and (stored.hour, stored.time_zone) != (chosen.hour, chosen.time_zone):
            reschedule_reminders(preferences=chosen, at=at)
    return chosen


def reduce_cadence(*, user_id: int, cadence: str, at: datetime) -> DigestPreferences | None:
    """Make digests weekly or monthly for somebody who gets them more often. Doing so twice changes nothing more.

    Returns the present preferences, None if the person is gone. Raises ValidationError for another cadence.
    """
    if cadence not in ORDER[1:]:
        raise ValidationError(_("Digests can come every week or every month instead."))
    stored = DigestPreferences.objects.filter(user=user_id).select_related("user").first()
    if stored is None or stored.cadence not in ORDER[: ORDER.index(cadence)]:
        return stored
    return set_preferences(by=stored.user, at=at, cadence=cadence)


def set_news_kinds(*, user_id: int, kinds: list[str], at: datetime) -> DigestPreferences | None:
    """Choose the kinds of news. None: the person is gone. Raises ValidationError for no kind or an unknown one."""
    person = User.objects.filter(pk=user_id).first()
    return None if person is None else set_preferences(by=person, at=at, kinds=kinds)


def stop_digests(*, user_id: int) -> bool:
    """Send this person no more digests; their follows stay. False: they got none."""
    stopped = (
        DigestPreferences.objects.filter(user_id=user_id)
        .exclude(cadence=DigestPreferences.Cadence.OFF)
        .update(cadence=DigestPreferences.Cadence.OFF, due_at=None)
    )
    return stopped > 0
