"""How many targets each value of a filter would leave, with all other filters as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from projects.comparison.statuses import PAST_DEADLINE, STATUSES
from projects.models import Organisation, Programme, Target, Territory
from projects.models.record_version import Version
from projects.reports.named import NAME_COLUMNS, Named
from projects.reports.verdicts import verdict_lookup
from projects.reports.verdicts.chain_records import ChainRow, rows_at_hand
from projects.reports.verdicts.stored_on_day import rows_of, stored_kind
from projects.reports.version_cache import cached_for_version

from .target_query import TargetQuery

MOST = 30  # values of one filter on a page


class FacetRow(NamedTuple):
    """What the filters ask of a chain, by the names of the filters."""

    status: str
    programme: str
    responsible: str
    territory: str
    sector: str
    unit: str
    bundle: str
    overdue: bool
    revised: bool


DIMENSIONS = FacetRow._fields
_OF_INDICATOR = (
    "programme",
    "programme__responsible",
    "programme__sector",
    "unit",
    "territory",
    "programme__territory",
)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that a filter can be set to. ``thing`` names what an id stands for."""

    value: str
    count: int
    chosen: bool
    thing: Named | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """The values of one filter, those that leave most first (statuses in the method's order).

    Compared by identity, so that it can be the key of a cache. ``left_out`` counts the values
    that are not shown because there are too many.
    """

    name: str
    values: tuple[FacetValue, ...]
    left_out: int

    @property
    def chosen(self) -> tuple[FacetValue, ...]:
        return tuple(value for value in self.values if value.chosen)


def facets(query: TargetQuery, today: date, version: Version | None = None) -> dict[str, Facet]:
    """``counted_facets``, cached for the version of the record."""
    as_of = query.as_of or today
    settled = query.settled(as_of, version)
    return cached_for_version(version, lambda: counted_facets(settled, as_of, version), "facets", query.filters, as_of)


def counted_facets(query: TargetQuery, as_of: date, version: Version | None = None) -> dict[str, Facet]:
    """A facet for each filter that takes one of some values, by its name.

    At most ten queries and one walk over the chains, whatever the filters and the size of the record. An earlier
    day is read from the history of the verdicts, and computed only where the store does not reach.
    """
    bodies = {row[0]: row for row in Organisation.objects.order_by().values_list(*NAME_COLUMNS, "succeeds_id")}
    places = {row[0]: row for row in Territory.objects.order_by().values_list(*NAME_COLUMNS, "parent_id")}
    wider = {
        "responsible": _turned({id: row[4] for id, row in bodies.items()}),
        "territory": {id: row[4] for id, row in places.items()},
    }
    counts = _counted(_lines(query, as_of, version), _asked(query, wider))
    for name, above in wider.items():
        counts[name] = _rolled_up(counts[name], above)
    programmes = _most(counts["programme"], {query.programme})
    named: dict[str, Mapping[str, Any]] = {
        "programme": {row[0]: row for row in Programme.objects.filter(id__in=programmes).values_list(*NAME_COLUMNS)},
        "responsible": bodies,
        "territory": places,
    }
    return {name: _facet(name, counts[name], _chosen(query, name), named.get(name)) for name in DIMENSIONS}


def _lines(query: TargetQuery, as_of: date, version: Version | None) -> list[FacetRow]:
    """The chains that the free filters leave: words and dates, which have no list of values."""
    free = replace(
        query, status=(), programme=None, responsible=None, territory=None, sector=None, unit=None, bundle=None,
        overdue=None, revised=None,
    )  # fmt: skip
    if query.known_at is None and not free.filtered and (at_hand := rows_at_hand(as_of, version)) is not None:
        return [_line_of_chain(row) for row in at_hand]
    if query.known_at is None and (kind := stored_kind(as_of, version)):
        path = "target__indicator__"
        rows = rows_of(kind, as_of).filter(free.link_conditions("target__")).order_by()
        columns = ("status", "target_id", "first_id", "target__bundle", *(path + name for name in _OF_INDICATOR))
        return [_line(row[0], row[1] != row[2], row[3:]) for row in rows.values_list(*columns)]
    verdicts = verdict_lookup.statuses_on(as_of, query.known_at)
    statuses = {verdict.target: (verdict.status, verdict.target != verdict.first) for verdict in verdicts}
    columns = ("id", "bundle", *(f"indicator__{name}" for name in _OF_INDICATOR))
    links = Target.objects.filter(free.link_conditions(), announced__lte=as_of).order_by().values_list(*columns)
    return [_line(*statuses[row[0]], row[1:]) for row in links if row[0] in statuses]


