"""The rows of outcomes, streamed in groups of the chains that share indicators, in bounded memory.

They stay plain (texts and numbers) so that they can be sent to another process for less than they cost to make.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connections

from projects.adapters.targets import CHUNK
from projects.comparison import figures
from projects.judging.claims import Chain, Group, Row
from projects.models import Outcome
from projects.models.id_list import as_id_list, id_list_table


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


_OUTCOMES = """
SELECT grouped.value, outcome.id, outcome.indicator_id, outcome.basis, outcome.qualifier, {period_end},
    outcome.final, source.publisher, source.kind, {public_on}, outcome.territory_id,
    CAST(outcome.value AS text), CAST(outcome.upper_value AS text), CAST(outcome.rounded_to AS text), {period_start},
    {compared_with_start}, {compared_with_end}, outcome.corrects_id, outcome.note <> ''
FROM {groups} AS grouped
JOIN projects_outcome AS outcome ON outcome.indicator_id = grouped.key
JOIN projects_source AS source ON source.id = outcome.source_id
{known}
ORDER BY CAST(grouped.value AS integer), outcome.indicator_id, outcome.period_end, outcome.id
"""
_DAYS = {"postgresql": "{0} - DATE '0001-01-01' + 1", "sqlite": "CAST(julianday({0}) - 1721424.5 AS integer)"}
_DATES = {
    "period_end": "outcome.period_end",
    "public_on": "source.public_on",
    "period_start": "outcome.period_start",
    "compared_with_start": "outcome.compared_with_start",
    "compared_with_end": "outcome.compared_with_end",
}


def rows_by_group(groups: list[Group], known_at: datetime | None) -> Generator[tuple[Group, list[Row]]]:
    """Every group with the rows of its outcomes as they stream in; groups without any come too."""
    pending = iter(enumerate(groups))
    for number, rows in groupby(_outcome_rows(groups, known_at), key=itemgetter(0)):
        for at, group in pending:
            if at == int(number):
                yield group, [row[1:] for row in rows]
                break
            yield group, []
    for _at, group in pending:
        yield group, []


def _outcome_rows(groups: list[Group], known_at: datetime | None) -> Iterator[Row]:
    """One streamed query of plain rows, in the order of judging.claims.Row behind the number of their group."""
    numbers = {indicator: number for number, group in enumerate(groups) for indicator in group.indicators}
    connection = connections[Outcome.objects.db]
    known = ""
    parameters: list[Any] = [as_id_list(numbers)]
    if known_at is not None:
        known = "WHERE outcome.recorded_at <= %s"
        parameters.append(connection.ops.adapt_datetimefield_value(known_at))
    days = {name: _DAYS[connection.vendor].format(column) for name, column in _DATES.items()}
    query = _OUTCOMES.format(groups=id_list_table(connection.vendor), known=known, **days)
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


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
