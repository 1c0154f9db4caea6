"""The sweeps that do everything due: settle what was left behind, deliver what waits, claim and send digests."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from accounts.delivery.channels import CHANNELS
from accounts.delivery.send import BATCH, Clock, deliver_waiting, mark_lost
from accounts.models import Message
from projects.reports.verdicts.verdict_lookup import any_outdated

from .claim import claim_due


def sweep_mail(
    clock: Clock, user_id: int | None = None, lasts: timedelta | None = None, *, early: bool = False
) -> Counter[str]:
    """Deliver all that is due; how many messages came to which state. ``early``: also the person's next digest.

    ``lasts``: nothing more is begun after that; the next sweep goes on. Besides the states, ``silent`` counts people
    who had nothing to hear and ``waiting`` what a mail server that is away keeps waiting; ``held`` is 1 where digests
    wait for verdicts that are being rebuilt.
    """
    done: Counter[str] = Counter()
    until = None if lasts is None else clock() + lasts
    done[Message.State.UNCERTAIN] += mark_lost(clock())
    # Nothing is frozen for a mail server that is away: when it is back, digests say how things stand then.
    there = deliver_waiting(clock, Message.Channel.MAIL, done, user_id, until=until)
    there = there and _all_digests(clock, done, user_id, until, early=early)
    if not there:
        mails = Message.objects.filter(channel=Message.Channel.MAIL, state=Message.State.PENDING)
        done["waiting"] = mails.count()
    return +done  # without zeros


def sweep_other_channels(clock: Clock, channel: str | None = None, lasts: timedelta | None = None) -> Counter[str]:
    """Deliver what waits for one of the other channels, or for all: apart, lest slow web hooks keep mail waiting.

    ``lasts``: nothing more is begun after that; the next sweep goes on. Then messages are taken one by one, because
    each may need ten seconds.
    """
    done: Counter[str] = Counter()
    until = None if lasts is None else clock() + lasts
    for name in _others() if channel is None else [channel]:
        deliver_waiting(clock, name, done, until=until, limit=BATCH if until is None else 1)
    return +done


def _others() -> list[str]:
    return [channel for channel in CHANNELS if channel != Message.Channel.MAIL]


def _all_digests(clock: Clock, done: Counter[str], user_id: int | None, until: datetime | None, *, early: bool) -> bool:
    """Claim and deliver batch after batch; false if the mail server cannot be reached.

    Nothing is claimed while verdicts of another version of the method wait to be rebuilt: who is due stays due.
    """
    if any_outdated():
        done["held"] = 1
        return True
    unwritten: set[int] = set()
    while until is None or clock() < until:
        claimed = claim_due(clock(), user_id, passing_over=unwritten, early=early)
        done["silent"] += claimed.people - claimed.told
        unwritten |= claimed.unwritten
        if not claimed.people and not claimed.unwritten:
            return True
        if not deliver_waiting(clock, Message.Channel.MAIL, done, user_id, until=until):
            return False
        if early:  # one: the next would be early again
            return True
    return True
