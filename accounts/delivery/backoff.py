"""When a message that could not be delivered is tried again. Pure: chance is handed in."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=1)
MAX_ATTEMPTS = 30  # as many as fit into a day, should somebody shorten the pauses


def pause(attempts: int, chance: float) -> timedelta:
    """After that many attempts: 1, 2, 4 … 60 minutes, between four fifths and six fifths of it by ``chance`` (0–1).

    Without the spread all that failed together would come back together.
    """
    doubled = FIRST * 2 ** min(attempts - 1, 10) if attempts > 0 else FIRST
    return min(doubled, LONGEST) * (0.8 + 0.4 * chance)


def next_attempt(
    *, at: datetime, attempts: int, give_up_at: datetime, chance: float, not_before: timedelta | None = None
) -> datetime | None:
    """When to try again, or None: it has been tried often enough, or would come too late to be worth anything.

    ``not_before`` is what the other side asked for (Retry-After).
    """
    then = at + max(pause(attempts, chance), not_before or timedelta())
    return then if attempts < MAX_ATTEMPTS and then < give_up_at else None
