"""Claiming people whose digest is due: their period moves on and their digest is frozen in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from accounts.models import Digest, Preferences
from accounts.models.preferences import PreferencesQuerySet

from .prepare import Draft, drafts
from .schedule import next_due

BATCH = 50


@dataclass(frozen=True, slots=True)
class Claimed:
    """How many people were claimed, and the digests frozen for those who have something to hear."""

    people: int
    digest_ids: tuple[int, ...]


def due_people(at: datetime, user_id: int | None = None) -> PreferencesQuerySet:
    """Whose digest is due; without those whose last one is not settled yet, lest one piece of news be told twice."""
    people = Preferences.objects.due(at).exclude(user__in=Digest.objects.under_way().values("user"))
    if user_id is not None:
        people = people.filter(user_id=user_id)
    return people.select_related("user")


def claim_due(at: datetime, user_id: int | None = None, limit: int = BATCH) -> Claimed:
    """Claim up to ``limit`` people and freeze their digests as ``pending``.

    However many senders do this at once, each person's period is claimed by one: rows that another
    sender is claiming are passed over, the UPDATE matches only the due moment that was read, and the
    ledger takes one row a period.
    """
    with transaction.atomic():
        people = list(due_people(at, user_id).select_for_update(of=("self",), skip_locked=True)[:limit])
        drafted = drafts(people, at)
        # Somebody whose digest cannot be written stays due, so that it is seen and made good.
        willing = [person for person in people if not isinstance(drafted.get(person.pk), Exception)]
        claimed = [person for person in willing if _move_on(person, at)]
        written = (drafted.get(person.pk) for person in claimed)
        frozen = [_frozen(draft, at) for draft in written if isinstance(draft, Draft)]
        digests = Digest.objects.bulk_create(frozen)
    return Claimed(len(claimed), tuple(digest.pk for digest in digests))


def _move_on(person: Preferences, at: datetime) -> bool:
    """The conditional UPDATE: false if somebody else has claimed the period, or the person has just changed it."""
    mine = Preferences.objects.filter(pk=person.pk, due_at=person.due_at, cadence=person.cadence)
    return mine.update(due_at=next_due(person.rhythm, at)) == 1


def _frozen(draft: Draft, at: datetime) -> Digest:
    return Digest(
        user=draft.preferences.user,
        cadence=draft.preferences.cadence,
        period_key=draft.period_key,
        window_start=draft.contents.window_start,
        window_end=draft.contents.window_end,
        recipient=draft.preferences.user.email,
        language=draft.preferences.language,
        subject=draft.mail.subject,
        text=draft.mail.text,
        html=draft.mail.html,
        items=[item.frozen() for item in draft.contents.items],
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
        unsubscribe_url=draft.unsubscribe_url,
        claimed_at=at,
    )
