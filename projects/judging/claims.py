"""Plain rows of outcomes → the claims of each chain, wherever the rows have travelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from projects.comparison import figures

Chain = tuple[str, tuple[figures.Target, ...], tuple[figures.Target, ...]]  # first id, links, interims

# An outcome as it travels: days as their proleptic ordinals, figures as text. In the order of figures.Outcome.
Row = tuple[Any, ...]


@dataclass(slots=True)
class Group:
    """Chains tied together by the indicators they share: their outcomes are read together."""

    indicators: dict[str, str]  # indicator → its effective territory
    chains: list[Chain]


@dataclass(frozen=True, slots=True)
class Claims:
    """All that the verdict on one chain can depend on.

    ``chain`` holds every link, oldest first; ``interims`` the links that are, or revise, interim targets of any
    of them; ``outcomes`` every report on the indicators of both, whatever its date or territory.
    """

    first_id: str
    chain: tuple[figures.Target, ...]
    interims: tuple[figures.Target, ...]
    outcomes: tuple[figures.Outcome, ...]


def claims_of(group: Group, rows: Iterable[Row]) -> Iterator[Claims]:
    """The claims of each chain of a group. Chains on the same indicators share one tuple of outcomes."""
    outcomes = tuple(_outcome(row, group.indicators) for row in rows)
    shared: dict[frozenset[str], tuple[figures.Outcome, ...]] = {frozenset(group.indicators): outcomes}
    for first_id, chain, interims in group.chains:
        wanted = frozenset(link.indicator.id for link in (*chain, *interims))
        if wanted not in shared:
            shared[wanted] = tuple(outcome for outcome in outcomes if outcome.indicator in wanted)
        yield Claims(first_id, chain, interims, shared[wanted])


def _outcome(row: Row, territories: Mapping[str, str]) -> figures.Outcome:
    return figures.Outcome(  # by position: this line runs once for each outcome of the record
        row[0],
        row[1],
        row[2],
        row[3] or "exactly",
        date.fromordinal(row[4]),
        bool(row[5]),
        row[6],
        row[7],
        date.fromordinal(row[8]),
        row[9] or territories[row[1]],
        None if row[10] is None else Decimal(row[10]),
        None if row[11] is None else Decimal(row[11]),
        None if row[12] is None else Decimal(row[12]),
        None if row[13] is None else date.fromordinal(row[13]),
        None if row[14] is None else date.fromordinal(row[14]),
        None if row[15] is None else date.fromordinal(row[15]),
        row[16],
        bool(row[17]),
    )
