"""An operator retries a message that failed or whose result is uncertain."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.delivery.enqueue import GIVE_UP_AFTER
from accounts.models import Message, StoppedAddress, User
from accounts.models.user import FORMER
from projects.models import AuditEntry


def retry_message(*, message: Message, by: User, at: datetime) -> None:
    """Make the message wait for delivery again, with its content unchanged.

    Raises ValidationError if it is under way or was sent, if its address is stopped, and if a later digest has told
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
    if message.kind == Message.Kind.DIGEST and _is_covered(message):
        return _("A later digest has told its news, or is about to.")
    return ""


def _is_covered(message: Message) -> bool:
    later = Message.objects.digests().filter(user=message.user_id, window_end__gt=message.window_end)
    sent_or_under_way = [Message.State.SENT, Message.State.PENDING, Message.State.SENDING]
    return later.filter(state__in=sent_or_under_way).exists()
