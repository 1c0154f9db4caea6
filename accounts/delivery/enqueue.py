"""Writing messages into the outbox. A message that is there already stays as it is: enqueueing twice does no harm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Value

from accounts.models import Message, StoppedAddress

# After that a message is out of date: the next digest has its news, and a reminder comes too late.
GIVE_UP_AFTER = timedelta(hours=24)
CHUNK = 500
MAX_SUBJECT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDraft:
    """A message to one person over one channel. ``key`` names what it is for; it is sent once for each key.

    ``user_id`` or, for an address without an account, ``subscriber_id``.

    ``recipient`` is a mail address, the address of a web hook or the id of a chat. ``window``: the start and the end
    of a digest's news. ``pictures`` of the HTML: ``{"cid": …, "png": base64}``.
    """

    user_id: int | None = None
    subscriber_id: UUID | None = None
    kind: str
    key: str
    recipient: str
    language: str
    subject: str
    text: str
    channel: str = Message.Channel.MAIL
    html: str = ""
    items: Sequence[dict[str, Any]] = ()
    pictures: Sequence[dict[str, str]] = ()
    unsubscribe_url: str = ""
    window: tuple[datetime, datetime] | None = None
    give_up_after: timedelta = GIVE_UP_AFTER

    @property
    def person_id(self) -> int:
        """The id of the person that it is to. Only for kinds that go to people."""
        assert self.user_id is not None
        return self.user_id


def enqueue(drafts: Iterable[MessageDraft], *, at: datetime) -> list[Message]:
    """Write the messages that the outbox does not have yet as ``pending``. Returns the new ones.

    Two workers that enqueue the same message at once write it once. Mail to a stopped address is left out; a later
    call writes it if the address is allowed again by then. Raises ValueError for a message without words.
    """
    rows = []
    for draft in drafts:
        if problem := _problem(draft):
            raise ValueError(f"{draft.kind} {draft.key}: {problem}")
        rows.append(_row(draft, at))
    stopped = StoppedAddress.objects.among(row.recipient for row in rows if row.obeys_stops)
    rows = [row for row in rows if not (row.obeys_stops and row.recipient.lower() in stopped)]
    new: list[Message] = []
    with transaction.atomic():
        for start in range(0, len(rows), CHUNK):
            new += _inserted(rows[start : start + CHUNK])
    return new


def _inserted(rows: list[Message]) -> list[Message]:
    """The rows that the database took. It decides; they are recognised by their Message-IDs, made for this call."""
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    ids = [row.message_id for row in rows]
    keys = dict(Message.objects.filter(message_id__in=ids).order_by().values_list("message_id", "pk"))
    inserted = [row for row in rows if row.message_id in keys]
    for row in inserted:
        row.pk, row.html = keys[row.message_id], row.html.value  # type: ignore[attr-defined]  # an expression until now
    return inserted


def _problem(draft: MessageDraft) -> str:
    """What is wrong with the message; empty if nothing. SQLite would silently leave it out (``ignore_conflicts``)."""
    empty = [name for name in ("key", "recipient", "subject", "text") if not getattr(draft, name)]
    if empty:
        return f"a message needs {', '.join(empty)}."
    if draft.kind not in Message.Kind.values or draft.channel not in Message.Channel.values:
        return f"no such kind of message or channel ({draft.channel})."
    if (draft.user_id is None) == (draft.subscriber_id is None):
        return "a message is to a person or to a subscriber."
    if (draft.subscriber_id is not None) != (draft.kind in Message.TO_SUBSCRIBERS):
        return "mails about weeks go to subscribers, and nothing else does."
    if draft.kind == Message.Kind.DIGEST and draft.window is None:
        return "a digest needs the window of its news."
    if draft.window is not None and draft.window[0] > draft.window[1]:
        return "the window ends before it starts."
    return ""


def _subject(text: str) -> str:
    """The subject on one line, cut to the length of its column."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_SUBJECT else f"{line[: MAX_SUBJECT - 1]}…"


def _row(draft: MessageDraft, at: datetime) -> Message:
    start, end = draft.window or (None, None)
    return Message(
        user_id=draft.user_id,
        subscriber_id=draft.subscriber_id,
        kind=draft.kind,
        channel=draft.channel,
        key=draft.key,
        recipient=draft.recipient,
        language=draft.language,
        subject=_subject(draft.subject),
        text=draft.text,
        # With an expression Django does not send the batch as arrays, in which psycopg escapes every quotation mark in
        # Python. That would be a quarter of the time that a digest takes.
        html=Value(draft.html),
        items=list(draft.items),
        pictures=list(draft.pictures),
        unsubscribe_url=draft.unsubscribe_url,
        window_start=start,
        window_end=end,
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
        created_at=at,
        next_attempt_at=at,
        give_up_at=at + draft.give_up_after,
    )
