"""Two to four promises side by side: single targets, or whole bundles with a row for each component.

Computed figures (tenge per project) are exact quotients of the printed numbers; where a part is absent, so is the
quotient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import zip_longest
from typing import Any

from projects.models import Target
from projects.reports.hierarchies import Hierarchies
from projects.reports.named import Named
from projects.reports.verdicts import verdict_lookup
from projects.wording import is_money

from .target_entry import TargetEntry, target_entries
from .target_list import find_targets
from .target_query import TargetQuery

FEWEST, MOST = 2, 4
ALL = 1_000_000
DIGITS = 28


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the comparison: a target, or a bundle under its name. ``entries`` are its parts."""

    id: str
    bundle: bool
    entries: tuple[TargetEntry, ...]

    @property
    def first(self) -> TargetEntry:
        return self.entries[0]


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in every column; None where a column has no such component.

    An indicator that a bundle promises for several years has a row for each: ``place`` counts them, of ``of``.
    """

    indicator: Named
    unit: str
    cells: tuple[TargetEntry | None, ...]
    place: int = 1
    of: int = 1

    @property
    def revised(self) -> bool:
        return any(entry is not None and len(entry.revisions) > 1 for entry in self.cells)

    @property
    def steps(self) -> tuple[Decimal | None, ...]:
        """By what ratio each promise exceeds the one before; None if the two cannot be compared."""
        before = (None, *self.cells[:-1])
        return tuple(_step(earlier, later) for earlier, later in zip(before, self.cells, strict=True))


@dataclass(frozen=True, slots=True)
class Quotient:
    """The announced and the reported amount per piece; ``why_not`` is a code if nothing was reported."""

    promised: Decimal | None
    reported: Decimal | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """Money for each project, or each job, in every column."""

    money: str
    per: str
    cells: tuple[Quotient, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``absent`` are ids not announced by the day; ``repeated`` are links of a chain that is shown already."""

    as_of: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    ratios: tuple[Ratio, ...]
    absent: tuple[str, ...]
    repeated: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return len(self.columns) >= FEWEST


def compare_targets(ids: Sequence[str], as_of: date) -> Comparison:
    """Any links, each under the link that stands; all in one row where they measure the same thing.

    At most seven queries, however many targets; each chain is judged once at most.
    """
    payloads = verdict_lookup.payloads_of_links(ids, as_of)
    chosen: dict[str, dict[str, Any]] = {}
    repeated = []
    for link in filter(payloads.__contains__, ids):
        current = payloads[link]["target"]
        if current in chosen:
            repeated.append(link)
        chosen.setdefault(current, payloads[link])
    absent = [link for link in ids if link not in payloads]
    columns = tuple(Column(entry.id, False, (entry,)) for entry in target_entries(list(chosen.items()), as_of))
    return Comparison(as_of, columns, _rows(columns), (), tuple(absent), tuple(repeated))


def compare_bundles(names: Sequence[str], as_of: date) -> Comparison:
    """Whole bundles. A constant number of queries for each."""
    columns, absent = [], []
    for name in names:
        parts = find_targets(TargetQuery(bundle=name, page_size=ALL), as_of).entries
        if parts:
            columns.append(Column(name, True, parts))
        else:
            absent.append(name)
    rows = _rows(columns)
    return Comparison(as_of, tuple(columns), rows, _ratios(columns, rows, Hierarchies()), tuple(absent), ())


def existing_bundles(names: Iterable[str]) -> set[str]:
    """The names that some target has as its bundle. One query."""
    return set(Target.objects.filter(bundle__in=names).values_list("bundle", flat=True))


def _rows(columns: Sequence[Column]) -> tuple[Row, ...]:
    """Rows in numbers come first, then money, then jobs; single targets share a row where they share an indicator."""
    parts = [entry for column in columns for entry in column.entries]
    if any(column.bundle for column in columns):
        parts.sort(key=lambda entry: (entry.unit == "jobs", is_money(entry.unit)))
    first = {entry.indicator.id: entry for entry in reversed(parts)}
    return tuple(
        row
        for indicator in dict.fromkeys(entry.indicator.id for entry in parts)
        for row in _rows_of(first[indicator], [_of_indicator(column, indicator) for column in columns])
    )


def _of_indicator(column: Column, indicator: str) -> list[TargetEntry]:
    """The components of a column that measure the same thing, by their deadlines."""
    entries = [entry for entry in column.entries if entry.indicator.id == indicator]
    return sorted(entries, key=lambda entry: (entry.deadline or date.max, entry.id))


def _rows_of(shown: TargetEntry, years: Sequence[Sequence[TargetEntry]]) -> Iterator[Row]:
    """A row for each year that a column promises: the first years side by side, then the second ones."""
    rows = list(zip_longest(*years))
    for place, cells in enumerate(rows, 1):
        yield Row(shown.indicator, shown.unit, tuple(cells), place, len(rows))


def _step(earlier: TargetEntry | None, later: TargetEntry | None) -> Decimal | None:
    if earlier is None or later is None or not earlier.value or later.value is None:
        return None
    if earlier.basis != "absolute" or later.basis != "absolute" or earlier.unit != later.unit:
        return None
    with localcontext(prec=DIGITS):
        return later.value / earlier.value - 1


def _ratios(columns: Sequence[Column], rows: Sequence[Row], places: Hierarchies) -> tuple[Ratio, ...]:
    """Money per piece for every unit that any of the bundles counts in beside its money."""
    units = list(dict.fromkeys(entry.unit for row in rows for entry in row.cells if entry and _countable(entry)))
    money, pieces = [unit for unit in units if is_money(unit)], [unit for unit in units if not is_money(unit)]
    ratios = [
        Ratio(currency, per, tuple(_quotient(column, currency, per, places) for column in columns))
        for currency in money
        for per in pieces
    ]
    return tuple(ratio for ratio in ratios if any(cell.promised is not None for cell in ratio.cells))


def _countable(entry: TargetEntry) -> bool:
    return entry.accumulation == "sum" and entry.basis == "absolute" and entry.unit not in ("", "percent")


def _quotient(column: Column, currency: str, per: str, places: Hierarchies) -> Quotient:
    money, pieces = _only(column, currency), _only(column, per)
    if money is None or pieces is None or places.outermost(money.territory) != places.outermost(pieces.territory):
        return Quotient(None, None, "no_component")
    promised = _divided(money, pieces, lambda entry: None if entry.upper_value is not None else entry.value)
    if money.assessment["covered_until"] != pieces.assessment["covered_until"]:
        both = _reported(money) is not None and _reported(pieces) is not None
        return Quotient(promised, None, "other_periods" if both else "nothing")
    reported = _divided(money, pieces, _reported)
    return Quotient(promised, reported, "" if reported is not None else "nothing")


def _only(column: Column, unit: str) -> TargetEntry | None:
    """The component in that unit; None where there is none, or more than one that could be meant."""
    entries = [entry for entry in column.entries if entry.unit == unit and _countable(entry)]
    return entries[0] if len(entries) == 1 else None


def _reported(entry: TargetEntry) -> Decimal | None:
    actual = entry.assessment["actual"]
    return None if actual is None else Decimal(actual)


def _divided(
    money: TargetEntry, pieces: TargetEntry, figure: Callable[[TargetEntry], Decimal | None]
) -> Decimal | None:
    upper, lower = figure(money), figure(pieces)
    if upper is None or not lower:
        return None
    with localcontext(prec=DIGITS):
        return upper / lower
