"""The index of the record, kept by this process for the last version that was asked for (ADR 8).

A version that changed nothing that is searched costs reading the tables. What changed is put into a small segment
beside the large one, until it is large itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Lock

from projects.models import RecordVersion
from projects.models.record_version import Version

from .documents import entries_of
from .entries import TARGET, Document, Entry
from .segment import Segment
from .tables import PlaceRow, Tables, read_tables

MOST_DAYS = 3  # whose standing links are kept beside those of the day asked for last
MOST_BESIDE = 500  # entries in the small segment


class SearchIndex:
    """The segments of one version. ``outdated`` are the numbers in the first that the second replaces."""

    def __init__(self, segments: Sequence[Segment], outdated: frozenset[int], places: Sequence[PlaceRow]) -> None:
        self.segments, self.outdated = segments, outdated
        self._standing: dict[int, dict[str, Document]] = {}
        self._chains: dict[str, list[str]] = {}  # by indicator, which has few
        self._links: dict[str, list[Document]] = {}
        for document in self.documents():
            if document.kind == TARGET:
                self._links.setdefault(document.chain, []).append(document)
                chains = self._chains.setdefault(document.about[0], [])
                if document.chain not in chains:
                    chains.append(document.chain)
        self._parts: dict[str, list[str]] = {}
        for place in places:
            if place.parent:
                self._parts.setdefault(place.parent, []).append(place.id)

    def documents(self) -> Iterator[Document]:
        """Everything, each once."""
        for place, segment in enumerate(self.segments):
            for number, document in enumerate(segment.documents):
                if number not in (segment.carriers if place else self.outdated):
                    yield document

    def links(self, chain: str) -> Sequence[Document]:
        """The targets of a chain, in no order."""
        return self._links.get(chain, ())

    def standing(self, day: int) -> Mapping[str, Document]:
        """By chain, the link that stands on a day: announced by then, and revised by no other that was."""
        standing = self._standing.get(day)
        if standing is None:
            standing = {chain: link for chain, links in self._links.items() if (link := _last(links, day))}
            self._standing = {**dict(list(self._standing.items())[-MOST_DAYS:]), day: standing}
        return standing

    def promises(self, indicator: str, day: int) -> tuple[str, ...]:
        """The links of an indicator that stand on a day."""
        standing = self.standing(day)
        return tuple(sorted(standing[chain].id for chain in self._chains.get(indicator, ()) if chain in standing))

    def with_parts(self, territory: str) -> frozenset[str]:
        """The place and every part of it."""
        places, waiting = {territory}, [territory]
        while waiting:
            for part in self._parts.get(waiting.pop(), ()):
                if part not in places:
                    places.add(part)
                    waiting.append(part)
        return frozenset(places)


def _last(links: Sequence[Document], day: int) -> Document | None:
    if len(links) == 1:
        return links[0] if links[0].since <= day else None
    announced = [link for link in links if link.since <= day]
    revised = {link.about[1] for link in announced}
    return max(announced, key=lambda link: (link.id not in revised, link.since, link.id), default=None)


class LargeSegment:
    """A segment of all entries, with their hashes by number: once an entry is read it is no longer in memory."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._hashes = array("q")
        self._numbers: dict[str, dict[str, int]] = {}  # by kind and id
        self.segment = Segment(self._noted(entries))

    def _noted(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            self._numbers.setdefault(entry.document.kind, {})[entry.document.id] = len(self._hashes)
            self._hashes.append(hash(entry))
            yield entry

    def changes(self, entries: Iterable[Entry]) -> tuple[list[Entry], frozenset[int]] | None:
        """The entries that are new or others by now, and the numbers of those that they replace or that are gone.

        None for more than MOST_BESIDE.
        """
        same = bytearray(len(self._hashes))
        changed: list[Entry] = []
        new = 0
        for entry in entries:
            number = self._numbers.get(entry.document.kind, {}).get(entry.document.id)
            if number is not None and self._hashes[number] == hash(entry):
                same[number] = True
                continue
            new += number is None
            changed.append(entry)
            if len(changed) > MOST_BESIDE:
                return None
        replaced = same.count(False)
        if new + replaced > MOST_BESIDE:
            return None
        return changed, frozenset(number for number, is_same in enumerate(same) if not is_same)


class _Held:
    """The one index of this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._version = ""
        self._seen = 0  # of the tables
        self._large = LargeSegment()
        self._index = SearchIndex((), frozenset(), ())

    def of_version(self, version: Version) -> SearchIndex:
        with self._lock:
            if self._version != str(version):
                tables = read_tables()
                seen = hash(_hashable(tables))
                if seen != self._seen:
                    self._index = self._of_tables(tables)
                    self._seen = seen
                self._version = str(version)
            return self._index

    def _of_tables(self, tables: Tables) -> SearchIndex:
        changes = self._large.changes(entries_of(tables))
        if changes is None:
            self._forget()  # else two large segments would be in memory while the new one is made
            self._large = LargeSegment(entries_of(tables))
            return SearchIndex((self._large.segment,), frozenset(), tables.places)
        changed, outdated = changes
        return SearchIndex((self._large.segment, Segment(changed)), outdated, tables.places)


def _hashable(tables: Tables) -> tuple[object, ...]:
    return tuple(tuple(sorted(rows.items())) if isinstance(rows, dict) else tuple(rows) for rows in tables)


_HELD = _Held()


def search_index(version: Version | None = None) -> SearchIndex:
    """The index of the record. Eleven queries for a version that is new to this process, else none.

    Without ``version`` it is asked for, in one query.
    """
    return _HELD.of_version(RecordVersion.objects.current() if version is None else version)
