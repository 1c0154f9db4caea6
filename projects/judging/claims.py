"""Plain lines of outcomes → the claims of each chain, wherever the lines have travelled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from projects.comparison import figures

Chain = tuple[str, tuple[figures.Target, ...], tuple[figures.Target, ...]]  # first id, links, interims

Source = tuple[str, str, date]  # publisher, kind, the day from which it was public

BETWEEN = "\t"  # the values of a line
USUAL = 10  # values in an outcome's line; what follows is nothing, or six more where there is one of the first five
ORDER = attrgetter("indicator", "period_end", "id")


@dataclass(slots=True)
class Group:
    """Chains tied together by the indicators they share, with the lines of all outcomes of each.

    An outcome is a line of text as the database wrote it: nothing at all for what is absent, days as their proleptic
    ordinals, 1 for true. Text can be sent to another process for less than it costs to make values of it.
    """

    indicators: dict[str, str]  # indicator → its effective territory
    chains: list[Chain]
    outcomes: dict[str, str] = field(default_factory=dict)  # indicator → lines


@dataclass(slots=True)
class Work:
    """Groups as they stream in, and the sources that their outcomes name, which are far fewer: a line for each."""

    sources: str
    groups: Iterator[Group]
    close: Callable[[], None]  # lets go of the cursor behind the groups, however many were taken


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


def sources_in(lines: str) -> dict[str, Source]:
    """Sources by their ids."""
    rows = [line.split(BETWEEN) for line in lines.split("\n")] if lines else []
    return {id: (publisher, kind, date.fromordinal(int(public_on))) for id, publisher, kind, public_on in rows}


def claims_of(group: Group, sources: Mapping[str, Source], *, in_order: bool = False) -> Iterator[Claims]:
    """The claims of each chain of a group. Chains on the same indicators share one tuple of outcomes.

    To be judged they need not be ``in_order``, which is for whoever shows them.
    """
    read = [
        _outcome(line, indicator, group.indicators[indicator], sources)
        for indicator, lines in group.outcomes.items()
        for line in lines.split("\n")
    ]
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


def _outcome(line: str, indicator: str, territory: str, sources: Mapping[str, Source]) -> figures.Outcome:
    """An outcome of an indicator, whose effective territory is its own unless the line names another."""
    id, basis, qualifier, end, final, source, value, rounded, start, has_note, others = line.split(BETWEEN, USUAL)
    publisher, kind, published = sources[source]
    upper = compared_start = compared_end = corrects = None
    our_slip = ""
    if others:
        elsewhere, above, since, until, corrects, our_slip = others.split(BETWEEN)
        territory = elsewhere or territory
        upper = Decimal(above) if above else None
        compared_start, compared_end = _days[since], _days[until]
    return figures.Outcome(  # by position: this line runs once for each outcome of the record
        id,
        indicator,
        basis,
        qualifier or "exactly",
        _days[end],  # type: ignore[arg-type]  # never absent
        final == "1",
        publisher,
        kind,
        published,
        territory,
        Decimal(value) if value else None,
        upper,
        _rounding(rounded) if rounded else None,
        _days[start],
        compared_start,
        compared_end,
        corrects or None,
        has_note == "1",
        our_slip == "1",
    )
