"""Telegram, where the operator has a bot (TELEGRAM_BOT_TOKEN). Its interface: https://core.telegram.org/bots/api."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from accounts.delivery.links import language_root
from accounts.delivery.safe_http import Answer, NoAnswerError, NotReachedError, RefusedAddressError, post
from accounts.delivery.telegram_chats import unlink_chat
from accounts.models import Message

from .interface import ChannelAwayError, DeliveryResult

LONGEST = 4000  # characters; Telegram takes 4096
BLOCKED = 403  # the person has left the bot
GONE = 400  # there is no such chat


class TelegramChannel:
    def open(self) -> None:
        if not settings.TELEGRAM_BOT_TOKEN:
            raise ChannelAwayError("TELEGRAM_BOT_TOKEN is not set")

    def deliver(self, message: Message) -> DeliveryResult:
        said = {"chat_id": message.recipient, "text": _cut(message), "link_preview_options": {"is_disabled": True}}
        url = f"{settings.TELEGRAM_API}/bot{settings.TELEGRAM_BOT_TOKEN}/sendMessage"
        try:
            answer = post(url, json.dumps(said).encode(), {"Content-Type": "application/json"})
        except RefusedAddressError as error:
            return DeliveryResult.retry(str(error))
        except NotReachedError:  # its text names the address, and that holds the token
            return DeliveryResult.retry("Telegram cannot be reached.")
        except NoAnswerError:
            return DeliveryResult.uncertain("Telegram did not answer.")
        return _answered(answer)

    def learn(self, message: Message, delivery: DeliveryResult, at: datetime) -> None:
        if delivery.blames_recipient:
            unlink_chat(chat_id=int(message.recipient))

    def close(self) -> None:
        """There is nothing to let go of."""


def _cut(message: Message) -> str:
    text = f"{message.subject}\n\n{message.text}"
    if len(text) <= LONGEST:
        return text
    whole_lines = text[:LONGEST].rpartition("\n")[0]
    return f"{whole_lines}\n…\n{language_root(settings.SITE_URL, message.language)}/following/"


def _answered(answer: Answer) -> DeliveryResult:
    if answer.status == 200:
        return DeliveryResult.sent()
    said = _said(answer)
    error = f"Telegram answers {answer.status}: {said.get('description', '')}"
    if answer.status in {BLOCKED, GONE}:
        return DeliveryResult.refused(error, blames_recipient=answer.status == BLOCKED or "chat not found" in error)
    wait = said.get("parameters", {}).get("retry_after")
    return DeliveryResult.retry(error, not_before=timedelta(seconds=wait) if isinstance(wait, int) else None)


def _said(answer: Answer) -> dict[str, Any]:
    try:
        said = json.loads(answer.body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
