"""Whether what waits is still wanted: meanwhile its reader may have stopped such mails, or have another address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from accounts.models import Follow, Message, User

KINDS = frozenset({Message.Kind.DIGEST, Message.Kind.REMINDER, Message.Kind.INSTANT, Message.Kind.CORRECTION})
NOT_WANTED = "Its reader has stopped such messages, or their account is closed."


@dataclass(frozen=True, slots=True)
class _Reader:
    """What somebody wants now, and where."""

    address: str
    is_active: bool
    is_staff: bool
    cadence: str | None
    deadlines: bool | None
    desk: bool | None
    gets_alerts: bool

    def wants(self, kind: str) -> bool:
        if kind == Message.Kind.DIGEST:
            return self.is_active and self.cadence != "off"
        if kind == Message.Kind.REMINDER:
            # Without a row nobody chose anything. What the record waits for is told to editors alone.
            return self.is_active and (self.deadlines is not False or bool(self.desk and self.is_staff))
        return self.is_active and (kind != Message.Kind.INSTANT or self.gets_alerts)


def unwanted(batch: Sequence[Message]) -> set[int]:
    """The primary keys of messages that their readers want no more; the others go to the address of now.

    One query, and one more for each message to a former address.
    """
    rows = [message for message in batch if message.kind in KINDS]
    readers = _readers({message.person_id for message in rows}) if rows else {}
    refused: set[int] = set()
    for message in rows:
        reader = readers.get(message.person_id)
        if reader is None or not reader.wants(message.kind):
            refused.add(message.pk)
        elif message.channel == Message.Channel.MAIL and message.recipient != reader.address:
            message.recipient = reader.address
            Message.objects.filter(pk=message.pk).update(recipient=reader.address)
    return refused


def _readers(user_ids: set[int]) -> dict[int, _Reader]:
    alerts = Follow.objects.filter(user=OuterRef("pk"), instant_since__isnull=False)
    reminders = ("reminder_preferences__deadlines", "reminder_preferences__desk")
    columns = ("pk", "email", "is_active", "is_staff", "digest_preferences__cadence", *reminders, "gets_alerts")
    people = User.objects.filter(pk__in=user_ids).order_by().annotate(gets_alerts=Exists(alerts))
    return {pk: _Reader(*values) for pk, *values in people.values_list(*columns)}
