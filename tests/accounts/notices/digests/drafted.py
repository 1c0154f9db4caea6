"""What a draft of a digest holds, and its message once it was sent."""

from accounts.models import Message


def sections_of(draft):
    return [(item.section, item.chain.first_id) for item in draft.digest.items]


def was_sent(person, draft, at):
    """Settle a draft as sent, as the sender does."""
    return Message.objects.create(
        user=person,
        kind="digest",
        key=draft.key,
        state="sent",
        window_start=draft.digest.window_start,
        window_end=at,
        recipient=person.email,
        language="en",
        subject=draft.mail.subject,
        text=draft.mail.text,
        html=draft.mail.html,
        items=[item.as_json() for item in draft.digest.items],
        message_id=f"<{draft.key}.{person.pk}@example.org>",
        unsubscribe_url="x",
        created_at=at,
        give_up_at=at,
        sending_at=at,
        settled_at=at,
    )
