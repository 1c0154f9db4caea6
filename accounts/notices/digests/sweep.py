"""The sweeps that deliver what is due: messages that wait, then digests, claimed batch after batch."""

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
    """Deliver all mail that is due. Returns how many messages came to which state.

    ``user_id``: only this person's; ``early``: also their next digest. ``lasts``: no batch begins later than that;
    the next sweep goes on. Besides the states, ``silent`` counts people without news and ``waiting`` messages that
    wait for a mail server that is away; ``held`` is 1 where digests wait for verdicts that are being rebuilt.
    """
    done: Counter[str] = Counter()
    until = None if lasts is None else clock() + lasts
    done[Message.State.UNCERTAIN] += mark_lost(clock())
    # No digest is written for a mail server that is away: once it is back, digests say how things stand then.
    is_there = deliver_waiting(clock, Message.Channel.MAIL, done, user_id, until=until)
    is_there = is_there and _send_digests(clock, done, user_id, until, early=early)
    if not is_there:
        mails = Message.objects.filter(channel=Message.Channel.MAIL, state=Message.State.PENDING)
        done["waiting"] = mails.count()
    return +done  # without zeros


def sweep_other_channels(clock: Clock, channel: str | None = None, lasts: timedelta | None = None) -> Counter[str]:
    """Deliver what waits for one of the other channels, or for all of them. Slow web hooks delay no mail.

    ``lasts``: no batch begins later than that; the next sweep goes on. A batch is then one message, because each may
    need ten seconds; whoever has just needed them in vain is not asked again in this sweep.
    """
    done: Counter[str] = Counter()
    until = None if lasts is None else clock() + lasts
    for name in [name for name in CHANNELS if name != Message.Channel.MAIL] if channel is None else [channel]:
        deliver_waiting(clock, name, done, until=until, limit=BATCH if until is None else 1, once_each=True)
    return +done


def _send_digests(
    clock: Clock, done: Counter[str], user_id: int | None, until: datetime | None, *, early: bool
) -> bool:
    """Claim and deliver batch after batch. False if the mail server cannot be reached.

    Nobody is claimed while verdicts of another version of the method wait to be rebuilt: all stay due.
    """
    if any_outdated():
        done["held"] = 1
        return True
    unwritten: set[int] = set()
    while until is None or clock() < until:
        claimed = claim_due(clock(), user_id, passing_over=unwritten, early=early)
        done["silent"] += claimed.people - claimed.recipients
        unwritten |= claimed.unwritten
        if not claimed.people and not claimed.unwritten:
            return True
        if not deliver_waiting(clock, Message.Channel.MAIL, done, user_id, until=until):
            return False
        if early:  # once: the next digest would be early again
            return True
    return True
