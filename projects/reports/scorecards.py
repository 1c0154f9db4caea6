"""Scorecards of bodies and places: counts per status and the targets behind them, never an average (R12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from projects.models import Organisation, Outcome, Programme, Target, Territory

from .projects import NamedProject, named_projects
from .scope import announced, bodies, parts
from .standing import StatusCount, count_statuses, standing
from .target_entry import TargetEntry
from .target_list import find_targets
from .target_query import TargetQuery

ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Silence:
    """When something was last published on what a body answers for, and how many days ago that was."""

    last_on: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Extremes:
    """The targets of a scorecard that one would ask about first: no averages (R12)."""

    longest_overdue: TargetEntry | None
    most_revised: TargetEntry | None


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


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A body. ``inherited`` are the bodies it took over from, whose targets count here too."""

    organisation: Organisation
    as_of: date
    counts: tuple[StatusCount, ...]
    entries: tuple[TargetEntry, ...]
    inherited: tuple[Organisation, ...]
    successors: tuple[Organisation, ...]
    programmes: tuple[Programme, ...]
    silence: Silence
    extremes: Extremes


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place with the targets for it and its parts, and the projects named in it."""

    territory: Territory
    as_of: date
    counts: tuple[StatusCount, ...]
    entries: tuple[TargetEntry, ...]
    parts: tuple[Territory, ...]
    projects: tuple[NamedProject, ...]
    silence: Silence
    extremes: Extremes


def body_list(as_of: date) -> tuple[BodyLine, ...]:
    """Every body that answered for something by then, itself or through a predecessor it had taken over from."""
    responsible = dict(Target.objects.order_by().values_list("id", "indicator__programme__responsible"))
    own: dict[str, list[str]] = defaultdict(list)
    for verdict in standing(as_of).verdicts:
        own[responsible[verdict.target]].append(verdict.status)
    organisations = {body.id: body for body in Organisation.objects.order_by("name", "id")}
    reports = Outcome.objects.published_by(as_of).order_by().values_list("indicator__programme__responsible")
    last = dict(reports.annotate(Max("source__public_on")))
    lines = []
    for body in organisations.values():
        if body.succeeded_on is not None and body.succeeded_on > as_of:
            continue
        lineage = _lineage(body, organisations)
        statuses = [status for each in lineage for status in own.get(each, ())]
        if statuses:
            silence = _silence(max((last[each] for each in lineage if each in last), default=None), as_of)
            lines.append(BodyLine(body, count_statuses(statuses), len(statuses), silence))
    return tuple(sorted(lines, key=lambda line: -line.total))


def _lineage(body: Organisation, organisations: dict[str, Organisation]) -> list[str]:
    """The body and those it took over from, one after another; a circle ends it."""
    ids = [body.id]
    while (before := organisations[ids[-1]].succeeds_id) is not None and before not in ids:
        ids.append(before)
    return ids


def place_list(as_of: date) -> tuple[PlaceLine, ...]:
    """Every place with its parts below it, each with the targets for it and its parts. A constant number of queries."""
    columns = ("id", "indicator__territory", "indicator__programme__territory")
    place_of = {id: own or programme for id, own, programme in Target.objects.order_by().values_list(*columns)}
    places = {place.id: place for place in Territory.objects.order_by("name", "id")}
    statuses: dict[str, list[str]] = defaultdict(list)
    for verdict in standing(as_of).verdicts:
        for each in _upwards(place_of[verdict.target], places):
            statuses[each].append(verdict.status)
    below: dict[str | None, list[Territory]] = defaultdict(list)
    for place in places.values():
        below[place.parent_id if place.parent_id in places else None].append(place)
    lines: list[PlaceLine] = []
    waiting = [(place, 0) for place in reversed(below[None])]
    while waiting:
        place, depth = waiting.pop()
        found = statuses.get(place.id, [])
        lines.append(PlaceLine(place, count_statuses(found), len(found), depth))
        waiting.extend((part, depth + 1) for part in reversed(below[place.id]))
    return tuple(lines)


def _upwards(place: str, places: dict[str, Territory]) -> list[str]:
    """The place and all that it lies in; a circle ends it."""
    ids = [place]
    while (above := places[ids[-1]].parent_id) is not None and above not in ids:
        ids.append(above)
    return ids


def _silence(last_on: date | None, as_of: date) -> Silence:
    return Silence(last_on, None if last_on is None else (as_of - last_on).days)


def _last_report(about: Q, as_of: date) -> Silence:
    found = Outcome.objects.published_by(as_of).filter(about).aggregate(last=Max("source__public_on"))
    return _silence(found["last"], as_of)


def _extremes(entries: tuple[TargetEntry, ...]) -> Extremes:
    overdue = [entry for entry in entries if entry.assessment["days_overdue"]]
    revised = [entry for entry in entries if len(entry.revisions) > 1]
    return Extremes(
        longest_overdue=max(overdue, key=lambda entry: entry.assessment["days_overdue"], default=None),
        most_revised=max(revised, key=lambda entry: len(entry.revisions), default=None),
    )


def scorecard(organisation_id: str, as_of: date) -> Scorecard | None:
    """One body; None where there is none of that id."""
    found = Organisation.objects.select_related("parent", "succeeds").filter(id=organisation_id).first()
    if found is None:
        return None
    answers_for = bodies(organisation_id)
    entries = find_targets(TargetQuery(responsible=organisation_id, page_size=ALL), as_of).entries
    return Scorecard(
        organisation=found,
        as_of=as_of,
        counts=count_statuses(str(entry.assessment["status"]) for entry in entries),
        entries=entries,
        inherited=tuple(Organisation.objects.filter(id__in=answers_for - {organisation_id}).order_by("name", "id")),
        successors=tuple(found.successors.exclude(succeeded_on__gt=as_of).order_by("name", "id")),
        programmes=tuple(
            announced(Programme.objects.filter(responsible__in=answers_for), "indicator__programme", as_of).order_by(
                "name", "id"
            )
        ),
        silence=_last_report(Q(indicator__programme__responsible__in=answers_for), as_of),
        extremes=_extremes(entries),
    )


def place_page(territory_id: str, as_of: date) -> PlacePage | None:
    """One place; None where there is none of that id."""
    found = Territory.objects.select_related("parent").filter(id=territory_id).first()
    if found is None:
        return None
    entries = find_targets(TargetQuery(territory=territory_id, page_size=ALL), as_of).entries
    return PlacePage(
        territory=found,
        as_of=as_of,
        counts=count_statuses(str(entry.assessment["status"]) for entry in entries),
        entries=entries,
        parts=tuple(found.parts.order_by("name", "id")),
        projects=named_projects(as_of, territory=territory_id),
        silence=_last_report(_about(parts(territory_id)), as_of),
        extremes=_extremes(entries),
    )


def _about(places: Collection[str]) -> Q:
    """Reports for a place: their own, else their indicator's, else their programme's (R2)."""
    of_indicator = Q(indicator__territory__in=places) | Q(
        indicator__territory__isnull=True, indicator__programme__territory__in=places
    )
    return Q(territory__in=places) | (Q(territory__isnull=True) & of_indicator)
