"""What follows from the result of a delivery: addresses are stopped, failures of hooks counted, chats unlinked."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Message, StoppedAddress

from .channels import DeliveryResult
from .stops import stop_address
from .telegram_chats import unlink_chat
from .web_hook_failures import record_failure, record_success


def apply_consequences(message: Message, result: DeliveryResult, at: datetime) -> None:
    """Note what the result means for later messages to the same recipient. ``at``: when the message was settled."""
    if message.channel == Message.Channel.MAIL:
        if result.blames_recipient:
            reason = StoppedAddress.Reason.REFUSED
            stop_address(address=message.recipient, reason=reason, detail=result.error, at=at)
    elif message.channel == Message.Channel.TELEGRAM:
        if result.blames_recipient:
            unlink_chat(chat_id=int(message.recipient))
    elif result.state == Message.State.SENT:
        record_success(user_id=message.person_id, url=message.recipient)
    else:
        record_failure(
            user_id=message.person_id,
            url=message.recipient,
            error=result.error,
            for_good=result.blames_recipient,
            at=at,
        )
