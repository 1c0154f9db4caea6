"""What a draft of a digest holds, and messages of digests that were sent."""

from accounts.models import Message


def sections_of(draft):
    return [(item.section, item.chain.first_id) for item in draft.digest.items]


def was_sent(person, draft, at):
    """Settle a draft as sent, as the sender does."""
    return sent_digest(
        person,
        draft.key,
        (draft.digest.window_start, at),
        language="en",
        subject=draft.mail.subject,
        text=draft.mail.text,
        html=draft.mail.html,
        items=[item.as_json() for item in draft.digest.items],
        unsubscribe_url="x",
    )


def sent_digest(person, key, window, **columns):
    """A message of the outbox whose window (start, end) was told, sent at the end of the window."""
    start, end = window
    message = {"subject": "s", "text": "t", "message_id": f"<{key}.{person.pk}@example.org>", **columns}
    times = dict.fromkeys(("created_at", "sending_at", "settled_at", "give_up_at"), end)
    return Message.objects.create(
        user=person,
        kind="digest",
        key=key,
        state="sent",
        recipient=person.email,
        window_start=start,
        window_end=end,
        **times,
        **message,
    )
