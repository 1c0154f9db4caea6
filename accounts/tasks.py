"""What the schedule runs for people."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts.alerts.alert import alert
from accounts.digests.sweep import sweep, sweep_elsewhere
from accounts.reminders.remind import remind


@shared_task(time_limit=1800)
def send_due_digests() -> dict[str, int]:
    """Send every digest that is due; run every minute, and as often at once as there are workers."""
    return dict(sweep(clock=timezone.now))  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def remind_of_what_is_due() -> int:
    """Write the reminders of all whose hour has come; the sweep of digests sends them."""
    return remind(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def deliver_elsewhere() -> dict[str, int]:
    """Web hooks and chats, apart from mail."""
    return dict(sweep_elsewhere(clock=timezone.now))  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def alert_at_once() -> int:
    """Write the alerts about chosen targets; the sweep of digests sends them."""
    return alert(at=timezone.now())  # noqa: TID251  # an edge: this is the clock
