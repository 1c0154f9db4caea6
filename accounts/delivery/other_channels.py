"""What goes by mail goes to a person's other channels too, each by a message of its own in the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.conf import settings

from accounts.delivery.enqueue import MessageDraft
from accounts.models import Message, TelegramChat, WebHook

COPIED_KINDS = frozenset({Message.Kind.DIGEST, Message.Kind.REMINDER, Message.Kind.INSTANT})


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a person's messages go besides their mail; ``number`` tells web hooks of one person apart."""

    channel: str
    recipient: str
    number: int


def with_copies(contents: Iterable[MessageDraft]) -> list[MessageDraft]:
    """The contents, and those for each web hook and chat of the same people. At most two queries."""
    given = list(contents)
    outlets = destinations_of({content.user_id for content in given if content.kind in COPIED_KINDS})
    copies = [
        copy_for(content, outlet)
        for content in given
        if content.kind in COPIED_KINDS
        for outlet in outlets.get(content.user_id, ())
    ]
    return given + copies


def copy_for(content: MessageDraft, outlet: Destination) -> MessageDraft:
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


def destinations_of(people: Collection[int]) -> dict[int, list[Destination]]:
    """The web hooks that are on and the chats of these people. At most two queries."""
    found: dict[int, list[Destination]] = defaultdict(list)
    if not people:
        return found
    hooks = WebHook.objects.filter(user__in=people, disabled_at=None).order_by("pk")
    for pk, user, url in hooks.values_list("pk", "user", "url"):
        found[user].append(Destination(Message.Channel.WEBHOOK, url, pk))
    if settings.TELEGRAM_BOT_TOKEN:
        chats = TelegramChat.objects.filter(user__in=people, chat_id__isnull=False)
        for user, chat in chats.values_list("user", "chat_id"):
            found[user].append(Destination(Message.Channel.TELEGRAM, str(chat), 0))
    return found
