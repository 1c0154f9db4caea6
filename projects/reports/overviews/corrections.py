"""What was wrong in the record and what is right: our own mistakes, and what sources have corrected themselves.

Our mistakes come from two places. What was taken out has a line of its own (``Correction``); a figure that a new row
corrects is still there, and both rows say it. A correction that does not count (R9) is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from projects.models import Correction
from projects.reports.corrected_rows import about, lines_for, replaced_by, taken_out_by
from projects.reports.hierarchies import for_places, with_parts
from projects.reports.paging import clamp_page

from .correction_lines import REPLACED, TAKEN_OUT, CorrectionLine, read_lines

PAGE_SIZE = 30
CHUNK = 200  # lines of a file that are held at a time
WHOSE = ("ours", "source")
Moments = tuple[datetime | None, datetime | None]
Key = tuple[int, float, int, int, Any]  # day, moment, table, place among those of the table, primary key


@dataclass(frozen=True, slots=True)
class CorrectionList:
    """A page of lines, newest first; ``whose`` with how many of each the other filters leave."""

    lines: tuple[CorrectionLine, ...]
    page: int
    pages: int
    count: int
    whose: tuple[tuple[str, int], ...]

    @property
    def days(self) -> list[tuple[date, list[CorrectionLine]]]:
        return [(day, list(lines)) for day, lines in groupby(self.lines, key=lambda line: line.on)]


@dataclass(frozen=True, slots=True)
class CorrectionFilters:
    """Which corrections are asked for; None leaves a filter out."""

    whose: str | None = None
    programme: str | None = None
    indicator: str | None = None
    territory: str | None = None


def correction_list(as_of: date, *, page: int = 1, as_recorded: bool = False, **filters: str | None) -> CorrectionList:
    """A page of what was corrected by a day; ``filters`` are those of CorrectionFilters. Ten queries.

    ``as_recorded``: in the order of recording, not by day.
    """
    corrected = _Corrected.by(as_of, CorrectionFilters(**filters))
    counts = corrected.counts
    count = sum(number for name, number in counts if corrected.whose in (None, name))
    page, pages = clamp_page(count, page, PAGE_SIZE)
    upto = page * PAGE_SIZE
    shown = corrected.keys(upto, as_recorded=as_recorded)[upto - PAGE_SIZE : upto]
    return CorrectionList(tuple(read_lines([key[2:] for key in shown])), page, pages, count, counts)


def count_corrections(as_of: date, filters: CorrectionFilters) -> int:
    """How many there are of them. Three queries."""
    counts = _Corrected.by(as_of, filters).counts
    return sum(number for name, number in counts if filters.whose in (None, name))


def all_corrections(as_of: date, filters: CorrectionFilters) -> Iterator[CorrectionLine]:
    """All that was corrected by a day, in the order of the pages. A few queries for every CHUNK lines."""
    keys = _Corrected.by(as_of, filters).keys()
    for start in range(0, len(keys), CHUNK):
        yield from read_lines([key[2:] for key in keys[start : start + CHUNK]])


@dataclass(frozen=True, slots=True)
class _Corrected:
    """What was taken out and the figures that new rows correct, by a day and within filters."""

    whose: str | None
    taken_out: QuerySet[Any, Any]
    replaced: QuerySet[Any, Any]

    @classmethod
    def by(cls, as_of: date, filters: CorrectionFilters) -> _Corrected:
        taken_out, replaced = taken_out_by(as_of), replaced_by(as_of)
        if filters.territory is not None:
            places = with_parts(filters.territory)
            taken_out = taken_out.filter(lines_for(places))
            replaced = replaced.filter(for_places(places, "indicator__"))
        if filters.programme is not None:
            taken_out = taken_out.filter(programme=filters.programme)
            replaced = replaced.filter(indicator__programme=filters.programme)
        if filters.indicator is not None:
            taken_out = taken_out.filter(about(filters.indicator))
            replaced = replaced.filter(indicator=filters.indicator)
        return cls(filters.whose, taken_out, replaced)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many are whose, whichever are asked for."""
        slips = self.replaced.filter(our_slip=True).count()
        return (
            ("ours", self.taken_out.count() + slips),
            ("source", self.replaced.filter(our_slip=False).count()),
        )

    def keys(self, upto: int | None = None, *, as_recorded: bool = False) -> list[Key]:
        """The keys of the lines, the first ones or all, in order."""
        chosen = self.replaced if self.whose is None else self.replaced.filter(our_slip=self.whose == "ours")
        keys = [*_newest(chosen, "recorded_at", upto, REPLACED, as_recorded=as_recorded)]
        if self.whose != "source":
            keys += _newest(self.taken_out, "corrected_at", upto, TAKEN_OUT, as_recorded=as_recorded)
        return sorted(keys)


def lines_of(corrections: Sequence[int]) -> dict[int, CorrectionLine]:
    """By primary key, the lines of what was taken out. Three queries."""
    return dict(zip(corrections, read_lines([(TAKEN_OUT, 0, pk) for pk in corrections]), strict=True))


def lines_corrected(
    *, corrected: Moments, entered: Moments, as_of: date, places: Collection[str] | None = None, limit: int
) -> tuple[CorrectionLine, ...]:
    """Our mistakes in promises and reports that were put right and had been entered between some moments, newest first.

    A moment of None leaves its side open; the end does not belong to them. ``places``: only of what was promised for
    these territories. Six queries, two where there are none.
    """
    taken_out = taken_out_by(as_of).filter(table__in=[Correction.Table.TARGET, Correction.Table.OUTCOME])
    slips = replaced_by(as_of).filter(our_slip=True)
    if places is not None:
        taken_out, slips = taken_out.filter(lines_for(places)), slips.filter(for_places(places, "indicator__"))
    taken_out = taken_out.filter(_between("corrected_at", *corrected), _between("entered_at", *entered))
    slips = slips.filter(_between("recorded_at", *corrected), _between("corrects__recorded_at", *entered))
    keys = [
        *_newest(taken_out, "corrected_at", limit, TAKEN_OUT, as_recorded=True),
        *_newest(slips, "recorded_at", limit, REPLACED, as_recorded=True),
    ]
    return tuple(read_lines([key[2:] for key in sorted(keys)[:limit]])) if keys else ()


def _between(name: str, start: datetime | None, end: datetime | None) -> Q:
    limits = {f"{name}__gte": start, f"{name}__lt": end}
    return Q(**{limit: moment for limit, moment in limits.items() if moment is not None})


def _newest(
    rows: QuerySet[Any, Any], moment: str, number: int | None, kind: int, *, as_recorded: bool
) -> Iterator[Key]:
    """The keys of the first rows, in the database's own order: by day and moment or by moment alone, newest first."""
    order = [f"-{moment}", "pk"] if as_recorded else ["-on", f"-{moment}", "pk"]
    columns = rows.order_by(*order).values_list("on", moment, "pk")[:number]
    for place, (on, at, pk) in enumerate(columns):
        yield 0 if as_recorded else -on.toordinal(), -at.timestamp(), kind, place, pk
