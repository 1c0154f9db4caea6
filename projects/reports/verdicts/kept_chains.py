"""Rows of every chain, kept by this process: after a change only the chains that it can reach are read (ADR 61).

PostgreSQL logs the keys of what statements write. From the log follows which chains can have become others since the
rows were read. What can move any row has all of them read anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from datetime import date, timedelta
from operator import is_, itemgetter
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar

from projects.models import Indicator, Programme, TableWrite, Target, Territory
from projects.models.record_version import Version
from projects.models.table_write import LogState
from projects.reports.version_cache import cached_for_version

Row = TypeVar("Row")
DAYS = 2  # of each kind of rows
MOST_CHAINS = 2_000  # that are read again one by one; of more all are

NEAR = timedelta(days=31)  # two days of which most chains say the same

LINKS = Target._meta.db_table
# New ones belong to no chain yet.
AROUND = {model._meta.db_table for model in (Indicator, Programme, Territory)}


class ReadChain(NamedTuple, Generic[Row]):
    """A row as it was read, with the first link of its chain. ``judged``: the store says nothing of it on that day, so
    that outcomes which nobody has judged can change it.
    """

    first: str
    row: Row
    judged: bool


Read = Callable[[Collection[str] | None], Iterable[ReadChain[Row]]]
# The chains of which a later day may say something else, though nothing was written.
Between = Callable[[date, date], Collection[str]]


class _Kept(NamedTuple):
    state: LogState
    firsts: list[str]  # in order, as are the rows
    rows: tuple[Any, ...]
    judged: frozenset[str]


class KeptChains:
    """Rows by kind and day, at most ``DAYS`` of each kind."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: defaultdict[str, OrderedDict[Hashable, _Kept]] = defaultdict(OrderedDict)

    def current(
        self, kind: str, key: Hashable, read: Read[Row], version: Version, between: Between | None = None
    ) -> tuple[Row, ...]:
        """The rows of all chains as they are in a version of the record, in the order of their first links.

        ``read`` gives those of some chains, or of all of them for None; not every chain needs one. At most four
        queries and its own; what was written since the version before is asked once for all kinds. With ``between`` the
        keys are days, and the rows of a new day are made from those of the latest day before it.
        """
        state = _state(version)
        if state is None or state.writing:
            return tuple(row for _first, row in sorted(((chain.first, chain.row) for chain in read(None)), key=_FIRST))
        now = self._followed(kind, key, state, read, version, between) or _read_all(state, read)
        self._keep(kind, key, now)
        return now.rows

    def at_hand(
        self, kind: str, key: Hashable, read: Read[Row], version: Version, between: Between | None = None
    ) -> tuple[Row, ...] | None:
        """The same where they are kept and few chains have to be read again; else None."""
        if self._day_to_follow(kind, key, between) is None:
            return None
        state = _state(version)
        if state is None or state.writing or (now := self._followed(kind, key, state, read, version, between)) is None:
            return None
        self._keep(kind, key, now)
        return now.rows

    def _followed(
        self, kind: str, key: Any, state: LogState, read: Read[Row], version: Version, between: Between | None
    ) -> _Kept | None:
        """What is kept, brought up to a state; None where all would have to be read."""
        day = self._day_to_follow(kind, key, between)
        with self._lock:
            before = self._kept[kind].get(day)
        if before is None or not state.follows(before.state) or len(before.judged) > MOST_CHAINS:
            return None
        moved = between(day, key) if between is not None and day != key else ()
        earlier = before.state
        # Asked after ``state`` was read, so that it tells at least what is visible in that.
        question = earlier.snapshot, earlier.latest, state.snapshot
        written = cached_for_version(version, lambda: _written_since(earlier), "written since", *question)
        if written is None or len(changed := written.union(before.judged, moved)) > MOST_CHAINS:
            return None
        return _brought_up_to_date(before, state, changed, read) if changed else before._replace(state=state)

    def _day_to_follow(self, kind: str, key: Any, between: Between | None) -> Any:
        """The day whose rows are kept and nearly those of ``key``: itself, or the latest shortly before it."""
        with self._lock:
            days: Any = self._kept[kind]
            if key in days or between is None:
                return key if key in days else None
            return max((day for day in days if key - NEAR <= day < key), default=None)

    def _keep(self, kind: str, key: Hashable, chains: _Kept) -> None:
        with self._lock:
            days = self._kept[kind]
            days[key] = chains
            days.move_to_end(key)
            while len(days) > DAYS:
                days.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


_FIRST = itemgetter(0)
kept_chains = KeptChains()


def _read_all(state: LogState, read: Read[Any]) -> _Kept:
    chains = sorted(read(None), key=_FIRST)
    return _Kept(
        state,
        [chain.first for chain in chains],
        tuple(chain.row for chain in chains),
        frozenset(chain.first for chain in chains if chain.judged),
    )


def _brought_up_to_date(before: _Kept, state: LogState, changed: Collection[str], read: Read[Any]) -> _Kept:
    """The same rows, those of some chains read again."""
    again = {chain.first: chain for chain in read(changed)}
    firsts, rows = list(before.firsts), list(before.rows)
    for first in changed:
        place = bisect_left(firsts, first)
        there = place < len(firsts) and firsts[place] == first
        chain = again.get(first)
        if chain is not None and there:
            if rows[place] != chain.row:
                rows[place] = chain.row
        elif chain is not None:
            firsts.insert(place, first)
            rows.insert(place, chain.row)
        elif there:
            del firsts[place], rows[place]
    judged = before.judged.difference(changed).union(first for first, chain in again.items() if chain.judged)
    same = len(rows) == len(before.rows) and all(map(is_, rows, before.rows))
    return _Kept(state, firsts, before.rows if same else tuple(rows), judged)


def _state(version: Version) -> LogState | None:
    """A state of the log that is of a version or newer, the same for all who ask. At most one query."""
    return cached_for_version(version, TableWrite.objects.state, "state of the log")


def _written_since(state: LogState) -> frozenset[str] | None:
    """The first links of the chains that were written since a state; None: they may be any. At most two queries."""
    firsts: set[str] = set()
    links: set[str] = set()
    if (writes := TableWrite.objects.since(state)) is None:
        return None
    for table, deed, keys in writes:
        if table in AROUND and deed == "insert":
            continue
        if keys is None or table in AROUND or (table == LINKS and deed != "insert"):
            return None
        (links if table == LINKS else firsts).update(keys)
    if links:
        firsts.update(Target.objects.first_links_of(links).order_by().values_list("pk", flat=True))
    return frozenset(firsts)
