"""What the schedule runs for people."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from accounts.notices.alerts.sweep import sweep_alerts
from accounts.notices.digests.sweep import sweep_mail, sweep_other_channels
from accounts.notices.reminders.sweep import sweep_reminders

# A sweep ends, so that the other tasks of its queue get their turn and /readyz sees that something succeeds.
MAIL_LASTS = timedelta(minutes=3)
OUTGOING_LASTS = timedelta(seconds=40)


@shared_task(time_limit=1800)
def send_due_digests() -> dict[str, int]:
    """Send every digest that is due; run every minute, and as often at once as there are workers."""
    return dict(sweep_mail(clock=timezone.now, lasts=MAIL_LASTS))  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def write_due_reminders() -> int:
    """Write the reminders of all whose hour has come; the sweep of digests sends them."""
    return sweep_reminders(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def deliver_other_channels(channel: str | None = None) -> dict[str, int]:
    """Web hooks or chats, apart from mail; runs in the queue for outgoing requests."""
    return dict(sweep_other_channels(timezone.now, channel, OUTGOING_LASTS))  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def write_due_alerts() -> int:
    """Write the alerts about chosen targets; the sweep of digests sends them."""
    return sweep_alerts(at=timezone.now())  # noqa: TID251  # an edge: this is the clock
