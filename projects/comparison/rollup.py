"""R12: bundles and roll-ups count targets by status and never average a percentage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .statuses import STATUSES


def counts(statuses: Iterable[str]) -> dict[str, int]:
    """How many targets have each status, in the method's order, without statuses of none."""
    counted = Counter(statuses)
    return {status: counted[status] for status in STATUSES if counted[status]}
