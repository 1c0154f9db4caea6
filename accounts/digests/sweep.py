"""The sweeps that do everything due: settle what was left behind, deliver what waits, claim and send digests."""

from __future__ import annotations

from collections import Counter

from accounts.channels import CHANNELS
from accounts.ledger.deliver import Clock, deliver_waiting, give_up_lost
from accounts.models import Message

from .claim import claim_due


def sweep(clock: Clock, user_id: int | None = None) -> Counter[str]:
    """Deliver all that is due; how many messages came to which state.

    Besides the states, ``silent`` counts people who had nothing to hear and ``waiting`` what a mail server that is away
    keeps waiting.
    """
    done: Counter[str] = Counter()
    done[Message.State.UNCERTAIN] += give_up_lost(clock())
    # Nothing is frozen for a mail server that is away: when it is back, digests say how things stand then.
    there = deliver_waiting(clock, Message.Channel.MAIL, done, user_id) and _all_digests(clock, done, user_id)
    if not there:
        mails = Message.objects.filter(channel=Message.Channel.MAIL, state=Message.State.PENDING)
        done["waiting"] = mails.count()
    return +done  # without zeros


def sweep_elsewhere(clock: Clock) -> Counter[str]:
    """Deliver what waits for the other channels: a sweep of its own, lest slow web hooks keep mail waiting."""
    done: Counter[str] = Counter()
    for channel in CHANNELS:
        if channel != Message.Channel.MAIL:
            deliver_waiting(clock, channel, done)
    return +done


def _all_digests(clock: Clock, done: Counter[str], user_id: int | None) -> bool:
    """Claim and deliver batch after batch; false if the mail server cannot be reached."""
    unwritten: set[int] = set()
    while True:
        claimed = claim_due(clock(), user_id, passing_over=unwritten)
        done["silent"] += claimed.people - claimed.told
        unwritten |= claimed.unwritten
        if not claimed.people and not claimed.unwritten:
            return True
        if not deliver_waiting(clock, Message.Channel.MAIL, done, user_id):
            return False
