"""The ways to reach people, by the name that the outbox has for each. A new channel is added here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from accounts.models import Message

from .interface import Channel, ChannelAwayError, DeliveryResult
from .mail import MailChannel
from .telegram import TelegramChannel
from .web_hook import WebHookChannel

CHANNELS: Mapping[str, Callable[[], Channel]] = {
    Message.Channel.MAIL: MailChannel,
    Message.Channel.WEBHOOK: WebHookChannel,
    Message.Channel.TELEGRAM: TelegramChannel,
}

__all__ = ["CHANNELS", "Channel", "ChannelAwayError", "DeliveryResult"]
