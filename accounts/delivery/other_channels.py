"""What goes by mail goes to a person's other channels too, each by a message of its own in the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.conf import settings

from accounts.delivery.enqueue import Content
from accounts.models import Message, TelegramChat, WebHook

COPIED = frozenset({Message.Kind.DIGEST, Message.Kind.REMINDER, Message.Kind.INSTANT})


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where a person's messages go besides their mail; ``number`` tells web hooks of one person apart."""

    channel: str
    recipient: str
    number: int


def with_copies(contents: Iterable[Content]) -> list[Content]:
    """The contents, and those for each web hook and chat of the same people. At most two queries."""
    given = list(contents)
    outlets = outlets_of({content.user_id for content in given if content.kind in COPIED})
    copies = [
        copied(content, outlet)
        for content in given
        if content.kind in COPIED
        for outlet in outlets.get(content.user_id, ())
    ]
    return given + copies


def copied(content: Content, outlet: Outlet) -> Content:
    """The same for an outlet: for programs and chats, without what only a mail has."""
    return replace(
        content,
        channel=outlet.channel,
        recipient=outlet.recipient,
        key=f"{content.key}@{outlet.number}" if outlet.number else content.key,
        html="",
        pictures=(),
        unsubscribe_url="",
    )


def outlets_of(people: Collection[int]) -> dict[int, list[Outlet]]:
    """The web hooks that are on and the chats of these people. At most two queries."""
    found: dict[int, list[Outlet]] = defaultdict(list)
    if not people:
        return found
    hooks = WebHook.objects.filter(user__in=people, disabled_at=None).order_by("pk")
    for pk, user, url in hooks.values_list("pk", "user", "url"):
        found[user].append(Outlet(Message.Channel.WEBHOOK, url, pk))
    if settings.TELEGRAM_BOT_TOKEN:
        chats = TelegramChat.objects.filter(user__in=people, chat_id__isnull=False)
        for user, chat in chats.values_list("user", "chat_id"):
            found[user].append(Outlet(Message.Channel.TELEGRAM, str(chat), 0))
    return found
