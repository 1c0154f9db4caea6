"""Delivering what waits in the ledger: each message at most once, by whoever takes it first."""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.delivery.channels import CHANNELS, Channel, ChannelAwayError, DeliveryResult
from accounts.models import Message, StoppedAddress

from .backoff import next_attempt

# Whoever takes messages has so long to begin with each; then they are anybody's again.
LEASE = timedelta(minutes=5)
# By then a sender has an answer or is dead (a line times out far sooner): nobody knows whether the message went out.
LOST_AFTER = timedelta(minutes=15)
BATCH = 50  # as many as one sender alone has when nothing is left for the others
STOPPED = "Nothing is sent to this address any more; the list of stopped addresses says why."

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


def mark_lost(at: datetime) -> int:
    """Mark as uncertain what a sender began to hand over long ago and never settled."""
    lost = Message.objects.filter(state=Message.State.SENDING, sending_at__lte=at - LOST_AFTER)
    return lost.update(state=Message.State.UNCERTAIN, settled_at=at, error="The sender never came back.")


def deliver_waiting(
    clock: Clock,
    channel: str,
    done: Counter[str],
    user_id: int | None = None,
    *,
    until: datetime | None = None,
    limit: int = BATCH,
) -> bool:
    """Deliver all that waits for one channel, over one line, counting in ``done`` what came to which state.

    However many do this at once, each message is in one pair of hands. ``until``: no batch of at most ``limit``
    messages is begun later. False when the other side cannot be reached; what was not handed over then waits for its
    next attempt.
    """
    line = CHANNELS[channel]()
    try:
        while (until is None or clock() < until) and (batch := lease_waiting(clock(), channel, user_id, limit)):
            _deliver(batch, line, clock, done)
    except ChannelAwayError as error:
        logger.warning("Messages wait: the channel %s is away: %s", channel, error)
        return False
    finally:
        line.close()
    return True


def lease_waiting(at: datetime, channel: str, user_id: int | None = None, limit: int = BATCH) -> list[Message]:
    """Lease up to ``limit`` waiting messages by moving their next attempt on, in one UPDATE; nobody else has them."""
    waiting = Message.objects.waiting(at).filter(channel=channel)
    if user_id is not None:
        waiting = waiting.filter(user_id=user_id)
    with transaction.atomic():
        taken = list(waiting.select_for_update(skip_locked=True)[:limit])
        Message.objects.filter(pk__in=[message.pk for message in taken]).update(next_attempt_at=at + LEASE)
    for message in taken:
        message.next_attempt_at = at + LEASE
    return taken


def _deliver(batch: Sequence[Message], line: Channel, clock: Clock, done: Counter[str]) -> None:
    stopped = StoppedAddress.objects.among(message.recipient for message in batch if message.obeys_stops)
    for number, message in enumerate(batch):
        refused = message.obeys_stops and message.recipient.lower() in stopped
        if not refused:
            try:
                line.open()
            except ChannelAwayError as error:
                _put_back(batch[number:], str(error), clock())
                raise
        if not start_sending(message, clock()):
            continue
        delivery = DeliveryResult.refused(STOPPED) if refused else _handed_over(message, line)
        at = clock()
        state = record_result(message, delivery, at)
        done[state] += 1
        line.learn(message, delivery, at)
        if delivery.blames_recipient:
            stopped.add(message.recipient.lower())


def _handed_over(message: Message, line: Channel) -> DeliveryResult:
    try:
        return line.deliver(message)
    except Exception as error:  # a channel has a fault: one message pays for it, not all behind it
        logger.exception("Message %s cannot be delivered", message.pk)
        return DeliveryResult.uncertain(repr(error))


def start_sending(message: Message, at: datetime) -> bool:
    """Take a leased message in hand; false if the lease ran out and somebody else has it."""
    mine = Message.objects.filter(pk=message.pk, state=Message.State.PENDING, next_attempt_at=message.next_attempt_at)
    begun = mine.update(state=Message.State.SENDING, sending_at=at, next_attempt_at=None, attempts=F("attempts") + 1)
    message.attempts += begun
    return begun == 1


def record_result(message: Message, delivery: DeliveryResult, at: datetime) -> str:
    """Write down what came of it; returns the state. What may be tried again waits, or is given up."""
    columns = _columns(message, delivery, at)
    # Also from uncertain: a sender that was given up for lost and knows after all. The number of attempts tells it from
    # one whose message was tried again meanwhile.
    in_hand = Message.objects.filter(
        pk=message.pk, state__in=[Message.State.SENDING, Message.State.UNCERTAIN], attempts=message.attempts
    )
    if delivery.error:
        # What a mail server says may name people; it stands in the ledger.
        logger.warning("Message %s is %s; its row in the ledger says why", message.pk, columns["state"])
    in_hand.update(**columns)
    return str(columns["state"])


def _columns(message: Message, delivery: DeliveryResult, at: datetime) -> dict[str, Any]:
    """The columns of the message after this attempt."""
    if delivery.state != Message.State.PENDING:
        return {"state": delivery.state, "settled_at": at, "error": delivery.error}
    then = next_attempt(
        at=at,
        attempts=message.attempts,
        give_up_at=message.give_up_at,
        chance=random.random(),  # noqa: S311  # spreads load, keeps no secret
        not_before=delivery.not_before,
    )
    if then is None:
        error = f"Given up after {message.attempts} attempts. {delivery.error}"
        return {"state": Message.State.FAILED, "settled_at": at, "error": error}
    return {"state": Message.State.PENDING, "next_attempt_at": then, "error": delivery.error}


def _put_back(leased: Iterable[Message], error: str, at: datetime) -> None:
    """Nobody could be reached: what was leased waits longer each time, or is given up."""
    for message in leased:
        if start_sending(message, at):
            record_result(message, DeliveryResult.retry(error), at)
