"""Results derived from one version of the record, cached in this process.

No entry can be stale: the version is part of the key (ADR 8) and is read before the results.

What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any, TypeVar

from projects.models.record_version import Version

Derived = TypeVar("Derived")
MOST = 256  # results of one kind
# Fewer of what has a row or an id for every promise: anybody may ask for any day, and each day has rows of its own.
# Of what is the same for every day only the latest versions are asked for.
FEWER = {
    "places": 4,
    "countries": 4,
    "successions": 4,
    "chain rows": 4,
    "chain rows of a scope": 8,
    "counted links": 8,
    "track record": 64,
    "track records by year": 64,
    "track records by": 64,
}


class VersionCache:
    """The latest results of each kind, at most ``most``, or ``fewer`` of some kinds.

    Results of earlier versions are dropped first.
    """

    def __init__(self, most: int, fewer: Mapping[str, int] | None = None) -> None:
        self._most, self._fewer, self._lock = most, fewer or {}, Lock()
        self._results: defaultdict[str, OrderedDict[Hashable, Any]] = defaultdict(OrderedDict)

    def get_or_make(self, kind: str, key: Hashable, make: Callable[[], Derived]) -> Derived:
        with self._lock:
            results = self._results[kind]
            if key in results:
                results.move_to_end(key)
                result: Derived = results[key]
                return result
        made, most = make(), self._fewer.get(kind, self._most)
        with self._lock:
            results[key] = made
            while len(results) > most:
                results.popitem(last=False)
        return made

    def clear(self) -> None:
        with self._lock:
            self._results.clear()


version_cache = VersionCache(MOST, FEWER)


def cached_for_version(version: Version | None, make: Callable[[], Derived], kind: str, *question: Hashable) -> Derived:
    """The result of ``make`` for a version of the record and a question; not cached where the version is None."""
    return make() if version is None else version_cache.get_or_make(kind, (str(version), *question), make)
