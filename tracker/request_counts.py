"""How many requests were answered, how, and within what time: one block of memory that all web processes share.

gunicorn's first process makes the block before it forks; each web process adds to a slot of its own, and whichever is
asked for /metrics reads them all. No file has to be written or tidied up, and a process that ends takes nothing away.
Elsewhere (tests, commands) the block belongs to one process. gunicorn loads this before there is Django.
"""

from __future__ import annotations

import mmap
import threading
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass

# Seconds; a list of promises takes some milliseconds, a file may take seconds.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
SLOTS = 64  # web processes on one host; further ones share the last, where a count may be lost
# Probes of operators: a part that is not well answers 503 there, and no reader has seen an error.
NOT_COUNTED = frozenset({"/healthz", "/readyz", "/metrics"})

_NUMBERS = len(BOUNDS) + 2  # of one class in one slot: each bucket, what is beyond the last, the sum of seconds
_BLOCK = memoryview(mmap.mmap(-1, SLOTS * len(CLASSES) * _NUMBERS * 8)).cast("d")


@dataclass(frozen=True, slots=True)
class Answered:
    """Requests of one class: how many in each bucket (the last is beyond BOUNDS), and the seconds of all together."""

    buckets: tuple[int, ...]
    seconds: float


class _Place:
    """Where this process writes; its threads take turns."""

    slot = 0
    lock = threading.Lock()


def free_slot(taken: Collection[int]) -> int:
    """The first slot that none of the living processes has."""
    return next((slot for slot in range(SLOTS) if slot not in taken), SLOTS - 1)


def take(slot: int) -> None:
    """From now on this process adds to that slot."""
    _Place.slot, _Place.lock = slot, threading.Lock()


def add(path: str, status: int, seconds: float) -> None:
    """Count an answer to a reader."""
    if path in NOT_COUNTED or not 100 <= status < 600:
        return
    start = (_Place.slot * len(CLASSES) + status // 100 - 1) * _NUMBERS
    with _Place.lock:
        _BLOCK[start + bisect_left(BOUNDS, seconds)] += 1
        _BLOCK[start + _NUMBERS - 1] += seconds


def answered() -> dict[str, Answered]:
    """What all web processes of this host have answered since gunicorn started, by class of status."""
    return {name: _sum_of(number) for number, name in enumerate(CLASSES)}


def _sum_of(number: int) -> Answered:
    starts = [(slot * len(CLASSES) + number) * _NUMBERS for slot in range(SLOTS)]
    sums = [sum(_BLOCK[start + place] for start in starts) for place in range(_NUMBERS)]
    return Answered(buckets=tuple(map(int, sums[:-1])), seconds=sums[-1])
