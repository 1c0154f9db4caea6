"""A person's chat with the bot: offered by a code, linked by sending it, ended from either side."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import TelegramChat, User
from accounts.models.private_address import new_secret

CODE_FOR = timedelta(minutes=30)


def offer_code(*, by: User, at: datetime) -> TelegramChat:
    """A code for the bot; one drawn earlier ends, a chat that is linked stays."""
    chat, _made = TelegramChat.objects.update_or_create(
        user=by, defaults={"code": new_secret(), "code_until": at + CODE_FOR}
    )
    return chat


def link_chat(*, code: str, chat_id: int, at: datetime) -> TelegramChat | None:
    """The chat that sent a code belongs to whom it was offered to; None for a code that is unknown, old or used."""
    with transaction.atomic():
        found = TelegramChat.objects.select_for_update().filter(code=code, code_until__gt=at).first()
        if found is None:
            return None
        TelegramChat.objects.filter(chat_id=chat_id).exclude(pk=found.pk).update(chat_id=None, linked_at=None)
        found.chat_id, found.linked_at, found.code_until = chat_id, at, at  # a code works once
        found.save(update_fields=["chat_id", "linked_at", "code_until"])
    return found


def unlink_chat(*, chat_id: int | None = None, by: User | None = None) -> bool:
    """Nothing goes to a chat any more: the person said so, there or here, or has left the bot."""
    linked = TelegramChat.objects.filter(chat_id__isnull=False)
    mine = linked.filter(user=by) if by is not None else linked.filter(chat_id=chat_id)
    return mine.update(chat_id=None, linked_at=None) > 0
