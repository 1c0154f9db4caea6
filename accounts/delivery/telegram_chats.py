"""A person's chat with the bot: a code is offered, sending it links the chat, either side can unlink it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import TelegramChat, User
from accounts.models.private_address import new_secret

CODE_FOR = timedelta(minutes=30)


def offer_code(*, by: User, at: datetime) -> TelegramChat:
    """A new code for the bot. An earlier code no longer works; a linked chat stays linked."""
    chat, _made = TelegramChat.objects.update_or_create(
        user=by, defaults={"code": new_secret(), "code_until": at + CODE_FOR}
    )
    return chat


def link_chat(*, code: str, chat_id: int, at: datetime) -> TelegramChat | None:
    """Link the chat that sent a code to the person the code was offered to. None: the code is unknown, old or used."""
    with transaction.atomic():
        chat = TelegramChat.objects.select_for_update().filter(code=code, code_until__gt=at).first()
        if chat is None:
            return None
        TelegramChat.objects.filter(chat_id=chat_id).exclude(pk=chat.pk).update(chat_id=None, linked_at=None)
        chat.chat_id, chat.linked_at, chat.code_until = chat_id, at, at  # a code works once
        chat.save(update_fields=["chat_id", "linked_at", "code_until"])
    return chat


def unlink_chat(*, chat_id: int | None = None, by: User | None = None) -> bool:
    """Send nothing more to a chat, by its id or its person. False: none was linked."""
    linked = TelegramChat.objects.filter(chat_id__isnull=False)
    chats = linked.filter(user=by) if by is not None else linked.filter(chat_id=chat_id)
    return chats.update(chat_id=None, linked_at=None) > 0
