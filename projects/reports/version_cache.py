"""Results derived from one version of the record, cached in this process.

No entry can be stale: the version is part of the key (ADR 8) and is read before the results.

What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Hashable, Mapping
from threading import Lock, RLock
from typing import Any, TypeVar

from projects.models.record_version import Version

Derived = TypeVar("Derived")
VERSIONS = 2  # a slow answer still reads the one before
MOST = 256  # results of one kind
# Fewer of what has a row or an id for every promise: anybody may ask for any day, and each day has rows of its own.
# Of what is the same for every day only the latest versions are asked for.
FEWER = {
    "places": 4,
    "countries": 4,
    "successions": 4,
    "chain rows": 2,
    "chain rows at hand": 2,
    "chain rows of a scope": 8,
    "counted links": 8,
    "overview": 16,
    "due dates": 64,
    "programmes of a body": 64,
    "track record": 64,
    "track records by year": 64,
    "track records by": 64,
}


class VersionCache:
    """The latest results of each kind, at most ``most``, or ``fewer`` of some kinds.

    Results of earlier versions are dropped first. What several threads want at once, as after every change of the
    record, one of them makes, and the others wait.
    """

    def __init__(self, most: int, fewer: Mapping[str, int] | None = None) -> None:
        self._most, self._fewer, self._lock = most, fewer or {}, Lock()
        self._results: defaultdict[str, OrderedDict[Hashable, Any]] = defaultdict(OrderedDict)
        self._versions: deque[str] = deque(maxlen=VERSIONS)
        self._turns: dict[tuple[str, Hashable], Any] = {}

    def get_or_make(self, kind: str, key: Hashable, make: Callable[[], Derived]) -> Derived:
        with self._lock:
            if key in self._results[kind]:
                result: Derived = self._hit(kind, key)
                return result
            turn = self._turns.setdefault((kind, key), RLock())
        with turn:
            with self._lock:
                if key in self._results[kind]:  # made while this thread waited
                    result = self._hit(kind, key)
                    return result
            try:
                made = make()
                with self._lock:
                    self._keep(kind, key, made)
            finally:
                with self._lock:
                    self._turns.pop((kind, key), None)
        return made

    def keep_only(self, version: str) -> None:
        """Drops what no reader asks for any more: the results of versions before the latest two."""
        with self._lock:
            if version in self._versions:
                return
            self._versions.append(version)
            for results in self._results.values():
                for key in [key for key in results if isinstance(key, tuple) and key[0] not in self._versions]:
                    del results[key]

    def _hit(self, kind: str, key: Hashable) -> Any:
        self._results[kind].move_to_end(key)
        return self._results[kind][key]

    def _keep(self, kind: str, key: Hashable, made: Any) -> None:
        results = self._results[kind]
        results[key] = made
        while len(results) > self._fewer.get(kind, self._most):
            results.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._results.clear()


version_cache = VersionCache(MOST, FEWER)


def cached_for_version(version: Version | None, make: Callable[[], Derived], kind: str, *question: Hashable) -> Derived:
    """The result of ``make`` for a version of the record and a question; not cached where the version is None."""
    if version is None:
        return make()
    version_cache.keep_only(str(version))
    return version_cache.get_or_make(kind, (str(version), *question), make)
