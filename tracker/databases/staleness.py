"""How far the replica is behind the primary, measured by the version of the record (ADR 8)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """Whether readers may be sent to the replica, and why. ``behind`` in seconds; None where nobody can tell."""

    usable: bool
    reason: str  # "level", "behind", "replica away", "primary away", "unknown"
    behind: float | None = None


UNKNOWN = Standing(usable=False, reason="unknown")


class Staleness:
    """Compares versions that were read one after the other: the primary's first, then the replica's.

    The replica is as new as the primary was when the primary had the replica's version for the last time. Versions
    only grow; one that is lower than before is that of a restored backup, and what was known is forgotten.
    """

    def __init__(self, most: float) -> None:
        self.most = most
        self._seen: deque[tuple[float, int]] = deque()  # moment, version of the primary; one for each version

    def compare(self, moment: float, primary: int | None, replica: int | None) -> Standing:
        """What holds at a moment (seconds of a clock that only advances). None: that server does not answer."""
        if primary is not None:
            self._note(moment, primary)
        if replica is None:
            return Standing(usable=False, reason="replica away")
        if primary is None:
            return Standing(usable=True, reason="primary away")  # nothing newer can be read anywhere
        levels = [seen for seen, version in self._seen if version <= replica]
        if not levels:  # it was never seen level: how far behind is not known
            return Standing(usable=False, reason="behind")
        behind = moment - max(levels)
        usable = behind <= self.most
        return Standing(usable=usable, reason="level" if usable else "behind", behind=behind)

    def _note(self, moment: float, version: int) -> None:
        if self._seen and version < self._seen[-1][1]:
            self._seen.clear()
        if self._seen and version == self._seen[-1][1]:
            self._seen.pop()
        self._seen.append((moment, version))
        while len(self._seen) > 2 and self._seen[1][0] < moment - self.most:
            self._seen.popleft()
