"""The lists of all programmes, bodies and places: each with its targets counted, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from projects.models import Indicator, Organisation, Outcome, Programme, Target, Territory
from projects.reports.catalogue.scorecards import Silence, silence_since
from projects.reports.hierarchies import announced_by_day, for_places, with_parts, with_predecessors
from projects.reports.named import NAME_COLUMNS, Named, sorted_by_name
from projects.reports.overviews.snapshot import StatusCount, count_statuses, take_snapshot
from projects.reports.paging import Page, paginate
from projects.reports.search import containing
from projects.reports.targets.target_query import TargetQuery

ON_A_PAGE = 30
PROGRAMME_TEXTS = (*NAME_COLUMNS, "summary", "summary_ru", "summary_kk")  # that a search reads


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme with its targets counted per status."""

    programme: Programme
    counts: tuple[StatusCount, ...]
    total: int


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body with the targets it answers for, those of the bodies it took over from included."""

    organisation: Organisation
    counts: tuple[StatusCount, ...]
    total: int
    silence: Silence


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place with the targets for it and its parts; ``depth`` is how many places it lies in."""

    territory: Territory
    counts: tuple[StatusCount, ...]
    total: int
    depth: int


def programmes_of(territory: str) -> Q:
    """The programmes for a place or a part of it, and others that have indicators there."""
    places = with_parts(territory)
    return Q(territory__in=places) | Q(pk__in=Indicator.objects.filter(territory__in=places).values("programme"))


def programme_list(
    as_of: date,
    *,
    search: str | None = None,
    responsible: str | None = None,
    territory: str | None = None,
    page: int = 1,
    lang: str = "en",
) -> Page[ProgrammeLine]:
    """The programmes by name, without those whose every target was announced later. A constant number of queries.

    Of a place: those for it or a part of it, and others as far as they have indicators there.
    """
    programmes_known = announced_by_day(Programme.objects.all(), "indicator__programme", as_of)
    in_scope = Q()
    if territory is not None:
        in_scope = for_places(with_parts(territory), "indicator__")
        programmes_known = programmes_known.filter(programmes_of(territory))
    if search is not None:
        programmes_known = programmes_known.filter(containing(search, PROGRAMME_TEXTS))
    if responsible is not None:
        programmes_known = programmes_known.filter(responsible__in=with_predecessors(responsible))
    named = sorted_by_name((Named(*row) for row in programmes_known.order_by().values_list(*NAME_COLUMNS)), lang)
    shown = paginate([programme.id for programme in named], page, ON_A_PAGE)
    programmes = Programme.objects.select_related("responsible", "territory").in_bulk(shown.rows)
    of_these = Target.objects.filter(in_scope, indicator__programme__in=shown.rows).order_by()
    programme_of = dict(of_these.values_list("id", "indicator__programme"))
    statuses: dict[str, list[str]] = defaultdict(list)
    for verdict in take_snapshot(as_of).verdicts:
        if verdict.target in programme_of:
            statuses[programme_of[verdict.target]].append(verdict.status)
    lines = [ProgrammeLine(programmes[id], count_statuses(statuses[id]), len(statuses[id])) for id in shown.rows]
    return shown.with_rows(lines)


def body_list(as_of: date, page: int = 1, lang: str = "en", *, territory: str | None = None) -> Page[BodyLine]:
    """The bodies that were responsible for a target by then, or had taken over from one that was.

    Bodies with the most targets come first. Of a place: counted are the targets for it and its parts.
    """
    answering = _answering(as_of, territory, lang)
    shown = paginate(sorted(answering, key=lambda row: -len(row[2])), page, ON_A_PAGE)
    last = _last_reports({id for _body, lineage, _statuses in shown.rows for id in lineage}, as_of)
    lines = [
        BodyLine(
            body,
            count_statuses(statuses),
            len(statuses),
            silence_since(max((last[id] for id in lineage if id in last), default=None), as_of),
        )
        for body, lineage, statuses in shown.rows
    ]
    return shown.with_rows(lines)


def answering_bodies(as_of: date, territory: str | None = None) -> list[str]:
    """The ids of the bodies of that list."""
    return [body.id for body, _lineage, _statuses in _answering(as_of, territory, "en")]


def _answering(as_of: date, territory: str | None, lang: str) -> list[tuple[Organisation, list[str], list[str]]]:
    """The bodies of the list by name, each with those it took over from and the statuses of its targets."""
    query = TargetQuery(territory=territory)
    targets = Target.objects.filter(query.link_conditions()).order_by()
    responsible = dict(targets.values_list("id", "indicator__programme__responsible"))
    own: dict[str, list[str]] = defaultdict(list)
    for verdict in take_snapshot(as_of, query).verdicts:
        own[responsible[verdict.target]].append(verdict.status)
    organisations = {body.id: body for body in sorted_by_name(Organisation.objects.order_by(), lang)}
    answering = []
    for body in organisations.values():
        if body.succeeded_on is None or body.succeeded_on <= as_of:
            lineage = _lineage(body, organisations)
            statuses = [status for id in lineage for status in own.get(id, ())]
            if statuses:
                answering.append((body, lineage, statuses))
    return answering


def _last_reports(bodies: Collection[str], as_of: date) -> dict[str, date]:
    """When something was last published on what each of these bodies answers for by itself."""
    reports = Outcome.objects.published_by(as_of).filter(indicator__programme__responsible__in=bodies).order_by()
    return dict(reports.values_list("indicator__programme__responsible").annotate(Max("source__public_on")))


def _lineage(body: Organisation, organisations: dict[str, Organisation]) -> list[str]:
    """The body and those it took over from, one after another; a circle ends it."""
    ids = [body.id]
    while (before := organisations[ids[-1]].succeeds_id) is not None and before not in ids:
        ids.append(before)
    return ids


def place_list(as_of: date, page: int = 1, lang: str = "en", *, territory: str | None = None) -> Page[PlaceLine]:
    """The places, each with its parts below it and the targets for all of these. A constant number of queries.

    Of a place: itself and its parts.
    """
    columns = ("id", "indicator__territory", "indicator__programme__territory")
    place_of = {id: own or programme for id, own, programme in Target.objects.order_by().values_list(*columns)}
    places = {place.id: place for place in sorted_by_name(Territory.objects.order_by(), lang)}
    statuses: dict[str, list[str]] = defaultdict(list)
    for verdict in take_snapshot(as_of).verdicts:
        for place_id in _upwards(place_of[verdict.target], places):
            statuses[place_id].append(verdict.status)
    below: dict[str | None, list[Territory]] = defaultdict(list)
    for place in places.values():
        below[place.parent_id if place.parent_id in places else None].append(place)
    order: list[tuple[Territory, int]] = []
    waiting = [(place, 0) for place in ([places[territory]] if territory else reversed(below[None]))]
    while waiting:
        place, depth = waiting.pop()
        order.append((place, depth))
        waiting.extend((part, depth + 1) for part in reversed(below[place.id]))
    shown = paginate(order, page, ON_A_PAGE)
    lines = [
        PlaceLine(place, count_statuses(statuses.get(place.id, [])), len(statuses.get(place.id, [])), depth)
        for place, depth in shown.rows
    ]
    return shown.with_rows(lines)


def _upwards(place: str, places: dict[str, Territory]) -> list[str]:
    """The place and all that it lies in; a circle ends it."""
    ids = [place]
    while (above := places[ids[-1]].parent_id) is not None and above not in ids:
        ids.append(above)
    return ids
