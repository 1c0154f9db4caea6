"""The ways to reach people, by the ledger's name for each: the one place where a new one is added."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from accounts.models import Message

from .interface import Channel, ChannelAwayError, Delivery
from .mail import MailChannel

CHANNELS: Mapping[str, Callable[[], Channel]] = {
    Message.Channel.MAIL: MailChannel,
}

__all__ = ["CHANNELS", "Channel", "ChannelAwayError", "Delivery"]
