"""Telegram, where the operator has a bot (TELEGRAM_BOT_TOKEN). Its interface: https://core.telegram.org/bots/api."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings

from accounts.delivery.links import language_root
from accounts.models import Message, TelegramChat
from projects.http.safe_http import Answer, NoAnswerError, NotReachedError, RefusedAddressError, post

from .interface import ChannelAwayError, DeliveryResult

LONGEST = 4000  # characters; Telegram takes 4096
BLOCKED = 403  # the person has left the bot
GONE = 400  # there is no such chat


class TelegramChannel:
    def open(self) -> None:
        if not settings.TELEGRAM_BOT_TOKEN:
            raise ChannelAwayError("TELEGRAM_BOT_TOKEN is not set")

    def deliver(self, message: Message) -> DeliveryResult:
        if not TelegramChat.objects.filter(user=message.user_id, chat_id=message.recipient).exists():
            return DeliveryResult.refused("This chat is not linked any more.")
        payload = {"chat_id": message.recipient, "text": _text(message), "link_preview_options": {"is_disabled": True}}
        url = f"{settings.TELEGRAM_API}/bot{settings.TELEGRAM_BOT_TOKEN}/sendMessage"
        try:
            answer = post(url, json.dumps(payload).encode(), {"Content-Type": "application/json"})
        except RefusedAddressError as error:
            return DeliveryResult.retry(str(error))
        except NotReachedError:  # its text names the address, which holds the token
            return DeliveryResult.retry("Telegram cannot be reached.")
        except NoAnswerError:
            return DeliveryResult.uncertain("Telegram did not answer.")
        return _result_of(answer)

    def close(self) -> None:
        """Nothing is kept open."""


def _text(message: Message) -> str:
    """Subject and text, cut to whole lines where Telegram would refuse the length."""
    text = f"{message.subject}\n\n{message.text}"
    if len(text) <= LONGEST:
        return text
    whole_lines = text[:LONGEST].rpartition("\n")[0]
    return f"{whole_lines}\n…\n{language_root(settings.SITE_URL, message.language)}/following/"


def _result_of(answer: Answer) -> DeliveryResult:
    if answer.status == 200:
        return DeliveryResult.sent()
    members = _members(answer)
    error = f"Telegram answers {answer.status}: {members.get('description', '')}"
    if answer.status in {BLOCKED, GONE}:
        return DeliveryResult.refused(error, blames_recipient=answer.status == BLOCKED or "chat not found" in error)
    wait = members.get("parameters", {}).get("retry_after")
    return DeliveryResult.retry(error, not_before=timedelta(seconds=wait) if isinstance(wait, int) else None)


def _members(answer: Answer) -> dict[str, Any]:
    """The members of the answer's JSON object; none where it is something else."""
    try:
        members = json.loads(answer.body)
    except ValueError:
        return {}
    return members if isinstance(members, dict) else {}
