"""One walk over everything that changed since a moment, a page at a time: nothing twice, nothing left out.

A sweep ends at the moment at which it began. What changes while it lasts moves beyond that end and belongs to the next
one, so rows that come and go between two pages move nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet


class Position(NamedTuple):
    """Where something stands in a sweep: by its moment, then by the stream that it comes from, then by its key.

    The keys of one stream are ordered by the database, whose order of letters may be another than Python's.
    """

    moment: datetime
    stream: int
    key: str


@dataclass(frozen=True, slots=True)
class Sweep:
    """From ``since`` until before ``until``; ``after`` is where the page before it ended."""

    since: datetime
    until: datetime
    size: int
    after: Position | None = None

    def count(self, streams: Sequence[QuerySet[Any]]) -> int:
        """How much there is in all. A query for each stream."""
        return sum(rows.filter(sweep_moment__gte=self.since, sweep_moment__lt=self.until).count() for rows in streams)

    def page(self, streams: Sequence[QuerySet[Any]]) -> tuple[list[Position], bool]:
        """The positions of a page, and whether there are more. A query for each stream.

        Each stream is a query set with the annotations ``sweep_moment`` and ``sweep_key``.
        """
        walked = [self._positions(rows, number) for number, rows in enumerate(streams)]
        positions = list(islice(merge(*walked, key=lambda position: position[:2]), self.size + 1))
        return positions[: self.size], len(positions) > self.size

    def _positions(self, rows: QuerySet[Any], number: int) -> Iterable[Position]:
        rows = rows.filter(sweep_moment__gte=self.since, sweep_moment__lt=self.until)
        if self.after is not None:
            rows = rows.filter(self._beyond(self.after, number), sweep_moment__gte=self.after.moment)
        ordered = rows.order_by("sweep_moment", "sweep_key").values_list("sweep_moment", "sweep_key")[: self.size + 1]
        return [Position(moment, number, key) for moment, key in ordered]

    def _beyond(self, after: Position, number: int) -> Q:
        later = Q(sweep_moment__gt=after.moment)
        if number < after.stream:
            return later
        same = Q(sweep_moment=after.moment)
        return later | (same & Q(sweep_key__gt=after.key) if number == after.stream else same)
