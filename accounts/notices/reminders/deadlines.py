"""When a deadline is worth a reminder. Pure: days and moments are handed in."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

BEFORE = (30, 7, 1)  # days
AFTER = 1
# After a longer time without a worker, the digest has the deadline.
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadline of an open chain. ``known_since``: when the link that sets it was recorded."""

    first_id: str
    on: date
    known_since: datetime


@dataclass(frozen=True, slots=True)
class DeadlineReminder:
    """A reminder that is due. ``step``: 30, 7 or 1 days before the deadline, or −1 for the day after.

    ``days_left`` may be less than the step if a run was missed. ``keys``: its own step and the earlier ones not told
    yet, which it replaces: after "1 day left" nobody needs "7 days left".
    """

    first_id: str
    on: date
    step: int
    days_left: int
    keys: tuple[str, ...]


def due_reminder(
    deadline: Deadline,
    *,
    today: date,
    followed_since: datetime,
    moment_of: Callable[[date], datetime],
    told_keys: Collection[str],
) -> DeadlineReminder | None:
    """The reminder that is due on ``today``, the person's own day. None: none is due, or it was told (``told_keys``).

    ``moment_of`` gives the moment of a day at which the person is reminded. A step before the person began to follow,
    or before the deadline was recorded, is skipped.
    """
    left = (deadline.on - today).days
    passed = [-AFTER] if left < 0 else [step for step in sorted(BEFORE) if left <= step]
    if not passed or left < -LOOK_BACK.days:
        return None
    own, *others = (_key(deadline, step) for step in passed)
    moment = moment_of(deadline.on - timedelta(days=passed[0]))
    if own in told_keys or moment <= max(followed_since, deadline.known_since):
        return None
    return DeadlineReminder(
        deadline.first_id, deadline.on, passed[0], left, (own, *(key for key in others if key not in told_keys))
    )


def _key(deadline: Deadline, step: int) -> str:
    name = "past" if step < 0 else "due"
    return f"{name}:{deadline.first_id}:{deadline.on.isoformat()}:{abs(step)}"
