"""An alert that failed is told again by itself, later each time, also where nothing new comes (ADR 29).

A message that is tried again within a day is the outbox's own matter (``delivery.backoff``). Here is what was given up
or refused: the next attempt is another message, whose key ends in its number.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from accounts.models import Message

FIRST_PAUSE = timedelta(hours=1)  # doubled each time
MOST = 6  # attempts; the last comes within three days of trying, and LOOK_BACK ends them before
KEPT = timedelta(days=14)  # messages that are older tell no news of today
KEY = re.compile(r"(?P<key>.*:[0-9a-f]{16})(?:~(?P<number>\d+))?(?:@\d+)?", re.DOTALL)
Place: TypeAlias = tuple[str, str]  # channel and recipient


@dataclass(frozen=True, slots=True)
class Attempt:
    """The message that is to be written now. ``reached``: places where an earlier attempt was not in vain."""

    key: str
    reached: frozenset[Place] = frozenset()


class Attempts:
    """The earlier messages of some people about the same news."""

    def __init__(self, user_ids: Collection[int], at: datetime) -> None:
        self.at = at
        self.earlier: dict[tuple[int, str], list[tuple[int, Message]]] = {}
        columns = ("user_id", "channel", "recipient", "key", "state", "settled_at")
        rows = Message.objects.filter(user__in=user_ids, kind=Message.Kind.INSTANT, created_at__gt=at - KEPT)
        for row in rows.order_by("pk").only(*columns):
            if match := KEY.fullmatch(row.key):
                number = int(match["number"] or 0)
                self.earlier.setdefault((row.person_id, match["key"]), []).append((number, row))

    def next(self, user_id: int, key: str) -> Attempt | None:
        """None: the last one failed a short while ago, or it was tried often enough."""
        earlier = self.earlier.get((user_id, key), [])
        last = max((number for number, _row in earlier), default=0)
        latest = [row for number, row in earlier if number == last]
        latest.sort(key=lambda row: row.channel != Message.Channel.MAIL)  # the mail stands for all copies
        if not latest or latest[0].state != Message.State.FAILED or latest[0].settled_at is None:
            return Attempt(key)
        is_due = self.at >= latest[0].settled_at + FIRST_PAUSE * 2**last
        reached = {(row.channel, row.recipient) for _number, row in earlier if row.state != Message.State.FAILED}
        return Attempt(f"{key}~{last + 1}", frozenset(reached)) if is_due and last + 1 < MOST else None
