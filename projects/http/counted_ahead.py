"""A process counts requests of a large allowance ten at a time, so that it asks the cache for every tenth alone.

What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

MOST_AHEAD = 10  # requests
AT_LEAST = 50  # times as many must be allowed
MOST_KEYS = 1000  # of addresses; then what is left of all of them is lost


class CountedAhead:
    """Requests that the cache has counted for this process and that have not come yet.

    What a process does not spend is lost to the address: up to nine requests of six thousand. In the second half of an
    allowance every request is counted by itself.
    """

    def __init__(self) -> None:
        # By key: the number that the next request has, and the last number that is counted.
        self._spans: dict[str, tuple[int, int]] = {}
        self._lock = Lock()

    def next(self, key: str, allowed: int, count: Callable[[str, int], int]) -> int:
        """The number of a request. ``count`` adds to what the cache has under the key, and returns the sum."""
        ahead = min(MOST_AHEAD, allowed // (AT_LEAST * MOST_AHEAD))
        if ahead < 2:
            return count(key, 1)
        with self._lock:
            number, last = self._spans.get(key, (1, 0))
            if number <= last:
                self._spans[key] = number + 1, last
                return number
        more = ahead if last <= allowed // 2 else 1
        last = count(key, more)
        with self._lock:
            if len(self._spans) >= MOST_KEYS:
                self._spans.clear()
            self._spans[key] = last - more + 2, last
        return last - more + 1


counted = CountedAhead()
