"""Deadlines as counts by day and status, for any number of targets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from projects.comparison.statuses import STATUSES

from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class DueCount:
    """How many targets with one status fall due on a day."""

    on: date
    status: str
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The deadlines of the promises that stand on a day, earliest first; ``undated`` promises have no day."""

    as_of: date
    due: tuple[DueCount, ...]
    undated: int


def timeline(snapshot: Snapshot) -> Timeline:
    """The deadlines of everything that stands. No query."""
    counted = Counter((snapshot.deadline(verdict), verdict.status) for verdict in snapshot.verdicts)
    due = [DueCount(on, status, count) for (on, status), count in counted.items() if on is not None]
    undated = sum(count for (on, _status), count in counted.items() if on is None)
    return Timeline(
        snapshot.as_of, tuple(sorted(due, key=lambda line: (line.on, STATUSES.index(line.status)))), undated
    )
