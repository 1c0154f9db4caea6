"""Delivering the messages that wait: each is sent at most once, by the worker that leases it first."""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import Message, StoppedAddress

from .backoff import next_attempt
from .channels import CHANNELS, Channel, ChannelAwayError, DeliveryResult
from .consequences import apply_consequences
from .wanted import NOT_WANTED, unwanted

# A worker that leases messages has this long to begin with each. After that another worker may lease them.
LEASE = timedelta(minutes=5)
# By then a worker has an answer or is dead (a connection times out far sooner): nobody knows whether it was sent.
LOST_AFTER = timedelta(minutes=15)
BATCH = 50  # messages that one worker leases at once; the others are left to other workers
STOPPED = "Nothing is sent to this address any more; the list of stopped addresses says why."

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


def mark_lost(at: datetime) -> int:
    """Mark as uncertain what a worker began to send long ago and never settled. Returns the number of messages."""
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
    once_each: bool = False,
) -> bool:
    """Deliver all that waits for one channel, and count in ``done`` how many messages came to which state.

    However many workers do this at once, one of them has a message. ``until``: no batch of at most ``limit`` messages
    begins later. ``once_each``: a recipient that was tried in vain is passed over for the rest of this call, so that
    one that is slow keeps the others waiting once, and not once a message. False: the other side cannot be reached,
    and what was not handed over waits for its next attempt.
    """
    line = CHANNELS[channel]()
    in_vain: set[str] = set()
    try:
        while until is None or clock() < until:
            batch = lease_waiting(clock(), channel, user_id, limit, passing_over=in_vain)
            if not batch:
                return True
            tried = _deliver_batch(batch, line, clock, done)
            in_vain |= tried if once_each else set()
    except ChannelAwayError as error:
        logger.warning("Messages wait: the channel %s is away: %s", channel, error)
        return False
    finally:
        line.close()
    return True


def lease_waiting(
    at: datetime, channel: str, user_id: int | None = None, limit: int = BATCH, passing_over: Collection[str] = ()
) -> list[Message]:
    """Lease up to ``limit`` waiting messages: one UPDATE moves their next attempt on, and no other worker gets them."""
    waiting = Message.objects.waiting(at).filter(channel=channel).exclude(recipient__in=passing_over)
    if user_id is not None:
        waiting = waiting.filter(user_id=user_id)
    with transaction.atomic():
        leased = list(waiting.select_for_update(skip_locked=True)[:limit])
        Message.objects.filter(pk__in=[message.pk for message in leased]).update(next_attempt_at=at + LEASE)
    for message in leased:
        message.next_attempt_at = at + LEASE
    return leased


def _deliver_batch(batch: Sequence[Message], line: Channel, clock: Clock, done: Counter[str]) -> set[str]:
    """Returns the recipients that were tried in vain, and will be tried again."""
    in_vain: set[str] = set()
    not_wanted = unwanted(batch)
    stopped = StoppedAddress.objects.among(message.recipient for message in batch if message.obeys_stops)
    for number, message in enumerate(batch):
        refusal = NOT_WANTED if message.pk in not_wanted else ""
        if message.obeys_stops and message.recipient.lower() in stopped:
            refusal = STOPPED
        if not refusal:
            try:
                line.open()
            except ChannelAwayError as error:
                _put_back(batch[number:], str(error), clock())
                raise
        if not start_sending(message, clock()):
            continue
        result = DeliveryResult.refused(refusal) if refusal else _hand_over(message, line)
        at = clock()
        done[record_result(message, result, at)] += 1
        if refusal:
            continue
        if result.state == Message.State.PENDING:
            in_vain.add(message.recipient)
        apply_consequences(message, result, at)
        if result.blames_recipient:
            stopped.add(message.recipient.lower())
    return in_vain


def _hand_over(message: Message, line: Channel) -> DeliveryResult:
    try:
        return line.deliver(message)
    except Exception as error:  # a fault of the channel costs one message, not all that follow
        logger.exception("Message %s cannot be delivered", message.pk)
        return DeliveryResult.uncertain(repr(error))


def start_sending(message: Message, at: datetime) -> bool:
    """Mark a leased message as being sent. False: the lease ran out and another worker has it."""
    leased = Message.objects.filter(pk=message.pk, state=Message.State.PENDING, next_attempt_at=message.next_attempt_at)
    started = leased.update(
        state=Message.State.SENDING, sending_at=at, next_attempt_at=None, attempts=F("attempts") + 1
    )
    message.attempts += started
    return started == 1


def record_result(message: Message, result: DeliveryResult, at: datetime) -> str:
    """Store the result of an attempt. Returns the message's state: what may be tried again waits, or is given up."""
    columns = _columns(message, result, at)
    # Also from uncertain: a worker given up for lost may know the result after all. The number of attempts tells it
    # from a worker whose message was tried again meanwhile.
    current = Message.objects.filter(
        pk=message.pk, state__in=[Message.State.SENDING, Message.State.UNCERTAIN], attempts=message.attempts
    )
    if result.error:
        # What a mail server says may name people: it stands in the outbox, not in the log.
        logger.warning("Message %s is %s; its row in the outbox says why", message.pk, columns["state"])
    current.update(**columns)
    return str(columns["state"])


def _columns(message: Message, result: DeliveryResult, at: datetime) -> dict[str, Any]:
    """The columns of the message after this attempt."""
    if result.state != Message.State.PENDING:
        return {"state": result.state, "settled_at": at, "error": result.error}
    then = next_attempt(
        at=at,
        attempts=message.attempts,
        give_up_at=message.give_up_at,
        chance=random.random(),  # noqa: S311  # spreads load, keeps no secret
        not_before=result.not_before,
    )
    if then is None:
        error = f"Given up after {message.attempts} attempts. {result.error}"
        return {"state": Message.State.FAILED, "settled_at": at, "error": error}
    return {"state": Message.State.PENDING, "next_attempt_at": then, "error": result.error}


def _put_back(leased: Iterable[Message], error: str, at: datetime) -> None:
    """Count an attempt at each message that could not be sent: it waits longer each time, or is given up."""
    for message in leased:
        if start_sending(message, at):
            record_result(message, DeliveryResult.retry(error), at)
