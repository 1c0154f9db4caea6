"""Copies of mails for a person's web hooks and chat. Each copy is a message of its own in the outbox."""

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
    """A web hook or a chat of a person. ``number`` tells a person's web hooks apart; it is 0 for a chat."""

    channel: str
    recipient: str
    number: int


def with_copies(drafts: Iterable[MessageDraft]) -> list[MessageDraft]:
    """The messages, and a copy for each web hook and chat of the same people. At most two queries."""
    mails = list(drafts)
    copied = [draft for draft in mails if draft.kind in COPIED_KINDS]
    destinations = destinations_of({draft.person_id for draft in copied})
    copies = [copy_for(draft, place) for draft in copied for place in destinations.get(draft.person_id, ())]
    return mails + copies


def copy_for(draft: MessageDraft, destination: Destination) -> MessageDraft:
    """The message for a web hook or a chat, without what only a mail has."""
    return replace(
        draft,
        channel=destination.channel,
        recipient=destination.recipient,
        key=f"{draft.key}@{destination.number}" if destination.number else draft.key,
        html="",
        pictures=(),
        unsubscribe_url="",
    )


def destinations_of(user_ids: Collection[int]) -> dict[int, list[Destination]]:
    """By user id, the web hooks that are on and the chats of these people. At most two queries."""
    destinations: dict[int, list[Destination]] = defaultdict(list)
    if not user_ids:
        return destinations
    hooks = WebHook.objects.filter(user__in=user_ids, disabled_at=None).order_by("pk")
    for pk, user_id, url in hooks.values_list("pk", "user", "url"):
        destinations[user_id].append(Destination(Message.Channel.WEBHOOK, url, pk))
    if settings.TELEGRAM_BOT_TOKEN:
        chats = TelegramChat.objects.filter(user__in=user_ids, chat_id__isnull=False)
        for user_id, chat in chats.values_list("user", "chat_id"):
            destinations[user_id].append(Destination(Message.Channel.TELEGRAM, str(chat), 0))
    return destinations
