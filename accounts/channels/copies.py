"""What goes by mail goes to a person's other channels too, each by a message of its own in the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings

from accounts.ledger import Content
from accounts.models import Message, TelegramChat, WebHook

COPIED = frozenset({Message.Kind.DIGEST, Message.Kind.REMINDER, Message.Kind.INSTANT})


def with_copies(contents: Iterable[Content]) -> list[Content]:
    """The contents, and those for each web hook and chat of the same people. At most two queries."""
    given = list(contents)
    people = {content.user_id for content in given if content.kind in COPIED}
    others = _others(people) if people else {}
    copies = [
        replace(
            content,
            channel=channel,
            recipient=recipient,
            key=f"{content.key}@{number}" if number else content.key,
            html="",
            pictures=(),
            unsubscribe_url="",
        )
        for content in given
        if content.kind in COPIED
        for channel, recipient, number in others.get(content.user_id, ())
    ]
    return given + copies


def _others(people: set[int]) -> dict[int, list[tuple[str, str, int]]]:
    """For each person the channel, the recipient and the number that tells hooks of one person apart."""
    found: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    hooks = WebHook.objects.filter(user__in=people, disabled_at=None).order_by("pk")
    for pk, user, url in hooks.values_list("pk", "user", "url"):
        found[user].append((Message.Channel.WEBHOOK, url, pk))
    if settings.TELEGRAM_BOT_TOKEN:
        chats = TelegramChat.objects.filter(user__in=people, chat_id__isnull=False)
        for user, chat in chats.values_list("user", "chat_id"):
            found[user].append((Message.Channel.TELEGRAM, str(chat), 0))
    return found
