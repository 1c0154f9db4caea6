"""Writing messages into the ledger: what is there already stays as it is, so that asking twice does no harm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Value

from accounts.models import Message, StoppedAddress

# What could not be delivered by then is old: the next digest has its news, a reminder has nothing left to remind of.
GIVE_UP_AFTER = timedelta(hours=24)
CHUNK = 500
MAX_SUBJECT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDraft:
    """What one person is to be told over one channel; ``key`` names what for, and a person hears of that once.

    ``recipient`` is a mail address, the address of a web hook or a chat. ``window`` are the first and the last moment
    of a digest's news. ``pictures`` are those the HTML shows: ``{"cid": …, "png": base64}``.
    """

    user_id: int
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


def enqueue(contents: Iterable[MessageDraft], *, at: datetime) -> list[Message]:
    """Freeze what is not in the ledger yet as ``pending``; returns exactly the messages that are new.

    Two who enqueue the same at once write it once. What would go by mail to a stopped address is left out, and
    written by a later call if the address is allowed again by then. Raises ValueError for an empty message.
    """
    wanted = list(contents)
    for content in wanted:
        if problem := _problem(content):
            raise ValueError(f"{content.kind} {content.key}: {problem}")
    rows = [_row(content, at) for content in wanted]
    stopped = StoppedAddress.objects.among(row.recipient for row in rows if row.obeys_stops)
    rows = [row for row in rows if not (row.obeys_stops and row.recipient.lower() in stopped)]
    new: list[Message] = []
    with transaction.atomic():
        for start in range(0, len(rows), CHUNK):
            new += _inserted(rows[start : start + CHUNK])
    return new


def _inserted(rows: list[Message]) -> list[Message]:
    """The database decides; which rows it took shows by their Message-IDs, drawn for this call."""
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    drawn = [row.message_id for row in rows]
    keys = dict(Message.objects.filter(message_id__in=drawn).order_by().values_list("message_id", "pk"))
    taken = [row for row in rows if row.message_id in keys]
    for row in taken:
        row.pk, row.html = keys[row.message_id], row.html.value  # type: ignore[attr-defined]  # an expression until now
    return taken


def _problem(content: MessageDraft) -> str:
    """Said here, because SQLite leaves out a row that breaks any constraint as if it were there already."""
    empty = [name for name in ("key", "recipient", "subject", "text") if not getattr(content, name)]
    if empty:
        return f"a message needs {', '.join(empty)}."
    if content.kind not in Message.Kind.values or content.channel not in Message.Channel.values:
        return f"no such kind of message or channel ({content.channel})."
    if content.kind == Message.Kind.DIGEST and content.window is None:
        return "a digest needs the window of its news."
    if content.window is not None and content.window[0] > content.window[1]:
        return "the window ends before it starts."
    return ""


def _subject(text: str) -> str:
    """The subject on one line of a length that its column and mail programs take."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_SUBJECT else f"{line[: MAX_SUBJECT - 1]}…"


def _row(content: MessageDraft, at: datetime) -> Message:
    start, end = content.window or (None, None)
    return Message(
        user_id=content.user_id,
        kind=content.kind,
        channel=content.channel,
        key=content.key,
        recipient=content.recipient,
        language=content.language,
        subject=_subject(content.subject),
        text=content.text,
        # An expression keeps Django from sending the batch as arrays, whose every quotation mark psycopg escapes in
        # Python: a quarter of the time that a digest takes.
        html=Value(content.html),
        items=list(content.items),
        pictures=list(content.pictures),
        unsubscribe_url=content.unsubscribe_url,
        window_start=start,
        window_end=end,
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
        created_at=at,
        next_attempt_at=at,
        give_up_at=at + content.give_up_after,
    )
