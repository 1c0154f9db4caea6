"""R12: bundles and roll-ups are counts per status; a percentage is never averaged."""

from __future__ import annotations

from collections.abc import Iterable

from .statuses import STATUSES


def counts(statuses: Iterable[str]) -> dict[str, int]:
    """How many targets have each status, in the method's order, those that occur only."""
    counted = list(statuses)
    return {status: counted.count(status) for status in STATUSES if status in counted}
