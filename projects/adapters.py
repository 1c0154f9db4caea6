"""Rows → the comparison's value objects, and verdicts → the contract's JSON: the only bridge between the two.

``claims`` reads the whole record, or some chains of it, with two queries and in bounded memory: targets and
indicators are held (some kilobytes each), outcomes are streamed and grouped as they come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connections
from django.db.models import Q

from projects.comparison import figures
from projects.models import Indicator, Outcome, Target
from projects.models.fields import plain
from projects.models.id_list import as_id_list, id_list_table

CHUNK = 2000
ROUNDING = Context(prec=15)  # digits of a quotient: more than the six promised, fewer than 28 of noise


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


def claims(first_ids: Collection[str] | None = None, known_at: datetime | None = None) -> Iterator[Claims]:
    """The claims of every chain, or of those that begin with ``first_ids``; two queries in all.

    ``known_at`` leaves out what was recorded here later. Chains that share an indicator share one tuple of
    outcomes. The order is stable but means nothing.
    """
    groups = _groups(_chains(first_ids, known_at))
    for group, outcomes in _outcomes_by_group(groups, known_at):
        for first_id, chain, interims in group.chains:
            yield Claims(first_id, chain, interims, _of(chain, interims, outcomes, group))


def claims_affected_by(
    *,
    targets: Iterable[str] = (),
    outcomes: Iterable[str] = (),
    indicators: Iterable[str] = (),
    sources: Iterable[str] = (),
    programmes: Iterable[str] = (),
) -> set[str]:
    """First ids of the chains whose verdict can depend on any of these; two queries, whatever the size.

    Organisations and territories are not asked for: a verdict depends on which territory an indicator or its
    programme names (a change of those rows), never on what the territory or the body itself is called.
    """
    touched = Indicator.objects.filter(
        Q(pk__in=list(indicators))
        | Q(programme__in=list(programmes))
        | Q(pk__in=Outcome.objects.filter(Q(pk__in=list(outcomes)) | Q(source__in=list(sources))).values("indicator"))
    )
    reached = Target.objects.first_links_reached_from(targets=targets, indicators=touched.values_list("pk", flat=True))
    return set(reached.order_by().values_list("pk", flat=True))


# --- targets -----------------------------------------------------------------------------------------------------

_Chain = tuple[str, tuple[figures.Target, ...], tuple[figures.Target, ...]]

_TARGET_COLUMNS = (
    "id",
    "indicator_id",
    "basis",
    "qualifier",
    "timing",
    "announced",
    "value",
    "upper_value",
    "rounded_to",
    "baseline_value",
    "baseline_start",
    "baseline_end",
    "window_start",
    "deadline",
    "withdrawn",
    "revises_id",
    "interim_for_id",
    "recorded_at",
    "indicator__unit",
    "indicator__accumulation",
    "indicator__direction",
    "indicator__territory_id",
    "indicator__programme__territory_id",
    "indicator__path",
    "indicator__reporting_interval_days",
)


def _chains(first_ids: Collection[str] | None, known_at: datetime | None) -> list[_Chain]:
    """Every wanted chain with its interim targets, each link once as a value object."""
    rows = Target.objects.all() if first_ids is None else Target.objects.chains_from(first_ids)
    indicators: dict[str, figures.Indicator] = {}
    links: dict[str, figures.Target] = {}
    successor: dict[str, str] = {}
    interim_links: dict[str, list[str]] = {}
    unknown: set[str] = set()
    for row in rows.order_by("id").values_list(*_TARGET_COLUMNS).iterator(chunk_size=CHUNK):
        link = _target(row, indicators)
        links[link.id] = link
        if link.revises is not None:
            successor[link.revises] = link.id
        if link.interim_for is not None:
            interim_links.setdefault(link.interim_for, []).append(link.id)
        if known_at is not None and row[17] > known_at:
            unknown.add(link.id)
    roots = (link.id for link in links.values() if link.revises is None) if first_ids is None else sorted(first_ids)
    found = []
    for first_id in roots:
        ids = _walk(first_id, successor)
        chain = tuple(links[i] for i in ids if i in links and i not in unknown)
        if chain:
            steps = _interims(ids, interim_links, successor)
            found.append((first_id, chain, tuple(links[i] for i in steps if i not in unknown)))
    return found


def _walk(first_id: str, successor: Mapping[str, str]) -> list[str]:
    """The chain from one link on; a cycle, which every write path refuses, ends it."""
    ids = [first_id]
    while (later := successor.get(ids[-1])) is not None and later not in ids:
        ids.append(later)
    return ids


def _interims(chain: list[str], interim_links: Mapping[str, list[str]], successor: Mapping[str, str]) -> list[str]:
    """Links that are interim for a link of the chain, and all that revise them; each once."""
    ids: dict[str, None] = {}
    for link in chain:
        for step in interim_links.get(link, ()):
            ids.update(dict.fromkeys(_walk(step, successor)))
    return list(ids)


def _target(row: tuple[Any, ...], indicators: dict[str, figures.Indicator]) -> figures.Target:
    indicator = indicators.get(row[1])
    if indicator is None:
        unit, accumulation, direction, territory, programme_territory, path, interval = row[18:]
        indicator = indicators[row[1]] = figures.Indicator(
            id=row[1],
            unit=unit,
            accumulation=accumulation,
            direction=direction,
            territory=territory or programme_territory,
            path=path,
            reporting_interval_days=interval,
        )
    return figures.Target(
        id=row[0],
        indicator=indicator,
        basis=row[2],
        qualifier=row[3] or "exactly",  # a milestone may come without one
        timing=row[4],
        announced=row[5],
        value=row[6],
        upper_value=row[7],
        rounded_to=row[8],
        baseline_value=row[9],
        baseline_start=row[10],
        baseline_end=row[11],
        window_start=row[12],
        deadline=row[13],
        withdrawn=row[14],
        revises=row[15],
        interim_for=row[16],
    )


# --- grouping ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """Chains tied together by the indicators they share: their outcomes are read together."""

    indicators: dict[str, str]  # indicator → its effective territory
    chains: list[_Chain]


def _groups(chains: Iterable[_Chain]) -> list[_Group]:
    """Chains grouped so that no indicator is in two groups: mostly one indicator with its chains."""
    group_of: dict[str, _Group] = {}
    groups: dict[int, _Group] = {}
    for chain in chains:
        wanted = {link.indicator.id: link.indicator.territory for link in (*chain[1], *chain[2])}
        tied = {id(group_of[i]): group_of[i] for i in wanted if i in group_of}
        group = max(tied.values(), key=lambda g: len(g.indicators), default=None)
        if group is None:
            group = _Group({}, [])
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


def _of(
    chain: tuple[figures.Target, ...],
    interims: tuple[figures.Target, ...],
    outcomes: tuple[figures.Outcome, ...],
    group: _Group,
) -> tuple[figures.Outcome, ...]:
    """The outcomes on the chain's own indicators; the group's tuple itself where these are all it has."""
    wanted = {link.indicator.id for link in chain}
    wanted.update(link.indicator.id for link in interims)
    if len(wanted) == len(group.indicators):
        return outcomes
    return tuple(outcome for outcome in outcomes if outcome.indicator in wanted)


# --- outcomes ----------------------------------------------------------------------------------------------------

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


def _outcomes_by_group(
    groups: list[_Group], known_at: datetime | None
) -> Iterator[tuple[_Group, tuple[figures.Outcome, ...]]]:
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


def _outcome_rows(groups: list[_Group], known_at: datetime | None) -> Iterator[tuple[Any, ...]]:
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


def _figure(value: Decimal | str | None) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) else value


# --- verdicts ----------------------------------------------------------------------------------------------------


def as_contract(assessment: figures.Assessment) -> dict[str, Any]:
    """The assessment object of the contract: figures as plain decimal strings, dates ISO, absent = null.

    Ratios (``percent_achieved``, ``pace`` …) come with up to fifteen significant digits.
    """
    return {
        "target": assessment.target,
        "as_of": _day(assessment.as_of),
        "status": assessment.status,
        "reasons": list(assessment.reasons),
        "actual": _plain(assessment.actual),
        "percent_achieved": _ratio(assessment.percent_achieved),
        "expected": _ratio(assessment.expected),
        "pace": _ratio(assessment.pace),
        "required_per_day": _ratio(assessment.required_per_day),
        "projection": _ratio(assessment.projection),
        "projection_low": _ratio(assessment.projection_low),
        "projection_high": _ratio(assessment.projection_high),
        "projected_completion": _day(assessment.projected_completion),
        "days_behind": assessment.days_behind,
        "days_overdue": assessment.days_overdue,
        "shortfall": _plain(assessment.shortfall),
        "covered_until": _day(assessment.covered_until),
        "stale": assessment.stale,
        "resolved_value": _plain(assessment.resolved_value),
        "first": _first(assessment.first),
        "revisions": [
            {
                "target": step.target,
                "change": list(step.change),
                "revised_after_the_fact": step.revised_after_the_fact,
            }
            for step in assessment.revisions
        ],
        "chain": _chain_summary(assessment.chain),
        "status_range": list(assessment.status_range),
        "conflicts": [list(ids) for ids in assessment.conflicts],
        "evidence": list(assessment.evidence),
        "compound": _compound(assessment.compound),
        "measurability": {
            "score": assessment.measurability.score,
            "missing": list(assessment.measurability.missing),
        },
        "method_version": assessment.method_version,
    }


def _first(first: figures.FirstVerdict | None) -> dict[str, Any] | None:
    if first is None:
        return None
    return {
        "target": first.target,
        "status": first.status,
        "actual": _plain(first.actual),
        "percent_achieved": _ratio(first.percent_achieved),
    }


def _chain_summary(chain: figures.ChainSummary | None) -> dict[str, Any] | None:
    if chain is None:
        return None
    return {
        "times_moved": chain.times_moved,
        "days_slipped": chain.days_slipped,
        "net_percent_moved": _ratio(chain.net_percent_moved),
        "widest_swing": _ratio(chain.widest_swing),
    }


def _compound(compound: figures.Compound | None) -> dict[str, Any] | None:
    if compound is None:
        return None
    return {"ratio": _ratio(compound.ratio), "category": compound.category, "reason": compound.reason}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plain(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)


def _ratio(ratio: Decimal | None) -> str | None:
    """A quotient, cut to the digits that mean something; exact figures are never cut."""
    return None if ratio is None else plain(ROUNDING.plus(ratio))
