"""Plain lines of outcomes → the claims of each chain, wherever the lines have travelled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from projects.comparison import figures

Chain = tuple[str, tuple[figures.Target, ...], tuple[figures.Target, ...]]  # first id, links, interims

BETWEEN = "\t"  # the values of an outcome's line, which are in the order of figures.Outcome
ORDER = attrgetter("indicator", "period_end", "id")


@dataclass(slots=True)
class Group:
    """Chains tied together by the indicators they share, with all outcomes of these.

    An outcome is a line of text as the database wrote it: nothing at all for what is absent, days as their proleptic
    ordinals, 1 for true. Text can be sent to another process for less than it costs to make values of it.
    """

    indicators: dict[str, str]  # indicator → its effective territory
    chains: list[Chain]
    outcomes: str = ""


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


def claims_of(group: Group, *, in_order: bool = False) -> Iterator[Claims]:
    """The claims of each chain of a group. Chains on the same indicators share one tuple of outcomes.

    To be judged they need not be ``in_order``, which is for whoever shows them.
    """
    lines = group.outcomes.split("\n") if group.outcomes else []
    read = [_outcome(line, group.indicators) for line in lines]
    outcomes = tuple(sorted(read, key=ORDER) if in_order else read)
    shared: dict[frozenset[str], tuple[figures.Outcome, ...]] = {frozenset(group.indicators): outcomes}
    for first_id, chain, interims in group.chains:
        wanted = frozenset([link.indicator.id for link in (*chain, *interims)])
        if wanted not in shared:
            shared[wanted] = tuple(outcome for outcome in outcomes if outcome.indicator in wanted)
        yield Claims(first_id, chain, interims, shared[wanted])


class _Days(dict[str, date | None]):
    """Days by their ordinals as text: a record has many outcomes and few days."""

    def __missing__(self, ordinal: str) -> date | None:
        found = self[ordinal] = date.fromordinal(int(ordinal)) if ordinal else None
        return found


_days = _Days()
_rounding = lru_cache(1000)(Decimal)  # of these there are few, too


def _outcome(line: str, territories: dict[str, str]) -> figures.Outcome:
    (
        id,
        indicator,
        basis,
        qualifier,
        end,
        final,
        publisher,
        kind,
        published,
        territory,
        value,
        upper,
        rounded,
        start,
        compared_start,
        compared_end,
        corrects,
        has_note,
    ) = line.split(BETWEEN)
    return figures.Outcome(  # by position: this line runs once for each outcome of the record
        id,
        indicator,
        basis,
        qualifier or "exactly",
        _days[end],  # type: ignore[arg-type]  # never absent, as the next
        final == "1",
        publisher,
        kind,
        _days[published],  # type: ignore[arg-type]
        territory or territories[indicator],
        Decimal(value) if value else None,
        Decimal(upper) if upper else None,
        _rounding(rounded) if rounded else None,
        _days[start],
        _days[compared_start],
        _days[compared_end],
        corrects or None,
        has_note == "1",
    )
