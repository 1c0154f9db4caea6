"""What the schedule runs for people."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from accounts.notices.alerts.sweep import alert
from accounts.notices.digests.sweep import sweep, sweep_elsewhere
from accounts.notices.reminders.sweep import remind

# A sweep ends, so that the other tasks of its queue get their turn and /readyz sees that something succeeds.
MAIL_LASTS = timedelta(minutes=3)
OUTGOING_LASTS = timedelta(seconds=40)


@shared_task(time_limit=1800)
def send_due_digests() -> dict[str, int]:
    """Send every digest that is due; run every minute, and as often at once as there are workers."""
    return dict(sweep(clock=timezone.now, lasts=MAIL_LASTS))  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def remind_of_what_is_due() -> int:
    """Write the reminders of all whose hour has come; the sweep of digests sends them."""
    return remind(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def deliver_elsewhere(channel: str | None = None) -> dict[str, int]:
    """Web hooks or chats, apart from mail; runs in the queue for outgoing requests."""
    return dict(sweep_elsewhere(timezone.now, channel, OUTGOING_LASTS))  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def alert_at_once() -> int:
    """Write the alerts about chosen targets; the sweep of digests sends them."""
    return alert(at=timezone.now())  # noqa: TID251  # an edge: this is the clock
