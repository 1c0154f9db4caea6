"""An operator retries a message that failed or whose result is uncertain."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.delivery.enqueue import GIVE_UP_AFTER
from accounts.models import Message, StoppedAddress, ToldItem, User
from accounts.models.user import FORMER
from projects.models import AuditEntry

SENT_OR_UNDER_WAY = (Message.State.SENT, Message.State.PENDING, Message.State.SENDING)


def retry_message(*, message: Message, by: User, at: datetime) -> None:
    """Make the message wait for delivery again, with its content unchanged.

    Raises ValidationError if it is under way or was sent, if its address is stopped, and if another message has told
    its news or is about to.
    """
    with transaction.atomic():
        row = Message.objects.select_for_update().get(pk=message.pk)
        if problem := retry_refusal(row):
            raise ValidationError(problem)
        before = {"state": row.state, "error": row.error}
        row.state, row.settled_at, row.error = Message.State.PENDING, None, ""
        row.next_attempt_at, row.give_up_at = at, at + GIVE_UP_AFTER
        row.save(update_fields=["state", "settled_at", "error", "next_attempt_at", "give_up_at"])
        AuditEntry.objects.create(
            action="try_message_again",
            object_type="message",
            object_id=str(row.pk),
            details=before,
            done_at=at,
            done_by=by,
        )


def retry_refusal(message: Message) -> str:
    """Why a message cannot be retried; empty if it can."""
    if message.state not in {Message.State.FAILED, Message.State.UNCERTAIN}:
        return _("It is under way or was sent; only what failed or is uncertain can be sent again.")
    if message.emptied_at is not None:
        return _("Its words were emptied, because it is old; there is nothing to send.")
    if message.recipient.endswith(FORMER):
        return _("Its address was deleted; there is nobody to send it to.")
    if message.obeys_stops and StoppedAddress.objects.among([message.recipient]):
        return _("Its address is stopped; allow the address again first.")
    if message.kind == Message.Kind.DIGEST:
        return _why_covered(message)
    if message.channel == Message.Channel.MAIL and _is_told_by_another(message):
        return _("A later message has told it, or is about to.")
    return ""


def _why_covered(message: Message) -> str:
    """Which other digest has told news of this one; empty if none. Two queries."""
    others = Message.objects.digests().filter(user=message.user_id, state__in=SENT_OR_UNDER_WAY).exclude(pk=message.pk)
    if others.filter(window_end__gt=message.window_end).exists():
        return _("A later digest has told its news, or is about to.")
    if others.filter(window_end__gt=message.window_start).exists():
        return _("An earlier digest has told some of its news, or is about to; the next one has the rest.")
    return ""


def _is_told_by_another(message: Message) -> bool:
    """Whether a newer message tells one of the things that this one was to tell. One query."""
    keys = [key for item in message.items for key in ([item["key"]] if "key" in item else item.get("told", ()))]
    elsewhere = ToldItem.objects.filter(user=message.user_id, key__in=keys).exclude(message=message)
    return elsewhere.exclude(message__state=Message.State.FAILED).exists()
