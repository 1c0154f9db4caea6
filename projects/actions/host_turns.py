"""Requests to strangers are polite: the hosts take turns, no sweep asks one often, and between two there is a pause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar
from urllib.parse import urlsplit

PAUSE = timedelta(seconds=1)  # between two requests to one host
MOST_OF_A_HOST = 10  # requests of a sweep

Key = TypeVar("Key")
Clock = Callable[[], datetime]


def host_of(url: str) -> str:
    """Whom a request goes to. An address that has no host is a host of its own."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def in_turns(addresses: Iterable[tuple[Key, str]], most: int, most_of_a_host: int) -> list[Key]:
    """The keys of the first ``most`` addresses, without those that are too many for their host; hosts take turns."""
    counts: Counter[str] = Counter()

    def welcome() -> Iterable[tuple[int, Key]]:
        for key, url in addresses:
            host = host_of(url)
            counts[host] += 1
            if counts[host] <= most_of_a_host:
                yield counts[host], key

    return [key for _turn, key in sorted(islice(welcome(), most), key=lambda turn: turn[0])]


class HostPauses:
    """Waits between two requests to one host. ``wait`` waits for seconds."""

    def __init__(self, clock: Clock, wait: Callable[[float], None]) -> None:
        self._clock, self._wait = clock, wait
        self._asked_at: dict[str, datetime] = {}

    def before(self, url: str, pause: timedelta = PAUSE) -> None:
        """Waits until the host of an address may be asked again."""
        asked_at = self._asked_at.get(host_of(url))
        if asked_at is not None and (left := asked_at + pause - self._clock()) > timedelta(0):
            self._wait(left.total_seconds())

    def after(self, url: str) -> datetime:
        """Notes that the host has answered; returns when."""
        at = self._asked_at[host_of(url)] = self._clock()
        return at
