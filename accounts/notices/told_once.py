"""Notices that tell each thing once: written one by one, enqueued with their copies, and their things noted as told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.other_channels import with_copies
from accounts.models import Message, ToldItem

from .renamed_keys import ids_of_today, with_ids_of_today

Subject = TypeVar("Subject")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to one person, and the keys of the things that it tells (``ToldItem.key``).

    ``reached``: channels and recipients that have heard it already; no copy goes there.
    """

    draft: MessageDraft
    keys: Sequence[str]
    reached: Collection[tuple[str, str]] = ()


def read_told_keys(user_ids: Collection[int]) -> dict[int, set[str]]:
    """For each user id the keys of what they were told, or soon will be, also under the ids of today. Two queries."""
    renamed = ids_of_today()
    stored = ToldItem.objects.told_keys(user_ids)
    return {user_id: with_ids_of_today(keys, renamed) for user_id, keys in stored.items()}


def write_notices(subjects: Iterable[tuple[int, Subject]], write: Callable[[int, Subject], Notice]) -> list[Notice]:
    """A notice for each user id and subject. One that cannot be written is logged and left for the next sweep."""
    notices = []
    for user_id, subject in subjects:
        try:
            notices.append(write(user_id, subject))
        except Exception:
            logger.exception("A notice for user %s cannot be written and is left for the next sweep", user_id)
    return notices


def enqueue_once(notices: Sequence[Notice], *, at: datetime) -> int:
    """Enqueue the notices and their copies, and note what they tell as told. Returns how many notices are new.

    What an earlier message was to tell and failed belongs to the new message from now on.
    """
    keys = {(notice.draft.person_id, notice.draft.key): notice.keys for notice in notices}
    reached = {(notice.draft.person_id, notice.draft.key): notice.reached for notice in notices}
    drafts = with_copies(notice.draft for notice in notices)
    drafts = [draft for draft in drafts if (draft.channel, draft.recipient) not in reached[_what(draft)]]
    messages = enqueue(drafts, at=at)
    # One message stands for all copies: the mail, or where no mail is sent, another channel's.
    messages.sort(key=lambda message: message.channel == Message.Channel.MAIL)
    new = {_what(message): message for message in messages}
    told_by = {(user_id, key): message for (user_id, name), message in new.items() for key in keys[user_id, name]}
    ToldItem.objects.bulk_create(
        (ToldItem(user_id=user_id, key=key, message=message) for (user_id, key), message in told_by.items()),
        update_conflicts=True,
        unique_fields=["user", "key"],
        update_fields=["message"],
    )
    return len(new)


def _what(message: MessageDraft | Message) -> tuple[int, str]:
    """Whom a message or its copy is to, and what it is for."""
    return message.person_id, message.key.partition("@")[0]
