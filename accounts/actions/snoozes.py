from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from accounts.models import DigestPreferences, Follow, Message, Snooze, User

from .follows import thing_to_follow

LONGEST = timedelta(days=366)


def start_snooze(*, by: User, target_id: str, until: str, at: datetime) -> Snooze:
    """Leave a target out of the digest until a day (``2026-01-31``) begins on the person's own clock.

    Raises UnknownThingError, and ValidationError for a day that does not exist, is past, or is over a year ahead.
    """
    thing = thing_to_follow(kind="target", thing_id=target_id)
    preferences = DigestPreferences.objects.get_or_create_for(by, at=at)
    today = preferences.local_date(at)
    day = _day(until)
    if day is None:
        raise ValidationError(_("“%s” is not a date; write it as 2026-01-31.") % until[:60])
    if not today < day <= today + LONGEST:
        first, last = today + timedelta(days=1), today + LONGEST
        raise ValidationError(
            _("A target is snoozed until a day from %(first)s to %(last)s; %(day)s is not one of them.")
            % {"first": first.isoformat(), "last": last.isoformat(), "day": day.isoformat()}
        )
    ends_at = datetime.combine(day, time.min, preferences.zone)
    with transaction.atomic():
        heard_until = _heard_until(by, at)
        row = Snooze.objects.select_for_update().filter(user=by, target=thing.id).first()
        if row is None:
            return Snooze.objects.create(user=by, target_id=thing.id, quiet_since=heard_until, ends_at=ends_at)
        if row.ends_at <= heard_until:  # a digest since then has told the news of the earlier snooze
            row.quiet_since = heard_until
        row.ends_at = ends_at
        row.save()
    return row


def end_snooze(*, by: User, target_id: str, at: datetime) -> bool:
    """End a snooze now. False: there was none. Raises UnknownThingError."""
    thing = thing_to_follow(kind="target", thing_id=target_id)
    return Snooze.objects.filter(user=by, target=thing.id).active(at).update(ends_at=at) > 0


def _heard_until(person: User, at: datetime) -> datetime:
    """Until when the person was told news: the end of the last digest that was sent, before any the first follow."""
    sent = Message.objects.last_sent_ends([person.pk]).get(person.pk)
    first = Follow.objects.filter(user=person).aggregate(first=Min("created_at"))["first"]
    return min(sent or first or at, at)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-31") else None
    except ValueError:
        return None
