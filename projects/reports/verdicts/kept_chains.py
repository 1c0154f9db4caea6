"""Rows of every chain, kept by this process: after a change only the chains that it can reach are read (ADR 60).

PostgreSQL logs the keys of what statements write. From the log follows which chains can have become others since the
rows were read. What can move any row has all of them read anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from operator import is_, itemgetter
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar

from projects.models import Indicator, Programme, TableWrite, Target, Territory
from projects.models.table_write import LogState

Row = TypeVar("Row")
DAYS = 2  # of each kind of rows
MOST_CHAINS = 2_000  # that are read again one by one; of more all are

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

    def current(self, kind: str, key: Hashable, read: Read[Row]) -> tuple[Row, ...]:
        """The rows of all chains as they are now, in the order of their first links.

        ``read`` gives those of some chains, or of all of them for None. Two queries and its own.
        """
        state = TableWrite.objects.state()
        if state is None or state.writing:
            return tuple(row for _first, row in sorted(((chain.first, chain.row) for chain in read(None)), key=_FIRST))
        with self._lock:
            before = self._kept[kind].get(key)
        changed = None if before is None else _written_since(before, state)
        if before is None or changed is None:
            now = _read_all(state, read)
        else:
            now = _brought_up_to_date(before, state, changed, read) if changed else before._replace(state=state)
        with self._lock:
            self._keep(kind, key, now)
        return now.rows

    def _keep(self, kind: str, key: Hashable, chains: _Kept) -> None:
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


def _written_since(before: _Kept, state: LogState) -> set[str] | None:
    """The first links of the chains whose rows can be others than those kept; None: they may be any.

    At most two queries.
    """
    if not state.follows(before.state) or len(before.judged) > MOST_CHAINS:
        return None
    firsts: set[str] = set(before.judged)
    links: set[str] = set()
    for table, deed, keys in TableWrite.objects.since(before.state):
        if table in AROUND and deed == "insert":
            continue
        if keys is None or table in AROUND or (table == LINKS and deed != "insert"):
            return None
        (links if table == LINKS else firsts).update(keys)
    if links:
        firsts.update(Target.objects.first_links_of(links).order_by().values_list("pk", flat=True))
    return None if len(firsts) > MOST_CHAINS else firsts
