"""Lines of outcomes, as the database wrote them → the claims of each chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from sys import intern

from projects.comparison import figures
from projects.comparison.publishers import Publisher

Chain = tuple[str, tuple[figures.Target, ...], tuple[figures.Target, ...]]  # first id, links, interims

Source = tuple[Publisher, str, date]  # publisher, kind, the day from which it was public

BETWEEN = "\t"  # the values of a line
USUAL = 10  # values in every outcome's line; six rare ones follow if there is any of them
ORDER = attrgetter("indicator", "period_end", "id")


@dataclass(slots=True)
class Group:
    """Chains that share indicators, with all outcomes of these.

    An outcome is one line of text: empty for an absent value, a day as its proleptic ordinal, 1 for true. Sending text
    to another process costs less than making values of it.
    """

    indicators: dict[str, str]  # indicator → its effective territory
    chains: list[Chain]
    outcomes: dict[str, str] = field(default_factory=dict)  # indicator → lines


@dataclass(slots=True)
class Work:
    """Groups as they stream in, and the sources that their outcomes name, one line each."""

    sources: str
    groups: Iterator[Group]
    close: Callable[[], None]  # closes the cursor behind the groups


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything that the verdict on one chain can depend on.

    ``chain`` holds every link, oldest first; ``interims`` all links of the interim targets of any of them;
    ``outcomes`` every report on the indicators of both, whatever its date or territory.
    """

    first_id: str
    chain: tuple[figures.Target, ...]
    interims: tuple[figures.Target, ...]
    outcomes: tuple[figures.Outcome, ...]


def sources_in(lines: str) -> dict[str, Source]:
    """Sources by their ids. Publishers, kinds and days are shared: there are many sources."""
    sources: dict[str, Source] = {}
    publishers: dict[tuple[str, str], Publisher] = {}
    for line in lines.split("\n") if lines else ():
        id, name, key, kind, public_on = line.split(BETWEEN)
        publisher = publishers.get((name, key))
        if publisher is None:
            publisher = publishers[name, key] = Publisher(name, key)
        sources[id] = publisher, intern(kind), _days[public_on]  # type: ignore[assignment]  # the day is never absent
    return sources


def claims_of(group: Group, sources: Mapping[str, Source], *, in_order: bool = False) -> Iterator[Claims]:
    """The claims of each chain of a group. Chains on the same indicators share one tuple of outcomes.

    ``in_order`` sorts the outcomes, to be shown; the judgement needs no order.
    """
    all_outcomes = [
        _outcome(line, indicator, group.indicators[indicator], sources)
        for indicator, lines in group.outcomes.items()
        for line in lines.split("\n")
    ]
    outcomes = tuple(sorted(all_outcomes, key=ORDER) if in_order else all_outcomes)
    shared: dict[frozenset[str], tuple[figures.Outcome, ...]] = {frozenset(group.indicators): outcomes}
    for first_id, chain, interims in group.chains:
        wanted = frozenset([link.indicator.id for link in (*chain, *interims)])
        if wanted not in shared:
            shared[wanted] = tuple(outcome for outcome in outcomes if outcome.indicator in wanted)
        yield Claims(first_id, chain, interims, shared[wanted])


class _Days(dict[str, date | None]):
    """Days by their ordinals as text: a record has many outcomes and few days."""

    def __missing__(self, ordinal: str) -> date | None:
        day = self[ordinal] = date.fromordinal(int(ordinal)) if ordinal else None
        return day


_days = _Days()
_rounding = lru_cache(1000)(Decimal)  # a record has few different roundings


def _outcome(line: str, indicator: str, territory: str, sources: Mapping[str, Source]) -> figures.Outcome:
    """An outcome of an indicator for ``territory``, unless the line names another."""
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
