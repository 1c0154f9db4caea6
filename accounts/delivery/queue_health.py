"""The state of the outbox: what waits and since when, what is late, how many messages came to which state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q

from accounts.models import DigestPreferences, Message, StoppedAddress

# A digest that has not been sent an hour after it was due is late: somebody should look.
LATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Queue:
    """Messages ``waiting`` for their first or next attempt, messages being sent, and since when the oldest is here."""

    waiting: int
    sending: int
    oldest_at: datetime | None
    # Since when a message is due that no worker takes. Messages that wait for their next attempt are not due.
    untouched_since: datetime | None
    last_sent_at: datetime | None

    def age(self, at: datetime) -> timedelta:
        return timedelta() if self.oldest_at is None else max(at - self.oldest_at, timedelta())

    def untouched_for(self, at: datetime) -> timedelta:
        return timedelta() if self.untouched_since is None else max(at - self.untouched_since, timedelta())


def queue_state(at: datetime) -> Queue:
    """The state of the queue. Two queries over messages under way, however long the outbox is."""
    pending, sending = Q(state=Message.State.PENDING), Q(state=Message.State.SENDING)
    counts = Message.objects.under_way().aggregate(
        waiting=Count("pk", filter=pending),
        sending=Count("pk", filter=sending),
        oldest=Min("created_at"),
        untouched=Min("next_attempt_at", filter=pending & Q(next_attempt_at__lte=at)),
    )
    recent = Message.objects.filter(state=Message.State.SENT, created_at__gt=at - timedelta(days=40))
    last = recent.aggregate(last=Max("settled_at"))["last"]
    return Queue(counts["waiting"], counts["sending"], counts["oldest"], counts["untouched"], last)


def waiting_count(at: datetime, channel: str, at_most: int) -> int:
    """How many messages any worker may lease for a channel; counted up to ``at_most``."""
    return Message.objects.waiting(at).filter(channel=channel)[:at_most].count()


def late_digest_count(at: datetime) -> int:
    """The number of digests due an hour ago that are neither sent nor given up: not written yet, or under way."""
    never_written = DigestPreferences.objects.due(at - LATE).exclude(
        user__in=Message.objects.digests().under_way().values("user")
    )
    stuck = Message.objects.digests().under_way().filter(created_at__lte=at - LATE)
    return never_written.count() + stuck.count()


def message_counts() -> list[tuple[str, str, str, int]]:
    """The number of messages by kind, channel and state, sorted by these."""
    grouped = Message.objects.order_by().values_list("kind", "channel", "state").annotate(number=Count("pk"))
    return sorted(grouped)


def stopped_address_count() -> int:
    return StoppedAddress.objects.active().count()
