"""Outcomes → value objects, streamed in groups of the chains that share indicators, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connections

from projects.adapters.targets import CHUNK, Chain
from projects.comparison import figures
from projects.models import Outcome
from projects.models.id_list import as_id_list, id_list_table


@dataclass(slots=True)
class Group:
    """Chains tied together by the indicators they share: their outcomes are read together."""

    indicators: dict[str, str]  # indicator → its effective territory
    chains: list[Chain]


def groups_of(chains: Iterable[Chain]) -> list[Group]:
    """Chains grouped so that no indicator is in two groups: mostly one indicator with its chains."""
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


def belonging_to(
    chain: tuple[figures.Target, ...],
    interims: tuple[figures.Target, ...],
    outcomes: tuple[figures.Outcome, ...],
    group: Group,
) -> tuple[figures.Outcome, ...]:
    """The outcomes on the chain's own indicators; the group's tuple itself where these are all it has."""
    wanted = {link.indicator.id for link in chain}
    wanted.update(link.indicator.id for link in interims)
    if len(wanted) == len(group.indicators):
        return outcomes
    return tuple(outcome for outcome in outcomes if outcome.indicator in wanted)


_OUTCOMES = """
SELECT grouped.value, outcome.id, outcome.indicator_id, outcome.basis, outcome.qualifier, outcome.period_end,
    outcome.final, source.publisher, source.kind, source.public_on, outcome.territory_id,
    outcome.value, outcome.upper_value, outcome.rounded_to, outcome.period_start,
    outcome.compared_with_start, outcome.compared_with_end, outcome.corrects_id, outcome.note <> ''
FROM {groups} AS grouped
JOIN projects_outcome AS outcome ON outcome.indicator_id = grouped.key
JOIN projects_source AS source ON source.id = outcome.source_id
{known}
ORDER BY CAST(grouped.value AS integer), outcome.indicator_id, outcome.period_end, outcome.id
"""


def outcomes_by_group(
    groups: list[Group], known_at: datetime | None
) -> Iterator[tuple[Group, tuple[figures.Outcome, ...]]]:
    """Every group with its outcomes, as the rows stream in; groups without any come too."""
    pending = iter(enumerate(groups))
    for number, rows in groupby(_outcome_rows(groups, known_at), key=itemgetter(0)):
        for at, group in pending:
            if at == int(number):
                yield group, tuple(_outcome(row, group.indicators) for row in rows)
                break
            yield group, ()
    for _at, group in pending:
        yield group, ()


def _outcome_rows(groups: list[Group], known_at: datetime | None) -> Iterator[tuple[Any, ...]]:
    """One streamed query: plain tuples, since half a million model instances would not fit in memory."""
    numbers = {indicator: number for number, group in enumerate(groups) for indicator in group.indicators}
    connection = connections[Outcome.objects.db]
    known = ""
    parameters: list[Any] = [as_id_list(numbers)]
    if known_at is not None:
        known = "WHERE outcome.recorded_at <= %s"
        parameters.append(connection.ops.adapt_datetimefield_value(known_at))
    query = _OUTCOMES.format(groups=id_list_table(connection.vendor), known=known)
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _outcome(row: tuple[Any, ...], territories: Mapping[str, str]) -> figures.Outcome:
    return figures.Outcome(  # by position: this line runs once for each outcome of the record
        row[1],
        row[2],
        row[3],
        row[4] or "exactly",
        row[5],
        row[6],
        row[7],
        row[8],
        row[9],
        row[10] or territories[row[2]],
        _figure(row[11]),
        _figure(row[12]),
        _figure(row[13]),
        row[14],
        row[15],
        row[16],
        row[17],
        bool(row[18]),
    )


def as_outcome(row: Outcome, territory: str) -> figures.Outcome:
    """One row as a value object, its source already read; ``territory`` is that of its indicator."""
    return figures.Outcome(
        id=row.id,
        indicator=row.indicator_id,
        basis=row.basis,
        qualifier=row.qualifier or "exactly",
        period_end=row.period_end,
        final=row.final,
        publisher=row.source.publisher,
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
    )


def _figure(value: Decimal | str | None) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) else value
