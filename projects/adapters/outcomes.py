"""The outcomes, streamed with the groups of chains that share indicators, in bounded memory.

The database writes each outcome as a line of text; the judging process makes a value object of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from projects.adapters.lines import Row, lines_of
from projects.comparison import figures
from projects.comparison.publishers import Publisher
from projects.judging.claims import Chain, Group, Work
from projects.models import Outcome


def groups_of(chains: Iterable[Chain]) -> list[Group]:
    """Chains grouped so that no indicator is in two groups; mostly a group is one indicator with its chains."""
    group_of: dict[str, Group] = {}
    groups: dict[int, Group] = {}
    for chain in chains:
        wanted = {link.indicator.id: link.indicator.territory for link in (*chain[1], *chain[2])}
        tied = {id(group_of[i]): group_of[i] for i in wanted if i in group_of}
        group = max(tied.values(), key=lambda g: len(g.indicators), default=None)
        if group is None:
            group = Group({}, [])
            groups[id(group)] = group
        for other in tied.values():
            if other is not group:
                group.indicators.update(other.indicators)
                group.chains.extend(other.chains)
                group_of.update(dict.fromkeys(other.indicators, group))
                del groups[id(other)]
        group.indicators.update(wanted)
        group.chains.append(chain)
        group_of.update(dict.fromkeys(wanted, group))
    return list(groups.values())


def with_outcomes(groups: list[Group], known_at: datetime | None, *, all_sources: bool) -> Work:
    """Every group with its outcomes, streamed in the same order, and the sources that they name, or all there are."""
    numbers = {indicator: number for number, group in enumerate(groups) for indicator in group.indicators}
    rows = lines_of(numbers, known_at, all_sources=all_sources)
    _number, _key, sources = next(rows)
    return Work(sources or "", _filled(groups, rows), rows.close)


def _filled(groups: list[Group], rows: Iterable[Row]) -> Iterator[Group]:
    for number, indicators in groupby(rows, key=itemgetter(0)):
        group = groups[number]
        yield Group(group.indicators, group.chains, {key: lines for _number, key, lines in indicators if lines})


def as_outcome(row: Outcome, territory: str) -> figures.Outcome:
    """A row, with its source loaded, as a value object; ``territory`` is its indicator's."""
    return figures.Outcome(
        id=row.id,
        indicator=row.indicator_id,
        basis=row.basis,
        qualifier=row.qualifier or "exactly",
        period_end=row.period_end,
        final=row.final,
        publisher=Publisher(row.source.publisher, row.source.publisher_key),
        source_kind=row.source.kind,
        published=row.source.public_on,
        territory=row.territory_id or territory,
        value=row.value,
        upper_value=row.upper_value,
        rounded_to=row.rounded_to,
        period_start=row.period_start,
        compared_with_start=row.compared_with_start,
        compared_with_end=row.compared_with_end,
        corrects=row.corrects_id,
        has_note=bool(row.note),
        our_slip=row.our_slip,
    )
