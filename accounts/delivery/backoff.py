"""When a message that could not be delivered is tried again. Pure: the random number is handed in."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=1)
MAX_ATTEMPTS = 30  # as many as fit into a day, should somebody shorten the pauses


def pause(attempts: int, chance: float) -> timedelta:
    """The pause after that many attempts: 1, 2, 4 … 60 minutes, times 0.8 to 1.2 by ``chance`` (0 to 1).

    Without the spread, messages that failed together would all be tried again together.
    """
    doubled = FIRST * 2 ** min(attempts - 1, 10) if attempts > 0 else FIRST
    return min(doubled, LONGEST) * (0.8 + 0.4 * chance)


def next_attempt(
    *, at: datetime, attempts: int, give_up_at: datetime, chance: float, not_before: timedelta | None = None
) -> datetime | None:
    """When to try again. None: after MAX_ATTEMPTS, or when that would be after ``give_up_at``.

    ``not_before`` is the pause that the other side asked for (Retry-After).
    """
    then = at + max(pause(attempts, chance), not_before or timedelta())
    return then if attempts < MAX_ATTEMPTS and then < give_up_at else None