def _line_of_chain(row: ChainRow) -> FacetRow:
    status, revised = row.record.status, row.record.target != row.record.first
    past = status in PAST_DEADLINE
    return FacetRow(
        status, row.programme, row.organisation, row.territory, row.sector, row.unit, row.bundle, past, revised
    )


def _line(status: str, revised: bool, row: tuple[Any, ...]) -> FacetRow:
    bundle, programme, responsible, sector, unit, own_place, place = row
    past = status in PAST_DEADLINE
    return FacetRow(status, programme, responsible, own_place or place, sector, unit, bundle, past, revised)


def _asked(query: TargetQuery, wider: Mapping[str, Mapping[str, Any]]) -> dict[int, Collection[Any]]:
    """The values that pass, for each filter that is set, by its place in a line."""
    passing: dict[int, Collection[Any]] = {}
    for place, name in enumerate(DIMENSIONS):
        value = getattr(query, name)
        if value is None or value == ():
            continue
        if name in wider:
            passing[place] = {id for id in {value, *wider[name]} if value in _upwards(id, wider[name])}
        else:
            passing[place] = set(value) if isinstance(value, tuple) else {value}
    return passing


def _counted(lines: list[FacetRow], passing: Mapping[int, Collection[Any]]) -> dict[str, Counter[Any]]:
    """For each filter, how many lines have which value among those that pass all *other* filters."""
    through: list[FacetRow] = []
    stopped_by: dict[int, list[FacetRow]] = {place: [] for place in passing}
    for line in lines:
        stops = [place for place, accepted in passing.items() if line[place] not in accepted]
        if not stops:
            through.append(line)
        elif len(stops) == 1:
            stopped_by[stops[0]].append(line)
    counts = {}
    for place, name in enumerate(DIMENSIONS):
        counts[name] = Counter(line[place] for line in through)
        counts[name].update(line[place] for line in stopped_by.get(place, ()))
    return counts


def _turned(before: Mapping[str, str | None]) -> dict[str, Any]:
    """Reverses predecessors: by body, the bodies that took over from it."""
    after: dict[str, Any] = {}
    for body, earlier in before.items():
        if earlier is not None:
            after.setdefault(earlier, []).append(body)
    return after


def _upwards(start: str, above: Mapping[str, Any]) -> set[str]:
    """A place with all it lies in, a body with all that took over from it; a circle ends it."""
    ids: set[str] = set()
    waiting = [start]
    while waiting:
        id = waiting.pop()
        if id not in ids:
            ids.add(id)
            onward = above.get(id)
            waiting.extend([onward] if isinstance(onward, str) else onward or ())
    return ids


def _rolled_up(counts: Counter[str], above: Mapping[str, Any]) -> Counter[str]:
    total: Counter[str] = Counter()
    for value, count in counts.items():
        for id in _upwards(value, above):
            total[id] += count
    return total


def _chosen(query: TargetQuery, name: str) -> tuple[Any, ...]:
    value = getattr(query, name)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _most(counts: Counter[Any], chosen: Iterable[Any]) -> list[Any]:
    order = sorted(counts, key=lambda value: (-counts[value], str(value)))[:MOST]
    return [*order, *(value for value in chosen if value is not None and value not in order)]


def _facet(name: str, counts: Counter[Any], chosen: tuple[Any, ...], named: Mapping[str, Any] | None) -> Facet:
    counts.pop("", None)  # an empty value is no choice of a filter
    shown = _most(counts, chosen)
    if name == "status":
        shown.sort(key=STATUSES.index)
    elif name in ("overdue", "revised"):
        shown.sort(reverse=True)
    values = tuple(
        FacetValue(
            value=value if isinstance(value, str) else str(value).lower(),
            count=counts[value],
            chosen=value in chosen,
            thing=Named(*named[value][:4]) if named is not None else None,
        )
        for value in shown
    )
    return Facet(name, values, max(0, len(counts) - MOST))
