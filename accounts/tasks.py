"""The scheduled tasks of people and their messages."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from accounts.actions import retention
from accounts.actions.week_subscriptions import forget_unconfirmed
from accounts.delivery.queue_health import waiting_count
from accounts.notices.alerts.sweep import sweep_alerts
from accounts.notices.corrections.sweep import sweep_corrections
from accounts.notices.digests.sweep import sweep_mail, sweep_other_channels
from accounts.notices.proposals import answer_proposals
from accounts.notices.reminders.sweep import sweep_reminders
from accounts.notices.weeks.sweep import sweep_weeks

logger = logging.getLogger(__name__)
# A sweep ends after this, so that other tasks of its queue get their turn and /readyz sees that tasks succeed.
MAIL_LASTS = timedelta(minutes=3)
OUTGOING_LASTS = timedelta(seconds=40)
HELPERS = 3  # sweeps beside the first, where so many messages wait: the worker's other threads are for other requests


@shared_task(time_limit=1800)
def send_due_digests() -> dict[str, int]:
    """Send the mail that is due, digests included. Runs every minute; any number of workers may run it at once."""
    return dict(sweep_mail(clock=timezone.now, lasts=MAIL_LASTS))  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def write_due_reminders() -> int:
    """Enqueue the reminders that are due; ``send_due_digests`` sends them."""
    return sweep_reminders(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def deliver_other_channels(channel: str | None = None, *, helps: bool = False) -> dict[str, int]:
    """Deliver to web hooks or chats. Runs in the queue for outgoing requests, so that it delays no mail.

    ``helps``: it was asked by another that has begun, because more wait than one of them.
    """
    clock = timezone.now  # noqa: TID251  # an edge: this is the clock
    if channel is not None and not helps:
        _ask_helpers(channel, waiting_count(clock(), channel, HELPERS + 1) - 1)
    return dict(sweep_other_channels(clock, channel, OUTGOING_LASTS))


def _ask_helpers(channel: str, number: int) -> None:
    try:
        for _number in range(number):
            deliver_other_channels.apply_async((channel,), {"helps": True}, expires=55, retry=False)
    except Exception:  # whatever a broker raises: one delivers alone, and the schedule asks again within a minute
        logger.warning("Nobody could be asked to help with the channel %s", channel, exc_info=True)


@shared_task(time_limit=600)
def write_due_alerts() -> int:
    """Enqueue the instant alerts that are due; ``send_due_digests`` sends them."""
    return sweep_alerts(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def write_answers_to_proposals() -> int:
    """Enqueue what became of the sources that readers sent; ``send_due_digests`` sends it."""
    return answer_proposals(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def write_due_corrections() -> int:
    """Enqueue what corrects messages that told our mistakes; ``send_due_digests`` sends them."""
    return sweep_corrections(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def write_week_mails() -> int:
    """Enqueue the week that has ended for addresses without an account; ``send_due_digests`` sends it."""
    return sweep_weeks(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(time_limit=600)
def forget_unconfirmed_addresses() -> int:
    """Delete addresses that nobody confirmed in time."""
    return forget_unconfirmed(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(soft_time_limit=240, time_limit=300)
def forget_sessions() -> int:
    """Delete sessions that have run out."""
    return retention.forget_sessions(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(soft_time_limit=240, time_limit=300)
def forget_unverified_accounts() -> int:
    """Delete accounts whose address nobody confirmed in time."""
    return retention.forget_unverified_accounts(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(soft_time_limit=240, time_limit=300)
def forget_layouts() -> int:
    """Empty the HTML and pictures of messages long sent."""
    return retention.forget_layouts(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(soft_time_limit=240, time_limit=300)
def forget_words() -> int:
    """Empty the words of messages that were sent or given up long ago."""
    return retention.forget_words(at=timezone.now())  # noqa: TID251  # an edge: this is the clock


@shared_task(soft_time_limit=240, time_limit=300)
def forget_expired_tokens() -> int:
    """Delete tokens for programs that ran out long ago."""
    return retention.forget_expired_tokens(at=timezone.now())  # noqa: TID251  # an edge: this is the clock
