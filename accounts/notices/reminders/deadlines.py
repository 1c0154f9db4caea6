"""When a deadline is worth a reminder: pure, days and moments are handed in."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

BEFORE = (30, 7, 1)  # days
AFTER = 1
# Who comes back after a month without a worker finds it in the digest.
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadline of an open chain. ``known_since``: when the link that sets it was recorded here."""

    first_id: str
    on: date
    known_since: datetime


@dataclass(frozen=True, slots=True)
class DeadlineReminder:
    """A reminder that is due: ``step`` is 30, 7 or 1 day before, or −1 for the day after.

    ``days_left`` may be less than the step, after a run that was missed. ``keys`` are the steps that it stands for and
    nobody has told, its own first: who hears that one day is left need not hear of the seven any more.
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
    told: Collection[str],
) -> DeadlineReminder | None:
    """The reminder that is due on ``today``, the person's own day; None if there is none or it was ``told``.

    ``moment_of`` turns a day into the moment at which the person is reminded on it. A step that lies before the person
    followed, or before the deadline was known here, is not made up for.
    """
    left = (deadline.on - today).days
    passed = [-AFTER] if left < 0 else [step for step in sorted(BEFORE) if left <= step]
    if not passed or left < -LOOK_BACK.days:
        return None
    own, *others = (_key(deadline, step) for step in passed)
    moment = moment_of(deadline.on - timedelta(days=passed[0]))
    if own in told or moment <= max(followed_since, deadline.known_since):
        return None
    return DeadlineReminder(
        deadline.first_id, deadline.on, passed[0], left, (own, *(key for key in others if key not in told))
    )


def _key(deadline: Deadline, step: int) -> str:
    name = "past" if step < 0 else "due"
    return f"{name}:{deadline.first_id}:{deadline.on.isoformat()}:{abs(step)}"
